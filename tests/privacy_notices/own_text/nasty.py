"""What somebody may write or paste into a text, by hand; and a register that has it everywhere."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import cycle
from typing import Any

from privacy_notices.enums import FactKind, LabelField
from privacy_notices.files import format as f
from register.enums import StatementKind
from register.texts import translated_fields

Plain = dict[str, Any]

# Printed as they are. Each fits every column, so that what surrounds them stays the same.
GOOD = {
    "tags": '<b onmouseover="alert(1)">Lihava</b><img src=x onerror=alert(1)>',
    "script": "<script>alert(1)</script><svg/onload=alert(2)>",
    "ends of elements": "</style></title></head></body></html>",
    "comments": "<!-- --> --!> <![CDATA[ x ]]> <?php ?>",
    "entities": "&lt;b&gt; &amp;amp; &#60;i&#x3e; &notit; &",
    "attributes": '" onload="alert(1)" style=\'x\' `y` /x>',
    "javascript": "Javascript:alert(1) data:text/html,<b> vbscript:x",
    "link with a tag": 'https://a.example/"><script>x</script>?a=b&c=d',
    "no address": "Https://a@[b www.x:99999999 http://[::1",
    "addresses": "%s@a.example www.b.example/<i> 040 123 4567",
    "markdown": "# Otsikko **x** _y_ [z](javascript:alert(1)) ![k](l)",
    "template": "{{ request }} {% load x %} {# c #} {% csrf_token %}",
    "braces": "{purposes} {0} {} {name} %s %(x)s %d ${y} #{z}",
    "pdf": "(( )) \\ \\n << /JS (x) >> endstream endobj %%EOF",
    "sql": "Robert'); DROP TABLE notice; --",
    "formula": "=cmd|' /C calc'!A0 +1 -1 @x",
    "yaml": ": - # & * ! | > ' \" % @ ` [x] {y}: z, ?",
    "spaces": "A\u00a0b\u202fc\u2007d  e",
    "soft hyphens": "Tieto\u00adsuoja\u00adseloste",
    "marks": "E\u0301 o\u0323\u0302 \u0301alku",
    "letters": "Анна Αθήνα Łódź İstanbul ß ŉ ʒ ŋ",
    "long words": "Yhdyssana" * 8,
}
HARMLESS = "Harmiton teksti"

# Refused, the third character named. (At the end of a line white space would be dropped.)
BAD = {
    "nul": "ab\0c",
    "tab": "ab\tc",
    "vertical tab": "ab\x0bc",
    "form feed": "ab\x0cc",
    "escape": "ab\x1b[2J",
    "delete": "ab\x7fc",
    "next line": "ab\x85c",
    "line separator": "ab\u2028c",
    "paragraph separator": "ab\u2029c",
    "zero width space": "ab\u200bc",
    "zero width joiner": "ab\u200dc",
    "byte order mark": "ab\ufeffc",
    "right-to-left override": "ab\u202ec",
    "isolate": "ab\u2066c",
    "arabic": "ab\u0627c",
    "hebrew": "ab\u05d0c",
    "chinese": "ab\u4e2dc",
    "emoji": "ab\U0001f600c",
    "our own mark": "ab\ue000c",
    "not a character": "ab\uffffc",
    "tag character": "ab\U000e0041c",
    "skolt sámi": "ab\u01efc",
    "non-breaking hyphen": "ab\u2011c",
}
SURROGATE = "ab\ud800c"


def code_of(text: str) -> str:
    return f"U+{ord(text[2]):04X}"


# A register with a text in every place that takes one

NEEDED: dict[str, Plain] = {
    "controllers": {"postal_address": {"postal_code": "00100"}},
    "foreign_business_ids": {"country": "SE", "value": "1"},
    "legal_bases": {
        "basis": "f", "started_on": "2020-01-01", "ended_on": "2021-01-01",
    },
    "automated_processing": {"kind": "decision", "state": "exists"},
    "sources": {"kind": "third_party"},
    "recipients": {"kind": "partner"},
    "transfers": {"state": "exists", "mechanism": "standard_clauses", "countries": ["US"]},
    "retention": {
        "terms": [{"key": "t", "trigger": "created", "length": 1, "unit": "year"}],
    },
    "security": {"kind": "electronic"},
    "rights": {"right": "access"},
    "requests": {"kind": "post"},
}  # fmt: skip
NAMES = {"controllers": ("name",), "requests": ("value",)}  # texts that are not translated


def register_saying(text: str) -> Plain:
    """A register file that says `text` in every place, and prints every kind of fact."""
    whole: Plain = {
        "format": f.FORMAT,
        "register": {"slug": "nasty", **_texts(f.REGISTER, text)},
        f.CONTROLLERS.name: [_row(f.CONTROLLERS, text, "a")],
    }
    for table in f.FACTS:
        rows = [_row(table, text, "a"), _row(table, text, "b", without="text")]
        if table is f.STATEMENTS:
            rows = [
                {**_row(table, text, f"k-{n}"), "kind": kind}
                for n, kind in enumerate(StatementKind.values)
            ]
        elif table is f.LEGAL_BASES:  # what has ended is not printed
            for row in rows:
                row |= {"ended_on": None, "end_reason": None}
            rows.append(_row(table, text, "c"))
        elif table is f.DEFINITIONS:
            rows = rows[:1]
        whole[table.name] = rows
    whole["notice"] = {
        **_texts(f.NOTICE, text),
        "labels": [{"field": field, "text": text} for field in LabelField.values],
        "sections": [*_sections(text)],
    }
    return whole


def mixed(texts: Sequence[str]) -> Plain:
    """A register file that says one text here, the next there."""
    pool = cycle(texts)

    def said(value: Any) -> Any:
        if value == HARMLESS:
            return next(pool)
        if isinstance(value, dict):
            return {key: said(each) for key, each in value.items()}
        return [said(each) for each in value] if isinstance(value, list) else value

    mixture: Plain = said(register_saying(HARMLESS))
    return mixture


def _row(table: f.Table, text: str, key: str, *, without: str = "") -> Plain:
    row: Plain = {"key": key} if table.keyed else {}
    row |= deepcopy(NEEDED.get(table.name, {}))
    texts = _texts(table, text)
    row |= {name: said for name, said in texts.items() if name != without or len(texts) == 1}
    row |= dict.fromkeys(NAMES.get(table.name, ()), text)
    for single in table.singles:
        if single.name == "postal_address":
            row[single.name] = {**_texts(single.table, text), "postal_code": "00100"}
    for child in table.children:
        if child.name != "terms":
            row[child.name] = [_row(child, text, f"{key}-{child.name.replace('_', '-')}")]
    return row


def _texts(table: f.Table, text: str) -> Plain:
    return {name: text for name in translated_fields(table.model) if name in table.fields}


def _sections(text: str) -> Iterator[Plain]:
    for kind in FactKind.values:
        content = {"heading": text, "text": text, "facts": kind}
        yield {"key": kind.replace("_", "-"), "heading": text, "content": [content]}
    yield {"key": "own", "heading": text, "content": [{"text": text}]}


def every_slot() -> set[tuple[str, str]]:
    """Every table and text that a register file may have."""
    tables = [f.REGISTER, f.CONTROLLERS, *f.FACTS, f.NOTICE, f.LABELS, f.SECTIONS]
    found = set()
    while tables:
        table = tables.pop()
        found |= {(table.name, name) for name in _texts(table, "")}
        tables += [*table.children, *(single.table for single in table.singles)]
    return found
