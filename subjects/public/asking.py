"""From the form to a confirmed request. Nobody is looked up here, so nobody is given away."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_request, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from register.journal import THE_SUBJECT
from register.models import Register
from register.spellings import normalised_email
from subjects import tokens, workflow
from subjects.enums import Status, Step, TokenPurpose
from subjects.models import Contact, ContactKind, Request
from subjects.policies import NotAllowed
from subjects.public import confirming, flood, mails
from subjects.public.forms import NewLinkForm, RequestForm
from subjects.public.information import Information, information_on
from subjects.public.links import status_link
from subjects.public.pages import (
    behind_secret,
    no_such_link,
    page,
    public,
    seconds_to_next_hour,
)
from subjects.querysets import LAPSES_AFTER
from subjects.self_test import mark

NEW_LINKS_AN_HOUR = 3  # for one request


@public("GET", "POST")
def request_form(request: HttpRequest, *, language: str, slug: str) -> HttpResponse:
    """The form of a register, published or not."""
    register = Register.objects.filter(slug=slug).first()
    if register is None:
        return nothing(request)
    posted = request.POST if request.method == "POST" else None
    form = RequestForm(posted, register=register, language=language)
    if not form.controllers:  # nobody to whom it could be addressed
        return nothing(request)
    status, flooded = 200, False
    if posted is not None:
        if form.is_from_a_bot:
            return _to("request_sent", language=language, slug=slug)
        status = 422
        if form.is_valid():
            try:
                take(form, request, now=timezone.now())
            except flood.Flooded:
                status, flooded = 429, True
            except mark.NotGood:
                return nothing(request)
            else:
                return _to("request_sent", language=language, slug=slug)
    context = {
        "form": form,
        "flooded": flooded,
        "lapses_after": LAPSES_AFTER.days,
        **_about(register, language),
    }
    response = page(request, "form.html", context, status=status)
    return _come_later(response) if flooded else response


@transaction.atomic
def take(form: RequestForm, visit: HttpRequest, *, now: datetime) -> Request | None:
    """Store what was asked; nothing where this very page was sent before.

    Raises Flooded, and NotGood for a visit that only seems to be our self-test.
    """
    self_test = mark.run_of(visit, now=now)
    if self_test is None:
        if not flood.is_first(form.fingerprint, now=now):
            return None
        flood.count_visit(visit, door="form", of=str(form.register.pk), now=now)
    made = workflow.submit(replace(form.draft(), self_test=self_test), now=now)
    confirming.ask(made, now=now)
    return made


@public()
def sent(request: HttpRequest, *, language: str, slug: str) -> HttpResponse:
    """The same for everybody, whoever they are and whatever they sent."""
    register = Register.objects.filter(slug=slug).first()
    if register is None:
        return nothing(request)
    context = {"lapses_after": LAPSES_AFTER.days, **_about(register, language)}
    response = page(request, "sent.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@public("GET", "POST")
@behind_secret(TokenPurpose.CONFIRM)
def confirm(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """Looking confirms nothing: mail scanners follow every link. Pressing the button does."""
    if asked.status != Status.UNCONFIRMED:
        return no_such_link(request, language)
    if request.method != "POST":
        return page(request, "confirm.html", {"asked": asked})
    try:
        link = _confirmed(token, now=timezone.now())
    except NotAllowed:
        link = ""
    return HttpResponseRedirect(f"{link}?vahvistettu") if link else no_such_link(request, language)


@transaction.atomic
def _confirmed(token: str, *, now: datetime) -> str:
    """Use the link up and confirm; the address of the request's page. Raises NotAllowed."""
    found = tokens.look(token, TokenPurpose.CONFIRM, now=now)
    if found is None:
        return ""
    # Held before the link is used up: a job that steps in between must not turn it into a 404.
    asked = Request.everything.select_for_update(of=("self",)).get(pk=found.pk)
    if tokens.use(token, TokenPurpose.CONFIRM, now=now) is None:
        return ""
    if confirming.note_left_of(asked):
        asked.refresh_from_db()
    workflow.move(asked, Step.CONFIRM, by=THE_SUBJECT, now=now, expected_version=asked.version)
    return status_link(asked, now=now).removeprefix(settings.SITE_URL)


