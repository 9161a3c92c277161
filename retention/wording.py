"""A retention rule in words, in Finnish, Swedish and English.

Events stand in the case their sentence needs, written out by hand: “5 vuotta asiakassuhteen
päättymisestä”. Lengths agree with their number: “1 vuosi”, “5 vuotta”.
"""

from collections.abc import Sequence
from datetime import date

from django.utils import formats, translation

from register.texts import Text
from retention.enums import (
    Action,
    AppliesWhen,
    Combinator,
    Rounding,
    RuleForm,
    Trigger,
    Unit,
)
from retention.models import RetentionRule, Term

LENGTH: dict[Unit, tuple[Text, Text]] = {  # one, several
    Unit.MINUTE: (
        Text("minuutti", "minut", "minute"),
        Text("minuuttia", "minuter", "minutes"),
    ),
    Unit.HOUR: (Text("tunti", "timme", "hour"), Text("tuntia", "timmar", "hours")),
    Unit.DAY: (Text("päivä", "dag", "day"), Text("päivää", "dagar", "days")),
    Unit.WEEK: (Text("viikko", "vecka", "week"), Text("viikkoa", "veckor", "weeks")),
    Unit.MONTH: (
        Text("kuukausi", "månad", "month"),
        Text("kuukautta", "månader", "months"),
    ),
    Unit.YEAR: (Text("vuosi", "år", "year"), Text("vuotta", "år", "years")),
}

FROM: dict[Trigger, Text] = {  # "5 vuotta …"
    Trigger.CUSTOMER_RELATIONSHIP_END: Text(
        "asiakassuhteen päättymisestä",
        "från det att kundförhållandet har upphört",
        "from the end of the customer relationship",
    ),
    Trigger.CONTRACT_END: Text(
        "sopimuksen päättymisestä",
        "från det att avtalet har upphört",
        "from the end of the contract",
    ),
    Trigger.LAST_SERVICE_CONTACT: Text(
        "viimeisimmästä palvelukontaktista",
        "från den senaste servicekontakten",
        "from the last service contact",
    ),
    Trigger.LAST_CONTACT: Text(
        "viimeisimmästä yhteydenotosta", "från den senaste kontakten", "from the last contact"
    ),
    Trigger.LAST_ORDER: Text(
        "viimeisimmästä tilauksesta", "från den senaste beställningen", "from the last order"
    ),
    Trigger.LAST_LOGIN: Text(
        "viimeisimmästä kirjautumisesta",
        "från den senaste inloggningen",
        "from the last sign-in",
    ),
    Trigger.ACCOUNT_DELETION: Text(
        "käyttäjätilin poistamisesta",
        "från det att användarkontot har raderats",
        "from the deletion of the account",
    ),
    Trigger.COLLECTED: Text(
        "tietojen keräämisestä",
        "från det att uppgifterna har samlats in",
        "from the collection of the data",
    ),
    Trigger.CREATED: Text(
        "tietojen tallentamisesta",
        "från det att uppgifterna har registrerats",
        "from the recording of the data",
    ),
    Trigger.EVENT: Text("tapahtumasta", "från händelsen", "from the event"),
    Trigger.SECURITY_EVENT: Text(
        "turvallisuustapahtumasta", "från säkerhetshändelsen", "from the security event"
    ),
    Trigger.RECRUITMENT_END: Text(
        "rekrytoinnin päättymisestä",
        "från det att rekryteringen har avslutats",
        "from the end of the recruitment",
    ),
    Trigger.PURCHASE: Text("ostoksesta", "från köpet", "from the purchase"),
    Trigger.INVOICE_DATE: Text(
        "laskun päiväyksestä", "från fakturans datum", "from the date of the invoice"
    ),
    Trigger.DUE_DATE: Text("eräpäivästä", "från förfallodagen", "from the due date"),
    Trigger.DEBT_PAID: Text(
        "velan maksamisesta", "från det att skulden har betalats", "from the payment of the debt"
    ),
    Trigger.FINANCIAL_YEAR_END: Text(
        "tilikauden päättymisestä",
        "från räkenskapsperiodens utgång",
        "from the end of the financial year",
    ),
    Trigger.FINANCIAL_STATEMENTS_ADOPTED: Text(
        "tilinpäätöksen vahvistamisesta",
        "från det att bokslutet har fastställts",
        "from the adoption of the financial statements",
    ),
    Trigger.CONSENT_WITHDRAWN: Text(
        "suostumuksen peruuttamisesta",
        "från det att samtycket har återkallats",
        "from the withdrawal of consent",
    ),
    Trigger.MARKETING_BAN: Text(
        "suoramarkkinointikiellon antamisesta",
        "från det att direktmarknadsföring har förbjudits",
        "from the direct-marketing ban",
    ),
    Trigger.REQUEST_CLOSED: Text(
        "pyynnön käsittelyn päättymisestä",
        "från det att begäran har slutbehandlats",
        "from the closing of the request",
    ),
    Trigger.MEMBERSHIP_END: Text(
        "jäsenyyden päättymisestä",
        "från det att medlemskapet har upphört",
        "from the end of the membership",
    ),
    Trigger.DEATH: Text(
        "rekisteröidyn kuolemasta", "från den registrerades död", "from the data subject's death"
    ),
    Trigger.BIRTH: Text(
        "rekisteröidyn syntymästä",
        "från den registrerades födelse",
        "from the data subject's birth",
    ),
}

