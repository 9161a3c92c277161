"""A request that came by phone, letter, e-mail or at the counter, entered by staff.

What counts is when it arrived, whoever read it when (Art. 12(3)); any channel will do (Art. 12(2)).
"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldBooleanWidget,
)

from register.admin import scope
from register.admin.people_access import reader, served
from register.admin.people_act_forms import Picked, Ticked
from register.admin.people_forms import MomentField, refuse_identity_codes
from register.admin.people_words import kept_in
from register.enums import Language
from register.hub import Link
from register.models import RegisterController, User
from subjects import workflow
from subjects.admin.access import demand, page_url, remember, was_sent
from subjects.admin.entered_contacts import CONTACTS, ContactFields, line
from subjects.admin.files import FILES, checked, keep
from subjects.admin.step_forms import CHANNELS
from subjects.attachments import Refused
from subjects.enums import ActingAs, Channel, RequestedKind
from subjects.models import Request
from subjects.policies import NotAllowed
from subjects.workflow import Draft


class EntryForm(ContactFields, forms.Form):
    """The request as it arrived. No identity code: not in any field."""

    kept_by = forms.ModelChoiceField(
        label=gettext_lazy("Register and controller"),
        queryset=RegisterController.objects.none(),
        widget=UnfoldAdminSelectWidget,
        empty_label=gettext_lazy("Choose"),
        help_text=gettext_lazy(
            "The door it came through. Every register of the controller is looked into."
        ),
    )
    channel = Picked(
        label=gettext_lazy("How it arrived"), choices=[("", gettext_lazy("Choose")), *CHANNELS]
    )
    received_at = MomentField(
        label=gettext_lazy("When it arrived"),
        help_text=gettext_lazy(
            "The true time, also where nobody read it then: the time limit counts from that day."
        ),
    )
    language = Picked(label=gettext_lazy("Language of the answer"), choices=Language.choices)
    rights = Ticked(label=gettext_lazy("What is asked"), choices=RequestedKind.choices)
    words = forms.CharField(
        label=gettext_lazy("In the person's own words"),
        required=False,
        max_length=20_000,
        widget=UnfoldAdminTextareaWidget({"rows": 5}),
        help_text=gettext_lazy("No personal identity code: leave it out."),
    )
    register_only = forms.BooleanField(
        label=gettext_lazy("Only this register, as the person wished"),
        required=False,
        widget=UnfoldBooleanWidget,
    )
    name = line(gettext_lazy("Name of the requester"), length=300)
    asks_address = forms.BooleanField(
        label=gettext_lazy("Send a link to the e-mail address, so that the person confirms it"),
        required=False,
        initial=True,
        widget=UnfoldBooleanWidget,
    )
    customer_number = line(gettext_lazy("Customer number"), length=60, required=False)
    organisation = line(gettext_lazy("Organisation"), length=200, required=False)
    acting_as = Picked(label=gettext_lazy("Asks"), choices=ActingAs.choices, initial=ActingAs.SELF)
    on_behalf_of = line(
        gettext_lazy("On behalf of"),
        length=300,
        required=False,
        help_text=gettext_lazy("The name of the person, where somebody asks for another."),
    )
    # Made with the page, so that a page sent twice makes one request and two alike make two.
    once = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["kept_by"]
        field.queryset = served(user)
        field.label_from_instance = kept_in
        places = list(field.queryset[:2])
        if not self.is_bound:
            self.initial["once"] = str(uuid4())
            if len(places) == 1:
                self.initial["kept_by"] = places[0].pk
        self.fields["rights"].choices = [  # type: ignore[attr-defined]
            (value, capfirst(str(words))) for value, words in RequestedKind.choices
        ]

    def clean(self) -> dict[str, Any]:
        refuse_identity_codes(self)
        said = self.cleaned_data
        acts = said.get("acting_as", ActingAs.SELF) != ActingAs.SELF
        if acts and not said.get("on_behalf_of"):
            self.add_error("on_behalf_of", _("Say for whom this is asked."))
        if not acts and said.get("on_behalf_of"):
            self.add_error("acting_as", _("Say on what grounds somebody asks for another."))
        return said

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        place: RegisterController = said["kept_by"]
        contacts = [(kind, said[name]) for name, kind in CONTACTS.items() if said[name]]
        same = ("words", "register_only", "name", "customer_number", "organisation")
        return Draft(
            controller=place.controller,
            register=place.register,
            language=Language(said["language"]),
            rights=[RequestedKind(right) for right in said["rights"]],
            contacts=contacts,
            acting_as=ActingAs(said["acting_as"]),
            on_behalf_of=said["on_behalf_of"],
            **{name: said[name] for name in same},
        )


def enter(request: HttpRequest) -> HttpResponse:
    """Enter a request, with the letter that it came in."""
    demand(request, "enter_request")
    user = reader(request)
    if request.method != "POST":
        return entry_page(request, EntryForm(user=user))
    if address := was_sent(request):
        return redirect(address)
    form = EntryForm(request.POST, user=user)
    files, faults = [], []
    try:
        files = checked(request.FILES.getlist(FILES))
    except Refused as refusal:
        faults = [str(refusal)]
    if not form.is_valid() or faults:
        return entry_page(request, form, faults)
    try:
        with transaction.atomic():
            User.objects.select_for_update(of=("self",)).get(pk=user.pk)  # one form at a time
            if address := was_sent(request):
                return redirect(address)
            now, said = timezone.now(), form.cleaned_data
            entered = workflow.enter(
                form.draft,
                channel=Channel(said["channel"]),
                received_at=said["received_at"],
                by=user,
                now=now,
                asks_address=said["asks_address"],
            )
            keep(entered, files, by=user, now=now)
            address = after(request, entered)
            remember(request, address)
    except (NotAllowed, Refused) as refusal:
        place = {"controller": "kept_by"}.get(refusal.about, refusal.about)
        form.add_error(place if place in form.fields else None, str(refusal))
        return entry_page(request, form)
    words = _("The request is entered. Its reference is %(reference)s.")
    messages.success(request, words % {"reference": entered.reference})
    return redirect(address)


def after(request: HttpRequest, entered: Request) -> str:
    """To the request; back to the form for those who only take requests in."""
    if request.user.has_perm("subjects.view_request"):
        return page_url(entered)
    return reverse("admin:subjects_request_enter")


def entry_page(
    request: HttpRequest, form: EntryForm, file_faults: Sequence[str] = ()
) -> HttpResponse:
    title = _("Enter a request")
    crumbs = [Link(title, "")]
    if request.user.has_perm("subjects.view_request"):
        name = capfirst(str(Request._meta.verbose_name_plural))
        crumbs.insert(0, Link(name, scope.url_of(Request, "changelist")))
    context = {
        **admin.site.each_context(request),
        "opts": Request._meta,
        "title": title,
        "form": form,
        "parts": [
            (_("The request"), _fields(form, "kept_by", "channel", "received_at", "language")),
            ("", _fields(form, "rights", "words", "register_only")),
            (
                _("Who asks"),
                _fields(
                    form,
                    *("name", "email", "asks_address", "phone", "address"),
                    *("customer_number", "organisation", "acting_as", "on_behalf_of"),
                ),
            ),
        ],
        "file_faults": file_faults,
        "chosen_files": bool(request.FILES),
        "serves_nobody": not form.fields["kept_by"].queryset.exists(),  # type: ignore[attr-defined]
        "crumbs": crumbs,
    }
    return TemplateResponse(request, "admin/subjects/enter.html", context)


def _fields(form: EntryForm, *names: str) -> list[forms.BoundField]:
    return [form[name] for name in names]
