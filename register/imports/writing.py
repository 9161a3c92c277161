"""Checked rows become people: set-wise, a bounded batch to a transaction.

Whoever is new gets a number first, in a small table of the session's own; every statement then
joins the staged rows with those numbers. What came between the check and the writing (a person
erased, merged or restricted, a customer number taken, a relationship ended) leaves the row out,
with its reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils import timezone

from register import search, suppressions
from register.enums import AddressKind, GivenBy, Relationship, SubjectKind
from register.imports.checking import (
    ALTHOUGH_SUPPRESSED,
    AT_ONCE,
    BANNED,
    CONTACT_COLUMNS,
    DAYS,
    HAS_BUSINESS_ID,
    HAS_NUMBER,
    IS_BANNED,
    NEW_BAN,
    ORGANISATIONS,
    PEOPLE,
    PROTECTED,
    TEXTS,
    Part,
    contradictions,
    execute,
    further_data,
    hides_address,
    select,
)
from register.imports.conversion import length_of
from register.imports.quick import quick_folded
from register.imports.staging import FAULTS, OUTCOMES, ROWS, batched, put
from register.journal import Actor, record_many
from register.models import (
    Act,
    Attribute,
    ContactPoint,
    DataSubject,
    JournalEntry,
    MarketingBan,
    Occasion,
    Organisation,
    SearchText,
    SubjectAddress,
)
from register.models.imports import Outcome, Reason
from register.querysets import DataSubjects

BATCH = "import_batch"  # of this session: a row of the file, whose it is, what is done
FILLED = [
    model._meta.db_table
    for model in (DataSubject, ContactPoint, SubjectAddress, SearchText, JournalEntry)
]
PLACES = f"{BATCH} b JOIN {ROWS} r ON r.id = b.row_id"
TYPES = {"postgresql": ("bigint", "uuid", "boolean"), "sqlite": ("integer", "char(32)", "bool")}
RANDOM_UUID = {
    "postgresql": "gen_random_uuid()",
    # Version 4, variant 1 (RFC 9562), as Python's uuid4.
    "sqlite": (
        "lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2) || "
        "substr('89AB', 1 + (abs(random()) %% 4), 1) || substr(hex(randomblob(8)), 2))"
    ),
}
Filled = Mapping[str, str]  # column → SQL of ours
Overtaken = tuple[int, bool, str, Reason]  # row, whether it would be new, column, why


def add_organisations(part: Part) -> None:
    """Those that the rows of the whole import name and the register does not have yet."""
    if "organisation" not in part.names:
        return
    by_number = (
        "r.business_id <> ''",
        "r.business_id",
        f"o.business_id = f.business_id AND {HAS_BUSINESS_ID}",
    )
    by_name = (
        "r.business_id = '' AND r.organisation_sort_name <> ''",
        "r.organisation_sort_name",
        "o.sort_name = f.organisation_sort_name",
    )
    for which, alike, known in (by_number, by_name):
        first = (
            "SELECT r.organisation, r.organisation_sort_name, r.business_id, r.number, "
            f"ROW_NUMBER() OVER (PARTITION BY {alike} ORDER BY r.number) AS place "
            f"FROM {ROWS} r JOIN {OUTCOMES} x ON x.row_id = r.id "
            f"WHERE r.run_id = %s AND {which} AND x.outcome IN ('new', 'changed')"
        )
        _insert(
            Organisation,
            {
                "name": "f.organisation",
                "business_id": "f.business_id",
                "sort_name": "f.organisation_sort_name",
            },
            {"kept_by_id": part.run.kept_by_id},
            f"FROM ({first}) f WHERE f.place = 1 AND NOT EXISTS ("
            f"SELECT 1 FROM {ORGANISATIONS} o WHERE o.kept_by_id = %s AND {known}) "
            "ORDER BY f.number ON CONFLICT DO NOTHING",
            [part.run.pk, part.run.kept_by_id],
        )


def write(part: Part, *, by: Actor, today: date) -> dict[str, int]:
    """Bring some checked rows into the register, in the caller's transaction.

    Returns how many were left out at the last moment, by what they would have been.
    """
    _begin(part)
    left_out = _leave_out(part)
    _find_organisations(part)
    _add_people(part)
    _change_people(part)
    _add_contacts(part)
    _write_addresses(part)
    _write_attributes(part)
    _add_bans(part, by)
    _renew_bans(part, today)
    search.index(_ids())
    _write_down(part, by)
    forget(part)
    return left_out


def _begin(part: Part) -> None:
    """Rows that are new or changed, each with the number of its person."""
    number, uuid, boolean = TYPES[connection.vendor]
    execute(
        f"CREATE TEMPORARY TABLE IF NOT EXISTS {BATCH} (number integer PRIMARY KEY, "
        f"row_id {number}, subject_id {number}, uuid {uuid}, is_new {boolean}, "
        f"changed text, organisation_id {number})"
    )
    execute(f"DELETE FROM {BATCH}")
    next_number, parameters = _next_number()
    execute(
        f"INSERT INTO {BATCH} (number, row_id, subject_id, uuid, is_new, changed) "
        "SELECT x.number, x.row_id, "
        f"CASE WHEN x.outcome = 'new' THEN {next_number} ELSE x.subject_id END, "
        f"{RANDOM_UUID[connection.vendor]}, x.outcome = 'new', x.changed "
        f"FROM {OUTCOMES} x WHERE x.run_id = %s AND x.number BETWEEN %s AND %s "
        "AND x.outcome IN ('new', 'changed') ORDER BY x.number",
        [*parameters, *part.range],
    )
    if connection.vendor == "postgresql":
        execute(f"ANALYZE {BATCH}")


def _next_number() -> tuple[str, list[Any]]:
    """SQL for the number of a new person, and its parameters. Numbers are never handed out again.

    SQLite lets nobody else write meanwhile, so its last number is the last one.
    """
    if connection.vendor == "postgresql":
        return "nextval(pg_get_serial_sequence(%s, 'id'))", [PEOPLE]
    last = select("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [PEOPLE])
    return "%s + ROW_NUMBER() OVER (ORDER BY x.number)", [last[0][0]]


def _leave_out(part: Part) -> dict[str, int]:
    """Rows that something has overtaken since they were checked; how many by outcome."""
    if connection.vendor == "postgresql":
        select(
            f"SELECT 1 FROM {PEOPLE} p WHERE p.id IN "
            f"(SELECT subject_id FROM {BATCH} WHERE NOT is_new) ORDER BY p.id FOR NO KEY UPDATE"
        )
    found = {
        number: (is_new, column, reason)
        for number, is_new, column, reason in [*_contradicted(part), *_gone(part)]
    }
    put(
        FAULTS,
        ("run_id", "number", '"column"', "reason", "checked"),
        [
            (part.run.pk, number, column, reason.value, True)
            for number, (_is_new, column, reason) in found.items()
        ],
    )
    for numbers in batched(found, AT_ONCE):
        listed = ", ".join(map(str, numbers))  # whole numbers of ours
        execute(f"DELETE FROM {BATCH} WHERE number IN ({listed})")
    is_new = [bool(new) for new, _column, _reason in found.values()]
    return {Outcome.NEW.value: is_new.count(True), Outcome.CHANGED.value: is_new.count(False)}


def _gone(part: Part) -> Iterator[Overtaken]:
    """Cards that are no longer there to be changed, numbers that are no longer free."""
    hidden = f"OR ({PROTECTED})" if hides_address(part) else ""
    overtaken = (
        f"SELECT b.number, b.is_new FROM {PLACES} LEFT JOIN {PEOPLE} p ON p.id = b.subject_id "
        "WHERE NOT b.is_new AND (p.id IS NULL OR p.merged_into_id IS NOT NULL "
        f"OR p.restricted_at IS NOT NULL {hidden}) "
        f"UNION ALL SELECT b.number, b.is_new FROM {PLACES} WHERE b.is_new AND EXISTS ("
        f"SELECT 1 FROM {PEOPLE} p WHERE p.kept_by_id = %s "
        f"AND p.customer_number = r.customer_number AND {HAS_NUMBER})"
    )
    for number, is_new in select(overtaken, [part.run.kept_by_id]):
        yield number, is_new, "", Reason.MEANWHILE


def _contradicted(part: Part) -> Iterator[Overtaken]:
    """What the check would say of the card as it has become."""
    for reason, meaning, condition in contradictions(part.names):
        for (number,) in select(
            f"SELECT b.number FROM {PLACES} JOIN {OUTCOMES} x ON x.row_id = b.row_id "
            f"JOIN {PEOPLE} p ON p.id = b.subject_id WHERE NOT b.is_new AND {condition}"
        ):
            yield number, False, part.reading.heading(meaning), reason


def _find_organisations(part: Part) -> None:
    if "organisation" not in part.names:
        return
    execute(
        f"UPDATE {BATCH} SET organisation_id = (SELECT MIN(o.id) FROM {ORGANISATIONS} o "
        f"JOIN {ROWS} r ON o.kept_by_id = %s AND o.business_id = r.business_id "
        f"AND {HAS_BUSINESS_ID} "
        f"WHERE r.id = {BATCH}.row_id AND r.business_id <> '')",
        [part.run.kept_by_id],
    )
    execute(
        f"UPDATE {BATCH} SET organisation_id = (SELECT MIN(o.id) FROM {ORGANISATIONS} o "
        f"JOIN {ROWS} r ON o.kept_by_id = %s AND o.sort_name = r.organisation_sort_name "
        f"WHERE r.id = {BATCH}.row_id AND r.business_id = '' AND r.organisation <> '') "
        "WHERE organisation_id IS NULL",
        [part.run.kept_by_id],
    )


# People


def _add_people(part: Part) -> None:
    of_organisation = SubjectKind.CONTACT_PERSON.value
    as_they_are = {
        name: f"r.{name}"
        for name in (
            *("family_name", "given_names", "sort_name", "customer_number", "user_id", "language"),
            *("job_title", "identity_code", "identity_code_hash", "address_protected", *DAYS),
        )
    }
    _insert(
        DataSubject,
        {
            "id": "b.subject_id",
            "uuid": "b.uuid",
            "organisation_id": "b.organisation_id",
            "kind": f"CASE WHEN b.organisation_id IS NULL THEN '{SubjectKind(part.reading.kind)}' "
            f"ELSE '{of_organisation}' END",
            "relationship": "CASE WHEN r.relationship = '' "
            f"THEN '{Relationship.CUSTOMER.value}' ELSE r.relationship END",
            **as_they_are,
        },
        {"kept_by_id": part.run.kept_by_id, "source_id": part.reading.source},
        f"FROM {PLACES} WHERE b.is_new ORDER BY b.number",
    )


def _change_people(part: Part) -> None:
    """A filled cell takes the place of what stands on the card; an empty one leaves it."""
    settings = [
        f"{column} = CASE WHEN {condition} THEN {value} ELSE {PEOPLE}.{column} END"
        for name, column, value, condition in _replacements()
        if name in part.names
    ]
    if not settings:
        return
    execute(
        f"UPDATE {PEOPLE} SET {', '.join(settings)} FROM {PLACES} "
        f"WHERE b.subject_id = {PEOPLE}.id AND NOT b.is_new",
    )
    if "given_name" in part.names:
        _spell_names()


def _replacements() -> Iterator[tuple[str, str, str, str]]:
    """Column of the file, column of the card, its new value, and when it gets it."""
    for name in TEXTS:
        yield name, name, f"r.{name}", f"r.{name} <> ''"
    for name in DAYS:
        yield name, name, f"r.{name}", f"r.{name} IS NOT NULL"
    yield "address_protected", "address_protected", "r.address_protected", "r.address_protected"
    for name, column, value in (
        ("customer_number", "customer_number", "r.customer_number"),
        ("identity_code", "identity_code", "r.identity_code"),
        ("identity_code", "identity_code_hash", "r.identity_code_hash"),
        ("organisation", "organisation_id", "b.organisation_id"),
    ):
        yield name, column, value, f"b.changed LIKE '%%{name},%%'"


def _spell_names() -> None:
    """The names by which people are sorted: a file may bring one of the two only."""
    rows = select(
        f"SELECT p.family_name, p.given_names, p.id FROM {BATCH} b "
        f"JOIN {PEOPLE} p ON p.id = b.subject_id WHERE NOT b.is_new "
        "AND (b.changed LIKE '%%family_name,%%' OR b.changed LIKE '%%given_names,%%')"
    )
    longest = length_of("sort_name")
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {PEOPLE} SET sort_name = %s WHERE id = %s",
            [(quick_folded(f"{family} {given}")[:longest], pk) for family, given, pk in rows],
        )


# What hangs on them


def _add_contacts(part: Part) -> None:
    """Beside those on the card: an address that is not in the file may be in use still."""
    for name, kind in CONTACT_COLUMNS.items():
        if name in part.names:
            _insert(
                ContactPoint,
                {
                    "subject_id": "b.subject_id",
                    "value": f"r.{name}",
                    "normalised": f"r.{name}_normalised",
                },
                {"kind": kind.value, "source_id": part.reading.source},
                f"FROM {PLACES} WHERE r.{name}_normalised <> '' ORDER BY b.number "
                "ON CONFLICT DO NOTHING",
            )


def _write_addresses(part: Part) -> None:
    """An address is one datum: a new street does not keep the old one's c/o."""
    if "street" not in part.names:
        return
    names = ("street", "postal_code", "town", "country")
    table = SubjectAddress._meta.db_table
    other = " OR ".join(f"{table}.{name} <> excluded.{name}" for name in names)
    _insert(
        SubjectAddress,
        {
            "subject_id": "b.subject_id",
            **{name: f"r.{name}" for name in (*names, "care_of")},
            "normalised": "r.address_normalised",
        },
        {"kind": AddressKind.POSTAL.value, "source_id": part.reading.source},
        f"FROM {PLACES} WHERE r.street <> '' AND (b.is_new OR b.changed LIKE '%%address,%%') "
        "ORDER BY b.number ON CONFLICT (subject_id, kind) DO UPDATE SET "
        f"care_of = CASE WHEN excluded.care_of <> '' OR {other} THEN excluded.care_of "
        f"ELSE {table}.care_of END, "
        + ", ".join(f"{name} = excluded.{name}" for name in (*names, "normalised", "source_id")),
    )


