"""The change log proposed for a new version: a plain sentence for each group of changes.

Pure: two states of a register in, a text in three languages out. Names of rows stand in quotation
marks as they are; the words around them are whole phrases, so that nothing is inflected by code.
Only what the notice prints is told, and people's names are not: a version keeps its log for ever.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from privacy_notices.compare import Change, Kind, Plain, compare
from privacy_notices.printed_facts import DATES, is_printed
from register.enums import Language, RightKind
from register.texts import Text
from register.wording import RIGHT_NAME

MOST_NAMES, LONGEST_NAME = 5, 80
QUOTES = {"fi": "”{}”", "sv": "”{}”", "en": "“{}”"}
AND = {"fi": " ja ", "sv": " och ", "en": " and "}
MORE = {"fi": " sekä {} muuta", "sv": " samt {} till", "en": " and {} more"}

FIRST = Text(
    "Ensimmäinen julkaistu versio.", "Första publicerade versionen.", "First published version."
)
BACK = Text(
    "Seloste on otettu uudelleen käyttöön.",
    "Beskrivningen har tagits i bruk på nytt.",
    "The notice has been taken into use again.",
)
NOTHING_TO_SEE = Text(
    "Selosteen sisältö ei ole muuttunut.",
    "Beskrivningens innehåll har inte ändrats.",
    "What the notice says has not changed.",
)
REORDERED = Text(
    "Tietojen järjestystä on muutettu.",
    "Ordningsföljden har ändrats.",
    "The order of the contents has changed.",
)
NOW_IN = {
    "fi": Text(
        "Seloste on nyt myös suomeksi.",
        "Beskrivningen finns nu även på finska.",
        "The notice is now in Finnish too.",
    ),
    "sv": Text(
        "Seloste on nyt myös ruotsiksi.",
        "Beskrivningen finns nu även på svenska.",
        "The notice is now in Swedish too.",
    ),
    "en": Text(
        "Seloste on nyt myös englanniksi.",
        "Beskrivningen finns nu även på engelska.",
        "The notice is now in English too.",
    ),
}
CHANGED_IN = {
    "fi": Text(
        "Suomenkielisiä tekstejä on muutettu.",
        "De finska texterna har ändrats.",
        "The Finnish texts have been changed.",
    ),
    "sv": Text(
        "Ruotsinkielisiä tekstejä on muutettu.",
        "De svenska texterna har ändrats.",
        "The Swedish texts have been changed.",
    ),
    "en": Text(
        "Englanninkielisiä tekstejä on muutettu.",
        "De engelska texterna har ändrats.",
        "The English texts have been changed.",
    ),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What rows of a table are called: one, and several. Swedish and English with an article."""

    one: Text
    many: Text

    def in_words(self, kind: Kind, names: Sequence[str], language: str) -> str:
        noun = (self.one if len(names) == 1 else self.many).said_in(language)
        return ACTS[kind].said_in(language).format(noun=noun, names=_series(names, language))


