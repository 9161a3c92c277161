"""What would become of every staged row: matched and compared set-wise, and told why where not.

A row is matched by its customer number, else by its e-mail address where exactly one person has it.
Nothing is guessed: what fits two people, or would turn one person into another, is a bad row with
its reason. The same SQL runs on both databases.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from register import suppressions
from register.enums import (
    AddressKind,
    ContactPointKind,
    MarketingChannel,
    MarketingScope,
    Relationship,
    SuppressedKind,
    SuppressionReason,
)
from register.imports.columns import Meaning
from register.imports.quick import quick_folded, quick_hasher
from register.imports.reading import Reading
from register.imports.staging import FAULTS, OUTCOMES, ROWS, batched, put
from register.models import Import
from register.models.imports import Outcome, Reason

PEOPLE = "register_datasubject"
CONTACTS = "register_contactpoint"
ADDRESSES = "register_subjectaddress"
ORGANISATIONS = "register_organisation"
BANS = "register_marketingban"
ATTRIBUTES = "register_attribute"
# As the partial indexes have it: SQLite uses one only where its very condition is repeated.
HAS_NUMBER = "NOT (p.customer_number = '')"
HAS_BUSINESS_ID = "NOT (o.business_id = '')"
PROTECTED = "p.address_protected AND r.street <> ''"
AT_ONCE = 5_000
BAN_SCOPES = (MarketingScope.OWN, MarketingScope.GROUP, MarketingScope.PARTNERS)
CONTACT_COLUMNS = {
    "email": ContactPointKind.EMAIL,
    "phone": ContactPointKind.PHONE,
    "mobile": ContactPointKind.PHONE,
    "website": ContactPointKind.WEB,
}
TEXTS = ("family_name", "given_names", "user_id", "language", "job_title", "relationship")
DAYS = (
    *("relationship_started_on", "relationship_ended_on", "contract_ends_on"),
    *("collected_on", "informed_on"),
)
ALTHOUGH_SUPPRESSED = "suppressed,"  # in `changed` of a new row that comes in by permission
ERASED = {
    SuppressionReason.ERASURE_REQUEST: Reason.ERASED_ON_REQUEST,
    SuppressionReason.RETENTION: Reason.ERASED_IN_TIME,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A range of rows of one import, from `first` to `last` inclusive."""

    run: Import
    reading: Reading
    names: frozenset[str]  # columns of ImportRow that the file fills
    first: int
    last: int
    sees_protected: bool = True  # whether addresses under a security ban may be compared

    @property
    def range(self) -> list[Any]:
        return [self.run.pk, self.first, self.last]


