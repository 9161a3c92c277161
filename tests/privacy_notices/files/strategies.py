"""Register files made by hypothesis: valid plain data over all tables and fields of the format.

What a field may hold comes from the models. What fields ask of each other is written here by hand,
so that a rule of the models that nobody told the format of shows as a refused file.
"""

import calendar
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import yaml
from django.db import models
from django_countries import countries
from hypothesis import strategies as st

from privacy_notices.enums import FactKind
from privacy_notices.fact_kinds import TABLES
from privacy_notices.files import format as f
from register.enums import Language
from register.support.fonts import printable_characters, unprintable
from register.texts import cannot_be_read, tidy, translated_fields

Plain = dict[str, Any]

# What YAML, or somebody who writes YAML, trips over.
ODD = [
    "yes", "no", "NO", "on", "null", "~", "true", "False", "1.0", "0x1F", "1e3", "00100", "010",
    "12:30", "2026-09-01", "=", "<<", "- rivi", "-", "---", "...", "? kysymys", "# ei kommentti",
    "a #b", "a: b", "a:", ": b", "@nimi", "`koodi`", "%prosentti", "&ankkuri", "*viite", "!tagi",
    "|", ">", "'", '"', "it's", '"lainaus"', "”lainaus”", "\\n", "{a}", "[a, b]", "a, b",
    "{number: x}", "{ei:viite}", "  sisennetty", "lopussa väli ", "kaksi  väliä",
    "sitova\u00a0väli", "\u00a0alussa", "ta\u00advu", "pitkä " * 30, "yhdyssana" * 15, "é",
    "e\u0301", "§ 13 – 14, 20 €", "Анна", "Αθήνα", "ŋđž", "0", "", "a" * 85, "key: [x", "- a: 1",
    "\u202fkapea",
]  # fmt: skip
PARAGRAPHS = [
    "Ensimmäinen kappale.\n\nToinen kappale.",
    "- yksi\n- kaksi: a\n- kolme # b",
    "\n\nalussa ja lopussa tyhjää\n\n",
    "  sisennetty alku\nja jatko",
    "rivi  \n   \nväli rivin lopussa \n",
    "Windows\r\nja Mac\rrivit",
    "a\n\n\n\nb",
    "x\n  y\n    z",
    "# otsikko\ntekstiä: a",
    "pitkä " * 40 + "\n" + "sana" * 60,
    "---\n...\n",
    "\u00a0sitova\nväli\u00a0",
]
ALPHABET = sorted(printable_characters() - set("\r"))


def texts(*, lines: bool, longest: int) -> st.SearchStrategy[str]:
    """Any text that can be printed; `lines` for several paragraphs."""
    characters = [c for c in ALPHABET if lines or c != "\n"]
    pool = ODD + (PARAGRAPHS if lines else [])
    free = st.text(st.sampled_from(characters), max_size=min(40, longest))
    fit = st.sampled_from([text for text in pool if len(text) <= longest])
    return st.one_of(fit, fit, free).filter(lambda text: can_be_stored(tidy(text)))


def can_be_stored(text: str) -> bool:
    """Letter and mark may have become a letter that the typeface lacks, such as Ȏ."""
    return not unprintable(text) and not [*cannot_be_read(text)]


