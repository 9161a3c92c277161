"""The acts of the check of notices, put into a new database once; from then on they are data.

Source: the statutes of Semantic Finlex in Finnish and Swedish, as published to February 2025.
"""

from datetime import date
from typing import Any, NamedTuple

from django.apps import AppConfig
from django.apps import apps as installed

# Names, numbers and repeals were read in the acts themselves, the repeal in the act that repeals.
READ_ON = date(2026, 11, 22)
# That an act is in force is known no later than its source reaches.
SEEN_IN_FORCE_ON = date(2025, 2, 28)


class Act(NamedTuple):
    """An act as it is put into a new database."""

    key: str
    name_fi: str
    name_sv: str
    name_en: str
    number: str
    repealed_on: date | None = None
    replaced_by: str = ""
    wordings: tuple[str, ...] = ()

    @property
    def checked_on(self) -> date:
        return READ_ON if self.repealed_on else SEEN_IN_FORCE_ON


# An act stands before those it replaced.
ACTS = (
    Act(
        "gdpr",
        "EU:n yleinen tietosuoja-asetus",
        "EU:s allmänna dataskyddsförordning",
        "General Data Protection Regulation",
        "(EU) 2016/679",
    ),
    Act("dpa-2018", "Tietosuojalaki", "Dataskyddslag", "Data Protection Act", "1050/2018"),
    Act(
        "personal-data-act-1999",
        "Henkilötietolaki",
        "Personuppgiftslag",
        "Personal Data Act",
        "523/1999",
        date(2019, 1, 1),
        "dpa-2018",
        (
            "henkilötietolaki*",
            "henkilötietolain*",
            "henkilötietolais*",
            "henkilötietolail*",
            "523/1999",
            "532/1999",  # a misprint that is copied from notice to notice
            "523/99",
            "(10 ja 24 §)",
            "personuppgiftslag",
            "personuppgiftslags",
            "personuppgiftslagen",
            "personuppgiftslagens",
            "Personal Data Act",
        ),
    ),
    Act(
        "personal-data-file-act-1987",
        "Henkilörekisterilaki",
        "Personregisterlag",
        "Personal Data File Act",
        "471/1987",
        date(1999, 6, 1),
        "personal-data-act-1999",
        (
            "henkilörekisterilaki*",
            "henkilörekisterilain*",
            "henkilörekisterilais*",
            "henkilörekisterilail*",
            "471/1987",
            "personregisterlag",
            "personregisterlagen",
            "personregisterlagens",
        ),
    ),
    Act(
        "electronic-services-2014",
        "Laki sähköisen viestinnän palveluista",
        "Lag om tjänster inom elektronisk kommunikation",
        "Act on Electronic Communications Services",
        "917/2014",
        wordings=("tietoyhteiskuntakaar*", "informationssamhällsbalk*", "Information Society Code"),
    ),
    Act(
        "eprivacy-2004",
        "Sähköisen viestinnän tietosuojalaki",
        "Lag om dataskydd vid elektronisk kommunikation",
        "Act on the Protection of Privacy in Electronic Communications",
        "516/2004",
        date(2015, 1, 1),
        "electronic-services-2014",
        (
            "sähköisen viestinnän tietosuojalaki*",
            "sähköisen viestinnän tietosuojalain*",
            "sähköisen viestinnän tietosuojalais*",
            "sähköisen viestinnän tietosuojalail*",
            "516/2004",
            "dataskydd vid elektronisk kommunikation",
        ),
    ),
    Act("church-act-2023", "Kirkkolaki", "Kyrkolag", "Church Act", "652/2023"),
    Act(
        "church-act-1993",
        "Kirkkolaki",
        "Kyrkolag",
        "Church Act",
        "1054/1993",
        date(2023, 7, 1),
        "church-act-2023",
        ("1054/1993",),
    ),
    Act(
        "client-data-2023",
        "Laki sosiaali- ja terveydenhuollon asiakastietojen käsittelystä",
        "Lag om behandling av kunduppgifter inom social- och hälsovården",
        "Act on the Processing of Client Data in Healthcare and Social Welfare",
        "703/2023",
    ),
    Act(
        "client-data-2021",
        "Laki sosiaali- ja terveydenhuollon asiakastietojen sähköisestä käsittelystä",
        "Lag om elektronisk behandling av kunduppgifter inom social- och hälsovården",
        "Act on the Electronic Processing of Client Data in Healthcare and Social Welfare",
        "784/2021",
        date(2024, 1, 1),
        "client-data-2023",
        ("784/2021",),
    ),
    Act(
        "client-data-2007",
        "Laki sosiaali- ja terveydenhuollon asiakastietojen sähköisestä käsittelystä",
        "Lag om elektronisk behandling av klientuppgifter inom social- och hälsovården",
        "Act on the Electronic Processing of Client Data in Healthcare and Social Welfare",
        "159/2007",
        date(2021, 11, 1),
        "client-data-2021",
        ("159/2007",),
    ),
    Act(
        "client-documents-2015",
        "Laki sosiaalihuollon asiakasasiakirjoista",
        "Lag om klienthandlingar inom socialvården",
        "Act on Social Welfare Client Documents",
        "254/2015",
        date(2024, 1, 1),
        "client-data-2023",
        ("254/2015",),
    ),
    Act(
        "data-protection-board-1994",
        "Laki tietosuojalautakunnasta ja tietosuojavaltuutetusta",
        "Lag om datasekretessnämnden och dataombudsmannen",
        "Act on the Data Protection Board and the Data Protection Ombudsman",
        "389/1994",
        date(2019, 1, 1),
        "dpa-2018",
        ("389/1994",),
    ),
    Act("accounting-1997", "Kirjanpitolaki", "Bokföringslag", "Accounting Act", "1336/1997"),
    Act(
        "money-laundering-2017",
        "Laki rahanpesun ja terrorismin rahoittamisen estämisestä",
        "Lag om förhindrande av penningtvätt och av finansiering av terrorism",
        "Act on Preventing Money Laundering and Terrorist Financing",
        "444/2017",
    ),
    Act(
        "money-laundering-2008",
        "Laki rahanpesun ja terrorismin rahoittamisen estämisestä ja selvittämisestä",
        "Lag om förhindrande och utredning av penningtvätt och av finansiering av terrorism",
        "Act on Detecting and Preventing Money Laundering and Terrorist Financing",
        "503/2008",
        date(2017, 7, 3),
        "money-laundering-2017",
        ("503/2008",),
    ),
    Act(
        "companies-2006",
        "Osakeyhtiölaki",
        "Aktiebolagslag",
        "Limited Liability Companies Act",
        "624/2006",
    ),
    Act(
        "companies-1978",
        "Osakeyhtiölaki",
        "Lag om aktiebolag",
        "Companies Act",
        "734/1978",
        date(2006, 9, 1),
        "companies-2006",
        ("734/1978",),
    ),
    Act(
        "information-management-2019",
        "Laki julkisen hallinnon tiedonhallinnasta",
        "Lag om informationshantering inom den offentliga förvaltningen",
        "Act on Information Management in Public Administration",
        "906/2019",
    ),
    Act(
        "information-steering-2011",
        "Laki julkisen hallinnon tietohallinnon ohjauksesta",
        "Lag om styrning av informationsförvaltningen inom den offentliga förvaltningen",
        "Act on Information Management Governance in Public Administration",
        "634/2011",
        date(2020, 1, 1),
        "information-management-2019",
        ("634/2011",),
    ),
)