UNTIL: dict[Trigger, Text] = {  # "… saakka", where there is no length
    Trigger.CUSTOMER_RELATIONSHIP_END: Text(
        "asiakassuhteen päättymiseen saakka",
        "tills kundförhållandet upphör",
        "until the end of the customer relationship",
    ),
    Trigger.CONTRACT_END: Text(
        "sopimuksen päättymiseen saakka", "tills avtalet upphör", "until the end of the contract"
    ),
    Trigger.LAST_SERVICE_CONTACT: Text(
        "viimeisimpään palvelukontaktiin saakka",
        "till den senaste servicekontakten",
        "until the last service contact",
    ),
    Trigger.LAST_CONTACT: Text(
        "viimeisimpään yhteydenottoon saakka",
        "till den senaste kontakten",
        "until the last contact",
    ),
    Trigger.LAST_ORDER: Text(
        "viimeisimpään tilaukseen saakka", "till den senaste beställningen", "until the last order"
    ),
    Trigger.LAST_LOGIN: Text(
        "viimeisimpään kirjautumiseen saakka",
        "till den senaste inloggningen",
        "until the last sign-in",
    ),
    Trigger.ACCOUNT_DELETION: Text(
        "käyttäjätilin poistamiseen saakka",
        "tills användarkontot raderas",
        "until the deletion of the account",
    ),
    Trigger.COLLECTED: Text(
        "tietojen keräämiseen saakka", "tills uppgifterna samlas in", "until the data are collected"
    ),
    Trigger.CREATED: Text(
        "tietojen tallentamiseen saakka",
        "tills uppgifterna registreras",
        "until the data are recorded",
    ),
    Trigger.EVENT: Text("tapahtumaan saakka", "till händelsen", "until the event"),
    Trigger.SECURITY_EVENT: Text(
        "turvallisuustapahtumaan saakka", "till säkerhetshändelsen", "until the security event"
    ),
    Trigger.RECRUITMENT_END: Text(
        "rekrytoinnin päättymiseen saakka",
        "tills rekryteringen avslutas",
        "until the end of the recruitment",
    ),
    Trigger.PURCHASE: Text("ostokseen saakka", "till köpet", "until the purchase"),
    Trigger.INVOICE_DATE: Text(
        "laskun päiväykseen saakka", "till fakturans datum", "until the date of the invoice"
    ),
    Trigger.DUE_DATE: Text("eräpäivään saakka", "till förfallodagen", "until the due date"),
    Trigger.DEBT_PAID: Text(
        "velan maksamiseen saakka", "tills skulden betalas", "until the debt is paid"
    ),
    Trigger.FINANCIAL_YEAR_END: Text(
        "tilikauden päättymiseen saakka",
        "till räkenskapsperiodens utgång",
        "until the end of the financial year",
    ),
    Trigger.FINANCIAL_STATEMENTS_ADOPTED: Text(
        "tilinpäätöksen vahvistamiseen saakka",
        "tills bokslutet fastställs",
        "until the financial statements are adopted",
    ),
    Trigger.CONSENT_WITHDRAWN: Text(
        "suostumuksen peruuttamiseen saakka",
        "tills samtycket återkallas",
        "until consent is withdrawn",
    ),
    Trigger.MARKETING_BAN: Text(
        "suoramarkkinointikiellon antamiseen saakka",
        "tills direktmarknadsföring förbjuds",
        "until direct marketing is objected to",
    ),
    Trigger.REQUEST_CLOSED: Text(
        "pyynnön käsittelyn päättymiseen saakka",
        "tills begäran har slutbehandlats",
        "until the request is closed",
    ),
    Trigger.MEMBERSHIP_END: Text(
        "jäsenyyden päättymiseen saakka",
        "tills medlemskapet upphör",
        "until the end of the membership",
    ),
    Trigger.DEATH: Text(
        "rekisteröidyn kuolemaan saakka",
        "till den registrerades död",
        "until the data subject's death",
    ),
    Trigger.BIRTH: Text(
        "rekisteröidyn syntymään saakka",
        "till den registrerades födelse",
        "until the data subject's birth",
    ),
}

