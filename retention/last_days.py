"""The day of somebody's last contact or order outlives the row that told of it.

A contact that goes by its own rule must not make the rest fall due earlier than was promised: “two
years from the last contact” counts from it still. So before such rows go and their person stays,
the latest of their days is noted as a significant day. Only the day, and only where a rule of the
register counts from it (Art. 5(1)(c)); it goes with the person.

Works inside the transaction of the deed.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Max, Model, QuerySet

from register.absorbed import standing_for
from register.enums import DataCategory
from register.models import KeyDate
from register.personal_data import declared_models
from register.support.many_ids import among
from retention.models import Term
from retention.triggers import LAST_OF, LastOf


def keep_of_rows(model: type[Model], rows: Collection[int]) -> None:
    """Note the days of rows that are about to go one by one."""
    for last, counted in _counted():
        if last.model is model:
            _raise(last, _latest_of_each(counted.filter(pk__in=among(rows))))


def keep_of_categories(people: Collection[int], categories: Collection[DataCategory]) -> None:
    """Note the days of rows that are about to go with these categories."""
    going = {last for last in LAST_OF.values() if _goes_with(last.model, categories)}
    if not going:
        return
    whose = standing_for(people)
    for last, counted in _counted():
        if last in going:
            days: dict[int, date] = {}
            found = _latest_of_each(counted.filter(subject__in=among(whose)))
            for card, day in found.items():
                days[whose[card]] = max(day, days.get(whose[card], day))
            _raise(last, days)


def _goes_with(model: type[Model], categories: Collection[DataCategory]) -> bool:
    return declared_models()[model].categories() <= set(categories)


def _counted() -> Iterator[tuple[LastOf, "QuerySet[Any]"]]:
    """Of each such event the rows of people in whose register a rule counts from it."""
    terms = Term.objects.filter(trigger__in=list(LAST_OF)).order_by()
    found = set(terms.values_list("trigger", "rule__register").distinct())
    for trigger, last in LAST_OF.items():
        registers = [register for counted, register in found if counted == trigger]
        if registers:
            yield last, last.rows().filter(subject__kept_by__register__in=registers)


def _latest_of_each(rows: "QuerySet[Any]") -> dict[int, date]:
    return dict(rows.order_by().values_list("subject").annotate(Max("day")))


def _raise(last: LastOf, days: Mapping[int, date]) -> None:
    """Past `save`: the erasure itself is in the journal."""
    held = KeyDate.objects.select_for_update().filter(subject__in=among(days), kind=last.kind)
    known = dict(held.values_list("subject", "happened_on"))
    KeyDate.objects.bulk_create(
        [
            KeyDate(subject_id=person, kind=last.kind, happened_on=day)
            for person, day in days.items()
            if person not in known or known[person] < day
        ],
        update_conflicts=True,
        unique_fields=["subject", "kind"],
        update_fields=["happened_on"],
    )
