"""Invented customers for measuring retention: made set-wise, so that a million take minutes.

Each has a contact point, three contacts and two invoices. Whoever is due ended the relationship
eleven years ago; the others are customers, or ended it last year.
"""

from typing import Any

PORTION = 50_000
LONG_GONE, LAST_YEAR = "2015-05-31", "2025-11-30"


def a_register(slug: str, people: int, *, due: int) -> Any:
    """With a rule for everything; `due` of the people are, spread evenly."""
    from register import search  # noqa: PLC0415 # Django is set up only now
    from register.models import Controller, DataSubject, Register, RegisterController  # noqa: PLC0415
    from retention.models import RetentionRule, Term  # noqa: PLC0415

    kept_by = RegisterController.objects.create(
        register=Register.objects.create(slug=slug),
        controller=Controller.objects.create(key=slug, name="Mitta Oy"),
    )
    rule = RetentionRule.objects.create(register=kept_by.register, key="kaikki", name_fi="tiedot")
    Term.objects.create(
        rule=rule, key="a", trigger="customer_relationship_end", length=5, unit="year"
    )
    last = DataSubject.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for low in range(1, people + 1, PORTION):
        high = min(low + PORTION - 1, people)
        _write(_statements(slug, kept_by.pk, low, high, last, people // due))
        search.index(range(last + low, last + high + 1))
    return kept_by


def _write(statements: list[str]) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _statements(slug: str, kept_by: int, low: int, high: int, last: int, every: int) -> list[str]:
    """SQL of our own words and numbers only; `i` is a person's number in the register."""
    from django.db import connection  # noqa: PLC0415

    on_postgresql = connection.vendor == "postgresql"
    if on_postgresql:
        numbers = f"generate_series({low}::bigint, {high}) n(i)"
        uuid, no, day, moment = "gen_random_uuid()", "false", "date ", "timestamptz "
        spread = "date '2024-01-01' + (i % 300)::int"
    else:
        numbers = (
            f"(WITH RECURSIVE n(i) AS (SELECT {low} UNION ALL SELECT i + 1 FROM n "
            f"WHERE i < {high}) SELECT i FROM n) n"
        )
        uuid, no, day, moment = "lower(hex(randomblob(16)))", "0", "", ""
        spread = "date('2024-01-01', (i % 300) || ' days')"
    made = f"{moment}'2014-06-01 09:00:00+00:00'" if on_postgresql else "'2014-06-01 09:00:00'"
    at = f"{moment}'2014-05-31 09:00:00+00:00'" if on_postgresql else "'2014-05-31 09:00:00'"
    who, mail = f"{last} + i", f"'{slug}' || ({last} + i) || '@satumaa.example'"
    goes = f"i % {every} = 0"
    statements = [
        "INSERT INTO register_datasubject (id, uuid, kept_by_id, kind, family_name, given_names, "
        "sort_name, customer_number, user_id, language, job_title, identity_code, "
        "identity_code_hash, relationship, relationship_ended_on, address_protected, created_at) "
        f"SELECT {who}, {uuid}, {kept_by}, 'person_customer', 'Mitattava' || i, '', "
        f"'mitattava' || i, '', '', 'fi', '', '', '', CASE WHEN {goes} OR i % 3 = 0 "
        f"THEN 'former' ELSE 'customer' END, CASE WHEN {goes} THEN {day}'{LONG_GONE}' "
        f"WHEN i % 3 = 0 THEN {spread} END, {no}, {made} FROM {numbers} ORDER BY i",
        "INSERT INTO register_contactpoint (subject_id, kind, value, normalised, created_at) "
        f"SELECT {who}, 'email', {mail}, {mail}, {made} FROM {numbers} ORDER BY i",
        "INSERT INTO register_interaction (subject_id, at, channel, direction, kind, summary, "
        f"created_at) SELECT {who}, {at}, 'phone', 'incoming', 'service', 'Kysyi aikaa.', {made} "
        f"FROM {numbers} CROSS JOIN (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) t ORDER BY i",
        "INSERT INTO register_invoice (kept_by_id, subject_id, number, issued_on, "
        "financial_year_end, total, currency, buyer_name, buyer_address, buyer_reference, "
        f"normalised, created_at) SELECT {kept_by}, {who}, ({last} + i) || '-' || t.k, "
        f"{day}'2014-03-01', {day}'2014-12-31', 10, 'EUR', 'Mitattava' || i, '', '', "
        f"'mitattava' || i, {made} FROM {numbers} "
        "CROSS JOIN (SELECT 1 AS k UNION ALL SELECT 2) t ORDER BY i, t.k",
    ]
    if on_postgresql:  # ids were given by hand
        statements.append(
            f"SELECT setval(pg_get_serial_sequence('register_datasubject', 'id'), {last + high})"
        )
    return statements


def analyse() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        cursor.execute("CREATE TABLE IF NOT EXISTS by_hand (uuid char(36))")
