"""Before a rule is saved or deleted its effect is shown: how much falls due then, and when."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.hub import Link
from register.models import Register
from register.support.time_limits import TookTooLong, at_most
from retention.digests import rules_digest
from retention.forecasting import MONTHS_AHEAD, count_ahead
from retention.models import Part

if TYPE_CHECKING:
    from register.admin.base import SelosteAdmin as Base
else:
    Base = object

SEEN = "_effect_seen"  # the digest of the rules whose effect was shown
NOT_SENT_ON = ("csrfmiddlewaretoken", SEEN)
PATIENCE = 8  # seconds that somebody waits for the figures

T = TypeVar("T")
Counts = Counter[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure as it is and as it would be."""

    label: str
    before: int
    after: int

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Said:
    """What the public is told in one language, and what it would have to be told."""

    language: str
    language_name: str
    before: str  # "" where nothing is said
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """A rule that is not as a published text tells it."""

    where: str  # the text, such as a version of a notice
    rule: str
    said: tuple[Said, ...]
    links: tuple[Link, ...]  # to the text's own pages


@dataclass(frozen=True, slots=True)
class Asking:
    """The words in which one is asked."""

    title: str
    nothing_yet: str
    before: str  # over the figures as they are
    after: str  # and as they would be
    publish: str
    button: str
    busy: str
    leave: str
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What saving or deleting would change."""

    changes: Sequence[Change]  # none where counting took too long
    told: Sequence[Told]
    digest: str  # of the rules as they would be


# What differs from what the public was told, by the rules as they stand in the database; asked
# before and after a change, so that only what the change brings is shown. Filled by upper apps.
TOLD: list[Callable[[HttpRequest, Register], Sequence[Told]]] = []


class SavedOnceSeen(Base):
    """Saves what changes what is due only when its effect has been seen."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        return self.seen_first(request, row, view, self.asking_to_save())

    def asking_to_save(self) -> Asking:
        return to_save()

    def judged_by(self, request: HttpRequest, row: Any) -> "Judged":
        """What the page decides about."""
        register_id = self.register_id_of(request, row)
        return Judged(Register.objects.filter(pk=register_id or 0))

    def seen_first(
        self, request: HttpRequest, row: Any, view: Callable[[], Any], asking: Asking
    ) -> Any:
        if request.method != "POST" or not (judged := self.judged_by(request, row)).registers:
            return view()
        answer, effect = seen_first(request, judged, view, is_saved=_is_redirect)
        if effect is None:
            return answer
        place = self.place(request, str(row.pk) if row is not None else None)
        return ask(request, effect, self.opts, asking, **place)


