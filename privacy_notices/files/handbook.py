"""The part of `docs/register-file.md` that is made from the format: every table with its fields."""

from collections.abc import Iterator

from django.utils import translation

from privacy_notices.files import format as f
from privacy_notices.files.describing import Field, Kind, about, fields_of

BEGIN = "<!-- Made by manage.py register_schema from here … -->"
END = "<!-- … to here. -->"


def updated(handbook: str) -> str:
    """The handbook with its tables as the format has them now."""
    before, _begin, rest = handbook.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError("The handbook has lost the marks of its generated part.")
    return f"{before}{BEGIN}\n\n{tables()}\n{END}{after}"


def tables() -> str:
    """Every table of the format, as Markdown."""
    with translation.override("en"):
        return "\n".join(_every_table())


def _every_table() -> Iterator[str]:
    yield from _table(f.REGISTER, "register", "a mapping")
    yield from _table(f.CONTROLLERS, "controllers", "rows; at least one")
    address = f.CONTROLLERS.singles[0].table
    yield from _table(address, "postal_address, visiting_address", "a mapping, in a row above")
    for child in f.CONTROLLERS.children:
        yield from _table(child, f"controllers: {child.name}", "rows, in a row of controllers")
    yield "### `related_companies`\n"
    yield (
        "Rows like those of `controllers`, without `responsibility`: companies that are named in "
        "the file and are\nnot controllers of this register, such as a parent or a recipient of "
        "the same group.\n"
    )
    for table in f.FACTS:
        yield from _table(table, table.name, "rows")
        for child in table.children:
            above = f"rows, in a row of {table.name}"
            yield from _table(child, f"{table.name}: {child.name}", above)
    yield from _table(f.NOTICE, "notice", "a mapping")
    yield from _table(f.LABELS, "notice: labels", "rows, in notice")
    yield from _table(f.SECTIONS, "notice: sections", "rows, in notice")
    for child in f.SECTIONS.children:
        yield from _table(child, f"sections: {child.name}", "rows, in a row of sections")


def _table(table: f.Table, heading: str, written: str) -> Iterator[str]:
    names = ", ".join(f"`{part}`" for part in heading.split(", "))
    yield f"### {names}\n"
    yield f"{about(table)} ({written[0].upper()}{written[1:]}.)\n"
    yield "| field | what to write | about |"
    yield "| --- | --- | --- |"
    for field in fields_of(table):
        mark = " *" if field.needed else ""
        told = "" if field.kind == Kind.KEY else _cell(field.description)
        yield f"| `{field.name}`{mark} | {_what(field)} | {told} |"
    for single in table.singles:
        yield f"| `{single.name}` | an address: see `postal_address` | |"
    for child in table.children:
        yield f"| `{child.name}` | rows: see below | {_cell(about(child))} |"
    yield ""


def _what(field: Field) -> str:
    what = _one(field)
    if field.many:
        what = f"a list of {what}"
    if field.default:
        what += f"; without it `{field.default}`"
    return what


def _one(field: Field) -> str:
    match field.kind:
        case Kind.KEY:
            return "a key"
        case Kind.REFERENCE:
            return f"{'keys' if field.many else 'the key'} of `{field.table}`"
        case Kind.TEXT:
            name = "proper name" if field.neutral else "text"
            limit = f", at most {field.longest} characters" if field.longest else ""
            return f"{name}{', paragraphs' if field.several_lines else ''}{limit}"
        case Kind.CHOICE:
            return " · ".join(
                f"`{value}`"
                if label.lower() == value.replace("_", " ")
                else f"`{value}` {_cell(label)}"
                for value, label in field.choices.items()
            )
        case Kind.COUNTRY:
            return "country code"
        case Kind.BOOLEAN:
            return "`true` or `false`"
        case Kind.DAY:
            return "a day"
        case Kind.NUMBER:
            return "a whole number"
        case _:
            limit = f", at most {field.longest} characters" if field.longest else ""
            return f"one line{limit}"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