def said(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return strategy.filter(lambda text: tidy(text) != "")


def translated(text: Any, *, needed: bool, finnish: bool) -> st.SearchStrategy[Any]:
    """A string in Finnish, or a mapping of languages."""
    one = texts(lines=not text.max_length, longest=text.max_length or 500)
    several = st.dictionaries(st.sampled_from(Language.values), one, max_size=3)
    if needed:
        language = "fi" if finnish else None
        several = several.filter(
            lambda said_: any(
                tidy(words) for key, words in said_.items() if language in (None, key)
            )
        )
        one = said(one)
    return st.one_of(one, several)


COUNTRIES = [code for code, _name in countries]
EMAILS = ["a@example.fi", "etu.suku+x@sub.example.com"]

# Texts that a row cannot do without, and those of them that must be there in Finnish.
NEEDED = {
    "documents": "name", "data_subjects": "name", "collection": "name", "purposes": "name",
    "sources": "name", "channels": "name", "recipients": "name", "systems": "name",
    "security": "name", "statements": "text", "definitions": "text",
    "processing_for_others": "name", "sections": "heading", "labels": "text",
    "trade_names": "name", "retention": "name", "data_items": "name", "items": "name",
    "address": "town",
}  # fmt: skip
IN_FINNISH = {"trade_names", "address"}
OBLIGATORY = {  # columns without a default that must be there
    "controllers": ["name"], "related_companies": ["name"],
    "foreign_business_ids": ["country", "value"], "legal_bases": ["basis"],
    "automated_processing": ["kind", "state"], "sources": ["kind"], "recipients": ["kind"],
    "transfers": ["state"], "security": ["kind"], "rights": ["right"], "requests": ["kind"],
    "statements": ["kind"], "labels": ["field"], "address": ["postal_code"],
}  # fmt: skip


class Maker:
    """Makes the rows of one file; knows the keys that may be referred to."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.keys: dict[str, list[str]] = {"authorities": ["tsv"]}
        self.number = 0

    def chance(self, of: int = 3) -> bool:
        return bool(self.draw(st.integers(1, of)) == of)

    def new_key(self) -> str:
        self.number += 1
        stem = self.draw(
            st.sampled_from(["a", "b-2", "7", "no", "null", "true", "on", "1e3", "x-y-z"])
        )
        return f"{stem}-{self.number}" if self.number % 3 else f"{self.number}"

    def value(self, column: models.Field[Any, Any]) -> Any:
        if type(column).__name__ == "CountryField":
            return self.draw(st.sampled_from([*COUNTRIES[:5], "NO", "SE", "US"]))
        if column.choices:
            known = [value for value, _label in column.flatchoices if value]
            return self.draw(st.sampled_from(known))
        if isinstance(column, models.BooleanField):
            return self.draw(st.booleans())
        if isinstance(column, models.DateField):
            return self.draw(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
        if isinstance(column, models.IntegerField):
            return self.draw(st.integers(1, 9999))
        if isinstance(column, models.EmailField):
            return self.draw(st.sampled_from(EMAILS))
        if isinstance(column, models.URLField):
            return self.draw(st.sampled_from(["https://example.fi/a?b=1#c", "http://example.fi"]))
        assert isinstance(column, models.CharField)
        return self.draw(said(texts(lines=False, longest=column.max_length or 500)))

    def row(self, table: f.Table, *, full: bool = False) -> Plain:
        made: Plain = {"key": self.new_key()} if table.keyed else {}
        for name in table.fields:
            text = translated_fields(table.model).get(name)
            needed = NEEDED.get(table.name) == name
            must = needed or name in OBLIGATORY.get(table.name, ())
            if not must and not full and not self.chance():
                continue
            if name in table.references:
                self.refer(made, table, name)
            elif text is not None:
                finnish = table.name in IN_FINNISH
                made[name] = self.draw(translated(text, needed=needed, finnish=finnish))
            else:
                made[name] = self.value(table.model._meta.get_field(name))
        for name, listed in table.lists.items():
            column = listed.model._meta.get_field(listed.column)
            if table.name != "content" and self.chance(2):
                made[name] = list(dict.fromkeys(self.value(column) for _ in range(3)))
        for single in table.singles:
            if self.chance(2):
                made[single.name] = self.row(single.table)
                mend_address(made[single.name], single.kind[1])
        for child in table.children:
            if self.chance(2):
                made[child.name] = [self.row(child) for _ in range(self.draw(st.integers(0, 2)))]
        mend(table.name, made, self)
        return made

    def refer(self, made: Plain, table: f.Table, name: str) -> None:
        keys = self.keys.get(table.references[name], [])
        if isinstance(table.model._meta.get_field(name), models.ManyToManyField):
            made[name] = [key for key in keys if self.chance(2)]
        elif keys:
            made[name] = self.draw(st.sampled_from(keys))


def mend_address(row: Plain, kind: str) -> None:
    row["postal_code"] = "00100"
    if kind == "postal" and len(str(row.get("street", ""))) % 2:
        row["po_box"] = "180"
    else:
        row.pop("po_box", None)
        row["street"] = {"fi": "Kuja 1", "sv": "Gränden 1"}


def mend(table: str, row: Plain, maker: Maker) -> None:
    """Make the fields of a row agree, as the models ask."""
    if table in ("controllers", "related_companies"):
        if "business_id" in row:
            row["business_id"] = maker.draw(st.sampled_from(["1234567-1", "2345678-0"]))
        row.pop("parent", None)
    elif table == "contacts":
        row |= {"name": "Nimi", "topic": {"sv": "ämne"}}
    elif table == "foreign_business_ids" and row["country"] == "FI":
        row["country"] = "SE"
    elif table == "legal_bases":
        row |= {"started_on": date(2020, 1, 1), "ended_on": date(2020, 1, 1)}
        row["end_reason"] = {"en": "because"}
    elif table == "transfers" and row["state"] == "none":
        for name in ("recipient", "mechanism", "adequacy"):
            row.pop(name, None)
    elif table == "rights":
        row["text"] = row.get("text") or {"sv": "text"}
        row["text"] = {"sv": "text"} if row["right"] == "other" else row["text"]
    elif table == "requests":
        row["value"] = "osoite"
    elif table == "terms":
        row["trigger"] = "created"
    elif table == "retention":
        mend_rule(row, maker)


def mend_rule(row: Plain, maker: Maker) -> None:
    for name in ("minimum_length", "minimum_unit", "cap_day", "cap_month"):
        row.pop(name, None)
    if maker.chance():
        row |= {"minimum_length": 3, "minimum_unit": "week"}
    if maker.chance():
        month = maker.draw(st.integers(1, 12))
        row |= {"cap_month": month, "cap_day": calendar.monthrange(2025, month)[1]}
    row["source"] = {"en": "Act 1, s. 2"}
    units = {term.get("unit") for term in row.get("terms", ())}
    if row.get("form", "period") == "period" and not row.get("terms"):
        row["form"] = "permanent"
    if row.get("form") == "external" and "document" not in row:
        row["form"] = "criterion"
    if units & {"minute", "hour"} and "system" not in row:
        for term in row["terms"]:
            term["unit"] = "day"
    if "minimum_length" in row:
        for term in row.get("terms", ()):  # none may be shorter than the minimum
            term |= {"length": 2, "unit": "month"}


@st.composite
def registers(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Plain:
    """A whole register file as plain data."""
    maker = Maker(draw)
    whole: Plain = {"format": f.FORMAT, "register": maker.row(f.REGISTER)}
    whole["register"]["slug"] = "made"
    companies = {}
    for table, least in ((f.CONTROLLERS, 1), (f.RELATED_COMPANIES, 0)):
        count = draw(st.integers(least, 2))
        companies[table.name] = [maker.row(table) for _ in range(count)]
        for row in companies[table.name]:
            if table is f.CONTROLLERS and maker.chance():
                row["responsibility"] = draw(texts(lines=True, longest=500))
    maker.keys["controllers"] = [row["key"] for rows in companies.values() for row in rows]
    whole |= companies
    rows_of = {}
    for table in f.LOADED:
        count = draw(st.integers(0, 2))
        rows_of[table.name] = [maker.row(table) for _ in range(count)]
        maker.keys[table.name] = [row["key"] for row in rows_of[table.name]]
    whole |= {table.name: rows_of[table.name] for table in f.FACTS}
    name_related_companies(whole, maker)
    notice = maker.row(f.NOTICE)
    notice |= {"drawn_up_on": date(2020, 2, 29), "updated_on": date(2020, 2, 29)}
    labels = {row["field"]: row for row in (maker.row(f.LABELS) for _ in range(2))}
    notice["labels"] = list(labels.values())
    notice["sections"] = [section(maker) for _ in range(draw(st.integers(0, 3)))]
    whole["notice"] = notice
    return whole


def name_related_companies(whole: Plain, maker: Maker) -> None:
    """Those that nothing in the register names would not stand in its export."""
    named = {row.get("controller") for row in whole["recipients"]}
    whole["related_companies"] = sorted(whole["related_companies"], key=lambda row: str(row["key"]))
    for row in whole["related_companies"]:
        if row["key"] not in named:
            whole["controllers"][0].setdefault("parent", row["key"])
    parents = {row.get("parent") for row in whole["controllers"]}
    kept = [row for row in whole["related_companies"] if row["key"] in named | parents]
    gone = {row["key"] for row in whole["related_companies"]} - {row["key"] for row in kept}
    whole["related_companies"] = kept
    for table in f.FACTS:
        for row in whole[table.name]:
            if row.get("controller") in gone:
                del row["controller"]


def section(maker: Maker) -> Plain:
    made = maker.row(f.SECTIONS)
    made["content"] = made.get("content", [])
    for block in made["content"]:
        block["facts"] = maker.draw(st.sampled_from(FactKind.values))
        if block.get("style") == "each":  # a pattern, with names of these facts only
            block |= {"facts": "purposes", "text": {"fi": "a {name}: b", "en": "# {name}"}}
        known = [key for table in TABLES[FactKind(block["facts"])] for key in maker.keys[table]]
        block["only"] = [key for key in dict.fromkeys(known) if maker.chance()]
    maker.keys.setdefault("sections", []).append(made["key"])
    if made["content"] and made["content"][0].get("style") != "each":
        made["content"][0]["text"] = f"Kohta {{number:{made['key']}}} {{date:updated}}"
    return made


def as_yaml(whole: Plain, *, seed: int) -> str:
    """The data as YAML in one of many styles."""
    chance = random.Random(seed)  # noqa: S311 # a style, not a secret
    return yaml.safe_dump(
        whole,
        allow_unicode=chance.random() < 0.8,
        default_flow_style=chance.choice([False, None, True]),
        sort_keys=chance.random() < 0.3,
        width=chance.choice([80, 100, 1000]),  # narrower than its indent, PyYAML writes nonsense
        indent=chance.choice([2, 4]),
    )


# What a file says, in the form in which an export would say it


def as_exported(whole: Plain) -> Plain:
    """Tidied texts, no defaults, nothing empty: written apart from the code that exports."""
    exported: Plain = {
        "format": whole["format"],
        "register": row_exported(whole["register"], f.REGISTER),
    }
    for table in (f.CONTROLLERS, f.RELATED_COMPANIES, *f.FACTS):
        rows = [row_exported(row, table) for row in whole[table.name]]
        if rows:
            exported[table.name] = rows
    own = {name: part for name, part in whole["notice"].items() if name in f.NOTICE.fields}
    notice = row_exported(own, f.NOTICE)
    if whole["notice"]["labels"]:
        notice["labels"] = [row_exported(row, f.LABELS) for row in whole["notice"]["labels"]]
    notice["sections"] = [row_exported(row, f.SECTIONS) for row in whole["notice"]["sections"]]
    return {**exported, "notice": notice}


def row_exported(row: Plain, table: f.Table) -> Plain:
    exported: Plain = {}
    children = {child.name: child for child in table.children}
    singles = {single.name: single.table for single in table.singles}
    for name, value in row.items():
        if name in children:
            told: Any = [row_exported(child, children[name]) for child in value]
        elif name in singles:
            told = row_exported(value, singles[name])
        elif name in translated_fields(table.model) or name == "responsibility":
            told = text_exported(value)
        else:
            told = value_exported(value, table, name)
        if told not in (None, "", [], {}):
            exported[name] = told
    return exported


def value_exported(value: Any, table: f.Table, name: str) -> Any:
    if name == "key" or name in table.references or name in table.lists:
        return value
    column = table.model._meta.get_field(name)
    assert isinstance(column, models.Field)
    value = tidy(value) if isinstance(value, str) else value
    return None if value == column.get_default() else value


def text_exported(value: Any) -> Any:
    languages = {"fi": value} if isinstance(value, str) else value
    told = {key: tidy(words) for key, words in languages.items() if tidy(words)}
    return told["fi"] if told.keys() == {"fi"} else told
