"""A retention rule in words, in Finnish, Swedish and English.

Events stand in the case their sentence needs, written out by hand: “5 vuotta asiakassuhteen
päättymisestä”. Lengths agree with their number: “1 vuosi”, “5 vuotta”.
"""

from collections.abc import Sequence
from datetime import date

from django.utils import formats, translation

from register.texts import Text
from retention.enums import Action, Combinator, Rounding, RuleForm, Trigger, Unit
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
        "kyseisen kuukauden lopusta laskien",
        "räknat från utgången av den månaden",
        "counted from the end of that month",
    ),
    Rounding.END_OF_CALENDAR_YEAR: Text(
        "kyseisen kalenterivuoden lopusta laskien",
        "räknat från utgången av det kalenderåret",
        "counted from the end of that calendar year",
    ),
    Rounding.END_OF_FINANCIAL_YEAR: Text(
        "kyseisen tilikauden lopusta laskien",
        "räknat från utgången av den räkenskapsperioden",
        "counted from the end of that financial year",
    ),
}
# The accounting rule has an established wording (Accounting Act ch. 2 s. 10).
YEAR_IN_WHICH_FINANCIAL_YEAR_ENDED = Text(
    "sen kalenterivuoden lopusta, jonka aikana tilikausi on päättynyt",
    "från utgången av det kalenderår under vilket räkenskapsperioden har gått ut",
    "from the end of the calendar year in which the financial year ended",
)

COMBINED: dict[str, Text] = {
    Combinator.LATEST: Text(
        "sen mukaan, mikä seuraavista on myöhäisin",
        "enligt det som infaller senast av följande",
        "whichever of the following is the latest",
    ),
    Combinator.EARLIEST: Text(
        "sen mukaan, mikä seuraavista on aikaisin",
        "enligt det som infaller först av följande",
        "whichever of the following is the earliest",
    ),
    Combinator.FIRST_KNOWN: Text(
        "sen mukaan, mikä seuraavista on ensimmäisenä tiedossa",
        "enligt det första av följande som är känt",
        "according to the first of the following that is known",
    ),
    "": Text("jokin seuraavista", "något av följande", "one of the following"),
}

ON_REQUEST = Text(
    "tai heti, kun rekisteröity pyytää tietojen poistamista",
    "eller genast när den registrerade begär att uppgifterna raderas",
    "or at once when the data subject asks for erasure",
)
AT_LEAST = Text("vähintään", "minst", "at least")
AT_THE_LATEST = Text(
    "kuitenkin enintään seuraavan kalenterivuoden {day} asti",
    "dock högst till den {day} följande kalenderår",
    "at the latest until {day} of the following calendar year",
)
CONDITION = Text("Edellytys", "Förutsättning", "Condition")
SOURCE = Text("Peruste", "Grund", "Ground")
SYSTEM = Text("Järjestelmä", "System", "System")
SCHEDULE = Text(
    "säilytysaika määräytyy asiakirjan mukaan",
    "lagringstiden bestäms enligt dokumentet",
    "the period is laid down in",
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
    if not term.trigger:
        return length
    if (
        term.trigger == Trigger.FINANCIAL_YEAR_END
        and term.rounding == Rounding.END_OF_CALENDAR_YEAR
    ):
        return f"{length} {YEAR_IN_WHICH_FINANCIAL_YEAR_ENDED.said_in(language)}"
    words = f"{length} {FROM[Trigger(term.trigger)].said_in(language)}"
    if term.rounding != Rounding.NONE:
        words += f", {ROUNDED[Rounding(term.rounding)].said_in(language)}"
    return words


def period_in_words(rule: RetentionRule, terms: Sequence[Term], language: str) -> str:
    """How long, as a phrase without a full stop; "" where the rule is a criterion in its text."""
    if rule.form == RuleForm.PERMANENT:
        return PERMANENT.said_in(language)
    if rule.form == RuleForm.EXTERNAL and rule.document is not None:
        return f"{SCHEDULE.said_in(language)} {rule.document.name.said_in(language)}"
    parts = [term_in_words(term, language) for term in terms]
    if len(parts) > 1:
        chosen = COMBINED[rule.combinator].said_in(language)
        words = f"{chosen}: {_listed(parts, language)}"
    else:
        words = "".join(parts)
    if words and rule.minimum_length:
        at_least = length_in_words(rule.minimum_length, rule.minimum_unit, language)
        words += f", {AT_LEAST.said_in(language)} {at_least}"
    if words and rule.cap_day and rule.cap_month:
        day = day_and_month(rule.cap_day, rule.cap_month, language)
        words += f", {AT_THE_LATEST.said_in(language).format(day=day)}"
    if words and rule.on_request:
        words += f" {ON_REQUEST.said_in(language)}"
    return words


def day_and_month(day: int, month: int, language: str) -> str:
    """A day of any year: “30.4.”, “30 april”, “30 April”."""
    if language == "fi":
        return f"{day}.{month}."
    with translation.override(language):
        name = formats.date_format(date(2000, month, 1), "F")
    return f"{day} {name}"


def _listed(parts: Sequence[str], language: str) -> str:
    last = Text("tai", "eller", "or").said_in(language)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
