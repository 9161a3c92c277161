"""The request's own page: where it stands, what was written, and how to answer or withdraw."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from register.journal import THE_SUBJECT
from subjects import clock, workflow
from subjects.enums import Delivery, PauseReason, RequestedKind, Status, Step, TokenPurpose
from subjects.identity.ladder import needs_identity
from subjects.letters import pdf
from subjects.letters.reading import blocks
from subjects.models import Letter, Request
from subjects.policies import QUESTIONS, Hand, NotAllowed, possible_steps, running_pause
from subjects.public import flood
from subjects.public.downloading import lines_of
from subjects.public.forms import MessageForm
from subjects.public.information import reached
from subjects.public.links import if_there
from subjects.public.pages import behind_secret, page, public
from subjects.public.words import OFFERS, STANDING

TOLD = ("vahvistettu", "osoite", "viesti")  # what has just been done, said once above the page
MESSAGES_AN_HOUR = 20  # to one request
# What went by post or by hand was meant for other eyes than those of whoever has the link.
READ_HERE = (Delivery.EMAIL, Delivery.STATUS_PAGE)


@public()
@behind_secret(TokenPurpose.STATUS)
def status(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """Where the request stands."""
    return _page(request, asked, token, MessageForm())


@public("GET", "POST")
@behind_secret(TokenPurpose.STATUS)
def write(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """A message to whoever handles the request; while we wait for an answer, it is the answer."""
    if request.method != "POST":  # somebody opens what the browser remembers
        return _back(language, token)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, token, form, status=422)
    try:
        _write(asked, form, now=timezone.now())
    except flood.Flooded:
        words = _("You have sent many messages within an hour. Please send the next one later.")
        form.add_error("body", words)
        return _page(request, asked, token, form, status=429)
    except NotAllowed as refusal:
        form.add_error("body", str(refusal))
        return _page(request, asked, token, form, status=409)
    return _back(language, token, "viesti")


@transaction.atomic
def _write(asked: Request, form: MessageForm, *, now: datetime) -> None:
    if not flood.is_first(f"message {asked.pk} {form.fingerprint}", now=now):
        return
    flood.count(f"message:{asked.pk}", most=MESSAGES_AN_HOUR, now=now)
    held = _take(asked, Step.WRITE, now=now, body=form.cleaned_data["body"])
    if Step.NOTE_ANSWER in possible_steps(held, Hand(THE_SUBJECT, now)):
        _take(held, Step.NOTE_ANSWER, now=now)


@public("GET", "POST")
@behind_secret(TokenPurpose.STATUS)
def withdraw(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """In two steps: the page tells what it means, and its button does it."""
    if asked.status == Status.WITHDRAWN:  # by a click before this one
        return _back(language, token)
    hand = Hand(THE_SUBJECT, timezone.now())
    problem = "" if Step.WITHDRAW in possible_steps(asked, hand) else _too_late()
    if request.method == "POST" and not problem:
        try:
            _take(asked, Step.WITHDRAW, now=hand.now)
        except NotAllowed:
            problem = _too_late()
        else:
            return _back(language, token)
    context = {"asked": asked, "token": token, "problem": problem}
    return page(request, "withdraw.html", context, status=409 if problem else 200)


@public()
@behind_secret(TokenPurpose.STATUS)
def letter(
    request: HttpRequest, *, language: str, token: str, asked: Request, number: int
) -> HttpResponse:
    """A letter as it was sent."""
    found = _readable(asked, number)
    if found is None:
        return page(request, "nothing.html", {}, status=404)
    context = {
        "asked": asked,
        "token": token,
        "letter": found,
        "blocks": list(blocks(found.body)),
    }
    return page(request, "letter.html", context)


@public()
@behind_secret(TokenPurpose.STATUS)
def letter_pdf(
    request: HttpRequest, *, language: str, token: str, asked: Request, number: int
) -> HttpResponse:
    """The same letter as a file."""
    found = _readable(asked, number)
    if found is None:
        return page(request, "nothing.html", {}, status=404)
    response = HttpResponse(pdf.to_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{pdf.file_name(found)}"'
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response


def _take(asked: Request, step: Step, *, now: datetime, **facts: Any) -> Request:
    """A step of the person's, on the request as it stands: they have nothing to overwrite."""
    with transaction.atomic():
        held = Request.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        return workflow.move(
            held, step, by=THE_SUBJECT, now=now, expected_version=held.version, **facts
        )