def _write_attributes(part: Part) -> None:
    if "further" not in part.names:
        return
    _insert(
        Attribute,
        {
            "subject_id": "b.subject_id",
            "item_id": "CAST(w.key AS bigint)",
            "value": "w.value",
        },
        {},
        f"FROM {PLACES} CROSS JOIN {further_data()} w "
        "WHERE b.is_new OR b.changed LIKE '%%attributes,%%' ORDER BY b.number, w.key "
        "ON CONFLICT (subject_id, item_id) DO UPDATE SET value = excluded.value",
    )


def _add_bans(part: Part, by: Actor) -> None:
    """A ban in a file is in force at once; its absence lifts none.

    It is never refused (Art. 21(3)), so it is written, too, where the card keeps out the rest of
    the row.
    """
    if "bans" not in part.names:
        return
    kept_out, parameters = _kept_out(part)
    rows = (
        f"SELECT b.number AS number, b.subject_id AS subject_id, r.bans AS bans FROM {PLACES} "
        f"UNION ALL {kept_out}"
    )
    new = select(
        f"SELECT r.subject_id FROM ({rows}) r JOIN {PEOPLE} p ON p.id = r.subject_id "
        f"WHERE {NEW_BAN} ORDER BY r.number",
        parameters,
    )
    if not new:
        return
    _insert(
        MarketingBan,
        {"subject_id": "r.subject_id", "channel": "w.channel", "scope": "w.scope"},
        {"given_at": timezone.now(), "given_by": GivenBy.DATA_SUBJECT.value},
        f"FROM ({rows}) r JOIN {BANNED} w ON {IS_BANNED} "
        "WHERE r.bans <> '' ORDER BY r.number, w.channel, w.scope ON CONFLICT DO NOTHING",
        parameters,
    )
    record_many(Act.BANNED, [pk for (pk,) in new], by=by, occasion=Occasion.MARKETING)


