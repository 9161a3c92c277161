"""What the pages of acts on a person share: a form below the person's name, and the way back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from register.admin import scope
from register.admin.people_access import origin_of, record_view, url_of_person
from register.admin.people_words import called
from register.hub import Link
from register.models import DataSubject
from register.refusal import Refusal


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def allowed(form: forms.Form, act: Callable[[], object], *, field: str | None = None) -> bool:
    """Do it; what refuses it is told on the form, at its field where it has one."""
    try:
        act()
    except Refusal as refusal:
        place = refusal.about if refusal.about in form.fields else field
        form.add_error(place, str(refusal))
        return False
    return True


def done(request: HttpRequest, person: DataSubject, words: str, part: str) -> HttpResponse:
    """Back to the part of the card where the act shows."""
    messages.success(request, words)
    return redirect(url_of_person(person, origin=origin_of(request), part=part))


def form_page(
    request: HttpRequest,
    person: DataSubject,
    title: str,
    form: forms.Form,
    *,
    page: str,
    **context: Any,
) -> HttpResponse:
    """`page` is what the journal calls it."""
    record_view(request, person, page=page)
    return page_of_act(request, person, title, "person_act", {"form": form, **context})


def page_of_act(
    request: HttpRequest, person: DataSubject, title: str, name: str, context: dict[str, Any]
) -> TemplateResponse:
    back = url_of_person(person, origin=origin_of(request))
    return TemplateResponse(
        request,
        f"admin/register/{name}.html",
        {
            **admin.site.each_context(request),
            "opts": DataSubject._meta,
            "title": title,
            "person": person,
            "heading": called(person),
            "what": title,
            "back": back,
            "crumbs": [
                Link(_("People"), scope.url_of(DataSubject, "changelist")),
                Link(called(person), back),
                Link(title, ""),
            ],
            **context,
        },
    )