ACTS = {
    Kind.ADDED: Text(
        "Lisätty {noun}{names}.", "{noun} har lagts till{names}.", "Added {noun}{names}."
    ),
    Kind.CHANGED: Text(
        "Muutettu {noun}{names}.", "{noun} har ändrats{names}.", "Changed {noun}{names}."
    ),
    Kind.REMOVED: Text(
        "Poistettu {noun}{names}.", "{noun} har tagits bort{names}.", "Removed {noun}{names}."
    ),
}
NOUNS = {
    "controllers": Noun(
        Text("rekisterinpitäjä", "En personuppgiftsansvarig", "controller"),
        Text("rekisterinpitäjät", "Personuppgiftsansvariga", "controllers"),
    ),
    "data_subjects": Noun(
        Text("rekisteröityjen ryhmä", "En kategori av registrerade", "group of data subjects"),
        Text("rekisteröityjen ryhmät", "Kategorier av registrerade", "groups of data subjects"),
    ),
    "purposes": Noun(
        Text("käyttötarkoitus", "Ett ändamål", "purpose"),
        Text("käyttötarkoitukset", "Ändamål", "purposes"),
    ),
    "data_items": Noun(
        Text("tietoryhmä", "En kategori av uppgifter", "category of data"),
        Text("tietoryhmät", "Kategorier av uppgifter", "categories of data"),
    ),
    "items": Noun(
        Text("tieto", "En uppgift", "data item"), Text("tiedot", "Uppgifter", "data items")
    ),
    "sources": Noun(
        Text("tietolähde", "En uppgiftskälla", "source of data"),
        Text("tietolähteet", "Uppgiftskällor", "sources of data"),
    ),
    "recipients": Noun(
        Text("vastaanottaja", "En mottagare", "recipient"),
        Text("vastaanottajat", "Mottagare", "recipients"),
    ),
    "systems": Noun(
        Text("järjestelmä", "Ett system", "system"), Text("järjestelmät", "System", "systems")
    ),
    "retention": Noun(
        Text("säilytysaika", "En lagringstid", "retention period"),
        Text("säilytysajat", "Lagringstider", "retention periods"),
    ),
    "security": Noun(
        Text("turvatoimi", "En säkerhetsåtgärd", "security measure"),
        Text("turvatoimet", "Säkerhetsåtgärder", "security measures"),
    ),
    "rights": Noun(
        Text("rekisteröidyn oikeus", "En rättighet", "right"),
        Text("rekisteröidyn oikeudet", "Rättigheter", "rights"),
    ),
    "definitions": Noun(
        Text("määritelmä", "En definition", "definition"),
        Text("määritelmät", "Definitioner", "definitions"),
    ),
    "documents": Noun(
        Text("asiakirja", "Ett dokument", "document"),
        Text("asiakirjat", "Dokument", "documents"),
    ),
    "sections": Noun(
        Text("selosteen kohta", "Ett avsnitt", "section"),
        Text("selosteen kohdat", "Avsnitt", "sections"),
    ),
}
# Rows without a name of their own, or named after a person: that something changed is enough.
WITHOUT_NAMES = {
    "register": Text(
        "Rekisterin perustietoja on muutettu.",
        "Registrets basuppgifter har ändrats.",
        "The basic data of the register have changed.",
    ),
    "contacts": Text(
        "Yhteyshenkilöiden tietoja on muutettu.",
        "Kontaktpersonernas uppgifter har ändrats.",
        "The contact persons' details have changed.",
    ),
    "collection": Text(
        "Tietojen keräämistä koskevia tietoja on muutettu.",
        "Uppgifterna om hur data samlas in har ändrats.",
        "What is told of how data are collected has changed.",
    ),
    "legal_bases": Text(
        "Oikeusperusteita on muutettu.",
        "De rättsliga grunderna har ändrats.",
        "The legal bases have changed.",
    ),
    "automated_processing": Text(
        "Automaattista päätöksentekoa tai profilointia koskevia tietoja on muutettu.",
        "Uppgifterna om automatiserat beslutsfattande eller profilering har ändrats.",
        "What is told of automated decisions or profiling has changed.",
    ),
    "transfers": Text(
        "Tietojen siirtoa EU:n tai ETA:n ulkopuolelle koskevia tietoja on muutettu.",
        "Uppgifterna om överföring till länder utanför EU eller EES har ändrats.",
        "What is told of transfers outside the EU or EEA has changed.",
    ),
    "requests": Text(
        "Pyyntöjen tekemistä koskevia tietoja on muutettu.",
        "Uppgifterna om hur en begäran görs har ändrats.",
        "What is told of how to make a request has changed.",
    ),
    "statements": Text(
        "Selosteen lisätietoja on muutettu.",
        "Beskrivningens tilläggsuppgifter har ändrats.",
        "Additional information in the notice has changed.",
    ),
    "title": Text(
        "Selosteen otsikkoa on muutettu.",
        "Beskrivningens rubrik har ändrats.",
        "The title of the notice has changed.",
    ),
    "introduction": Text(
        "Selosteen johdantoa on muutettu.",
        "Beskrivningens inledning har ändrats.",
        "The introduction has changed.",
    ),
    "closing": Text(
        "Selosteen loppusanoja on muutettu.",
        "Beskrivningens slutord har ändrats.",
        "The closing words have changed.",
    ),
    "citation": Text(
        "Viittausta lakiin on muutettu.",
        "Laghänvisningen har ändrats.",
        "The reference to the law has changed.",
    ),
    "look": Text(
        "Selosteen ulkoasua tai sanamuotoja on muutettu.",
        "Beskrivningens utseende eller ordalydelse har ändrats.",
        "The look or wording of the notice has changed.",
    ),
}


def propose(
    before: Plain,
    after: Plain,
    *,
    published: Collection[str] = Language.values,
    to_publish: Collection[str] = Language.values,
) -> Text:
    """What to tell of the way from `before` to `after`, both as in a register file.

    `published` are the languages of the version before: in a new one everything would be new, so
    that is told once.
    """
    changes = [change for change in compare(before, after) if _is_told(change, before, after)]
    new = [code for code in to_publish if code not in published]
    return _text(
        {
            code: "\n".join(
                [
                    *_log(changes, before, after, code, published),
                    *(NOW_IN[other].said_in(code) for other in new),
                ]
                or [NOTHING_TO_SEE.said_in(code)]
            )
            for code in Language.values
        }
    )


