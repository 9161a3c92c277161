"""What has been written and changed on people's cards and in their rows.

A row notes when it was written. A value that replaces another leaves no moment there: the log of
changes names the columns, the journal tells of what it alone follows, such as a correction, an
import or an identity code.
"""

from collections.abc import Collection, Container, Iterator
from datetime import datetime
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from register.models import Act, DataSubject, JournalEntry, Occasion
from register.personal_data import PersonalData, declared_models
from register.support.many_ids import among

CHANGES = (Act.CHANGED, Act.IMPORTED, Act.CODE_RECORDED)
WRITTEN = "created_at"  # the column of the moment a row was written
ANYTHING = ""  # of whatever category
# On a card: when the relationship began and ended.
CLOCK = frozenset(
    {"relationship", "relationship_started_on", "relationship_ended_on", "contract_ends_on"}
)
Change = tuple[int, Collection[str]]


def has_moment(model: type[models.Model]) -> bool:
    """Whether its rows note when they were written."""
    return any(column.name == WRITTEN for column in model._meta.concrete_fields)


def written_since(
    model: type[models.Model],
    said: PersonalData,
    people: RawSQL,
    since: datetime,
    *,
    but: Collection[int] = (),
) -> Iterator[Change]:
    """People of whom a row of this model was written, and of which categories; `but` some rows."""
    columns = {field.name for field in model._meta.concrete_fields}
    if said.subject not in columns or not has_moment(model):
        return
    chosen: dict[str, Any] = {f"{said.subject}__in": people, f"{WRITTEN}__gt": since}
    rows = model._base_manager.filter(**chosen).exclude(pk__in=but).order_by()
    if said.kinds:
        for subject, kind in rows.values_list(said.subject, said.kind):
            yield subject, said.kinds.get(kind, ())
        return
    everything = said.categories()
    for subject in rows.values_list(said.subject, flat=True):
        yield subject, everything


def changed_since(
    people: Collection[int] | RawSQL,
    since: datetime,
    *,
    but: Container[type[models.Model]] = (),
    but_by: str = "",
    but_clock_of: Container[int] = (),
) -> Iterator[Change]:
    """People of whom something was changed, and of which categories; `but` in some models.

    `but_by`: the reference of a request; what that very request had corrected is passed over.
    `but_clock_of`: people of whom the days of the relationship are passed over.
    """
    them = among(people)
    ours_by_kind = (model for model in declared_models() if model not in but)
    by_model = {ContentType.objects.get_for_model(model).pk: model for model in ours_by_kind}
    changes = LogEntry.objects.filter(timestamp__gt=since, action=LogEntry.Action.UPDATE)
    ours = changes.filter(content_type__in=list(by_model)).order_by()
    for kind in set(ours.values_list("content_type", flat=True).distinct()):
        model, of_model = by_model[kind], changes.filter(content_type=kind)
        if model is DataSubject:
            yield from _on_cards(of_model, them, but_clock_of)
        else:
            yield from _in_rows(model, declared_models()[model], of_model, them)
    noted = JournalEntry.objects.filter(uuid=OuterRef("uuid"), at__gt=since, act__in=CHANGES)
    if but_by:
        noted = noted.exclude(occasion=Occasion.REQUEST, reference=but_by)
    cards = DataSubject.objects.filter(Exists(noted), pk__in=them)
    for person in cards.values_list("pk", flat=True):
        yield person, [ANYTHING]


def logged_since(model: type[models.Model], people: RawSQL, since: datetime) -> Iterator[Change]:
    """People of whom a row of this model was written by hand, as the log of changes tells it."""
    kind = ContentType.objects.get_for_model(model)
    written = LogEntry.objects.filter(
        timestamp__gt=since, action=LogEntry.Action.CREATE, content_type=kind
    )
    yield from _in_rows(model, declared_models()[model], written, people)


def _on_cards(
    changes: "models.QuerySet[LogEntry]", people: RawSQL, but_clock_of: Container[int]
) -> Iterator[Change]:
    data = dict(DataSubject.personal_data.data())
    chosen = changes.filter(object_id__in=people).order_by()
    for person, changed in chosen.values_list("object_id", "changes"):
        names = set(changed or {}) - (CLOCK if person in but_clock_of else set())
        held = [data[name].categories for name in names if name in data]
        if held:
            yield person, [category for categories in held for category in categories]


def _in_rows(
    model: type[models.Model],
    said: PersonalData,
    changes: "models.QuerySet[LogEntry]",
    people: RawSQL,
) -> Iterator[Change]:
    if said.subject not in {field.name for field in model._meta.concrete_fields}:
        return
    rows = model._base_manager.filter(
        Exists(changes.filter(object_id=OuterRef("pk"))), **{f"{said.subject}__in": people}
    ).order_by()
    if said.kinds:
        for person, kind in rows.values_list(said.subject, said.kind):
            yield person, said.kinds.get(kind, ())
        return
    for person in rows.values_list(said.subject, flat=True):
        yield person, said.categories()
