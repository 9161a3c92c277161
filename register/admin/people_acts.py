"""What staff do on a person's page with one small form: each is one POST, and twice is once."""

from collections.abc import Callable
from itertools import product

from auditlog.context import disable_auditlog
from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from register import identity_codes, journal, marketing
from register.admin import scope
from register.admin.people_access import (
    occasion_of,
    origin_of,
    person_for,
    reader,
    survivor_of,
    url_of_person,
)
from register.admin.people_act_forms import (
    BanForm,
    CodeForm,
    ConsentForm,
    CorrectionForm,
    ReasonForm,
    WhenForm,
)
from register.admin.people_act_pages import allowed, done, form_page, page_of_act, sent
from register.admin.people_words import choice_in_words, consented_to
from register.models import Act, Consent, DataSubject, MarketingBan, Occasion

View = Callable[..., HttpResponse]


def urls() -> list[URLPattern]:
    """The pages, each with the permission it asks for."""
    table: list[tuple[str, str, str, View]] = [
        ("ban/", "ban", "add_marketingban", ban),
        ("ban/<int:ban_id>/lift/", "lift_ban", "change_marketingban", lift_ban),
        ("consent/", "consent", "add_consent", consent),
        (
            "consent/<int:consent_id>/withdraw/",
            "withdraw_consent",
            "change_consent",
            withdraw_consent,
        ),
        ("correct/", "correct", "change_datasubject", correct),
        ("code/", "read_code", "unmask_identity_code", read_code),
        ("code/write/", "write_code", "change_identity_code", write_code),
        ("code/remove/", "remove_code", "change_identity_code", remove_code),
    ]
    return [
        path(
            f"<int:person_id>/{address}",
            admin.site.admin_view(_asked(view, f"register.{permission}")),
            name=f"register_datasubject_{name}",
        )
        for address, name, permission, view in table
    ]


def _asked(view: View, permission: str) -> View:
    """The view of one person, for those who may do this and may see him or her."""

    def page(request: HttpRequest, person_id: int, **numbers: int) -> HttpResponse:
        if not request.user.has_perm(permission):
            raise PermissionDenied
        person = person_for(request, person_id)
        if person.merged_into is not None:
            return redirect(url_of_person(survivor_of(person), origin=origin_of(request)))
        return view(request, person, **numbers)

    return page


# Direct marketing


