"""What Art. 15(1)(a)–(h) and 15(2) want told beside the data, from the facts of the register.

Said to one person: bases that are for other groups are left out, and recipients are the actual ones
first (CJEU C-154/21). Names of facts are said as they are; nothing is inflected by gluing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django_countries import countries

from register.enums import (
    AutomatedKind,
    DataCategory,
    LegalBasisCode,
    RecipientKind,
    RightKind,
    State,
    TransferMechanism,
    YesNo,
)
from register.gathering import name_of
from register.models import (
    AutomatedProcessing,
    DataSubject,
    Disclosure,
    LegalBasis,
    Purpose,
    Recipient,
    Register,
    Right,
    Source,
    SupervisoryAuthority,
    Transfer,
)
from register.personal_data import categories_held
from register.texts import Text
from register.wording import LEGAL_BASIS, MECHANISM, RECIPIENT, RIGHT_NAME
from retention import grants
from retention.models import GrantedErasure, RetentionRule
from retention.outlook import Fate, outlook
from retention.wording import SOURCE, case_in_words, period_in_words

PURPOSES = Text(
    "Käsittelyn tarkoitukset ja oikeusperusteet",
    "Ändamålen med behandlingen och rättsliga grunder",
    "Purposes of the processing and their legal bases",
)
CATEGORIES = Text(
    "Käsiteltävät henkilötietoryhmät",
    "Kategorier av personuppgifter som behandlas",
    "Categories of personal data",
)
RECIPIENTS = Text("Tietojen vastaanottajat", "Mottagare av uppgifterna", "Recipients of the data")
RETENTION = Text("Säilytysajat", "Lagringstider", "Retention periods")
RIGHTS = Text("Oikeutesi", "Dina rättigheter", "Your rights")
COMPLAINT = Text(
    "Valitus valvontaviranomaiselle",
    "Klagomål till tillsynsmyndigheten",
    "Complaint to the supervisory authority",
)
SOURCES = Text(
    "Mistä tiedot ovat peräisin", "Varifrån uppgifterna kommer", "Where the data come from"
)
AUTOMATED = Text(
    "Automaattinen päätöksenteko ja profilointi",
    "Automatiserat beslutsfattande och profilering",
    "Automated decisions and profiling",
)
TRANSFERS = Text(
    "Siirrot EU:n ja ETA-alueen ulkopuolelle",
    "Överföringar utanför EU och EES",
    "Transfers outside the EU and the EEA",
)

GIVEN_ONCE = Text("Luovutettu {first}", "Lämnats ut den {first}", "Disclosed on {first}")
GIVEN_OFTEN = Text(
    "Luovutettu {first}–{last}",
    "Lämnats ut mellan den {first} och den {last}",
    "Disclosed between {first} and {last}",
)
NOT_GIVEN = Text(
    "Tietojasi ei ole merkitty luovutetuiksi kenellekään. Rekisterin vastaanottajia voivat olla "
    "seuraavat.",
    "Det finns ingen anteckning om att dina uppgifter skulle ha lämnats ut. Mottagare kan vara "
    "följande.",
    "No disclosure of your data is recorded. The recipients of the register may be the following.",
)
NO_RECIPIENTS = Text(
    "Tietojasi ei ole merkitty luovutetuiksi kenellekään, eikä rekisterillä ole vastaanottajia.",
    "Det finns ingen anteckning om att dina uppgifter skulle ha lämnats ut, och registret har inga "
    "mottagare.",
    "No disclosure of your data is recorded, and the register has no recipients.",
)
FROM_YOURSELF = Text(
    "Tiedot on saatu sinulta itseltäsi tai ne ovat syntyneet asioinnistasi.",
    "Uppgifterna kommer från dig själv eller har uppkommit när du varit i kontakt med oss.",
    "The data come from you, or arose from your dealings with us.",
)
PUBLIC = Text("julkinen lähde", "offentlig källa", "public source")
NO_DECISIONS = Text(
    "Tietojesi perusteella ei tehdä automaattisia päätöksiä eikä sinua profiloida.",
    "Inga automatiserade beslut fattas och ingen profilering görs på grundval av dina uppgifter.",
    "No automated decisions are made on the basis of your data, and you are not profiled.",
)
KIND = {
    AutomatedKind.DECISION: Text(
        "Automaattinen päätöksenteko", "Automatiserat beslutsfattande", "Automated decisions"
    ),
    AutomatedKind.PROFILING: Text("Profilointi", "Profilering", "Profiling"),
}
STATE = {
    State.NONE: Text("ei tehdä", "görs inte", "not done"),
    State.POSSIBLE: Text("mahdollista", "möjligt", "possible"),
    State.EXISTS: Text("tehdään", "görs", "done"),
}
NO_TRANSFER = Text(
    "Tietoja ei siirretä EU:n tai ETA-alueen ulkopuolelle.",
    "Uppgifter överförs inte utanför EU eller EES.",
    "The data are not transferred outside the EU or the EEA.",
)
# After a granted erasure (Art. 17(3)(b)).
ERASURE_GRANTED = Text(
    "Poistopyyntöösi suostuttiin {day}. Tiedot, jotka meidän on lain mukaan säilytettävä, "
    "poistetaan, kun niiden säilytysaika päättyy.",
    "Din begäran om radering beviljades {day}. De uppgifter som vi enligt lag måste bevara raderas "
    "när deras bevarandetid går ut.",
    "Your request for erasure was granted on {day}. The data that the law requires us to keep are "
    "erased when their retention period ends.",
)
KEPT_UNTIL = Text("säilytetään {day} saakka", "bevaras till och med {day}", "kept until {day}")
INTEREST = Text("etu", "intresse", "interest")


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the things to be told, in one language."""

    article: str  # "15(1)(a)"
    title: str
    items: tuple[str, ...]


