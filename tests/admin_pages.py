"""What tests of the admin need: somebody signed in, addresses, and a form as a browser sends it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group as GroupModel
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from register.groups import Group
from register.models import Register, User


def signed_in(client: Client, group: Group) -> User:
    user = User.objects.create_user(group.name, is_staff=True)
    user.groups.add(GroupModel.objects.get(name=group.value))
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


def url(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def add_url(model: type[models.Model], register: Register) -> str:
    return f"{url(model, 'add')}?register={register.pk}"


def list_url(model: type[models.Model], register: Register) -> str:
    return f"{url(model, 'changelist')}?register__id__exact={register.pk}"


def filled(response: Any) -> dict[str, Any]:
    """What a browser would send back from a form page, untouched."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is True:
                sent[bound.html_name] = "on"
            elif value is not None and value is not False:
                sent[bound.html_name] = value
    return sent


def errors(response: Any) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors  # type: ignore[no-any-return]


def parts_errors(response: Any) -> list[Any]:
    """The errors of the first inline, its own and those of its rows."""
    formset = response.context["inline_admin_formsets"][0].formset
    return [*formset.non_form_errors(), *filter(None, formset.errors)]


def no_parts(model: type[models.Model]) -> dict[str, str]:
    """The management forms of a page none of whose inline rows is filled in."""
    sent = {}
    for inline in admin.site.get_model_admin(model).inlines:
        owner = next(field for field in inline.model._meta.fields if field.related_model is model)
        prefix = owner.remote_field.get_accessor_name()  # type: ignore[union-attr]
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return sent


def count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
