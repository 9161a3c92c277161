"""Invented people by the million, made inside the database: for trying things out and measuring.

Each has a name, e-mail address, phone number, postal address, contacts and an invoice; some stand
for an organisation, some have ended their relationship, forbidden marketing, have a security ban.
Everything follows by arithmetic from a number and the seed, so the same seed makes the same people
on either database. Nobody here exists: names are combined of two short lists, e-mail addresses end
in .example, and phone numbers begin with the samples' 020 000.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from django.db import connection, transaction
from django.db.models import Max

from register import journal, search
from register.enums import MarketingChannel
from register.models import (
    Act,
    Controller,
    DataSubject,
    Invoice,
    Occasion,
    Organisation,
    Register,
    RegisterController,
)
from register.spellings import folded

FIRST = (
    *("Aino", "Eino", "Helmi", "Onni", "Venla", "Leo", "Aada", "Elias", "Sofia", "Väinö"),
    *("Olivia", "Oliver", "Ellen", "Toivo", "Eevi", "Noel", "Lilja", "Emil", "Kerttu", "Eeli"),
    *("Hilla", "Leevi", "Isla", "Nooa", "Alma", "Niilo", "Ella", "Hugo", "Elsa", "Vilho"),
    *("Linnea", "Aatos", "Pihla", "Veeti", "Hilma", "Otso", "Emilia", "Joel", "Viola", "Arvo"),
    *("Matilda", "Aaro", "Amanda", "Viljami", "Eerika", "Daniel", "Iida", "Oiva", "Minttu"),
    "Anna-Liisa",
)
LAST = (
    *("Lankonen", "Villanen", "Puikkonen", "Neulanen", "Vyyhtilä", "Hämäräinen", "Kerinen"),
    *("Solmunen", "Kuteinen", "Neulelä", "Pirtanen", "Sukkulinen", "Rukkinen", "Tupsunen"),
    *("Nuttunen", "Silmuinen", "Kudelma", "Virkkunen", "Pitsinen", "Huopanen", "Karstanen"),
    *("Värttinä", "Helmineule", "Ompelus", "Saumanen", "Nappinen", "Vetoketju", "Taskunen"),
    *("Liivinen", "Helmala", "Kaulurinen", "Hihanen", "Kantinen", "Vuorikangas", "Kangasto"),
    *("Sarkanen", "Palttina", "Pellavala", "Hamppula", "Silkkinen", "Samettila", "Tyllinen"),
    *("Verkanen", "Loimunen", "Niisinen", "Kaidenen", "Tukkilanka", "Poppanen", "Raanuinen"),
    *("Ryijylä", "Mäki-Palmikko", "Täkänä", "Nauhanen", "Nyörinen", "Punosto", "Hapsunen"),
    *("Tereinen", "Lapanen", "Sukkanen", "Myssynen"),
)
TOWNS = (
    *("Helsinki", "Espoo", "Tampere", "Vantaa", "Oulu"),
    *("Turku", "Jyväskylä", "Kuopio", "Lahti", "Pori"),
)
CONTROLLERS = ("Esimerkki Oy", "Kuvitelma Oy", "Pieni Keksintö Ab")
REGISTER = "keksityt"  # theirs, where no other is named
NUMBERED = "M-"  # customer numbers and organisations of ours begin so
PORTION = 10_000  # people in one transaction
SEED = 20260112
MOST_APART = 1_000_000


def a_register_of_their_own() -> list[RegisterController]:
    """A register with three invented controllers, in which invented people do no harm."""
    register = Register.objects.get_or_create(
        slug=REGISTER, defaults={"name_fi": "Keksityt asiakkaat"}
    )[0]
    controllers = [
        Controller.objects.get_or_create(key=f"{REGISTER}-{number}", defaults={"name": name})[0]
        for number, name in enumerate(CONTROLLERS, start=1)
    ]
    return [
        RegisterController.objects.get_or_create(register=register, controller=controller)[0]
        for controller in controllers
    ]


def make(
    count: int,
    places: Sequence[RegisterController],
    *,
    seed: int = SEED,
    contacts: int = 2,
    progress: Callable[[int], object] = lambda made: None,
) -> None:
    """Make `count` people in these places, a portion at a time; search finds them.

    Each portion is whole: it stands, or nothing of it does. Made again, the next people follow
    those that are there, as if there had been no stop.
    """
    first = _made_before(places) + 1
    for low in range(first, first + count, PORTION):
        high = min(low + PORTION, first + count) - 1
        with transaction.atomic():
            portion = _Portion.of(low, high, [place.pk for place in places], seed, contacts)
            with connection.cursor() as cursor:
                for statement in portion.statements():
                    cursor.execute(statement)
            search.index(range(portion.id_of(low), portion.id_of(high) + 1))
            made = DataSubject.objects.filter(
                pk__gte=portion.id_of(low), pk__lte=portion.id_of(high)
            )
            journal.record_many(Act.CREATED, made, by=journal.COMMAND, occasion=Occasion.TECHNICAL)
        progress(high - first + 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _made_before(places: Sequence[RegisterController]) -> int:
    ours = DataSubject.objects.filter(kept_by__in=places, customer_number__startswith=NUMBERED)
    highest = ours.aggregate(last=Max("customer_number"))["last"]
    return int(highest.removeprefix(NUMBERED)) if highest else 0


@dataclass(frozen=True, slots=True)
class _Portion:
    """The statements that make people `low` to `high`. SQL of our own words and numbers only."""

    low: int
    high: int
    places: Sequence[int]
    shift: int  # what the seed adds to a person's number
    contacts: int
    people_from: int  # ids: reserved, so that nobody else gets one
    firms_from: int

    @classmethod
    def of(cls, low: int, high: int, places: Sequence[int], seed: int, contacts: int) -> "_Portion":
        count = high - low + 1
        shift = Random(seed).randrange(MOST_APART)  # noqa: S311 # invented people, not secrets
        people = _reserved(DataSubject._meta.db_table, count)
        firms = _reserved(Organisation._meta.db_table, high // 20 - low // 20 + 1)
        return cls(low, high, places, shift, contacts, people, firms)

    def id_of(self, number: int) -> int:
        return self.people_from + number - self.low

    def statements(self) -> Iterator[str]:
        """`i` is a person's number among all that were made; `k` the same, moved by the seed."""
        yield self.organisations()
        yield self.people()
        yield self.contact_points()
        yield self.addresses()
        yield self.invoices()
        yield self.bans()
        for turn in range(self.contacts):
            yield self.interactions(turn)

    # Who

    def organisations(self) -> str:
        """One for every twenty people: every fourth of them stands for it, if kept with it."""
        name = "'Lankapaja ' || (1 + k % 900) || ' Oy ' || i"
        return (
            "INSERT INTO register_organisation (id, kept_by_id, name, sort_name, business_id, "
            f"foreign_id, created_at) SELECT {self.firm_in_sql()}, {self.keeper()}, {name}, "
            f"lower({name}), '', '', {self.now} FROM {self.numbers()} WHERE i % 20 = 2 ORDER BY i"
        )

    def people(self) -> str:
        of_firm = "(i - i % 20 + 2)"
        contact = (
            f"(i % 4 = 0 AND {of_firm} BETWEEN {self.low} AND {self.high} "
            f"AND {self.keeper()} = {self.keeper(of_firm)})"
        )
        return (
            "INSERT INTO register_datasubject (id, uuid, kept_by_id, kind, family_name, "
            "given_names, sort_name, customer_number, user_id, language, organisation_id, "
            "job_title, identity_code, identity_code_hash, relationship, "
            "relationship_started_on, collected_on, address_protected, created_at) "
            f"SELECT {self.id_in_sql()}, {self.uuid}, {self.keeper()}, "
            f"CASE WHEN {contact} THEN 'contact_person' ELSE 'person_customer' END, "
            "last.v, first.v, last.f || ' ' || first.f, "
            f"'{NUMBERED}' || {self.padded('i')}, '', "
            "CASE WHEN k % 19 = 0 THEN 'sv' ELSE 'fi' END, "
            f"CASE WHEN {contact} THEN {self.firm_in_sql()} END, '', '', '', "
            "CASE WHEN k % 3 = 0 THEN 'former' ELSE 'customer' END, "
            f"{self.day('k * 7')}, {self.day('k * 7')}, "
            f"CASE WHEN k % 50 = 7 THEN {self.true} ELSE {self.false} END, {self.now} "
            f"FROM {self.named()} ORDER BY i"
        )

    # What is held on them

    def contact_points(self) -> str:
        email = "replace(first.f, ' ', '-') || '.' || replace(last.f, ' ', '-') || i"
        email = f"{email} || '@asiakas.example'"
        number = "(100000 + k * 7919 % 900000)"
        return (
            "INSERT INTO register_contactpoint (subject_id, kind, value, normalised, created_at) "
            f"SELECT {self.id_in_sql()}, kind.v, "
            f"CASE WHEN kind.v = 'email' THEN {email} ELSE '020 000 ' || {number} END, "
            f"CASE WHEN kind.v = 'email' THEN {email} ELSE '+35820000' || {number} END, "
            f"{self.now} FROM {self.named()} "
            "CROSS JOIN (SELECT 'email' AS v UNION ALL SELECT 'phone') kind ORDER BY i, kind.v"
        )

    def addresses(self) -> str:
        code = "(10000 + k % 89999)"
        street = "'Keksikatu ' || (k % 250 + 1)"
        return (
            "INSERT INTO register_subjectaddress (subject_id, kind, care_of, street, postal_code, "
            f"town, country, normalised, created_at) SELECT {self.id_in_sql()}, 'postal', '', "
            f"{street}, CAST({code} AS varchar(12)), town.v, '', "
            f"'keksikatu ' || (k % 250 + 1) || ' ' || {code} || ' ' || town.f, {self.now} "
            f"FROM {self.numbers()} JOIN {_listed(TOWNS)} town "
            f"ON town.n = (k * 3) % {len(TOWNS)} ORDER BY i"
        )

    def invoices(self) -> str:
        return (
            f"INSERT INTO {Invoice._meta.db_table} (kept_by_id, subject_id, number, issued_on, "
            "due_on, total, currency, buyer_name, buyer_address, buyer_reference, normalised, "
            f"created_at) SELECT {self.keeper()}, {self.id_in_sql()}, "
            f"'L{NUMBERED}' || {self.padded('i')}, {self.day('k')}, {self.day('k', 14)}, "
            f"{self.cents('900 + k * 37 % 17100')}, 'EUR', first.v || ' ' || last.v, '', '', "
            f"last.f || ' ' || first.f, {self.now} FROM {self.named()} ORDER BY i"
        )

    def bans(self) -> str:
        """Every seventh has forbidden our own marketing by one channel."""
        channels = _listed([channel.value for channel in MarketingChannel])
        return (
            "INSERT INTO register_marketingban (subject_id, channel, scope, given_at, given_by, "
            f"created_at) SELECT {self.id_in_sql()}, channel.v, 'own', {self.moment('k * 11')}, "
            f"'data_subject', {self.now} FROM {self.numbers()} JOIN {channels} channel "
            f"ON channel.n = (k / 7) % {len(MarketingChannel)} WHERE k % 7 = 0 ORDER BY i"
        )

    def interactions(self, turn: int) -> str:
        return (
            "INSERT INTO register_interaction (subject_id, at, channel, direction, kind, summary, "
            f"created_at) SELECT {self.id_in_sql()}, {self.moment(f'k * 13 + {turn} * 401')}, "
            f"CASE WHEN (k + {turn}) % 2 = 0 THEN 'phone' ELSE 'email' END, 'incoming', "
            f"'service', 'Kysyi toimituksesta.', {self.now} FROM {self.numbers()} ORDER BY i"
        )

    # Pieces

    def id_in_sql(self) -> str:
        return f"{self.people_from} + i - {self.low}"

    def firm_in_sql(self) -> str:
        return f"{self.firms_from} + i / 20 - {self.low // 20}"

    def keeper(self, number: str = "i") -> str:
        """Of several controllers the last one has few people."""
        *many, last = self.places
        if not many:
            return str(last)
        turns = " ".join(
            f"WHEN {number} % {len(many)} = {turn} THEN {place}" for turn, place in enumerate(many)
        )
        return f"CASE WHEN {number} % 20 = 0 THEN {last} {turns} END"

    def numbers(self) -> str:
        if connection.vendor == "postgresql":
            rows = f"SELECT i FROM generate_series({self.low}::bigint, {self.high}) s(i)"
        else:
            rows = (
                f"WITH RECURSIVE s(i) AS (SELECT {self.low} UNION ALL SELECT i + 1 FROM s "
                f"WHERE i < {self.high}) SELECT i FROM s"
            )
        return f"(SELECT i, i + {self.shift} AS k FROM ({rows}) plain) made"

    def named(self) -> str:
        first, last = len(FIRST), len(LAST)
        return (
            f"{self.numbers()} JOIN {_listed(FIRST)} first ON first.n = (k * 31) % {first} "
            f"JOIN {_listed(LAST)} last ON last.n = (k / {first} * 17 + k * 7) % {last}"
        )

    def padded(self, number: str) -> str:
        """Eight digits, so that numbers sort as they count."""
        return f"substr(CAST(100000000 + {number} AS varchar(12)), 2)"

    def day(self, number: str, later: int = 0) -> str:
        days = f"(({number}) % 3000 + {later})"
        if connection.vendor == "postgresql":
            return f"(date '2017-01-01' + {days}::int)"
        return f"date('2017-01-01', {days} || ' days')"

    def moment(self, number: str) -> str:
        if connection.vendor == "postgresql":
            return f"(({self.day(number)} + time '09:00') AT TIME ZONE 'UTC')"
        return f"{self.day(number)} || ' 09:00:00'"

    def cents(self, number: str) -> str:
        if connection.vendor == "postgresql":
            return f"(({number})::numeric / 100)"
        return f"(({number}) / 100.0)"

    @property
    def now(self) -> str:
        return "now()" if connection.vendor == "postgresql" else "datetime('now')"

    @property
    def uuid(self) -> str:
        """Random whatever the seed: it is never handed out again."""
        return (
            "gen_random_uuid()"
            if connection.vendor == "postgresql"
            else "lower(hex(randomblob(16)))"
        )

    @property
    def true(self) -> str:
        return "true" if connection.vendor == "postgresql" else "1"

    @property
    def false(self) -> str:
        return "false" if connection.vendor == "postgresql" else "0"


def _listed(words: Sequence[str]) -> str:
    rows = (
        f"SELECT {number} AS n, '{word}' AS v, '{folded(word)}' AS f"
        for number, word in enumerate(words)
    )
    return f"({' UNION ALL '.join(rows)})"


def _reserved(table: str, count: int) -> int:
    """The first of `count` ids in a row that nobody else gets."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = f"pg_get_serial_sequence('{table}', 'id')"
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute(f"SELECT nextval({sequence})")
            first = int(cursor.fetchone()[0])
            cursor.execute(f"SELECT setval({sequence}, {first + count - 1})")
            return first
        cursor.execute(
            f"SELECT MAX(COALESCE((SELECT MAX(id) FROM {table}), 0), COALESCE("
            f"(SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0))"
        )
        return int(cursor.fetchone()[0]) + 1