@public("GET", "POST")
def new_link(request: HttpRequest, *, language: str) -> HttpResponse:
    """Who has lost the link names the request; the answer is the same whether there is one."""
    posted = request.POST if request.method == "POST" else None
    form = NewLinkForm(posted)
    status, flooded = 200, False
    if posted is not None:
        if form.is_from_a_bot:
            return _to("request_new_link_sent", language=language)
        status = 422
        if form.is_valid():
            try:
                _send_new_link(form, request, now=timezone.now())
            except flood.Flooded:
                status, flooded = 429, True
            else:
                return _to("request_new_link_sent", language=language)
    response = page(request, "new_link.html", {"form": form, "flooded": flooded}, status=status)
    return _come_later(response) if flooded else response


@transaction.atomic
def _send_new_link(form: NewLinkForm, visit: HttpRequest, *, now: datetime) -> None:
    if not flood.is_first(f"new link {form.fingerprint}", now=now):
        return
    flood.count_visit(visit, door="new_link", now=now)
    contact = Contact.objects.filter(
        kind=ContactKind.EMAIL,
        normalised=normalised_email(form.cleaned_data["email"]),
        request__reference=form.cleaned_data["reference"],
    ).first()
    if contact is None:
        return
    try:
        flood.count(f"new_link:of:{contact.request_id}", most=NEW_LINKS_AN_HOUR, now=now)
    except flood.Flooded:
        return  # and not a word of it: the answer tells nobody that this request exists
    mails.send_new_link(contact.request, now=now)


@public()
def new_link_sent(request: HttpRequest, *, language: str) -> HttpResponse:
    response = page(request, "new_link_sent.html", {})
    response["X-Robots-Tag"] = "noindex"
    return response


@public("GET", "POST")
def nothing_here(request: HttpRequest, *, language: str) -> HttpResponse:
    """An address that is none of ours."""
    return nothing(request)


@public("GET", "POST")
def no_link(request: HttpRequest, *, language: str) -> HttpResponse:
    """A secret link that was cut short, or is none."""
    return no_such_link(request, language)


@public()
def with_slash(request: HttpRequest, *, language: str, token: str) -> HttpResponse:
    """A secret link whose last sign was left out, as mail programs do."""
    return HttpResponseRedirect(f"{request.path}/")


@require_safe
def negotiate(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The address without a language, as printed on paper, leads to the visitor's own."""
    language = get_language_from_request(request)
    return _to("request_form", language=language, slug=slug)


def nothing(request: HttpRequest) -> HttpResponse:
    return page(request, "nothing.html", {}, status=404)


def _about(register: Register, language: str) -> dict[str, Any]:
    """The register and its controllers, as every page at its door tells of them."""
    own = register.name.said_in(language)
    told: Information = information_on(register, language)
    return {
        "register": register,
        "register_name": own or str(register.name),
        "register_name_language": language if own else "fi",
        "told": told,
        "lapsed_kept": settings.REQUEST_LAPSED_KEPT_DAYS,
        "kept": _kept(settings.REQUEST_KEPT_MONTHS),
    }


def _kept(months: int) -> str:
    """For how long what became of a request is kept (Art. 13(2)(a))."""
    if not months:
        return _("All else is kept for as long as we have to be able to show that we answered.")
    years, left = divmod(months, 12)
    if left:
        words = ngettext(
            "All else is kept for %(count)d month after the matter is closed, and then erased.",
            "All else is kept for %(count)d months after the matter is closed, and then erased.",
            months,
        )
        return words % {"count": months}
    words = ngettext(
        "All else is kept for %(count)d year after the matter is closed, and then erased.",
        "All else is kept for %(count)d years after the matter is closed, and then erased.",
        years,
    )
    return words % {"count": years}


def _to(name: str, **parts: Any) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs=parts), status=303)


def _come_later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(seconds_to_next_hour(timezone.now()))
    return response
