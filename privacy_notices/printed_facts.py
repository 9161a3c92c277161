"""Whether a changed fact stands in the printed notice, or is kept on record only.

Told by the sections of both states. Where that is not certain, a fact counts as printed: to say
that a notice need not be published again is the mistake that matters.
"""

from privacy_notices.assembly.machine import RECORD_ONLY
from privacy_notices.compare import Change, Plain
from privacy_notices.enums import DatesPlace, FactKind
from privacy_notices.fact_kinds import TABLES
from privacy_notices.files import format as f

PRINTED_OF_REGISTER = {"name", "other_name"}
DATES = {"drawn_up_on", "updated_on"}
# Companies stand in the notice with others that name them, and bring their contact persons.
WITH_OTHERS = {
    f.CONTROLLERS.name: {f.CONTACTS.name, f.STATEMENTS.name, f.RECIPIENTS.name},
    f.RELATED_COMPANIES.name: {f.CONTROLLERS.name, f.CONTACTS.name, f.RECIPIENTS.name},
}


def is_printed(change: Change, before: Plain, after: Plain) -> bool:
    """The fact can be read in the notice, in one of the states or both."""
    table, _slash, below = change.path.partition("/")
    if table == f.REGISTER.name:
        return change.field in PRINTED_OF_REGISTER
    if table == f.NOTICE.name:
        return _of_notice(change, before, after)
    if change.field in RECORD_ONLY.get(table, frozenset()):
        return False
    tables = {table, *WITH_OTHERS.get(table, ())}
    key = below.partition("/")[0]
    return any(_prints(plain, tables, key) for plain in (before, after))


def _of_notice(change: Change, before: Plain, after: Plain) -> bool:
    if change.table is f.NOTICE and change.field in DATES:
        places = [(plain.get("notice") or {}).get("dates_place") for plain in (before, after)]
        return any(place != DatesPlace.NOWHERE for place in places)
    return not (change.table is f.SECTIONS and change.field == "kinds")


def _prints(plain: Plain, tables: set[str], key: str) -> bool:
    """Some part of the notice prints rows of the tables: all of them, or this one by its key."""
    for section in (plain.get("notice") or {}).get("sections") or ():
        for block in section.get("content") or ():
            facts, only = block.get("facts"), block.get("only")
            if facts and tables & set(TABLES[FactKind(facts)]) and (not only or key in only):
                return True
    return False