def _kept_out(part: Part) -> tuple[str, list[Any]]:
    """SQL for rows of people whom the import may not change, where it is clear who is meant."""
    somebody_else = " ".join(
        f"AND NOT ({condition})"
        for reason, _meaning, condition in contradictions(part.names)
        if reason in (Reason.OTHER_NUMBER, Reason.OTHER_NAME, Reason.OTHER_CODE)
    )
    return (
        f"SELECT x.number, p.id, r.bans FROM {OUTCOMES} x JOIN {ROWS} r ON r.id = x.row_id "
        f"JOIN {PEOPLE} p ON p.id = x.subject_id "
        "WHERE x.run_id = %s AND x.number BETWEEN %s AND %s "
        f"AND x.outcome IN ('{Outcome.SUPPRESSED}', '{Outcome.CHANGED}') "
        f"AND NOT EXISTS (SELECT 1 FROM {BATCH} b WHERE b.number = x.number) "
        f"AND p.merged_into_id IS NULL {somebody_else}",
        part.range,
    )


def _renew_bans(part: Part, today: date) -> None:
    """Who once said no to marketing has said it on a new card, too, and to a new address."""
    said = suppressions.bans_in_force(today).filter(
        kept_by__controller=part.run.kept_by.controller_id
    )
    if not said.exists():
        return
    for people in batched(_ids(), suppressions.AT_ONCE):
        suppressions.bring_back_bans(people, given_at=timezone.now())


