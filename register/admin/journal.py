"""The journal, to be read: who did what with people's data, when and what for.

Newest first, paged by key and never counted. A day is found by the sealed blocks, whose numbers
grow with time, so that the journal itself needs no index for it. Names are not shown here: who may
see a person opens the card, and that is journalled in its turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from register.admin import scope
from register.admin.listing import Cell, Filter, KeysetList, Line, Table
from register.admin.navigation import ADMINISTRATION, Place
from register.admin.people_access import reader, url_of_person
from register.admin.people_words import joined, moment, name_of
from register.models import (
    Act,
    ActorKind,
    DataSubject,
    JournalBlock,
    JournalEntry,
    Occasion,
    User,
)
from register.support.schedule import ZONE

MOST_COUNTED = 10_000  # entries that are not sealed yet
SEALED_WITHIN = timedelta(hours=1)  # a job does it every ten minutes
# A transaction may have taken its number long before it was done, and the entry its time.
LONGEST_TRANSACTION = timedelta(days=1)

ADMINISTRATION.append(Place(JournalEntry, "menu_book", gettext_lazy("Journal")))


def everybody_who_acts(request: HttpRequest) -> Sequence[tuple[str, Any]]:
    kinds = [(kind.value, kind.label) for kind in ActorKind if kind != ActorKind.USER]
    staff = sorted((name_of(user), str(user.pk)) for user in User.objects.all())
    return [*((number, name) for name, number in staff), *kinds]


# As the partial indexes have it: SQLite uses one only where its very condition is repeated.


def done_by(entries: QuerySet[Any], who: str) -> QuerySet[Any]:
    if who.isdigit():
        return entries.filter(actor=int(who))
    return entries.filter(actor_kind=who, actor__isnull=True)


def on_occasion(entries: QuerySet[Any], occasion: str) -> QuerySet[Any]:
    return entries.filter(~Q(occasion=""), occasion=occasion)


def day_written(request: HttpRequest) -> Sequence[tuple[str, Any]]:
    """The day in the address, if it is one: the page has a field for it, no list."""
    written = request.GET.get("day", "")
    return [(written, written)] if _day(written) else []


def of_day(entries: QuerySet[Any], written: str) -> QuerySet[Any]:
    day = _day(written)
    if day is None:
        return entries.none()
    begins = datetime.combine(day, time(), ZONE).astimezone(UTC)
    ends = datetime.combine(day + timedelta(days=1), time(), ZONE).astimezone(UTC)
    entries = entries.filter(at__gte=begins, at__lt=ends)
    blocks = JournalBlock.objects.order_by("number").values_list("last", flat=True)
    before = blocks.filter(sealed_at__lt=begins).last()
    after = blocks.filter(sealed_at__gte=ends + LONGEST_TRANSACTION).first()
    if before is not None:
        entries = entries.filter(pk__gt=before)
    return entries.filter(pk__lte=after) if after is not None else entries


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Sealing:
    """How much of the journal is sealed."""

    last: JournalBlock | None
    unsealed: int  # counted to MOST_COUNTED
    more: bool
    late: bool

    @property
    def anchor(self) -> str:
        return f"{self.last.number}:{self.last.sha256}" if self.last else ""


def state_of_sealing(now: datetime) -> Sealing:
    last = JournalBlock.objects.order_by("number").defer("content").last()
    rest = JournalEntry.objects.filter(pk__gt=last.last if last else 0)
    unsealed = rest.order_by("pk")[: MOST_COUNTED + 1].count()
    oldest = rest.order_by("pk").values_list("at", flat=True).first()
    return Sealing(
        last,
        min(unsealed, MOST_COUNTED),
        more=unsealed > MOST_COUNTED,
        late=oldest is not None and now - oldest > SEALED_WITHIN,
    )


@admin.register(JournalEntry)
class JournalAdmin(KeysetList):
    change_list_template = "admin/register/journal.html"
    search_fields = ()  # no names
    order = "id"
    newest_first = True
    nothing_yet = gettext_lazy("Nothing has been journalled yet.")
    filters = (
        Filter(
            "act",
            pgettext_lazy("in the journal", "Act"),
            lambda request: Act.choices,
            lambda entries, value: entries.filter(act=value),
        ),
        Filter(
            "occasion",
            gettext_lazy("Occasion"),
            lambda request: Occasion.choices,
            on_occasion,
        ),
        Filter("who", gettext_lazy("Who"), everybody_who_acts, done_by),
        Filter("day", gettext_lazy("Day"), day_written, of_day),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        sealing = state_of_sealing(timezone.now())
        return super().changelist_view(request, {"sealing": sealing, **(extra_context or {})})

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """An entry has no page of its own: the list tells all of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(scope.url_of(JournalEntry, "changelist"))

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        staff = User.objects.in_bulk({row.actor for row in rows if row.actor is not None})
        people = DataSubject.objects.visible_to(reader(request)).filter(
            uuid__in={row.uuid for row in rows if row.uuid is not None}
        )
        known = dict(people.values_list("uuid", "pk"))
        lines = [
            Line(
                moment(row.at),
                "",
                [
                    Cell(gettext_lazy("Who"), [actor_of(row, staff)]),
                    Cell(pgettext_lazy("in the journal", "Act"), [act_of(row)]),
                    Cell(gettext_lazy("About"), *about_of(row, known)),
                    Cell(gettext_lazy("Occasion"), [occasion_of(row)]),
                    Cell(gettext_lazy("Details"), details_of(row)),
                ],
            )
            for row in rows
        ]
        return Table(gettext_lazy("When"), lines)


def actor_of(row: JournalEntry, staff: dict[int, User]) -> str:
    if row.actor is None:
        return capfirst(str(ActorKind(row.actor_kind).label))
    user = staff.get(row.actor)
    return name_of(user) if user else _("account %d") % row.actor


def act_of(row: JournalEntry) -> str:
    act = capfirst(str(Act(row.act).label))
    if row.count == 1:
        return act
    return _("%(act)s (%(count)d)") % {"act": act, "count": row.count}


def about_of(row: JournalEntry, known: dict[Any, int]) -> tuple[list[str], str]:
    """Whom or what, and the card if the person is still there for the reader."""
    part = f"{_model_of(row.about)} {row.row or ''}".strip()
    if row.uuid is None:
        return [part], ""
    number = known.get(row.uuid)
    if number is None:
        return [_("a person who is no longer here, or not for you to see")], ""
    person = _("person %d") % number
    words = person if row.about == DataSubject._meta.label else joined((person, part))
    return [words], url_of_person(number, origin="audit")


def _model_of(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label  # of a model there is no more


def occasion_of(row: JournalEntry) -> str:
    occasion = str(Occasion(row.occasion).label) if row.occasion else ""
    return joined((capfirst(occasion), row.reference))


def details_of(row: JournalEntry) -> list[str]:
    """Names of columns and counts, as they were written."""
    return [
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in row.detail.items()
    ]