def statements(person: DataSubject, language: str, *, today: date) -> list[Statement]:
    """Everything Art. 15(1) and (2) want told, in their order. A statement is never empty."""
    teller = _Teller(person, language, today)
    told = [
        ("15(1)(a)", PURPOSES, teller.purposes()),
        ("15(1)(b)", CATEGORIES, teller.categories()),
        ("15(1)(c)", RECIPIENTS, teller.recipients()),
        ("15(1)(d)", RETENTION, teller.retention()),
        ("15(1)(e)", RIGHTS, teller.rights()),
        ("15(1)(f)", COMPLAINT, teller.complaint()),
        ("15(1)(g)", SOURCES, teller.sources()),
        ("15(1)(h)", AUTOMATED, teller.automated()),
        ("15(2)", TRANSFERS, teller.transfers()),
    ]
    with translation.override(language):
        return [
            Statement(article, title.said_in(language), items)
            for article, title, said in told
            if (items := tuple(said))
        ]


class _Teller:
    def __init__(self, person: DataSubject, language: str, today: date) -> None:
        self.person, self.language, self.today = person, language, today
        self.register: Register = person.kept_by.register

    def say(self, text: Text) -> str:
        return text.said_in(self.language) or str(text)

    def name(self, fact: object) -> str:
        return name_of(fact, self.language)  # type: ignore[arg-type] # facts are models

    def day(self, day: date) -> str:
        with translation.override(self.language):
            return date_format(day, "j F Y" if self.language == "en" else "j.n.Y")

    def purposes(self) -> Iterator[str]:
        bases = [basis for basis in self._bases() if self._is_for_person(basis)]
        for purpose in Purpose.objects.filter(register=self.register):
            own = [basis for basis in bases if purpose in basis.purposes.all()]
            whole = [basis for basis in bases if not basis.purposes.all()]
            said = "; ".join(self._basis(basis) for basis in own or whole)
            yield f"{self.name(purpose)}: {said}" if said else self.name(purpose)

    def _bases(self) -> list[LegalBasis]:
        found = LegalBasis.objects.filter(register=self.register, ended_on__isnull=True)
        return list(found.prefetch_related("purposes", "subject_groups"))

    def _is_for_person(self, basis: LegalBasis) -> bool:
        kinds = {group.kind for group in basis.subject_groups.all()}
        return not kinds or self.person.kind in kinds

    def _basis(self, basis: LegalBasis) -> str:
        said = self.say(LEGAL_BASIS[LegalBasisCode(basis.basis)])
        if basis.interest:
            said += f", {self.say(INTEREST)}: {self.say(basis.interest)}"
        if basis.statute:
            said += f", {self.say(basis.statute)}"
        return said

    def categories(self) -> Iterator[str]:
        people = DataSubject.objects.filter(pk=self.person.pk)
        yield from sorted({str(category.label) for category in categories_held(people)})

    def recipients(self) -> Iterator[str]:
        given = (
            Disclosure.objects.filter(subject=self.person)
            .values("recipient")
            .annotate(first=Min("disclosed_on"), last=Max("disclosed_on"))
            .order_by("recipient")
        )
        known = {row.pk: row for row in Recipient.objects.filter(register=self.register)}
        actual = list(given)
        for one in actual:
            form = GIVEN_ONCE if one["first"] == one["last"] else GIVEN_OFTEN
            days = {"first": self.day(one["first"]), "last": self.day(one["last"])}
            recipient = known.get(one["recipient"]) or Recipient.objects.get(pk=one["recipient"])
            yield f"{self.name(recipient)}: {self.say(form).format(**days)}"
        others = [
            row for pk, row in known.items() if pk not in {one["recipient"] for one in actual}
        ]
        if not actual:
            yield self.say(NOT_GIVEN if others else NO_RECIPIENTS)
        for row in others:
            yield f"{self.say(RECIPIENT[RecipientKind(row.kind)])}: {self.name(row)}"

    def retention(self) -> Iterator[str]:
        rules = RetentionRule.objects.filter(register=self.register)
        grant = grants.of_person(self.person)
        if grant is not None and grant.ended_on is None:
            yield from self._after_erasure(grant)
            if not grant.refused:
                rules = rules.filter(statutory=True)
        for rule in rules.select_related("document").prefetch_related("terms", "subject_groups"):
            kinds = {group.kind for group in rule.subject_groups.all()}
            if kinds and self.person.kind not in kinds:
                continue
            document = self.name(rule.document) if rule.document else ""
            period = period_in_words(
                rule, list(rule.terms.all()), self.language, document=document
            ) or self.say(rule.text)
            case = (
                self.say(rule.condition) if rule.condition else case_in_words(rule, self.language)
            )
            said = [part for part in (period, case) if part]
            if rule.source:
                said.append(f"{self.say(SOURCE)}: {self.say(rule.source)}")
            yield f"{self.name(rule)}: {'; '.join(said)}"

    def _after_erasure(self, grant: GrantedErasure) -> Iterator[str]:
        """What is kept although the person asked for it to go, and until when."""
        yield self.say(ERASURE_GRANTED).format(day=self.day(grant.decided_on))
        last: dict[DataCategory, date] = {}
        for part in outlook(self.person, today=self.today).parts:
            due_on = part.prospect.due_on
            if part.prospect.fate == Fate.ENDS and due_on is not None:
                last[part.category] = max(due_on, last.get(part.category, due_on))
        for category, due_on in last.items():
            until = self.say(KEPT_UNTIL).format(day=self.day(due_on - timedelta(days=1)))
            yield f"{capfirst(str(category.label))}: {until}"

    def rights(self) -> Iterator[str]:
        for right in Right.objects.filter(register=self.register):
            if right.right not in {RightKind.OTHER, RightKind.COMPLAINT}:
                yield self.say(RIGHT_NAME[RightKind(right.right)])

    def complaint(self) -> Iterator[str]:
        for authority in SupervisoryAuthority.objects.all()[:1]:
            yield self.say(authority.name)
            for text in (authority.visiting_address, authority.postal_address, authority.phone):
                if text:
                    yield self.say(text)
            if authority.email:
                yield authority.email
            if authority.website:
                yield self.say(authority.website)

    def sources(self) -> Iterator[str]:
        if self.person.source is not None:
            yield self._source(self.person.source)
            return
        found = list(Source.objects.filter(register=self.register))
        if not found:
            yield self.say(FROM_YOURSELF)
        yield from (self._source(source) for source in found)

    def _source(self, source: Source) -> str:
        said = self.name(source)
        return f"{said} ({self.say(PUBLIC)})" if source.public == YesNo.YES else said

    def automated(self) -> Iterator[str]:
        found = list(AutomatedProcessing.objects.filter(register=self.register))
        if not found:
            yield self.say(NO_DECISIONS)
        for one in found:
            said = [self.say(STATE[State(one.state)])]
            said += [self.say(text) for text in (one.purpose, one.logic, one.consequences) if text]
            yield f"{self.say(KIND[AutomatedKind(one.kind)])}: {'; '.join(said)}"

    def transfers(self) -> Iterator[str]:
        found = Transfer.objects.filter(register=self.register).exclude(state=State.NONE)
        rows = list(found.select_related("recipient").prefetch_related("countries"))
        if not rows:
            yield self.say(NO_TRANSFER)
        for row in rows:
            said = [self.name(row.recipient)] if row.recipient else []
            with translation.override(self.language):
                said += [str(countries.name(one.country.code)) for one in row.countries.all()]
            if row.mechanism:
                said.append(self.say(MECHANISM[TransferMechanism(row.mechanism)]))
            if row.copy:
                said.append(self.say(row.copy))
            yield ", ".join(said) or self.say(row.text)
