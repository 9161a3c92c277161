"""What the engine says of generated histories, beside what a slow, plain oracle says of them."""

from datetime import date

import pytest

from register.models import DataSubject
from retention.outlook import Fate, outlook
from tests.retention.histories import History
from tests.retention.oracle import Verdict, everything_on, judged, people_of

pytestmark = pytest.mark.django_db

SEEDS = (0, 3, 5)
IN_THE_END = date(2500, 1, 1)  # every period that has begun is over
FATES = {
    "unknown_event": Fate.UNKNOWN,
    "no_rule": Fate.NO_RULE,
    "not_a_period": Fate.IN_WORDS,
    "condition": Fate.CONDITION,
    "longer_rule": Fate.GOES_ON,
}


def as_fate(verdict: Verdict | None) -> tuple[Fate, date | None]:
    if verdict is None:
        return Fate.GOES_ON, None
    if verdict.why in FATES:
        return FATES[verdict.why], None
    return Fate.ENDS, verdict.due_on  # erased, reviewed, or held beyond it


@pytest.mark.parametrize("seed", SEEDS)
def test_the_card_tells_of_each_datum_what_the_oracle_says(seed):
    history = History(seed, people=8)
    found = judged(IN_THE_END, history.register)
    for person in people_of(history.register):
        parts = outlook(DataSubject.objects.get(pk=person.pk), today=IN_THE_END).parts
        # A condition that may come to keep data is told beforehand; in the end it is over.
        judged_by_somebody = {
            part.category.value for part in parts if part.prospect.fate == Fate.CONDITION
        }
        assert {
            (part.category.value, part.prospect.fate, part.prospect.due_on)
            for part in parts
            if part.category not in judged_by_somebody
        } == {
            (datum.category, *as_fate(found.get(datum)))
            for datum, _categories, _row in everything_on(person)
            if datum.category not in judged_by_somebody
        }