def _back(language: str, token: str, told: str = "") -> HttpResponse:
    address = reverse("request_status", kwargs={"language": language, "token": token})
    return HttpResponseRedirect(f"{address}?{told}" if told else address, status=303)


def _page(
    request: HttpRequest, asked: Request, token: str, form: MessageForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    steps = set(possible_steps(asked, Hand(THE_SUBJECT, timezone.now())))
    reading = clock.read(clock.facts_of(asked), today=today)
    language = get_language() or asked.language
    context = {
        "asked": asked,
        "token": token,
        "form": form,
        "told": next((name for name in TOLD if name in request.GET), ""),
        "standing": STANDING[Status(asked.status)],
        "time": _time(asked, reading, today),
        "waits_for": _waits_for(asked, token),
        "code_url": _code_url(asked, token),
        "rights": [OFFERS[RequestedKind(one.right)].label for one in asked.requestedrights.all()],
        "controller": reached(asked.controller, language),
        "downloads": lines_of(asked, timezone.now()),
        "letters": _letters(asked),
        "messages": asked.messages.all(),
        "can_write": Step.WRITE in steps,
        "can_withdraw": Step.WITHDRAW in steps,
    }
    address = reverse("request_status", kwargs={"language": language, "token": token})
    return page(request, "status.html", context, status=status, address=address)


def _time(asked: Request, reading: clock.Reading, today: date) -> dict[str, Any]:
    """By when an answer comes, where one is still to come."""
    unanswered = asked.closed_at is None and asked.answered_at is None
    return {
        "is_running": unanswered and asked.status != Status.UNCONFIRMED,
        "reading": reading,
        "is_late": reading.is_late(today),
        "target_is_near": today <= reading.target < reading.limit,
        "answered_on": reading.answered_on,
    }


def _waits_for(asked: Request, token: str) -> dict[str, Any] | None:
    """What we wait for from the person, and where they answer."""
    pause = running_pause(asked)
    if pause is None or asked.status == Status.UNCONFIRMED:
        return None
    is_identity = pause.reason == PauseReason.IDENTITY
    kind = next(kind for kind, reason in QUESTIONS.items() if reason == pause.reason)
    question = asked.letters.filter(kind=kind, sent_at__isnull=False).last()
    return {
        "is_identity": is_identity,
        "asked_on": pause.asked_on,
        "identify_url": if_there("request_identify", language=get_language(), token=token)
        if is_identity
        else "",
        "letter": question if question and question.delivery in READ_HERE else None,
    }


def _code_url(asked: Request, token: str) -> str:
    """Where a code is entered, whether or not one was sent: the page tells nobody."""
    if asked.status != Status.RECEIVED or not needs_identity(asked):
        return ""
    return if_there("request_identify", language=get_language(), token=token)


def _letters(asked: Request) -> list[dict[str, Any]]:
    """The newest first; of what went otherwise, that it went."""
    sent = asked.letters.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")
    return [{"letter": one, "can_be_read": one.delivery in READ_HERE} for one in sent]


def _readable(asked: Request, number: int) -> Letter | None:
    found: Letter | None = asked.letters.filter(
        pk=number, sent_at__isnull=False, delivery__in=READ_HERE
    ).first()
    return found


def _too_late() -> str:
    return _("This request can no longer be withdrawn: it has been handled already.")