def ban(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """Art. 21(2)–(3): in force at once, never refused."""
    form = BanForm(sent(request))
    if form.is_valid():
        said = form.cleaned_data
        with transaction.atomic():
            for channel, of in product(said["channels"], said["scopes"]):
                marketing.ban(
                    person,
                    channel,
                    of,
                    by=reader(request),
                    given_by=said["given_by"],
                    given_at=said["given_at"],
                )
        return done(request, person, _("The ban is recorded and in force."), "choices")
    return form_page(request, person, _("Record a ban"), form, page="ban")


def lift_ban(request: HttpRequest, person: DataSubject, ban_id: int) -> HttpResponse:
    given = get_object_or_404(MarketingBan, pk=ban_id, subject=person)
    given.subject = person
    form = WhenForm(sent(request))
    if form.is_valid() and allowed(
        form,
        lambda: marketing.lift(given, by=reader(request), lifted_at=form.cleaned_data["at"]),
    ):
        return done(request, person, _("The ban is lifted."), "choices")
    return form_page(
        request,
        person,
        _("Lift a ban"),
        form,
        page="lift_ban",
        intro=choice_in_words(given),
        law=_("Only at the person's own wish."),
    )


def consent(request: HttpRequest, person: DataSubject) -> HttpResponse:
    form = ConsentForm(sent(request), person=person)

    def give() -> None:
        said = form.cleaned_data
        marketing.give_consent(
            person,
            said["text"],
            channel=said["channel"],
            scope=said["scope"],
            by=reader(request),
            given_by=said["given_by"],
            given_at=said["given_at"],
        )

    if form.is_valid() and allowed(form, give):
        return done(request, person, _("The consent is recorded."), "choices")
    law = _("Tick nothing for the person: a consent is his or her own act. Art. 4(11), 7(1).")
    return form_page(request, person, _("Record a consent"), form, page="consent", law=law)


def withdraw_consent(request: HttpRequest, person: DataSubject, consent_id: int) -> HttpResponse:
    """Art. 7(3): as easy as giving it."""
    given = get_object_or_404(Consent.objects.select_related("text"), pk=consent_id, subject=person)
    given.subject = person
    form = WhenForm(sent(request))
    if form.is_valid() and allowed(
        form,
        lambda: marketing.withdraw_consent(
            given, by=reader(request), withdrawn_at=form.cleaned_data["at"]
        ),
    ):
        return done(request, person, _("The consent is withdrawn."), "choices")
    return form_page(
        request,
        person,
        _("Withdraw a consent"),
        form,
        page="withdraw_consent",
        intro=consented_to(given),
    )


# Corrections


@transaction.atomic
def correct(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """One datum put right (Art. 5(1)(d)).

    Told by the journal, which holds the day we were told of it, and by no other trail (ADR 0007).
    """
    if request.method == "POST":
        person = _locked(person)
    form = CorrectionForm(sent(request), person=person)
    if form.is_valid():
        if not form.is_done_already:
            with disable_auditlog():
                form.save()
            journal.record(
                Act.CHANGED,
                about=form.chosen.row,
                by=journal.Actor.staff(reader(request)),
                occasion=Occasion.QUALITY,
                reference=occasion_of(request)[1],
                detail={
                    "column": form.chosen.column,
                    "told_on": form.cleaned_data["told_on"].isoformat(),
                },
            )
        return done(request, person, _("The correction is saved."), "who")
    return form_page(request, person, _("Record a correction"), form, page="correct")


def _locked(person: DataSubject) -> DataSubject:
    """The person as stored by now, kept from others until this is done."""
    rows = DataSubject.objects.select_for_update(of=("self",)).select_related("kept_by__register")
    found: DataSubject = rows.get(pk=person.pk)
    return found


# Identity codes


def read_code(request: HttpRequest, person: DataSubject) -> HttpResponse:
    """Asks why, then shows the code once; the page is kept by nobody."""
    occasion, reference = occasion_of(request)
    form = ReasonForm(sent(request), initial={"occasion": occasion, "reference": reference})
    shown: list[str] = []

    def read() -> None:
        shown.append(identity_codes.read(person, by=reader(request), **form.cleaned_data))

    if form.is_valid() and allowed(form, read):
        context = {"code": shown[0]}
        answer = page_of_act(request, person, _("Personal identity code"), "person_code", context)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    law = _("The reading is journalled with its reason. Read the code only when you need it.")
    return form_page(
        request,
        person,
        _("Read the identity code"),
        form,
        page="read_code",
        law=law,
        submit=gettext_lazy("Show the code"),
    )


@sensitive_post_parameters("code")
def write_code(request: HttpRequest, person: DataSubject) -> HttpResponse:
    form = CodeForm(sent(request))

    def write() -> None:
        identity_codes.record(person, form.cleaned_data["code"], by=reader(request))

    if form.is_valid() and allowed(form, write, field="code"):
        return done(request, person, _("The identity code is recorded."), "who")
    return form_page(
        request,
        person,
        _("Record the identity code"),
        form,
        page="write_code",
        law=_("Allowed only on a ground of the Data Protection Act, section 29."),
        remove_url=_url("remove_code", person) if person.identity_code else "",
    )


def remove_code(request: HttpRequest, person: DataSubject) -> HttpResponse:
    form = forms.Form(sent(request))
    if form.is_valid() and allowed(form, lambda: identity_codes.remove(person, by=reader(request))):
        return done(request, person, _("The identity code is removed."), "who")
    return form_page(
        request,
        person,
        _("Remove the identity code"),
        form,
        page="remove_code",
        intro=identity_codes.masked(person),
        submit=gettext_lazy("Remove"),
    )


def _url(name: str, person: DataSubject) -> str:
    return scope.url_of(DataSubject, name, person.pk)
