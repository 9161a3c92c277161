"""The mail that tells a recipient: what was done, with which data, by what it knows the person.

No more than that: neither name nor the data themselves, which lie in strangers' hands on the way.
Whoever needs the new value asks for it, or the handler adds it with eyes open.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.utils import translation
from django.utils.text import capfirst

from register.enums import DataCategory
from register.texts import Text
from subjects.enums import ProposalOutcome, RequestedKind
from subjects.letters import parties
from subjects.letters.phrases_erasure import PARTLY
from subjects.letters.placeholders import fill
from subjects.letters.reading import listed, one_line
from subjects.models import ProposedChange, RecipientNotice
from subjects.recipients.scope import cards_known_to, erased_of
from subjects.rectifying.fields import card_of, cards_of, label_of_change, row_of

R = RequestedKind
SUBJECT: Mapping[str, Text] = {
    R.RECTIFICATION: Text(
        "Ilmoitus: luovutettuja henkilötietoja on oikaistu ({reference})",
        "Meddelande: utlämnade personuppgifter har rättats ({reference})",
        "Notice: disclosed personal data have been rectified ({reference})",
    ),
    R.ERASURE: Text(
        "Ilmoitus: luovutettuja henkilötietoja on poistettu ({reference})",
        "Meddelande: utlämnade personuppgifter har raderats ({reference})",
        "Notice: disclosed personal data have been erased ({reference})",
    ),
    R.RESTRICTION: Text(
        "Ilmoitus: luovutettujen henkilötietojen käsittelyä on rajoitettu ({reference})",
        "Meddelande: behandlingen av utlämnade personuppgifter har begränsats ({reference})",
        "Notice: the processing of disclosed personal data has been restricted ({reference})",
    ),
}
DONE: Mapping[str, Text] = {
    R.RECTIFICATION: Text(
        "Olemme oikaisseet henkilötietoja, joita olemme luovuttaneet teille. Oikaiskaa tiedot myös "
        "omissa järjestelmissänne. Tarvittaessa saatte oikeat tiedot meiltä.",
        "Vi har rättat personuppgifter som vi har lämnat ut till er. Rätta uppgifterna även i era "
        "egna system. Vid behov får ni de rätta uppgifterna av oss.",
        "We have rectified personal data that we have disclosed to you. Please rectify them in "
        "your systems, too. You can get the right data from us where you need them.",
    ),
    R.ERASURE: Text(
        "Olemme poistaneet henkilötietoja, joita olemme luovuttaneet teille. Poistakaa tiedot myös "
        "omista järjestelmistänne, ellei laki velvoita teitä säilyttämään niitä.",
        "Vi har raderat personuppgifter som vi har lämnat ut till er. Radera uppgifterna även ur "
        "era egna system, om inte lagen ålägger er att bevara dem.",
        "We have erased personal data that we have disclosed to you. Please erase them from your "
        "systems, too, unless a law obliges you to keep them.",
    ),
    R.RESTRICTION: Text(
        "Olemme rajoittaneet sellaisten henkilötietojen käsittelyä, joita olemme luovuttaneet "
        "teille. Rajoittakaa käsittelyä myös omissa järjestelmissänne.",
        "Vi har begränsat behandlingen av personuppgifter som vi har lämnat ut till er. Begränsa "
        "behandlingen även i era egna system.",
        "We have restricted the processing of personal data that we have disclosed to you. Please "
        "restrict it in your systems, too.",
    ),
}
SUBJECT_OF_END = Text(
    "Ilmoitus: luovutettujen henkilötietojen käsittelyn rajoitus on päättynyt ({reference})",
    "Meddelande: begränsningen av behandlingen av utlämnade personuppgifter har upphört "
    "({reference})",
    "Notice: the restriction of processing of disclosed personal data has ended ({reference})",
)
# True as well for whoever was not reached before the restriction was over.
ENDED = Text(
    "Olemme rajoittaneet sellaisten henkilötietojen käsittelyä, joita olemme luovuttaneet teille. "
    "Rajoitus on nyt päättynyt. Meidän puolestamme tietojen käsittelyä ei enää tarvitse rajoittaa "
    "teidänkään järjestelmissänne.",
    "Vi har haft behandlingen av personuppgifter som vi har lämnat ut till er begränsad. "
    "Begränsningen har nu upphört. För vår del behöver behandlingen inte längre begränsas i era "
    "system heller.",
    "We had restricted the processing of personal data that we have disclosed to you. The "
    "restriction has now ended. As far as we are concerned, you need no longer restrict it in your "
    "systems either.",
)
WHOSE = Text(
    "Kenen tiedot: {identifier}", "Vems uppgifter: {identifier}", "Whose data: {identifier}"
)
WHICH = Text("Mitkä tiedot:", "Vilka uppgifter:", "Which data:")
WITHOUT = Text(
    "Ilmoitus ei koske seuraavia tietoja:",
    "Meddelandet gäller inte följande uppgifter:",
    "This notice does not concern the following data:",
)
WHY = Text(
    "Ilmoitus perustuu EU:n yleisen tietosuoja-asetuksen (2016/679) 19 artiklaan. Kertokaa meille, "
    "jos ette tunnista, kenestä on kyse.",
    "Meddelandet grundar sig på artikel 19 i EU:s allmänna dataskyddsförordning (2016/679). "
    "Kontakta oss om ni inte vet vem det gäller.",
    "This notice is given under Article 19 of the EU General Data Protection Regulation "
    "(2016/679). Please tell us if you cannot tell whom it concerns.",
)
TASK: Mapping[str, Text] = {
    R.RECTIFICATION: Text(
        "Tietojen oikaisemisesta ilmoittaminen: {name}",
        "Meddelande om rättelse: {name}",
        "Notice of rectification: {name}",
    ),
    R.ERASURE: Text(
        "Tietojen poistamisesta ilmoittaminen: {name}",
        "Meddelande om radering: {name}",
        "Notice of erasure: {name}",
    ),
    R.RESTRICTION: Text(
        "Käsittelyn rajoittamisesta ilmoittaminen: {name}",
        "Meddelande om begränsning av behandlingen: {name}",
        "Notice of restriction: {name}",
    ),
}
TASK_OF_END = Text(
    "Käsittelyn rajoituksen päättymisestä ilmoittaminen: {name}",
    "Meddelande om att begränsningen av behandlingen har upphört: {name}",
    "Notice that a restriction has ended: {name}",
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail before it leaves."""

    subject: str
    body: str

    @property
    def digest(self) -> str:
        """Names the very text that was looked at."""
        return sha256(f"{self.subject}\n\n{self.body}".encode()).hexdigest()