def joined(*texts: Text) -> Text:
    """Texts one under the other."""
    return _text(
        {
            code: "\n".join(filter(None, (text.said_in(code) for text in texts)))
            for code in Language.values
        }
    )


def _is_told(change: Change, before: Plain, after: Plain) -> bool:
    """Readers see it; that the dates of the notice moved on goes without saying."""
    if change.path == "notice" and change.field in DATES:
        return False
    kind_of_row = _subject(change).kind_of_row
    known = kind_of_row in NOUNS or kind_of_row in WITHOUT_NAMES
    return known and is_printed(change, before, after)


def _text(said: Mapping[str, str]) -> Text:
    return Text(said["fi"], said["sv"], said["en"])


def _log(
    changes: Sequence[Change],
    before: Plain,
    after: Plain,
    language: str,
    published: Collection[str],
) -> list[str]:
    own = [
        change
        for change in changes
        if not change.language or (change.language == language and language in published)
    ]
    log = _Log(language)
    for change in own:
        log.note(change, before, after)
    if sentences := list(log.sentences()):
        return sentences
    others = dict.fromkeys(c.language for c in changes if c.language not in ("", language))
    return [CHANGED_IN[code].said_in(language) for code in others if code in published]


@dataclass(slots=True)
class _Log:
    """Sentences of one language, grouped as they are noted."""

    language: str
    named: dict[tuple[str, Kind], dict[str, str]] = field(default_factory=dict)
    unnamed: dict[str, None] = field(default_factory=dict)
    is_reordered: bool = False

    def note(self, change: Change, before: Plain, after: Plain) -> None:
        if change.kind == Kind.MOVED:
            self.is_reordered = True
            return
        subject = _subject(change)
        if subject.kind_of_row not in NOUNS:
            self.unnamed[subject.kind_of_row] = None
            return
        kind = change.kind if change.path == subject.path else Kind.CHANGED
        row = _row_at(after, subject.path) or _row_at(before, subject.path)
        name = _called(subject.kind_of_row, row, self.language)
        self.named.setdefault((subject.kind_of_row, kind), {})[subject.path] = name

    def sentences(self) -> Iterator[str]:
        for (kind_of_row, kind), names in self.named.items():
            yield NOUNS[kind_of_row].in_words(kind, list(names.values()), self.language)
        for key in self.unnamed:
            yield WITHOUT_NAMES[key].said_in(self.language)
        if self.is_reordered:
            yield REORDERED.said_in(self.language)


@dataclass(frozen=True, slots=True)
class _Subject:
    """Which row a change is told of: not its address or its channel, but the row above them."""

    kind_of_row: str  # a key of NOUNS or WITHOUT_NAMES
    path: str


def _subject(change: Change) -> _Subject:
    match change.path.split("/"):
        case ["notice", "sections", key, *_below]:
            return _Subject("sections", f"notice/sections/{key}")
        case ["notice", *below]:
            is_text = not below and change.field in WITHOUT_NAMES
            return _Subject(change.field if is_text else "look", "notice")
        case ["data_items", group, "items", key, *_below]:
            return _Subject("items", f"data_items/{group}/items/{key}")
        case [table, key, *_below]:
            return _Subject(table, f"{table}/{key}")
    return _Subject(change.path, change.path)


def _row_at(plain: Plain, path: str) -> Plain | None:
    found: Any = plain
    for step in path.split("/"):
        if isinstance(found, Mapping):
            found = found.get(step)
        else:
            found = next((row for row in found or () if row["key"] == step), None)
    return found if isinstance(found, Mapping) else None


def _called(kind_of_row: str, row: Plain | None, language: str) -> str:
    """The name of a row; "" where it has none, as keys are not for the public."""
    if row is None:
        return ""
    if kind_of_row == "rights" and not row.get("name"):
        return RIGHT_NAME[RightKind(row["right"])].said_in(language)
    named = next(filter(None, map(row.get, ("name", "heading", "term"))), "")
    said = named if isinstance(named, str) else named.get(language) or next(iter(named.values()))
    words = " ".join(said.split())
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"


def _series(names: Sequence[str], language: str) -> str:
    """“: A, B and C”; nothing where none has a name."""
    quoted = [QUOTES[language].format(name) for name in names if name]
    if not quoted:
        return ""
    shown = quoted[:MOST_NAMES]
    if left := len(names) - len(shown):
        return f": {', '.join(shown)}{MORE[language].format(left)}"
    return ": " + AND[language].join(filter(None, (", ".join(shown[:-1]), shown[-1])))
