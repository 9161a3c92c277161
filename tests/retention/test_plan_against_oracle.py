"""The plan of generated histories, datum by datum, beside what a slow, plain oracle says."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from register.models import Attribute, Disclosure, Invoice
from retention.models import Hold, Kept, Outcome, Part, Plan
from retention.plan import make_plan
from tests.retention.histories import DAYS, History
from tests.retention.oracle import Datum, Verdict, everything_on, goes_whole, judged, people_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
ALWAYS_ROWS = {model._meta.label for model in (Attribute, Disclosure, Invoice)}
CLOCK = "relationship"


class Told:
    """What a plan says of a datum: in a word on the whole person, a category or the row."""

    def __init__(self, plan: Plan) -> None:
        items = plan.items.all()
        self.rows = {(item.model, item.row): item for item in items if item.part == Part.ROW}
        self.people = {str(item.uuid): item for item in items if item.part == Part.PERSON}
        self.categories = {
            (str(item.uuid), item.category): item for item in items if item.part == Part.CATEGORY
        }

    def of(self, datum: Datum) -> tuple[str, ...] | None:
        row = self.rows.get((datum.model, datum.row))
        if row is not None:
            return plain(row)
        if datum.model != Invoice._meta.label and datum.uuid in self.people:
            item = self.people[datum.uuid]
            return (item.outcome, item.kept)
        if datum.model not in ALWAYS_ROWS:
            item = self.categories.get((datum.uuid, datum.category))
            return plain(item) if item else None
        return None

    def besides(self, data: Iterable[Datum]) -> set[tuple[Any, ...]]:
        """What it says of anything that is none of these data."""
        data = list(data)
        said = {*self.rows, *self.categories, *((uuid,) for uuid in self.people)}
        said -= {(datum.model, datum.row) for datum in data}
        said -= {(datum.uuid, datum.category) for datum in data}
        return said - {(datum.uuid,) for datum in data}

    def whole(self) -> set[str]:
        """Who goes with everything."""
        goes = (Outcome.ERASE, Outcome.ANONYMISE)
        return {uuid for uuid, item in self.people.items() if item.outcome in goes}


def plain(item):
    return (item.outcome, item.kept, str(item.due_on), str(item.kept_until))


def wanted(datum: Datum, verdict: Verdict | None, told: Told) -> tuple[str, ...] | None:
    if verdict is None:
        return None
    if datum.uuid in told.people and datum.model != Invoice._meta.label:
        return (verdict.outcome, verdict.why)  # the day is that of what goes last
    goes = verdict.outcome in (Outcome.ERASE, Outcome.ANONYMISE)
    if (
        goes
        and datum.category == "other"
        and datum.model not in ALWAYS_ROWS
        and is_held(datum.uuid)
    ):
        # A hold is such a datum itself, and must not go with the others of its category.
        return (Outcome.KEEP, Kept.HOLD, str(verdict.due_on), "None")
    if datum.category == CLOCK and goes:  # stays until all the rest goes
        return (Outcome.KEEP, Kept.LONGER_RULE, str(verdict.due_on), "None")
    return (verdict.outcome, verdict.why, str(verdict.due_on), str(verdict.until))


def is_held(uuid: str) -> bool:
    return Hold.objects.filter(subject__uuid=uuid, lifted_on=None).exists()


def without_day(said):
    """Of what has to be looked at the plan gives a day where there is one, the oracle may not."""
    return said[:2] if said and said[0] == Outcome.LOOK else said


@pytest.mark.parametrize("granted", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_the_plan_says_of_each_datum_what_the_oracle_says(seed, granted):
    history = History(seed)
    if granted:
        history.grant_erasures()
    for on in DAYS:
        plan = make_plan(on, register=history.register, by=None, now=NOW)
        told, found = Told(plan), judged(on, history.register)
        people = people_of(history.register)
        data = [datum for person in people for datum, _c, _row in everything_on(person)]
        data += [datum for datum in found if not datum.uuid]
        differ = {}
        for datum in data:
            said = without_day(told.of(datum))
            should = without_day(wanted(datum, found.get(datum), told))
            if said != should:
                differ[datum] = (said, should)
        assert not differ, f"{len(differ)} of {len(data)} on {on}"
        assert told.besides(data) == set()
        assert told.whole() == {
            str(person.uuid)
            for person in people
            if goes_whole(person, found) and not is_held(str(person.uuid))
        }