def execute(statement: str, parameters: Iterable[Any] = ()) -> int:
    """Run SQL of ours; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return int(cursor.rowcount)


def select(statement: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return list(cursor.fetchall())


# Within the file: told once, when all of it has been read


def find_repeated(run: Import, reading: Reading, names: frozenset[str]) -> None:
    """Rows that repeat a customer number, or an e-mail address by which alone they are known."""
    if "customer_number" in names:
        _strike(
            run,
            "SELECT number, first AS other FROM (SELECT number, "
            f"MIN(number) OVER (PARTITION BY customer_number) AS first FROM {ROWS} "
            "WHERE run_id = %s AND customer_number <> '') w WHERE number > first",
            Reason.NUMBER_TWICE,
            reading.heading(Meaning.CUSTOMER_NUMBER),
        )
    if "email" in names:
        # Whoever has a number is known by it, and may share an address with others.
        _strike(
            run,
            "SELECT number, COALESCE(numbered, first) AS other FROM (SELECT number, "
            "customer_number, MIN(number) OVER (PARTITION BY email_normalised) AS first, "
            "MIN(CASE WHEN customer_number <> '' THEN number END) "
            f"OVER (PARTITION BY email_normalised) AS numbered FROM {ROWS} "
            "WHERE run_id = %s AND email_normalised <> '') w "
            "WHERE customer_number = '' AND (numbered IS NOT NULL OR number > first)",
            Reason.EMAIL_TWICE,
            reading.heading(Meaning.EMAIL),
        )


def _strike(run: Import, found: str, reason: Reason, heading: str) -> None:
    """Rows that are bad whatever the register holds leave the staging table."""
    count = execute(
        f'INSERT INTO {FAULTS} (run_id, number, "column", reason, other, checked) '
        f"SELECT %s, x.number, %s, %s, x.other, %s FROM ({found}) x",
        [run.pk, heading, reason.value, False, run.pk],
    )
    if count:
        execute(
            f"DELETE FROM {ROWS} WHERE run_id = %s AND number IN "
            f"(SELECT number FROM {FAULTS} WHERE run_id = %s AND reason = %s)",
            [run.pk, run.pk, reason.value],
        )


# Against the register


def forget_outcomes(run: Import) -> None:
    """Before everything is checked anew."""
    execute(f"DELETE FROM {OUTCOMES} WHERE run_id = %s", [run.pk])
    execute(f"DELETE FROM {FAULTS} WHERE run_id = %s AND checked", [run.pk])


def check(part: Part, *, today: date) -> None:
    """Find the outcome of some rows. Changes nothing but outcomes and faults."""
    _match_by_number(part)
    _follow_merged(part)
    _match_by_email(part)
    _keep_out_restricted(part)
    _keep_out_protected(part)
    for reason, meaning, condition in contradictions(part.names):
        _blame(part, condition, reason, part.reading.heading(meaning))
    _compare(part)
    _keep_out_erased(part, today)


def _match_by_number(part: Part) -> None:
    execute(
        f"INSERT INTO {OUTCOMES} (row_id, run_id, number, outcome, matched, subject_id, changed) "
        "SELECT r.id, r.run_id, r.number, %s, "
        "CASE WHEN p.id IS NULL THEN '' ELSE 'number' END, p.id, '' "
        f"FROM {ROWS} r LEFT JOIN {PEOPLE} p ON p.kept_by_id = %s "
        f"AND p.customer_number = r.customer_number AND {HAS_NUMBER} "
        "WHERE r.run_id = %s AND r.number BETWEEN %s AND %s",
        [Outcome.NEW.value, part.run.kept_by_id, *part.range],
    )


def _follow_merged(part: Part) -> None:
    """An absorbed card stands for the one that absorbed it."""
    while execute(
        f"UPDATE {OUTCOMES} SET subject_id = p.merged_into_id FROM {PEOPLE} p "
        f"WHERE p.id = {OUTCOMES}.subject_id AND p.merged_into_id IS NOT NULL "
        f"AND {OUTCOMES}.run_id = %s AND {OUTCOMES}.number BETWEEN %s AND %s",
        part.range,
    ):
        pass


def _match_by_email(part: Part) -> None:
    if "email" not in part.names:
        return
    bearers = (
        "SELECT x.row_id, MIN(p.id) AS subject_id, COUNT(DISTINCT p.id) AS people "
        f"FROM {OUTCOMES} x JOIN {ROWS} r ON r.id = x.row_id "
        f"JOIN {CONTACTS} c ON c.normalised = r.email_normalised AND c.kind = %s "
        f"JOIN {PEOPLE} p ON p.id = c.subject_id "
        "WHERE x.run_id = %s AND x.number BETWEEN %s AND %s AND x.subject_id IS NULL "
        "AND r.email_normalised <> '' AND p.kept_by_id = %s AND p.merged_into_id IS NULL "
        "GROUP BY x.row_id"
    )
    execute(
        f"UPDATE {OUTCOMES} SET subject_id = CASE WHEN f.people = 1 THEN f.subject_id END, "
        "matched = CASE WHEN f.people = 1 THEN 'email' ELSE 'several' END "
        f"FROM ({bearers}) f WHERE f.row_id = {OUTCOMES}.row_id",
        [ContactPointKind.EMAIL.value, *part.range, part.run.kept_by_id],
    )
    heading = part.reading.heading(Meaning.EMAIL)
    _blame(part, "x.matched = 'several'", Reason.EMAIL_OF_SEVERAL, heading)


def _keep_out_restricted(part: Part) -> None:
    """Restricted data are stored and no more (Art. 18(2))."""
    _blame(part, "p.restricted_at IS NOT NULL", Reason.RESTRICTED, "", Outcome.SUPPRESSED)


def _keep_out_protected(part: Part) -> None:
    """Whoever may not see a protected address is not told whether the file has another."""
    if hides_address(part):
        _blame(part, PROTECTED, Reason.PROTECTED, "", Outcome.SUPPRESSED)


def hides_address(part: Part) -> bool:
    return "street" in part.names and not part.sees_protected


def contradictions(names: frozenset[str]) -> Iterable[tuple[Reason, str, str]]:
    """What would turn the person found into another: reason, column, condition."""
    if "customer_number" in names:
        yield (
            Reason.OTHER_NUMBER,
            Meaning.CUSTOMER_NUMBER,
            "x.matched = 'email' AND r.customer_number <> '' AND p.customer_number <> '' "
            "AND p.customer_number <> r.customer_number",
        )
    if "given_name" in names:
        # A family name changes when people marry; another given name is another person.
        yield (
            Reason.OTHER_NAME,
            Meaning.EMAIL,
            "x.matched = 'email' AND r.given_name <> '' AND p.given_names <> '' AND "
            "' ' || p.sort_name || ' ' NOT LIKE '%% ' || r.given_name || ' %%'",
        )
    if "identity_code" in names:
        yield (
            Reason.OTHER_CODE,
            Meaning.IDENTITY_CODE,
            "r.identity_code_hash <> '' AND p.identity_code_hash <> '' "
            "AND p.identity_code_hash <> r.identity_code_hash",
        )
    if "relationship" in names:
        ended = "COALESCE(r.relationship_ended_on, p.relationship_ended_on)"
        began = "COALESCE(r.relationship_started_on, p.relationship_started_on)"
        now = "COALESCE(NULLIF(r.relationship, ''), p.relationship)"
        over = f"'{Relationship.FORMER.value}', '{Relationship.NONE.value}'"
        yield (
            Reason.NOT_ENDED,
            Meaning.RELATIONSHIP,
            f"{ended} IS NOT NULL AND {now} NOT IN ({over})",
        )
        yield Reason.ENDS_FIRST, Meaning.ENDED, f"{began} > {ended}"


def _blame(
    part: Part, condition: str, reason: Reason, heading: str, outcome: Outcome = Outcome.BAD
) -> None:
    """Rows of which `condition` is true are left out. x: outcome, r: row, p: the person found."""
    count = execute(
        f'INSERT INTO {FAULTS} (run_id, number, "column", reason, other, checked) '
        f"SELECT x.run_id, x.number, %s, %s, NULL, %s FROM {OUTCOMES} x "
        f"JOIN {ROWS} r ON r.id = x.row_id LEFT JOIN {PEOPLE} p ON p.id = x.subject_id "
        "WHERE x.run_id = %s AND x.number BETWEEN %s AND %s AND x.outcome = %s "
        f"AND (x.subject_id IS NOT NULL OR x.matched = 'several') AND {condition}",
        [heading, reason.value, True, *part.range, Outcome.NEW.value],
    )
    if count:
        _mark(part, reason, outcome)


def _mark(part: Part, reason: Reason, outcome: Outcome) -> None:
    execute(
        f"UPDATE {OUTCOMES} SET outcome = %s "
        f"WHERE run_id = %s AND number IN (SELECT number FROM {FAULTS} "
        "WHERE run_id = %s AND number BETWEEN %s AND %s AND reason = %s AND checked)",
        [outcome.value, part.run.pk, *part.range, reason.value],
    )


# What changes


def _compare(part: Part) -> None:
    changed = " || ".join(
        f"CASE WHEN {condition} THEN '{name},' ELSE '' END"
        for name, condition in differences(part.names)
    )
    execute(
        f"UPDATE {OUTCOMES} SET changed = f.changed, "
        "outcome = CASE WHEN f.changed = '' THEN %s ELSE %s END "
        f"FROM (SELECT x.row_id, {changed} AS changed FROM {OUTCOMES} x "
        f"JOIN {ROWS} r ON r.id = x.row_id JOIN {PEOPLE} p ON p.id = x.subject_id "
        f"LEFT JOIN {ORGANISATIONS} o ON o.id = p.organisation_id "
        "WHERE x.run_id = %s AND x.number BETWEEN %s AND %s AND x.outcome = %s) f "
        f"WHERE f.row_id = {OUTCOMES}.row_id",
        [
            *(Outcome.UNCHANGED.value, Outcome.CHANGED.value),
            *(*part.range, Outcome.NEW.value),
        ],
    )


def differences(names: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Names of what a file can change, and when it does: nothing filled gives way to nothing."""
    yield "", "1 = 0"
    for name in TEXTS:
        if name in names:
            yield name, f"r.{name} <> '' AND r.{name} <> p.{name}"
    for name in DAYS:
        if name in names:
            yield name, f"r.{name} IS NOT NULL AND (p.{name} IS NULL OR r.{name} <> p.{name})"
    if "customer_number" in names:
        # One found by an absorbed card's number keeps its own.
        yield "customer_number", "x.matched = 'email' AND r.customer_number <> '' " + NO_NUMBER
    if "address_protected" in names:
        yield "address_protected", "r.address_protected AND NOT p.address_protected"
    if "identity_code" in names:
        yield "identity_code", "r.identity_code_hash <> '' AND p.identity_code_hash = ''"
    if "organisation" in names:
        yield "organisation", OTHER_ORGANISATION
    for name, kind in CONTACT_COLUMNS.items():
        if name in names:
            yield (
                name,
                f"r.{name}_normalised <> '' AND NOT EXISTS (SELECT 1 FROM {CONTACTS} c "
                f"WHERE c.subject_id = p.id AND c.kind = '{kind.value}' "
                f"AND c.normalised = r.{name}_normalised)",
            )
    if "street" in names:
        yield "address", OTHER_ADDRESS
    if "bans" in names:
        yield "marketing_bans", NEW_BAN
    if "further" in names:
        yield "attributes", _new_datum()


