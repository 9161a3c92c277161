"""Our own wording of every letter: paragraphs with placeholders, in the three languages.

Finnish is the source. A company may put its own in their place (`LetterTemplate`); what the law
wants in a letter stands in its placeholders, which cannot be left out (`placeholders.py`).
"""

from collections.abc import Mapping

from register.texts import Text
from subjects.enums import LetterKind

GREETINGS = Text("Ystävällisin terveisin", "Med vänlig hälsning", "Kind regards")


def _letter(fi: str, sv: str, en: str) -> Text:
    return Text(
        fi=_closed(fi, GREETINGS.fi), sv=_closed(sv, GREETINGS.sv), en=_closed(en, GREETINGS.en)
    )


def _closed(body: str, greeting: str) -> str:
    return f"{body}\n\n{greeting}\n{{controller}}"


_BEING_HANDLED = Text(
    "Käsittelemme henkilötietoja koskevaa pyyntöäsi, jonka viite on {reference}. "
    "Pyyntö saapui {arrived}.",
    "Vi behandlar din begäran som gäller personuppgifter. Begäran har referensen {reference} "
    "och kom in {arrived}.",
    "We are handling your request about personal data. Its reference is {reference} and it "
    "arrived on {arrived}.",
)


def _on_a_request(*blocks: str) -> Text:
    rest = "\n\n".join(f"{{{block}}}" for block in blocks)
    words = _BEING_HANDLED
    return _letter(f"{words.fi}\n\n{rest}", f"{words.sv}\n\n{rest}", f"{words.en}\n\n{rest}")


WORDINGS: Mapping[LetterKind, Text] = {
    LetterKind.RECEIPT: _letter(
        "Olemme saaneet henkilötietoja koskevan pyyntösi. Sen viite on {reference}.\n\n"
        "{asked}\n\n{time}\n\n{follow}",
        "Vi har tagit emot din begäran som gäller personuppgifter. Den har referensen "
        "{reference}.\n\n{asked}\n\n{time}\n\n{follow}",
        "We have received your request about personal data. Its reference is {reference}.\n\n"
        "{asked}\n\n{time}\n\n{follow}",
    ),
    LetterKind.IDENTITY_QUESTION: _on_a_request("question", "waiting"),
    LetterKind.SPECIFICATION_QUESTION: _on_a_request("question", "waiting"),
    LetterKind.REMINDER: _on_a_request("reminder"),
    LetterKind.EXTENSION: _on_a_request("extension", "follow"),
    LetterKind.DECISION: _letter(
        "Olemme ratkaisseet henkilötietoja koskevan pyyntösi, joka saapui {arrived}. Sen viite on "
        "{reference}.\n\n{asked}\n\n{decision}\n\n{remains}\n\n{complaint}",
        "Vi har avgjort din begäran som gäller personuppgifter och som kom in {arrived}. Den har "
        "referensen {reference}.\n\n{asked}\n\n{decision}\n\n{remains}\n\n{complaint}",
        "We have decided your request about personal data, which arrived on {arrived}. Its "
        "reference is {reference}.\n\n{asked}\n\n{decision}\n\n{remains}\n\n{complaint}",
    ),
    LetterKind.RESTRICTION_END: _letter(
        "Tämä kirje koskee henkilötietoja koskevaa pyyntöäsi, joka saapui {arrived}. Sen viite on "
        "{reference}.\n\n{restriction}\n\n{complaint}",
        "Detta brev gäller din begäran om personuppgifter som kom in {arrived}. Den har "
        "referensen {reference}.\n\n{restriction}\n\n{complaint}",
        "This letter is about your request concerning personal data, which arrived on {arrived}. "
        "Its reference is {reference}.\n\n{restriction}\n\n{complaint}",
    ),
    LetterKind.LAPSED: _letter(
        "Saimme {arrived} henkilötietoja koskevan pyynnön, jonka viite on {reference}.\n\n"
        "{lapsed}\n\n{complaint}",
        "Vi tog {arrived} emot en begäran som gäller personuppgifter. Den har referensen "
        "{reference}.\n\n{lapsed}\n\n{complaint}",
        "On {arrived} we received a request about personal data. Its reference is "
        "{reference}.\n\n{lapsed}\n\n{complaint}",
    ),
    LetterKind.WITHDRAWN: _letter(
        "Tämä kirje koskee henkilötietoja koskevaa pyyntöäsi, joka saapui {arrived}. Sen viite on "
        "{reference}.\n\n{withdrawn}",
        "Det här brevet handlar om din begäran som gäller personuppgifter. Begäran kom in "
        "{arrived} och har referensen {reference}.\n\n{withdrawn}",
        "This letter is about your request concerning personal data, which arrived on {arrived}. "
        "Its reference is {reference}.\n\n{withdrawn}",
    ),
    LetterKind.JOINED: _letter(
        "Olemme saaneet henkilötietoja koskevan pyyntösi. Se saapui {arrived}, ja sen viite on "
        "{reference}.\n\n{joined}",
        "Vi har tagit emot din begäran som gäller personuppgifter. Den kom in {arrived} och har "
        "referensen {reference}.\n\n{joined}",
        "We have received your request about personal data. It arrived on {arrived} and its "
        "reference is {reference}.\n\n{joined}",
    ),
}

TITLES: Mapping[LetterKind, Text] = {  # a decision's title tells what was decided (`phrases.py`)
    LetterKind.RECEIPT: Text(
        "Pyyntösi on saapunut", "Din begäran har kommit in", "Your request has arrived"
    ),
    LetterKind.IDENTITY_QUESTION: Text(
        "Osoita henkilöllisyytesi", "Visa vem du är", "Show us who you are"
    ),
    LetterKind.SPECIFICATION_QUESTION: Text(
        "Tarkenna pyyntöäsi", "Precisera din begäran", "Specify your request"
    ),
    LetterKind.REMINDER: Text(
        "Muistutus: odotamme vastaustasi",
        "Påminnelse: vi väntar på ditt svar",
        "Reminder: we are waiting for your answer",
    ),
    LetterKind.EXTENSION: Text(
        "Vastaaminen pyyntöösi kestää pidempään",
        "Det tar längre tid att svara på din begäran",
        "Answering your request takes longer",
    ),
    LetterKind.RESTRICTION_END: Text(
        "Tietojesi käsittelyn rajoitus päättyy",
        "Begränsningen av behandlingen upphör",
        "The restriction of processing ends",
    ),
    LetterKind.LAPSED: Text(
        "Pyyntösi on rauennut", "Din begäran har förfallit", "Your request has lapsed"
    ),
    LetterKind.WITHDRAWN: Text(
        "Pyyntösi on peruutettu", "Din begäran har återtagits", "Your request has been withdrawn"
    ),
    LetterKind.JOINED: Text(
        "Pyyntösi on yhdistetty aiempaan pyyntöösi",
        "Din begäran har förenats med din tidigare begäran",
        "Your request has been joined to your earlier one",
    ),
}
