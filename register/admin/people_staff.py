"""Who serves a controller, and so sees its customers: chosen by an officer on one page.

Administrators choose the same on the page of an account.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register import hub
from register.admin import scope
from register.admin.people_words import name_of
from register.admin.values import Checkboxes
from register.groups import Group
from register.hub import Link
from register.models import Controller, User

SERVING = (Group.STAFF.value, Group.REQUEST_HANDLER.value)


class ServingForm(forms.Form):
    """The accounts for which it matters: all others see everybody, or nobody at all."""

    staff = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who serves its customers"),
        queryset=User.objects.none(),
        required=False,
        widget=Checkboxes,
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, controller: Controller, **options: Any) -> None:
        super().__init__(*args, **options)
        self.serving = set(controller.staff.values_list("pk", flat=True))
        field: Any = self.fields["staff"]
        accounts = User.objects.filter(is_active=True, groups__name__in=SERVING).distinct()
        field.queryset = accounts.order_by("last_name", "first_name", "username")
        field.label_from_instance = name_of
        field.widget.group_label = str(field.label)
        if not self.is_bound:
            self.initial.update({"staff": sorted(self.serving), "was": self.now})

    @property
    def now(self) -> str:
        return "-".join(map(str, sorted(self.serving)))

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("was") != self.now:
            words = _("Somebody else has changed this after you opened it. Nothing was saved.")
            self.add_error(None, words)
        return self.cleaned_data


def urls() -> list[URLPattern]:
    page = admin.site.admin_view(serving)
    return [path("serving/<int:controller_id>/", page, name="register_datasubject_serving")]


@transaction.atomic
def serving(request: HttpRequest, controller_id: int) -> HttpResponse:
    if not may_choose(request):
        raise PermissionDenied
    rows = (
        Controller.objects.select_for_update() if request.method == "POST" else Controller.objects
    )
    controller: Controller = get_object_or_404(rows, pk=controller_id)
    sent = request.POST if request.method == "POST" else None
    form = ServingForm(sent, controller=controller)
    if form.is_valid():
        chosen: Any = form.cleaned_data["staff"]
        for user in form.fields["staff"].queryset:  # type: ignore[attr-defined]
            if user in chosen and user.pk not in form.serving:
                user.controllers.add(controller)  # from the account, as the audit log follows it
            elif user not in chosen and user.pk in form.serving:
                user.controllers.remove(controller)
        messages.success(request, _("Saved: %s.") % controller.name)
        return redirect(reverse("admin:register_datasubject_serving", args=(controller.pk,)))
    context = {
        **admin.site.each_context(request),
        "opts": Controller._meta,
        "title": controller.name,
        "form": form,
        "law": _(
            "Customer service and request handlers see the people of the controllers they serve, "
            "and no others. Compliance officers and auditors see everybody."
        ),
        "nobody": not form.fields["staff"].queryset.exists(),  # type: ignore[attr-defined]
        "crumbs": [
            Link(_("Controllers"), scope.url_of(Controller, "changelist")),
            Link(controller.name, scope.url_of(Controller, "change", controller.pk)),
            Link(_("Who serves its customers"), ""),
        ],
    }
    return TemplateResponse(request, "admin/register/people_serving.html", context)


def may_choose(request: HttpRequest) -> bool:
    """Who answers for the facts of a controller, or keeps the accounts."""
    return request.user.has_perm("register.change_controller") or request.user.has_perm(
        "register.change_user"
    )


def serving_links(request: HttpRequest, controller: Controller) -> list[Link]:
    if not may_choose(request):
        return []
    address = reverse("admin:register_datasubject_serving", args=(controller.pk,))
    return [Link(_("Who serves its customers"), address)]


hub.COMPANY_LINKS.append(serving_links)