NO_NUMBER = "AND p.customer_number = ''"
OTHER_ORGANISATION = (
    "r.organisation <> '' AND (o.id IS NULL "
    "OR (r.business_id <> '' AND o.business_id <> r.business_id) "
    "OR (r.business_id = '' AND o.sort_name <> r.organisation_sort_name))"
)
OTHER_ADDRESS = (
    f"r.street <> '' AND NOT EXISTS (SELECT 1 FROM {ADDRESSES} a "
    f"WHERE a.subject_id = p.id AND a.kind = '{AddressKind.POSTAL.value}' "
    "AND a.street = r.street AND a.postal_code = r.postal_code AND a.town = r.town "
    "AND (a.country = r.country OR (a.country = 'FI' AND r.country = '')) "
    "AND (r.care_of = '' OR a.care_of = r.care_of))"
)


BANNED = (
    "(SELECT column1 AS channel, column2 AS scope FROM (VALUES "
    + ", ".join(
        f"('{channel.value}', '{scope.value}')"
        for channel in MarketingChannel
        for scope in BAN_SCOPES
    )
    + ") v)"
)
IS_BANNED = "r.bans LIKE '%%' || w.channel || ',%%'"  # in w, of BANNED
NEW_BAN = (
    f"r.bans <> '' AND EXISTS (SELECT 1 FROM {BANNED} w WHERE {IS_BANNED} "
    f"AND NOT EXISTS (SELECT 1 FROM {BANS} m WHERE m.subject_id = p.id "
    "AND m.channel = w.channel AND m.scope = w.scope AND m.lifted_at IS NULL))"
)