ROUNDED: dict[Rounding, Text] = {
    Rounding.END_OF_MONTH: Text(
        "laskettuna kyseisen kuukauden lopusta",
        "räknat från utgången av månaden i fråga",
        "counted from the end of that month",
    ),
    Rounding.END_OF_CALENDAR_YEAR: Text(
        "laskettuna kyseisen kalenterivuoden lopusta",
        "räknat från utgången av kalenderåret i fråga",
        "counted from the end of that calendar year",
    ),
    Rounding.END_OF_FINANCIAL_YEAR: Text(
        "laskettuna kyseisen tilikauden lopusta",
        "räknat från utgången av räkenskapsperioden i fråga",
        "counted from the end of that financial year",
    ),
}
# The accounting rule has an established wording (Accounting Act ch. 2 s. 10).
YEAR_IN_WHICH_FINANCIAL_YEAR_ENDED = Text(
    "sen kalenterivuoden lopusta, jonka aikana tilikausi on päättynyt",
    "från utgången av det kalenderår under vilket räkenskapsperioden har gått ut",
    "from the end of the calendar year in which the financial year ended",
)

COMBINED: dict[str, Text] = {  # after the terms
    Combinator.LATEST: Text(
        ", sen mukaan, mikä näistä ajoista päättyy viimeisenä",
        ", beroende på vilken av dessa tider som löper ut sist",
        ", whichever of these periods ends last",
    ),
    Combinator.EARLIEST: Text(
        ", sen mukaan, mikä näistä ajoista päättyy ensin",
        ", beroende på vilken av dessa tider som löper ut först",
        ", whichever of these periods ends first",
    ),
    Combinator.FIRST_KNOWN: Text(
        " (ensimmäinen näistä, joka on tiedossa)",
        " (den första av dessa som är känd)",
        " (the first of these that is known)",
    ),
}

ON_REQUEST = Text(
    "kuitenkin enintään siihen saakka, kun rekisteröity pyytää tietojen poistamista",
    "dock längst tills den registrerade begär att uppgifterna raderas",
    "but no longer than until the data subject asks for erasure",
)
AT_LEAST = Text("vähintään", "minst", "at least")
BUT_AT_LEAST = Text("kuitenkin vähintään", "dock minst", "but at least")
AT_THE_LATEST = Text(
    "kuitenkin enintään seuraavan kalenterivuoden {day} saakka",
    "dock längst till och med den {day} följande kalenderår",
    "but no longer than until {day} of the following calendar year",
)
CONDITION = Text("Edellytys", "Förutsättning", "Condition")
APPLIES_WHEN: dict[AppliesWhen, Text] = {  # after “Condition: ”, where nobody wrote a condition
    AppliesWhen.IN_DEBT: Text(
        "rekisteröidyllä on erääntynyt maksamaton lasku",
        "den registrerade har en förfallen obetald faktura",
        "the data subject has an unpaid invoice that is past its due date",
    ),
}
SOURCE = Text("Peruste", "Grund", "Ground")
SYSTEM = Text("Järjestelmä", "System", "System")
SCHEDULE = Text(
    "erillisessä asiakirjassa määritelty aika ({name})",
    "den tid som anges i ett separat dokument ({name})",
    "the period laid down in a separate document ({name})",
)
PERMANENT = Text("pysyvästi", "permanent", "permanently")
THEN: dict[Action, Text] = {
    Action.ERASE: Text("", "", ""),  # said by the section: data are erased
    Action.ANONYMISE: Text(
        "Tämän jälkeen tiedot anonymisoidaan.",
        "Därefter anonymiseras uppgifterna.",
        "The data are then anonymised.",
    ),
    Action.REVIEW: Text(
        "Tämän jälkeen tietojen tarpeellisuus arvioidaan.",
        "Därefter bedöms om uppgifterna fortfarande behövs.",
        "The need for the data is then reviewed.",
    ),
}


