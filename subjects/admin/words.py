"""Requests in words: how long is left, what happened, what was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from register.admin.people_words import day, joined, name_of
from register.enums import DataCategory
from register.models import ActorKind, User
from subjects import clock
from subjects.clock import Colour
from subjects.enums import (
    CodeChannel,
    Delivery,
    ExtensionGround,
    Ground,
    IdentityMethod,
    LetterKind,
    Outcome,
    RequestedKind,
    Step,
)
from subjects.models import ContactKind, Decision, Request, TimelineEvent
from subjects.steps import NOT_DECIDED

LOOKS: Mapping[Colour, str] = {
    Colour.GREEN: "is-done",
    Colour.AMBER: "is-untranslated",
    Colour.RED: "is-lacking",
    Colour.GREY: "is-quiet",
}

ARRIVED = pgettext_lazy("what happened", "The request arrived.")
TOLD: Mapping[Step, str | Promise] = {
    Step.NOTE_CONFIRMATION_LEFT: gettext_lazy("The confirmation mail left."),
    Step.CONFIRM: gettext_lazy("The e-mail address was confirmed."),
    Step.LAPSE: gettext_lazy("The request lapsed: nobody confirmed it."),
    Step.ASSIGN: gettext_lazy("The handler was chosen."),
    Step.ASK_IDENTITY: gettext_lazy("It was decided to ask who the person is."),
    Step.ASK_ADDRESS: gettext_lazy("A link to confirm the e-mail address was sent."),
    Step.CONFIRM_ADDRESS: gettext_lazy("The person confirmed the e-mail address."),
    Step.CORRECT: gettext_lazy("What was entered was corrected."),
    Step.SEND_CODE: gettext_lazy("A code was sent to a contact point on the card."),
    Step.PROVE_IDENTITY: gettext_lazy("The person showed who they are."),
    Step.ASK_SPECIFICATION: gettext_lazy("It was decided to ask what the request is about."),
    Step.REMIND: gettext_lazy("It was decided to remind the person."),
    Step.NOTE_ANSWER: gettext_lazy("The person's answer was noted."),
    Step.SETTLE_IDENTITY: gettext_lazy("The identity was settled."),
    Step.FIX_MATCH: gettext_lazy("It was fixed whom the request is about."),
    Step.DECIDE_ITEM: gettext_lazy("An item was decided."),
    Step.FINISH_DECIDING: gettext_lazy("Everything was decided."),
    Step.RECONSIDER: gettext_lazy("The decision was taken up again."),
    Step.TAKE_UP_AGAIN: gettext_lazy("The request was taken up again."),
    Step.APPROVE: gettext_lazy("The decision was approved."),
    Step.NOTE_ANOTHERS: gettext_lazy("A request was noted to be somebody else's."),
    Step.CARRY_OUT: gettext_lazy("The decision was carried out."),
    Step.ADD_TASK: gettext_lazy("A task was added."),
    Step.FINISH_TASK: gettext_lazy("A task was done."),
    Step.EXTEND: gettext_lazy("The time limit was extended."),
    Step.SEND_LETTER: gettext_lazy("A letter was sent."),
    Step.SEND_AGAIN: gettext_lazy("A letter whose mail had failed was sent again."),
    Step.WRITE: gettext_lazy("A message was written."),
    Step.ANSWER: gettext_lazy("The person was answered."),
    Step.CLOSE: gettext_lazy("The request was closed."),
    Step.END_RESTRICTION: gettext_lazy("It was decided to end the restriction of processing."),
    Step.LIFT_RESTRICTION: gettext_lazy("The restriction of processing was lifted."),
    Step.LIFT_BANS: gettext_lazy("A ban that stood on somebody else's card was lifted."),
    Step.WITHDRAW: gettext_lazy("The request was withdrawn."),
    Step.JOIN: gettext_lazy("The request was joined to an earlier one."),
}


@dataclass(frozen=True, slots=True)
class Time:
    """How a request stands to its time: words, their colour, and both days."""

    words: str
    look: str
    target: date
    limit: date

    @property
    def badge(self) -> SafeString:
        return format_html('<span class="seloste-badge {}">{}</span>', self.look, self.words)

    @property
    def days(self) -> str:
        words = _("target %(target)s, time limit %(limit)s")
        return words % {"target": day(self.target), "limit": day(self.limit)}


def time_of(request: Request, today: date) -> Time:
    """As it stands today; of an ended request that nobody answered, that it has ended."""
    reading = clock.read(clock.facts_of(request), today=today)
    if request.closed_at and not request.answered_at:
        said = capfirst(str(request.get_status_display()))
        return Time(f"{said}.", LOOKS[Colour.GREY], reading.target, reading.limit)
    look = LOOKS[clock.colour(reading, today=today)]
    return Time(clock.words(reading, today=today), look, reading.target, reading.limit)


def new_message() -> SafeString:
    """The person has written since staff last took a step."""
    return format_html('<span class="seloste-badge is-untranslated">{}</span>', _("New message"))


def rights_of(request: Request) -> list[str]:
    return [capfirst(str(one.get_right_display())) for one in request.requestedrights.all()]


def who(event: TimelineEvent, users: Mapping[int, User]) -> str:
    """Who took a step."""
    match event.actor_kind:
        case ActorKind.USER:
            user = users.get(event.actor or 0)
            return name_of(user) if user else _("an account that is gone")
        case ActorKind.SUBJECT:
            return _("the person")
        case _:
            return _("by itself")


DETAILS: Mapping[str, Any] = {
    "method": IdentityMethod,
    "kind": LetterKind,
    "right": RequestedKind,
    "outcome": Outcome,
    "way": CodeChannel,
    "delivery": Delivery,
}


CORRECTED: Mapping[str, Any] = {
    "received_at": gettext_lazy("time of arrival"),
    "channel": gettext_lazy("how it arrived"),
    "language": gettext_lazy("language"),
    **{kind.value: kind.label for kind in ContactKind},
}


def happened(event: TimelineEvent) -> str:
    return str(TOLD[Step(event.step)] if event.step else ARRIVED)


def detail(event: TimelineEvent, users: Mapping[int, User]) -> str:
    """What the timeline holds besides: names of ours, told as screens tell them."""
    said = [_label(values, event.detail.get(name)) for name, values in DETAILS.items()]
    if event.detail.get("outcome") == NOT_DECIDED:
        said.append(_("taken back"))
    said += [str(CORRECTED[name]) for name in str(event.detail.get("fields", "")).split()]
    grounds = ExtensionGround if event.step == Step.EXTEND else Ground
    said.append(_label(grounds, event.detail.get("ground")))
    if event.step == Step.ASSIGN:
        chosen = users.get(event.detail.get("to", 0))
        said.append(name_of(chosen) if chosen else _("nobody"))
    if event.step == Step.APPROVE and event.detail.get("alone"):
        said.append(_("alone, as nobody else may approve"))
    return joined(said)


def _label(values: Any, value: object) -> str:
    return str(values(value).label) if value in values.values else ""


def decided_words(decision: Decision) -> str:
    """What was decided, on what ground; who reviewed an automated decision."""
    reviewer = decision.reviewed_by
    return joined(
        (
            capfirst(str(decision.get_outcome_display())),
            str(decision.get_ground_display()) if decision.ground else "",
            _("reviewed by %s") % name_of(reviewer) if reviewer else "",
        )
    )


def kept_words(decision: Decision) -> str:
    if not decision.kept_until:
        return decision.kept_under
    until = _("kept until %s") % day(decision.kept_until)
    return joined((until, decision.kept_under))


def category_words(category: str) -> str:
    return capfirst(str(DataCategory(category).label))


def sentences(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)