# What an earlier release put in otherwise, by key: a row that says just that was edited by nobody.
_FIRST = {"checked_on": date(2025, 2, 28)}
EARLIER: dict[str, dict[str, Any]] = {
    "personal-data-act-1999": _FIRST,
    "personal-data-file-act-1987": _FIRST,
    "eprivacy-2004": _FIRST,
    "church-act-1993": {
        "name_fi": "Kirkkolaki (1054/1993)",
        "name_sv": "Kyrkolag (1054/1993)",
        "name_en": "Church Act (1054/1993)",
        **_FIRST,
    },
    "client-data-2021": {
        "name_fi": "Laki sosiaali- ja terveydenhuollon asiakastietojen sähköisestä käsittelystä "
        "(784/2021)",
        "name_sv": "Lag om elektronisk behandling av kunduppgifter inom social- och hälsovården "
        "(784/2021)",
        "name_en": "Act on the Electronic Processing of Client Data (784/2021)",
        **_FIRST,
    },
    "client-data-2007": {
        "name_fi": "Laki sosiaali- ja terveydenhuollon asiakastietojen sähköisestä käsittelystä "
        "(159/2007)",
        "name_sv": "Lag om elektronisk behandling av klientuppgifter inom social- och hälsovården "
        "(159/2007)",
        "name_en": "Act on the Electronic Processing of Client Data (159/2007)",
        **_FIRST,
    },
}


def add_statutes_after_migrate(app_config: AppConfig, using: str, **options: Any) -> None:
    """Add the acts that are missing and correct our own; never change what an officer edited."""
    if app_config.label != "register":
        return
    try:
        apps = options.get("apps", installed)  # `flush` sends none
        model = apps.get_model("register", "StatuteReference")
    except LookupError:
        return  # migrated back to a time before it
    rows = model.objects.using(using)
    known = dict(rows.values_list("key", "pk"))
    for act in ACTS:
        columns = _columns(act, known)
        if act.key not in known:
            known[act.key] = rows.create(key=act.key, **columns).pk
        elif act.key in EARLIER:
            rows.filter(key=act.key, **{**columns, **EARLIER[act.key]}).update(**columns)


def _columns(act: Act, known: dict[str, int]) -> dict[str, Any]:
    return {
        "name_fi": act.name_fi,
        "name_sv": act.name_sv,
        "name_en": act.name_en,
        "number": act.number,
        "status": "repealed" if act.repealed_on else "in_force",
        "repealed_on": act.repealed_on,
        "replaced_by_id": known.get(act.replaced_by),
        "outdated_wordings": "\n".join(act.wordings),
        "checked_on": act.checked_on,
    }
