"""What acts lay down on keeping data: offered to a register, which takes what it needs.

An act binds who it concerns; whether it concerns a register its officer decides. What is taken in
is a rule like any other, printed in the notice and carried out. Ties of categories are narrow on
purpose: a duty covers what it names and nothing else.

Source: the statutes in Semantic Finlex, as read for `domain.md` 4.2; of the Value Added Tax Act
only its commentaries, so its section is not named.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from register.enums import DataCategory
from register.models import Register
from register.refusal import Refusal
from register.texts import Text
from retention.enums import Action, Combinator, Rounding, RuleForm, Trigger, Unit
from retention.models import RetentionRule, RuleCategory, Term, check_rule

C = DataCategory
Counted = tuple[Trigger, int, Rounding]  # in years


@dataclass(frozen=True, slots=True)
class Statutory:
    """A rule of law as it is offered."""

    key: str
    name: Text
    source: Text
    terms: tuple[Counted, ...]
    categories: tuple[DataCategory, ...]
    combinator: Combinator | None = None
    minimum_years: int | None = None
    action: Action = Action.ERASE


BOOKS_FI, BOOKS_SV = "kirjanpitolaki (1336/1997) 2 luku 10 §", "bokföringslagen (1336/1997) 2 kap."
BOOKS_EN = "Accounting Act (1336/1997) ch. 2 s. 10"

RULES = (
    Statutory(
        "accounting-vouchers",
        Text(
            "tositteet, liiketapahtumia koskeva kirjeenvaihto ja muu kirjanpitoaineisto",
            "verifikationer, korrespondens om affärshändelser och annat bokföringsmaterial",
            "vouchers, correspondence on transactions and other accounting material",
        ),
        Text(f"{BOOKS_FI} 2 momentti", f"{BOOKS_SV} 10 § 2 mom.", f"{BOOKS_EN}(2)"),
        ((Trigger.FINANCIAL_YEAR_END, 6, Rounding.END_OF_CALENDAR_YEAR),),
        (C.INVOICE, C.PAYMENT),
        minimum_years=6,
    ),
    Statutory(
        "financial-statements",
        Text(
            "tilinpäätökset, toimintakertomukset, kirjanpidot ja tililuettelot",
            "bokslut, verksamhetsberättelser, bokföringar och kontoplaner",
            "financial statements, management reports, ledgers and charts of accounts",
        ),
        Text(f"{BOOKS_FI} 1 momentti", f"{BOOKS_SV} 10 § 1 mom.", f"{BOOKS_EN}(1)"),
        ((Trigger.FINANCIAL_YEAR_END, 10, Rounding.NONE),),
        (C.OTHER,),  # books are no rows of ours: what is held on people is in the vouchers
        minimum_years=10,
    ),
    Statutory(
        "customer-due-diligence",
        Text(
            "asiakkaan tuntemista koskevat tiedot",
            "uppgifter om kundkontroll",
            "customer due diligence data",
        ),
        Text(
            "rahanpesulaki (444/2017) 3 luku 3 §",
            "lagen om förhindrande av penningtvätt (444/2017) 3 kap. 3 §",
            "Act on Preventing Money Laundering (444/2017) ch. 3 s. 3",
        ),
        (
            (Trigger.CUSTOMER_RELATIONSHIP_END, 5, Rounding.NONE),
            (Trigger.LAST_ORDER, 5, Rounding.NONE),
        ),
        (C.NAME, C.IDENTITY_CODE, C.RELATIONSHIP),
        combinator=Combinator.LATEST,
    ),
    Statutory(
        "debt-limitation",
        Text("saatavat", "fordringar", "debts"),
        Text(
            "laki velan vanhentumisesta (728/2003) 4 §",
            "lagen om preskription av skulder (728/2003) 4 §",
            "Act on the Limitation of Debts (728/2003) s. 4",
        ),
        ((Trigger.DUE_DATE, 3, Rounding.NONE),),
        (C.DEBT,),
    ),
    Statutory(
        "patient-records",
        Text("potilasasiakirjat", "journalhandlingar", "patient records"),
        Text(
            "asiakastietolaki (703/2023), liite",
            "kunduppgiftslagen (703/2023), bilagan",
            "Act on the Processing of Client Data in Healthcare (703/2023), annex",
        ),
        ((Trigger.DEATH, 12, Rounding.NONE), (Trigger.BIRTH, 120, Rounding.NONE)),
        (C.SPECIAL,),
        # 120 years count only where nobody knows of a death: somebody has to look.
        combinator=Combinator.EARLIEST,
        action=Action.REVIEW,
    ),
    Statutory(
        "member-list",
        Text(
            "yhdistyksen jäsenluettelo",
            "föreningens medlemsförteckning",
            "list of the members of the association",
        ),
        Text(
            "yhdistyslaki (503/1989) 11 §",
            "föreningslagen (503/1989) 11 §",
            "Associations Act (503/1989) s. 11",
        ),
        ((Trigger.MEMBERSHIP_END, 0, Rounding.NONE),),
        (C.NAME,),
    ),
    Statutory(
        "property-investments",
        Text(
            "kiinteistöinvestointien arvonlisäveroaineisto",
            "mervärdesskattematerial om fastighetsinvesteringar",
            "value added tax material on property investments",
        ),
        Text(
            "arvonlisäverolaki (1501/1993)",
            "mervärdesskattelagen (1501/1993)",
            "Value Added Tax Act (1501/1993)",
        ),
        ((Trigger.INVOICE_DATE, 13, Rounding.END_OF_CALENDAR_YEAR),),
        (C.INVOICE,),
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}


def offered_to(register: Register) -> list[Statutory]:
    """Those that the register has not taken in."""
    taken = set(RetentionRule.objects.filter(register=register).values_list("key", flat=True))
    return [rule for rule in RULES if rule.key not in taken]


@transaction.atomic
def take_in(register: Register, keys: Collection[str]) -> list[RetentionRule]:
    """Make rules of the register of these. Raises Refusal where one is there already."""
    offered = {rule.key: rule for rule in offered_to(register)}
    for key in keys:
        if key not in BY_KEY:
            raise Refusal(_("There is no such rule of law."))
        if key not in offered:
            raise Refusal(_("The register has this rule already."))
    return [_taken(register, offered[key]) for key in keys]


def drafted(law: Statutory) -> tuple[RetentionRule, list[Term]]:
    """The rule and its terms, of no register yet."""
    rule = RetentionRule(
        key=law.key,
        form=RuleForm.PERIOD,
        combinator=law.combinator or "",
        action=law.action,
        statutory=True,
        minimum_length=law.minimum_years,
        minimum_unit=Unit.YEAR if law.minimum_years else "",
        **{f"name_{language}": law.name.said_in(language) for language in ("fi", "sv", "en")},
        **{f"source_{language}": law.source.said_in(language) for language in ("fi", "sv", "en")},
    )
    terms = [
        Term(
            key=f"term-{place + 1}",
            position=place,
            trigger=trigger,
            length=years,
            unit=Unit.YEAR,
            rounding=rounding,
        )
        for place, (trigger, years, rounding) in enumerate(law.terms)
    ]
    return rule, terms


def _taken(register: Register, law: Statutory) -> RetentionRule:
    rule, terms = drafted(law)
    rule.register = register
    rule.position = RetentionRule.objects.filter(register=register).count()
    check_rule(rule, terms)
    rule.save()
    for term in terms:
        term.rule = rule
        term.save()
    for category in law.categories:
        RuleCategory.objects.create(rule=rule, category=category)
    return rule