def further_data() -> str:
    """The further data of row r as rows: item_id, value."""
    source = {"postgresql": "jsonb_each_text", "sqlite": "json_each"}[connection.vendor]
    return f"{source}(r.further)"


def _new_datum() -> str:
    return (
        f"EXISTS (SELECT 1 FROM {further_data()} w WHERE NOT EXISTS ("
        f"SELECT 1 FROM {ATTRIBUTES} t WHERE t.subject_id = p.id "
        "AND t.item_id = CAST(w.key AS bigint) AND t.value = w.value))"
    )


# Whoever was erased


def _keep_out_erased(part: Part, today: date) -> None:
    """Nobody comes back by accident whose data were erased, unless the import says why."""
    erased = suppressions.erased_and_in_force(today).filter(kept_by=part.run.kept_by_id)
    if not erased.exists():
        return
    would_be_new = f"JOIN {OUTCOMES} x ON x.row_id = r.id WHERE x.outcome = 'new'"
    known = list(identifiers(part, would_be_new))
    reasons: dict[tuple[str, str], str] = {}
    for hashes in batched({one for _number, _kind, one in known}, suppressions.AT_ONCE):
        rows = erased.filter(hash__in=hashes).values_list("kind", "hash", "reason")
        reasons |= {(kind, one): reason for kind, one, reason in rows}
    hit = {number: reasons[kind, one] for number, kind, one in known if (kind, one) in reasons}
    if hit and part.run.suppressed_occasion:
        _let_in(part, hit)
    elif hit:
        put(
            FAULTS,
            ("run_id", "number", '"column"', "reason", "checked"),
            [
                (part.run.pk, number, "", ERASED[SuppressionReason(why)].value, True)
                for number, why in hit.items()
            ],
        )
        for reason in ERASED.values():
            _mark(part, reason, Outcome.SUPPRESSED)