def compose(
    notice: RecipientNotice, *, language: str, identifier: str, own_words: str = ""
) -> Composed:
    request = notice.request
    whose = fill(WHOSE.said_in(language), {"identifier": one_line(identifier)})
    done = ENDED if notice.ended else _by(DONE, notice)
    found = [done.said_in(language), whose]
    if which := _which(notice, language):
        found.append(f"{WHICH.said_in(language)}\n{listed(which)}")
    if without := _without(notice, language):
        found.append(f"{WITHOUT.said_in(language)}\n{listed(without)}")
    if own_words.strip():
        found.append(own_words.strip())
    found += [WHY.said_in(language), parties.sender(request.controller, language)]
    about = SUBJECT_OF_END if notice.ended else _by(SUBJECT, notice)
    subject = fill(about.said_in(language), {"reference": request.reference})
    return Composed(subject, "\n\n".join(found))


def task_title(notice: RecipientNotice) -> str:
    """In the language of the request: the person may read of it in the answer."""
    title = TASK_OF_END if notice.ended else _by(TASK, notice)
    said = title.said_in(notice.request.language)
    return fill(said, {"name": one_line(notice.name)})[:300]


def _by(texts: Mapping[str, Text], notice: RecipientNotice) -> Text:
    """A granted objection restricts lastingly, and the recipient has the same to do."""
    return texts[R.RESTRICTION if notice.right == R.OBJECTION else notice.right]


def _which(notice: RecipientNotice, language: str) -> list[str]:
    """The fields corrected; else the categories that are known to have gone there."""
    if notice.right == R.RECTIFICATION:
        with translation.override(language):
            changed = _corrected(notice)
            return list(dict.fromkeys(label_of_change(one, language) for one in changed))
    scope = erased_of(notice) if notice.right == R.ERASURE else None
    if scope is None:
        return _labels(notice.categories.split(), language)
    partly = f" ({PARTLY.said_in(language)})"
    labels = zip(scope.named, _labels(scope.named, language), strict=True)
    return [label + partly * (code in scope.partly) for code, label in labels]


def _without(notice: RecipientNotice, language: str) -> list[str]:
    """What is kept, where it is not known which data went there."""
    scope = erased_of(notice) if notice.right == R.ERASURE else None
    return _labels(scope.without, language) if scope is not None else []


def _corrected(notice: RecipientNotice) -> Iterator[ProposedChange]:
    """On the cards that the recipient knows; of a row that is gone since nobody can tell."""
    accepted = notice.request.proposedchanges.filter(outcome=ProposalOutcome.ACCEPTED)
    known: set[int] | None = None
    if notice.recipient is not None:
        cards = cards_known_to(notice.recipient, cards_of(notice.request))
        known = set(cards.values_list("pk", flat=True))
    for change in accepted.exclude(column=""):
        row = row_of(change)
        if known is None or row is None or card_of(row) in known:
            yield change


def _labels(categories: Iterable[str], language: str) -> list[str]:
    with translation.override(language):
        return [str(capfirst(str(DataCategory(code).label))) for code in categories]