# Evidence


def _write_down(part: Part, by: Actor) -> None:
    """One entry a person, with the names of what changed."""
    for is_new, changed in select(
        f"SELECT DISTINCT is_new, changed FROM {BATCH} ORDER BY is_new, changed"
    ):
        although = changed == ALTHOUGH_SUPPRESSED
        record_many(
            Act.IMPORTED,
            _people(is_new, changed),
            by=by,
            occasion=part.run.suppressed_occasion if although else "",
            reference=part.run.suppressed_reference if although else "",
            detail={
                "import": part.run.pk,
                "outcome": (Outcome.NEW if is_new else Outcome.CHANGED).value,
                **({} if is_new else {"columns": changed.split(",")[:-1]}),
                **({"suppressed": 1} if although else {}),
            },
        )


def _people(is_new: bool, changed: str) -> DataSubjects:
    """Those of the batch with whom the same was done."""
    chosen = f"SELECT subject_id FROM {BATCH} WHERE is_new = %s AND changed = %s"
    return DataSubject.objects.filter(pk__in=RawSQL(chosen, [bool(is_new), changed]))  # noqa: S611


def _ids() -> list[int]:
    return [pk for (pk,) in select(f"SELECT subject_id FROM {BATCH} ORDER BY number")]


def forget(part: Part) -> None:
    """What has been written is no longer held here."""
    for table in (OUTCOMES, ROWS):
        execute(
            f"DELETE FROM {table} WHERE run_id = %s AND number BETWEEN %s AND %s",
            part.range,
        )


# SQL


def _insert(
    model: type[models.Model],
    filled: Mapping[str, str],
    same: Mapping[str, Any],
    source: str,
    parameters: Iterable[Any] = (),
) -> None:
    """INSERT … SELECT: columns from SQL (`filled`), with one value for all (`same`), by default."""
    columns, values, given = [], [], []
    field: Any
    for field in model._meta.concrete_fields:
        column: str = field.column
        if column in filled:
            values.append(filled[column])
        elif field.primary_key:
            continue
        else:
            value = _value(field, same)
            values.append("%s")
            given.append(field.get_db_prep_save(value, connection))
        columns.append(connection.ops.quote_name(column))
    execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} {source}",
        [*given, *parameters],
    )


def _value(field: Any, same: Mapping[str, Any]) -> Any:
    if field.column in same:
        return same[field.column]
    return timezone.now() if getattr(field, "auto_now_add", False) else field.get_default()