def _let_in(part: Part, numbers: Iterable[int]) -> None:
    listed = ", ".join(map(str, numbers))  # whole numbers of ours
    execute(
        f"UPDATE {OUTCOMES} SET changed = %s WHERE run_id = %s AND number IN ({listed})",
        [ALTHOUGH_SUPPRESSED, part.run.pk],
    )


def identifiers(part: Part, chosen: str) -> Iterator[tuple[int, str, str]]:
    """Row, kind and hash: by what people may stand on the suppression list.

    `chosen` is SQL of ours that says which staged rows (r) of the part are meant.
    """
    used = [(kind, sql, spelt) for name, kind, sql, spelt in IDENTIFIERS if name in part.names]
    rows = select(
        f"SELECT r.number, {', '.join(['NULL', *(sql for _kind, sql, _spelt in used)])} "
        f"FROM {ROWS} r {chosen} AND r.run_id = %s AND r.number BETWEEN %s AND %s",
        part.range,
    )
    for place, (kind, _sql, spelt) in enumerate(used, start=2):
        hash_of = quick_hasher(kind)
        for row in rows:
            if row[place]:
                yield row[0], kind.value, hash_of(spelt(row[place]))


# Column of a file, kind, where it stands and how it is spelt: as `suppressions.identifiers_of`.
IDENTIFIERS: Sequence[tuple[str, SuppressedKind, str, Callable[[str], str]]] = (
    ("email", SuppressedKind.EMAIL, "r.email_normalised", str),
    ("phone", SuppressedKind.PHONE, "r.phone_normalised", str),
    ("mobile", SuppressedKind.PHONE, "r.mobile_normalised", str),
    ("customer_number", SuppressedKind.CUSTOMER_NUMBER, "r.customer_number", quick_folded),
    ("identity_code", SuppressedKind.IDENTITY_CODE, "r.identity_code_hash", str),
    (
        "street",
        SuppressedKind.POSTAL_ADDRESS,
        "CASE WHEN r.address_normalised <> '' "
        "THEN r.sort_name || '|' || r.address_normalised ELSE '' END",
        str,
    ),
)