def length_in_words(length: int, unit: str, language: str) -> str:
    """A length such as “18 kuukautta”, its number and noun held together."""
    one, several = LENGTH[Unit(unit)]
    noun = (one if length == 1 else several).said_in(language)
    return f"{length}\N{NO-BREAK SPACE}{noun}"


def term_in_words(term: Term, language: str) -> str:
    """One term, such as “5 vuotta asiakassuhteen päättymisestä”."""
    if not term.length:
        return UNTIL[Trigger(term.trigger)].said_in(language)
    length = length_in_words(term.length, term.unit, language)
    return f"{length} {_start_in_words(term, language)}".rstrip()


def _start_in_words(term: Term, language: str) -> str:
    """What a length runs from, such as “asiakassuhteen päättymisestä”; "" where nothing is said."""
    if not term.trigger:
        return ""
    trigger, rounding = Trigger(term.trigger), Rounding(term.rounding)
    if (trigger, rounding) == (Trigger.FINANCIAL_YEAR_END, Rounding.END_OF_CALENDAR_YEAR):
        return YEAR_IN_WHICH_FINANCIAL_YEAR_ENDED.said_in(language)
    words = FROM[trigger].said_in(language)
    if rounding == Rounding.NONE:
        return words
    return f"{words}, {ROUNDED[rounding].said_in(language)}"


def period_in_words(
    rule: RetentionRule, terms: Sequence[Term], language: str, *, document: str = ""
) -> str:
    """How long, as a phrase without a full stop; "" where the rule is a criterion in its text.

    `document` is the name of the retention schedule, for a rule that leaves the period to one.
    """
    if rule.form == RuleForm.PERMANENT:
        return PERMANENT.said_in(language)
    if rule.form == RuleForm.EXTERNAL:
        return SCHEDULE.said_in(language).format(name=document)
    words = _terms_in_words(terms, language)
    if not words:
        return ""
    if len(terms) > 1 and rule.combinator:
        words += COMBINED[rule.combinator].said_in(language)
    limits = []
    if rule.minimum_length:
        at_least = length_in_words(rule.minimum_length, rule.minimum_unit, language)
        if _is_minimum(rule, terms):
            words = f"{AT_LEAST.said_in(language)} {words}"
        else:
            limits.append(f"{BUT_AT_LEAST.said_in(language)} {at_least}")
    if rule.cap_day and rule.cap_month:
        day = day_and_month(rule.cap_day, rule.cap_month, language)
        limits.append(AT_THE_LATEST.said_in(language).format(day=day))
    if rule.on_request:
        limits.append(ON_REQUEST.said_in(language))
    return ", ".join([words, *limits])


def case_in_words(rule: RetentionRule, language: str) -> str:
    """The case in which alone a rule applies, for who has not written a condition; "" for any."""
    if not rule.applies_when:
        return ""
    return APPLIES_WHEN[AppliesWhen(rule.applies_when)].said_in(language)


def _is_minimum(rule: RetentionRule, terms: Sequence[Term]) -> bool:
    """The one term is itself the minimum: “vähintään 6 vuotta tilikauden päättymisestä”."""
    minimum = (rule.minimum_length, rule.minimum_unit)
    return len(terms) == 1 and (terms[0].length, terms[0].unit) == minimum


def _terms_in_words(terms: Sequence[Term], language: str) -> str:
    """The terms with “or” between them; a length they share is said once."""
    shared = {(term.length, term.unit) for term in terms}
    if len(terms) > 1 and len(shared) == 1 and all(term.trigger and term.length for term in terms):
        length = length_in_words(terms[0].length, terms[0].unit, language)
        return f"{length} {_listed([_start_in_words(term, language) for term in terms], language)}"
    return _listed([term_in_words(term, language) for term in terms], language)


def day_and_month(day: int, month: int, language: str) -> str:
    """A day of any year: “30.4.”, “30 april”, “30 April”."""
    if language == "fi":
        return f"{day}.{month}."
    with translation.override(language):
        name = formats.date_format(date(2000, month, 1), "F")
    return f"{day} {name}"


def _listed(parts: Sequence[str], language: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    last = Text("tai", "eller", "or").said_in(language)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