class ShowsEffect(SavedOnceSeen):
    """Deletes, too, only what has been seen to go."""

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        row = self.get_object(request, unquote(object_id))
        view = partial(super().delete_view, request, object_id, extra_context)
        return self.seen_first(request, row, view, to_delete()) if row is not None else view()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Rules are deleted one by one: each has its effect."""
        actions: dict[str, Any] = super().get_actions(request)
        return {name: action for name, action in actions.items() if name != "delete_selected"}


class Judged:
    """Registers in which something may fall due otherwise."""

    def __init__(self, registers: Iterable[Register], besides: Callable[[], object] = str) -> None:
        self.registers = list(registers)
        self.besides = besides  # what decides and is no rule

    def digest(self) -> str:
        """Of all that decides, as it stands in the database."""
        rules = [rules_digest(register) for register in self.registers]
        return sha256(f"{rules} {self.besides()}".encode()).hexdigest()

    def counts(self) -> Counts:
        now = timezone.now()
        return sum((count_ahead(one, now=now) for one in self.registers), Counts())

    def told(self, request: HttpRequest) -> list[Told]:
        return [one for tell in TOLD for each in self.registers for one in tell(request, each)]


def seen_first(
    request: HttpRequest, judged: Judged, act: Callable[[], T], *, is_saved: Callable[[T], bool]
) -> tuple[T, Effect | None]:
    """What `act` answers. With an effect that has not been seen yet, nothing is saved."""
    before = judged.digest()
    try:
        return _compared(request, judged, act, before, is_saved)
    except TookTooLong:  # which has taken back all that `act` did
        _forget_messages(request)
        return _uncounted(request, judged, act)


def _compared(
    request: HttpRequest,
    judged: Judged,
    act: Callable[[], T],
    before: str,
    is_saved: Callable[[T], bool],
) -> tuple[T, Effect | None]:
    with transaction.atomic():
        point = transaction.savepoint()
        answer = act()
        after = judged.digest()
        if not is_saved(answer) or after == before or request.POST.get(SEEN) == after:
            return answer, None
        would_differ = judged.told(request)
        with at_most(PATIENCE):
            found = judged.counts()
            transaction.savepoint_rollback(point)
            known = judged.counts()
        _forget_messages(request)
        told = _news(judged.told(request), would_differ)
        if found == known and not told:  # nobody is concerned
            return act(), None
        return answer, Effect(changes(known, found), told, after)


def _uncounted(
    request: HttpRequest, judged: Judged, act: Callable[[], T]
) -> tuple[T, Effect | None]:
    with transaction.atomic():
        answer = act()
        after, would_differ = judged.digest(), judged.told(request)
        transaction.set_rollback(True)
    _forget_messages(request)
    return answer, Effect((), _news(judged.told(request), would_differ), after)


def _news(known: Sequence[Told], found: Sequence[Told]) -> list[Told]:
    return [one for one in found if one not in known]


def to_save() -> Asking:
    return Asking(
        title=_("What the rule changes"),
        nothing_yet=_("Nothing has been saved yet."),
        before=_("by the rules as they are"),
        after=_("by the new rule"),
        publish=_(
            "Publish a new version once the rule is saved, or the notice and the run differ."
        ),
        button=_("Save the rule"),
        busy=_("Saving…"),
        leave=_("Do not save"),
    )


def to_delete() -> Asking:
    return Asking(
        title=_("What changes without the rule"),
        nothing_yet=_("Nothing has been deleted yet."),
        before=_("by the rules as they are"),
        after=_("without the rule"),
        publish=_(
            "Publish a new version once the rule is deleted, or the notice and the run differ."
        ),
        button=_("Delete the rule"),
        busy=_("Deleting…"),
        leave=_("Leave it as it is"),
        is_grave=True,
    )


def ask(
    request: HttpRequest, effect: Effect, opts: Any, asking: Asking, **place: Any
) -> HttpResponse:
    """The effect, and the form once more with everything that was written into it."""
    context = {
        **admin.site.each_context(request),
        **place,
        "opts": opts,
        "title": asking.title,
        "asking": asking,
        "changes": effect.changes,
        "told": effect.told,
        "months": MONTHS_AHEAD,
        "seconds": PATIENCE,
        "sent": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_SENT_ON
            for value in values
        ],
        "seen": effect.digest,
        "seen_name": SEEN,
        "remark": "",
        "links": [],
    }
    return TemplateResponse(request, "admin/retention/effect.html", context)


def _is_redirect(answer: Any) -> bool:
    return isinstance(answer, HttpResponseRedirect)


def changes(before: Counts, after: Counts) -> list[Change]:
    """The sums first, then each month in which something differs."""
    found = [
        Change(str(label), _sum(before, part=part), _sum(after, part=part))
        for part, label in (
            (Part.PERSON, _("Whole people")),
            (Part.CATEGORY, _("Parts of people's data")),
            (Part.ROW, _("Single rows, such as invoices")),
        )
    ]
    months = sorted({month for month, _part in (*before, *after)})
    by_month = [
        Change(
            capfirst(date_format(month, "F Y")),
            _sum(before, month=month),
            _sum(after, month=month),
        )
        for month in months
    ]
    return [*found, *(change for change in by_month if change.differs)]


def _sum(counts: Counts, *, part: str = "", month: date | None = None) -> int:
    return sum(
        count
        for (when, what), count in counts.items()
        if part in ("", what) and month in (None, when)
    )


def _forget_messages(request: HttpRequest) -> None:
    """What was said of a saving that was taken back."""
    storage: Any = messages.get_messages(request)
    storage._queued_messages.clear()
