"""What the columns of a file mean: recognised by their headings, told, or remembered.

A heading that is not known is reported, never guessed. One column that holds the whole name has to
be told its order: nothing in "Aarne Ilmari" says which is the family name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from register.enums import DataCategory
from register.hidden_codes import holds_identity_code
from register.imports.source import Undecided
from register.models import DataItem, Register, User
from register.spellings import folded

ITEM = "item:"  # before the key of a data item
LONGEST_HEADING = 100
WRITES_CODES = "register.change_identity_code"


class Meaning(TextChoices):
    """What a column holds."""

    FAMILY_NAME = "family_name", gettext_lazy("family name")
    GIVEN_NAMES = "given_names", gettext_lazy("given names")
    FAMILY_FIRST = "name:family-first", gettext_lazy("name, family name first")
    GIVEN_FIRST = "name:given-first", gettext_lazy("name, given name first")
    CUSTOMER_NUMBER = "customer_number", gettext_lazy("customer number")
    USER_ID = "user_id", gettext_lazy("user name")
    IDENTITY_CODE = "identity_code", gettext_lazy("personal identity code")
    EMAIL = "email", gettext_lazy("e-mail address")
    PHONE = "phone", gettext_lazy("phone number")
    MOBILE = "mobile", gettext_lazy("other phone number")
    WEBSITE = "website", gettext_lazy("website")
    CARE_OF = "care_of", gettext_lazy("c/o")
    STREET = "street", gettext_lazy("street address or P.O. box")
    POSTAL_CODE = "postal_code", gettext_lazy("postal code")
    TOWN = "town", gettext_lazy("town")
    COUNTRY = "country", gettext_lazy("country")
    ADDRESS_PROTECTED = "address_protected", gettext_lazy("security ban on the address")
    ORGANISATION = "organisation", gettext_lazy("organisation")
    BUSINESS_ID = "business_id", gettext_lazy("Business ID")
    JOB_TITLE = "job_title", gettext_lazy("job title")
    LANGUAGE = "language", gettext_lazy("language")
    RELATIONSHIP = "relationship", gettext_lazy("relationship")
    STARTED = "relationship_started_on", gettext_lazy("relationship began")
    ENDED = "relationship_ended_on", gettext_lazy("relationship ended")
    CONTRACT_ENDS = "contract_ends_on", gettext_lazy("contract ends")
    COLLECTED = "collected_on", gettext_lazy("data collected")
    INFORMED = "informed_on", gettext_lazy("informed")
    BAN = "ban", gettext_lazy("direct-marketing ban, every channel")
    BAN_EMAIL = "ban:email", gettext_lazy("direct-marketing ban, e-mail")
    BAN_SMS = "ban:sms", gettext_lazy("direct-marketing ban, text message")
    BAN_PHONE = "ban:phone", gettext_lazy("direct-marketing ban, phone")
    BAN_POST = "ban:post", gettext_lazy("direct-marketing ban, post")
    IGNORE = "ignore", pgettext_lazy("column of a file", "not imported")


M = Meaning
WHOLE_NAME = "name"  # known, but its order is not

# As files write them, in Finnish, Swedish and English.
HEADINGS: dict[str, Sequence[str]] = {
    M.FAMILY_NAME: ("Sukunimi", "Efternamn", "Släktnamn", "Family name", "Last name", "Surname"),
    M.GIVEN_NAMES: (
        *("Etunimi", "Etunimet", "Kutsumanimi", "Förnamn", "Tilltalsnamn"),
        *("Given name", "Given names", "First name", "First names"),
    ),
    M.FAMILY_FIRST: ("Sukunimi Etunimi", "Sukunimi ja etunimi", "Sukunimi ja etunimet"),
    M.GIVEN_FIRST: ("Etunimi Sukunimi", "Etu- ja sukunimi", "För- och efternamn"),
    WHOLE_NAME: ("Nimi", "Asiakkaan nimi", "Koko nimi", "Namn", "Name", "Full name"),
    M.CUSTOMER_NUMBER: (
        *("Asiakasnumero", "Asiakasnro", "As.nro", "Asiakastunnus", "Asiakas-ID"),
        *("Kundnummer", "Kundnr", "Customer number", "Customer no", "Customer ID"),
    ),
    M.USER_ID: (
        *("Käyttäjätunnus", "Användarnamn", "Användar-ID", "User name", "Username", "User ID"),
    ),
    M.IDENTITY_CODE: (
        *("Henkilötunnus", "Hetu", "Sotu", "Personbeteckning", "Personal identity code"),
    ),
    M.EMAIL: (
        *("Sähköposti", "Sähköpostiosoite", "S-posti", "Email", "E-mail", "E-mail address"),
        *("E-post", "E-postadress", "Epost"),
    ),
    M.PHONE: (
        *("Puhelin", "Puhelinnumero", "Puh", "Puh.nro", "Puhelinnro", "Telefon", "Telefonnummer"),
        *("Tel", "Phone", "Phone number", "Telephone"),
    ),
    M.MOBILE: (
        *("Matkapuhelin", "Matkapuhelinnumero", "Kännykkä", "Gsm", "Muu puhelin"),
        *("Muu puhelinnumero", "Mobil", "Mobiltelefon", "Annan telefon", "Annat telefonnummer"),
        *("Mobile", "Mobile phone", "Other phone", "Other phone number"),
    ),
    M.WEBSITE: ("Verkkosivut", "Verkkosivusto", "Kotisivut", "Webbplats", "Website"),
    M.CARE_OF: ("C/o",),
    M.STREET: (
        *("Osoite", "Katuosoite", "Lähiosoite", "Postiosoite", "Katuosoite tai postilokero"),
        *("Adress", "Gatuadress", "Utdelningsadress", "Postadress"),
        *("Address", "Street address", "Street", "Postal address"),
    ),
    M.POSTAL_CODE: (
        *("Postinumero", "Postinro", "Pnro", "Postnummer", "Postnr"),
        *("Postal code", "Postcode", "ZIP code", "ZIP"),
    ),
    M.TOWN: (
        *("Postitoimipaikka", "Toimipaikka", "Paikkakunta", "Kaupunki", "Postort", "Ort"),
        *("Postanstalt", "Town", "City", "Post town"),
    ),
    M.COUNTRY: ("Maa", "Land", "Country"),
    M.ADDRESS_PROTECTED: ("Turvakielto", "Spärrmarkering", "Security ban on the address"),
    M.ORGANISATION: (
        *("Yritys", "Yrityksen nimi", "Organisaatio", "Yhteisö", "Toiminimi"),
        *("Företag", "Företagets namn", "Organisation", "Company", "Company name"),
    ),
    M.BUSINESS_ID: (
        *("Y-tunnus", "Ytunnus", "Yritystunnus", "Yritys- ja yhteisötunnus"),
        *("FO-nummer", "FO-nr", "Business ID"),
    ),
    M.JOB_TITLE: (
        *("Ammattinimike", "Titteli", "Nimike", "Tehtävänimike", "Asema"),
        *("Titel", "Yrkesbeteckning", "Job title", "Title"),
    ),
    M.LANGUAGE: ("Kieli", "Asiointikieli", "Äidinkieli", "Språk", "Kontaktspråk", "Language"),
    M.RELATIONSHIP: (
        "Asiakassuhde",
        "Asiakkuus",
        "Kundförhållande",
        "Kundrelation",
        "Relationship",
    ),
    M.STARTED: (
        *("Asiakkuus alkoi", "Asiakkuus alkanut", "Asiakkuuden alku", "Asiakkuuden alkamispäivä"),
        *("Asiakassuhde alkoi", "Asiakassuhteen alku", "Asiakas alkaen", "Kund sedan"),
        *("Kundförhållandet började", "Kundförhållandet inleddes"),
        *("Relationship began", "Customer since"),
    ),
    M.ENDED: (
        *("Asiakkuus päättyi", "Asiakkuus päättynyt", "Asiakkuuden päättymispäivä"),
        *("Asiakassuhde päättyi", "Asiakassuhteen päättymispäivä"),
        *("Kundförhållandet upphörde", "Kundförhållandet avslutades", "Relationship ended"),
    ),
    M.CONTRACT_ENDS: (
        *("Sopimus päättyy", "Sopimuksen päättymispäivä", "Avtalet upphör", "Avtalet löper ut"),
        *("Contract ends",),
    ),
    M.COLLECTED: ("Tiedot kerätty", "Uppgifterna insamlade", "Data collected"),
    M.INFORMED: ("Informoitu", "Informerad", "Informed"),
    M.BAN: (
        *("Markkinointikielto", "Suoramarkkinointikielto", "Marknadsföringsförbud"),
        *("Förbud mot direktmarknadsföring", "Direktmarknadsföringsförbud"),
        *("Marketing ban", "Direct-marketing ban"),
    ),
    M.BAN_EMAIL: ("Sähköpostikielto", "Sähköpostimarkkinointikielto", "E-postförbud"),
    M.BAN_SMS: ("Tekstiviestikielto", "Sms-kielto", "Sms-förbud"),
    M.BAN_PHONE: ("Puhelinmarkkinointikielto", "Puhelinmyyntikielto", "Telefonförbud"),
    M.BAN_POST: ("Postikielto", "Postimarkkinointikielto", "Postförbud"),
}


def spelling(heading: str) -> str:
    """A heading in the one spelling by which it is known again: "Y-tunnus:" → "ytunnus"."""
    return folded(heading).replace(" ", "").strip(".")


def at(place: int) -> str:
    """By what one column of this very file is told: two may have the same heading."""
    return f"@{place + 1}"


def spelling_of(heading: str, place: int) -> str:
    """By what a column is told and remembered: its heading, or its place where it has none."""
    return spelling(heading) or f"#{place + 1}"


LONG_NUMBER = re.compile(r"[0-9]{5}")
KNOWN = {spelling(heading): meaning for meaning, all_ in HEADINGS.items() for heading in all_}


class Lack(StrEnum):
    """What a column still needs."""

    UNKNOWN = "unknown"
    ORDER = "order"  # of the names in it
    TWICE = "twice"
    NO_HEADING = "no_heading"
    NO_GROUND = "no_ground"  # for identity codes (Data Protection Act s. 29)
    NO_PERMISSION = "no_permission"  # to write them
    NO_ITEM = "no_item"


LACKS: dict[Lack, str | Promise] = {
    Lack.UNKNOWN: gettext_lazy("This heading is not known: say what the column holds."),
    Lack.ORDER: gettext_lazy("Say which comes first in this column: family name or given name."),
    Lack.TWICE: gettext_lazy("Another column has the same meaning."),
    Lack.NO_HEADING: gettext_lazy("This column has no heading: say what it holds."),
    Lack.NO_GROUND: gettext_lazy(
        "The register names no ground for holding personal identity codes "
        "(Data Protection Act, section 29)."
    ),
    Lack.NO_PERMISSION: gettext_lazy(
        "You do not have the permission to record personal identity codes: do not import this "
        "column, or ask the compliance officer to import the file."
    ),
    Lack.NO_ITEM: gettext_lazy("The register has no such data item."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file and what it means."""

    place: int
    heading: str
    meaning: str = ""  # a Meaning, or ITEM and a key; "" where it is not known
    lack: Lack | None = None

    @property
    def words(self) -> str:
        """What stands in the way, for who has to mend it."""
        return str(LACKS[self.lack]) if self.lack else ""

    @property
    def called(self) -> str:
        return self.heading or _("column %d") % (self.place + 1)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a register, and who imports into it, let a column hold."""

    items: Mapping[str, int] = field(default_factory=dict)  # key → number of the data item
    identity_codes: bool = False
    may_write_codes: bool = True

    @classmethod
    def by(cls, register: Register, user: User | None = None) -> Self:
        """An identity code is no further datum: it would stand there in plain.

        `user` is who settles what the columns hold; None stands for a command, the operator's own.
        """
        items = DataItem.objects.filter(register=register)
        codes = items.filter(categories__category=DataCategory.IDENTITY_CODE)
        return cls(
            dict(items.exclude(pk__in=codes.values("pk")).values_list("key", "pk")),
            codes.exclude(identity_code_ground="").exists(),
            user is None or user.has_perm(WRITES_CODES),
        )


def understood(
    headings: Sequence[str],
    *,
    allowed: Allowed,
    told: Mapping[str, str],
    ignore_unknown: bool = False,
) -> list[Column]:
    """What every column means. `told` comes before what is known: a place, or a heading's spelling
    → its meaning."""
    columns: list[Column] = []
    taken: set[str] = set()
    for place, heading in enumerate(headings):
        column = _column(place, heading[:LONGEST_HEADING], allowed, told)
        if ignore_unknown and column.lack in (Lack.UNKNOWN, Lack.NO_HEADING):
            column = Column(place, column.heading, Meaning.IGNORE.value)
        targets = _targets(column.meaning)
        if column.lack is None and targets & taken:
            column = Column(place, column.heading, column.meaning, Lack.TWICE)
        taken |= targets
        columns.append(column)
    return columns


def _column(place: int, heading: str, allowed: Allowed, told: Mapping[str, str]) -> Column:
    spelt = spelling_of(heading, place)
    meaning = told.get(at(place)) or told.get(spelt) or KNOWN.get(spelt, "")
    lack = _lack(heading, meaning, allowed)
    return Column(place, heading, "" if meaning == WHOLE_NAME else meaning, lack)


def _lack(heading: str, meaning: str, allowed: Allowed) -> Lack | None:
    if meaning == WHOLE_NAME:
        return Lack.ORDER
    if not meaning:
        return Lack.UNKNOWN if heading else Lack.NO_HEADING
    if meaning.startswith(ITEM):
        return None if meaning.removeprefix(ITEM) in allowed.items else Lack.NO_ITEM
    if meaning == Meaning.IDENTITY_CODE:
        return _lack_of_codes(allowed)
    return None


def _lack_of_codes(allowed: Allowed) -> Lack | None:
    if not allowed.identity_codes:
        return Lack.NO_GROUND
    return None if allowed.may_write_codes else Lack.NO_PERMISSION


def _targets(meaning: str) -> set[str]:
    """What a meaning fills: no two columns may fill the same."""
    if meaning in (Meaning.FAMILY_FIRST, Meaning.GIVEN_FIRST):
        return {Meaning.FAMILY_NAME.value, Meaning.GIVEN_NAMES.value}
    return set() if meaning in ("", Meaning.IGNORE) else {meaning}


NAMES_SOMEBODY = frozenset(
    {
        *(Meaning.FAMILY_NAME, Meaning.GIVEN_NAMES, Meaning.FAMILY_FIRST, Meaning.GIVEN_FIRST),
        *(Meaning.CUSTOMER_NUMBER, Meaning.USER_ID, Meaning.EMAIL, Meaning.PHONE, Meaning.MOBILE),
    }
)


def check_headings(headings: Sequence[str], told: Iterable[str] = ()) -> None:
    """Raises Undecided where the first row may be a person, whose data would be kept as headings.

    `told`: spellings that somebody has used as headings. What stands in the row is not repeated.
    """
    for place, heading in enumerate(headings, start=1):
        if looks_like_data(heading):
            raise Undecided(
                _(
                    "In the first row, column %d looks like data and not like a heading. The first "
                    "row must hold the headings of the columns: add them to the file."
                )
                % place,
                "headings",
            )
    known = KNOWN.keys() | set(told)
    if not any(spelling(heading) in known for heading in headings):
        raise Undecided(
            _(
                "No heading of the first row is known. The first row must hold headings, and at "
                "least one of them must be a usual one, such as Sukunimi, Efternamn or Last name."
            ),
            "columns",
        )


def looks_like_data(heading: str) -> bool:
    """An e-mail address, an identity code; a phone number, a day or another number."""
    digits = sum(map(str.isdecimal, heading))
    return (
        "@" in heading
        or digits > sum(map(str.isalpha, heading))
        or LONG_NUMBER.search(heading) is not None
        or holds_identity_code(heading)
    )


def check(columns: Iterable[Column]) -> None:
    """Raises Undecided where something is left to tell; names headings, and no value."""
    columns = list(columns)
    if lacking := [column for column in columns if column.lack]:
        lines = [f"“{column.called}”: {column.words}" for column in lacking]
        raise Undecided("\n".join(lines), "columns")
    if not any(column.meaning in NAMES_SOMEBODY for column in columns):
        raise Undecided(
            _("No column tells who a person is: a name, customer number, e-mail or phone."),
            "columns",
        )