# What only the whole file tells


def find_double(run: Import, reading: Reading, names: frozenset[str]) -> None:
    """Two rows about one person: the first stands. A name that several organisations have."""
    _blame_in_all(
        run,
        "SELECT number, first AS other FROM (SELECT number, "
        f"MIN(number) OVER (PARTITION BY subject_id) AS first FROM {OUTCOMES} "
        "WHERE run_id = %s AND outcome IN ('changed', 'unchanged')) w WHERE number > first",
        [run.pk],
        Reason.PERSON_TWICE,
        "",
    )
    if "organisation" in names:
        of_name = (
            f"SELECT o.sort_name, o.business_id FROM {ORGANISATIONS} o WHERE o.kept_by_id = %s "
            f"UNION SELECT r.organisation_sort_name, r.business_id FROM {ROWS} r "
            "WHERE r.run_id = %s AND r.business_id <> ''"
        )
        _blame_in_all(
            run,
            f"SELECT x.number, CAST(NULL AS integer) AS other FROM {OUTCOMES} x "
            f"JOIN {ROWS} r ON r.id = x.row_id "
            "JOIN (SELECT sort_name FROM ("
            f"SELECT sort_name FROM {ORGANISATIONS} WHERE kept_by_id = %s AND business_id = '' "
            "UNION ALL SELECT sort_name FROM (" + of_name + ") k WHERE business_id <> ''"
            ") n GROUP BY sort_name HAVING COUNT(*) > 1) f "
            "ON f.sort_name = r.organisation_sort_name "
            "WHERE x.run_id = %s AND r.organisation <> '' AND r.business_id = '' "
            "AND x.outcome IN ('new', 'changed') "
            "AND (x.outcome = 'new' OR x.changed LIKE '%%organisation,%%')",
            [run.kept_by_id, run.kept_by_id, run.pk, run.pk],
            Reason.ORGANISATIONS,
            reading.heading(Meaning.ORGANISATION),
        )


def _blame_in_all(
    run: Import, found: str, parameters: list[Any], reason: Reason, heading: str
) -> None:
    count = execute(
        f'INSERT INTO {FAULTS} (run_id, number, "column", reason, other, checked) '
        f"SELECT %s, x.number, %s, %s, x.other, %s FROM ({found}) x",
        [run.pk, heading, reason.value, True, *parameters],
    )
    if count:
        execute(
            f"UPDATE {OUTCOMES} SET outcome = %s WHERE run_id = %s AND number IN "
            f"(SELECT number FROM {FAULTS} WHERE run_id = %s AND reason = %s AND checked)",
            [Outcome.BAD.value, run.pk, run.pk, reason.value],
        )


def count(run: Import) -> dict[str, int]:
    """How many rows have each outcome; rows that never came so far are bad."""
    rows = select(
        f"SELECT outcome, COUNT(*) FROM {OUTCOMES} WHERE run_id = %s GROUP BY outcome",
        [run.pk],
    )
    found = {outcome.value: 0 for outcome in Outcome} | dict(rows)
    good = sum(found.values()) - found[Outcome.BAD]
    return {**found, Outcome.BAD.value: run.rows - good}


def digest(run: Import) -> str:
    """Of every outcome and fault: two checks that find the same have the same."""
    found = hashlib.sha256()
    for low in range(0, run.read_until + 1, AT_ONCE):
        for table, columns in (
            (OUTCOMES, "number, outcome, subject_id, changed"),
            (FAULTS, "number, reason, other"),
        ):
            rows = select(
                f"SELECT {columns} FROM {table} "
                "WHERE run_id = %s AND number >= %s AND number < %s ORDER BY number, 2",
                [run.pk, low, low + AT_ONCE],
            )
            found.update(repr(rows).encode())
    return found.hexdigest()
