"""The standard layout: the thirteen sections that every new register's notice begins with."""

from typing import NamedTuple

from privacy_notices.enums import FactKind as K
from privacy_notices.models import Block, Notice, Section, SectionKind
from register.models import Register
from register.texts import Text


class Standard(NamedTuple):
    """A standard section: what it answers for, in the order it prints."""

    key: str
    heading: Text
    kinds: tuple[K, ...]


STANDARD_SECTIONS = (
    Standard(
        "controller",
        Text("Rekisterinpitäjä", "Personuppgiftsansvarig", "Controller"),
        (K.CONTROLLERS, K.JOINT_CONTROLLERS, K.REPRESENTATIVE),
    ),
    Standard(
        "contact",
        Text(
            "Yhteyshenkilö rekisteriä koskevissa asioissa",
            "Kontaktperson i ärenden som gäller registret",
            "Contact person for matters concerning the register",
        ),
        (K.CONTACTS, K.DATA_PROTECTION_OFFICER),
    ),
    Standard(
        "register",
        Text(
            "Rekisterin nimi ja rekisteröidyt",
            "Registrets namn och de registrerade",
            "Name of the register and data subjects",
        ),
        (K.REGISTER_NAME, K.DATA_SUBJECTS, K.DEFINITIONS),
    ),
    Standard(
        "purposes",
        Text(
            "Henkilötietojen käsittelyn tarkoitukset ja oikeusperusteet",
            "Ändamålen med och den rättsliga grunden för behandlingen",
            "Purposes and legal bases of processing",
        ),
        (K.PURPOSES, K.LEGAL_BASES, K.DATA_USE, K.FURTHER_PROCESSING),
    ),
    Standard(
        "data",
        Text(
            "Käsiteltävät henkilötiedot", "Personuppgifter som behandlas", "Personal data processed"
        ),
        (K.DATA_ITEMS, K.SPECIAL_DATA, K.OBLIGATION),
    ),
    Standard(
        "sources",
        Text("Tietolähteet", "Uppgiftskällor", "Sources of data"),
        (K.COLLECTION, K.SOURCES, K.INFORMATION, K.COOKIES),
    ),
    Standard(
        "recipients",
        Text("Tietojen vastaanottajat", "Mottagare av uppgifterna", "Recipients of the data"),
        (K.RECIPIENTS, K.SYSTEMS),
    ),
    Standard(
        "transfers",
        Text(
            "Tietojen siirto EU:n tai ETA:n ulkopuolelle",
            "Överföring av uppgifter till länder utanför EU eller EES",
            "Transfers outside the EU/EEA",
        ),
        (K.TRANSFERS, K.STORAGE),
    ),
    Standard(
        "retention",
        Text("Säilytysajat", "Lagringstider", "Retention periods"),
        (K.RETENTION,),
    ),
    Standard(
        "security",
        Text(
            "Rekisterin suojauksen periaatteet",
            "Principerna för skyddet av registret",
            "Principles of protecting the register",
        ),
        (K.SECURITY, K.DATA_QUALITY),
    ),
    Standard(
        "rights",
        Text(
            "Rekisteröidyn oikeudet ja niiden käyttäminen",
            "Den registrerades rättigheter och hur de utövas",
            "Rights of the data subject and how to use them",
        ),
        (
            K.RIGHTS,
            K.CONSENT_WITHDRAWAL,
            K.COMPLAINT,
            K.REQUESTS,
            K.CHILDREN,
            K.DOCUMENTS,
        ),
    ),
    Standard(
        "objection",
        Text("Oikeus vastustaa käsittelyä", "Rätt att göra invändningar", "Right to object"),
        (K.OBJECTION,),
    ),
    Standard(
        "automated",
        Text(
            "Automaattinen päätöksenteko ja profilointi",
            "Automatiserat beslutsfattande och profilering",
            "Automated decision-making and profiling",
        ),
        (K.AUTOMATED_DECISIONS, K.PROFILING),
    ),
)
STANDARD_TITLE = Text("Tietosuojaseloste", "Dataskyddsbeskrivning", "Privacy notice")


def make_notice(register: Register) -> Notice:
    """A notice for a new register, with the standard sections."""
    notice = Notice(register=register)
    notice.title = STANDARD_TITLE
    notice.save()
    make_sections(notice)
    return notice


def make_sections(notice: Notice) -> None:
    """Give `notice` the standard sections, each printing its facts in the usual way."""
    for position, standard in enumerate(STANDARD_SECTIONS):
        section = Section(notice=notice, key=standard.key, position=position)
        section.heading = standard.heading
        section.save()
        SectionKind.objects.bulk_create(
            SectionKind(section=section, kind=kind) for kind in standard.kinds
        )
        Block.objects.bulk_create(
            Block(section=section, position=place, facts=kind)
            for place, kind in enumerate(standard.kinds)
        )
