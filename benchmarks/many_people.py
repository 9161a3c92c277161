"""Invented people by the million, made inside the database.

Each has a name, e-mail, phone, address and invoice; every fourth stands for an organisation.
Names are combined of two short lists, so that some are common. Nobody here exists.
"""

from collections.abc import Callable

FIRST = (
    "Aino Eino Helmi Onni Venla Leo Aada Elias Sofia Väinö Olivia Oliver Ellen Toivo Eevi Noel "
    "Lilja Emil Kerttu Eeli Hilla Leevi Isla Nooa Alma Niilo Ella Hugo Elsa Vilho Linnea Aatos "
    "Pihla Veeti Hilma Otso Emilia Joel Viola Arvo Matilda Aaro Amanda Viljami Eerika Daniel Iida "
    "Oiva Minttu Anna-Liisa"
).split()
LAST = (
    "Lankonen Villanen Puikkonen Neulanen Vyyhtilä Hämäräinen Kerinen Solmunen Kuteinen Järvelä "
    "Pirtanen Sukkulinen Rukkinen Tupsunen Nuttunen Silmuinen Kudelma Virkkunen Pitsinen Huopanen "
    "Karstanen Värttinä Helmisalo Ompelus Saumanen Nappinen Vetonen Taskunen Liivinen Helmala "
    "Kaulurinen Hihanen Kantinen Vuorinen Kangasto Sarkanen Palttina Pellavala Hamppula Silkkinen "
    "Samettila Tyllinen Verkanen Loimunen Niisinen Kaidenen Tukkinen Poppanen Raanuinen Ryijylä "
    "Mäki-Palmikko Täkänä Nauhanen Nyörinen Punosto Hapsunen Tereinen Lapanen Sukkanen Myssynen"
).split()
TOWNS = "Helsinki Espoo Tampere Vantaa Oulu Turku Jyväskylä Kuopio Lahti Pori".split()
CONTROLLERS = ("Esimerkki Oy", "Kuvitelma Oy", "Pieni Keksintö Ab")


def make(count: int, said: Callable[[str], object] = print) -> None:
    """Fill an empty database; its search lines too."""
    from django.db import connection  # noqa: PLC0415 # Django is set up only now

    from register.models import Controller, Register, RegisterController  # noqa: PLC0415
    from register.search import index_all  # noqa: PLC0415

    register = Register.objects.create(slug="mitattavat", name_fi="Mitattavat")
    kept_by = [
        RegisterController.objects.create(
            register=register, controller=Controller.objects.create(key=f"c{number}", name=name)
        ).pk
        for number, name in enumerate(CONTROLLERS)
    ]
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, count, kept_by):
            cursor.execute(statement)
    said("rows made")
    index_all()
    said("search lines made")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _statements(vendor: str, count: int, kept_by: list[int]) -> list[str]:
    from register.spellings import folded  # noqa: PLC0415

    def names(words: list[str]) -> str:
        rows = (
            f"SELECT {number} AS n, '{word}' AS v, '{folded(word)}' AS f"
            for number, word in enumerate(words)
        )
        return f"({' UNION ALL '.join(rows)})"

    on_postgresql = vendor == "postgresql"
    now = "now()" if on_postgresql else "datetime('now')"
    uuid = "gen_random_uuid()" if on_postgresql else "lower(hex(randomblob(16)))"
    no = "false" if on_postgresql else "0"
    day = (
        "date '2015-01-01' + (i % 3000)::int"
        if on_postgresql
        else "date('2015-01-01', (i % 3000) || ' days')"
    )
    numbers = (
        f"generate_series(1, {count}) s(i)"
        if on_postgresql
        else "(WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s "
        f"WHERE i < {count}) SELECT i FROM s) s"
    )
    organisations = max(1, count // 20)
    keeper = (
        f"CASE WHEN i % 20 = 0 THEN {kept_by[2]} WHEN i % 2 = 0 THEN {kept_by[1]} "
        f"ELSE {kept_by[0]} END"
    )
    named = (
        f"{numbers} JOIN {names(FIRST)} first ON first.n = (i * 31) % {len(FIRST)} "
        f"JOIN {names(LAST)} last ON last.n = (i / 50 * 17 + i * 7) % {len(LAST)}"
    )
    email = (
        "replace(first.f, ' ', '-') || '.' || replace(last.f, ' ', '-') || i || '@asiakas.example'"
    )
    phone = "'+35850' || (1000000 + (i % 100000) * 7919 % 9000000)"
    code = "(10000 + i % 89999)"
    return [
        "INSERT INTO register_organisation (id, kept_by_id, name, sort_name, business_id, "
        f"foreign_id, created_at) SELECT i, {keeper}, 'Yritys ' || i || ' Oy', "
        f"'yritys ' || i || ' oy', '', '', {now} FROM {numbers} WHERE i <= {organisations}",
        "INSERT INTO register_datasubject (id, uuid, kept_by_id, kind, family_name, given_names, "
        "sort_name, customer_number, user_id, language, organisation_id, job_title, identity_code, "
        "identity_code_hash, relationship, address_protected, created_at) "
        f"SELECT i, {uuid}, {keeper}, CASE WHEN i % 4 = 0 THEN 'contact_person' "
        "ELSE 'person_customer' END, last.v, first.v, last.f || ' ' || first.f, "
        f"'A' || (1000000 + i), '', '', CASE WHEN i % 4 = 0 THEN (i / 4) % {organisations} + 1 "
        "END, '', '', '', CASE WHEN i % 3 = 0 THEN 'former' ELSE 'customer' END, "
        f"{no}, {now} FROM {named} ORDER BY i",
        "INSERT INTO register_contactpoint (subject_id, kind, value, normalised, created_at) "
        f"SELECT i, 'email', {email}, {email}, {now} FROM {named} ORDER BY i",
        "INSERT INTO register_contactpoint (subject_id, kind, value, normalised, created_at) "
        f"SELECT i, 'phone', {phone}, {phone}, {now} FROM {numbers} ORDER BY i",
        "INSERT INTO register_subjectaddress (subject_id, kind, care_of, street, postal_code, "
        "town, country, normalised, created_at) SELECT i, 'postal', '', 'Keksikatu ' || "
        f"(i % 250 + 1), CAST({code} AS varchar(12)), town.v, '', 'keksikatu ' || (i % 250 + 1) "
        f"|| ' ' || {code} || ' ' || town.f, {now} FROM {numbers} "
        f"JOIN {names(TOWNS)} town ON town.n = (i * 3) % {len(TOWNS)} ORDER BY i",
        "INSERT INTO register_invoice (kept_by_id, subject_id, number, issued_on, currency, "
        "buyer_name, buyer_address, buyer_reference, normalised, created_at) "
        f"SELECT kept_by_id, id, 'L-' || (5000000 + id), {day.replace('i %', 'id %')}, 'EUR', "
        f"given_names || ' ' || family_name, '', '', sort_name, {now} "
        "FROM register_datasubject ORDER BY id",
    ]
