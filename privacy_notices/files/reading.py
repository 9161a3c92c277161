"""A YAML file turned into rows, with a fault for everything that is wrong."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils.translation import gettext as _
from django_countries import countries

from privacy_notices.files import format as f
from privacy_notices.files.checking import check_file, check_row
from privacy_notices.files.columns import column, columns_of, is_country, is_many
from privacy_notices.files.faults import Fault, not_known, quote
from privacy_notices.files.nodes import LARGEST_FILE, Nodes, is_null, line_of, pairs
from privacy_notices.files.rows import Place, Reference, RegisterFile, Row
from register.enums import Language
from register.texts import Translated, tidy, translated_fields

FINNISH_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def read_file(path: Path) -> tuple[RegisterFile | None, list[Fault]]:
    """The file's rows, or None with every fault found, in the order of its lines."""
    reader = _Reader(str(path))
    try:
        with path.open("rb") as opened:
            raw = opened.read(LARGEST_FILE + 1)
    except OSError as trouble:
        return None, [Fault(str(path), 1, "", _os_reason(trouble))]
    read = reader.read(raw)
    faults = sorted(reader.faults, key=lambda fault: fault.line)
    return (None if faults else read), faults


def _os_reason(trouble: OSError) -> str:
    reasons = {
        FileNotFoundError: _("There is no such file."),
        IsADirectoryError: _("This is a folder, not a file."),
        PermissionError: _("The file may not be read."),
    }
    return reasons.get(type(trouble), _("The file cannot be read."))


class _Reader(Nodes):
    """Reads the rows of one file."""

    # The file as a whole

    def read(self, raw: bytes) -> RegisterFile | None:
        root = self.compose(raw)
        if root is None:
            return None
        top = self.mapping(root, "", _TOP)
        if not isinstance(root, yaml.MappingNode):
            return None
        self.version(top)
        register = self.register(top)
        memberships: dict[str, Row] = {}
        controllers = self.rows(top.get("controllers"), f.CONTROLLERS, memberships=memberships)
        if not controllers:
            line = line_of(top["controllers"]) if "controllers" in top else 1
            self.fault(line, "controllers", _("A register needs at least one controller."))
        related = self.rows(top.get("related_companies"), f.RELATED_COMPANIES)
        facts = {table.name: self.rows(top.get(table.name), table) for table in f.FACTS}
        notice, labels, sections = self.notice(top.get("notice"))
        lines = {str(name.value): line_of(name) for name, _value in root.value}
        read = RegisterFile(
            self.name,
            register,
            controllers,
            memberships,
            related,
            facts,
            notice,
            labels,
            sections,
            lines,
        )
        for place, reason in check_file(read):
            self.fault(place.line, place.path, reason)
        return read

    def version(self, top: dict[str, yaml.Node]) -> None:
        node = top.get("format")
        if node is None:
            self.fault(1, "format", _("Begin with “format: %s”.") % f.FORMAT)
            return
        written = self.scalar(node, "format")
        if written is not None and written != f.FORMAT:
            self.fault(node, "format", _("This program reads “%s” only.") % f.FORMAT)

    def register(self, top: dict[str, yaml.Node]) -> Row:
        node = top.get("register")
        if node is None or is_null(node):
            line = line_of(node) if node is not None else 1
            self.fault(line, "register", _("Tell which register this is."))
            return Row(f.REGISTER, line, "register")
        row = self.row(node, f.REGISTER, "register")
        return row or Row(f.REGISTER, line_of(node), "register")

    def notice(self, node: yaml.Node | None) -> tuple[Row | None, list[Row], list[Row] | None]:
        if node is None or is_null(node):
            return None, [], None
        parts = (f.LABELS.name, f.SECTIONS.name)
        row = self.row(node, f.NOTICE, "notice", besides=parts)
        inner = dict(pairs(node))
        labels = self.rows(inner.get("labels"), f.LABELS, "notice/")
        sections = self.rows(inner.get("sections"), f.SECTIONS, "notice/")
        return row, labels, (None if is_null(inner.get("sections")) else sections)

    # Rows

    def rows(
        self,
        node: yaml.Node | None,
        table: f.Table,
        above: str = "",
        *,
        memberships: dict[str, Row] | None = None,
    ) -> list[Row]:
        place = f"{above}{table.name}"
        if node is None or is_null(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fault(node, place, _("Write a list, each row beginning with “- ”."))
            return []
        found: list[Row] = []
        lines: dict[str, int] = {}
        besides = () if memberships is None else f.MEMBERSHIP_FIELDS
        for number, part in enumerate(node.value, start=1):
            row = self.row(part, table, f"{place}/{_key_in(part) or number}", besides=besides)
            if row is None:
                continue
            if row.key and row.key in lines:
                reason = _("The key “%(key)s” is already on line %(line)d.")
                self.fault(part, row.path, reason % {"key": row.key, "line": lines[row.key]})
            lines.setdefault(row.key, row.line)
            if memberships is not None:
                memberships[row.key] = self.membership(part, row)
            found.append(row)
        return found

    def membership(self, node: yaml.Node, company: Row) -> Row:
        """What is said of a controller in this register, written among its own fields."""
        row = Row(f.MEMBERSHIP, company.line, company.path)
        self.fields(dict(pairs(node)), row)
        self.row_faults(row, dict(pairs(node)))
        return row

    def row(
        self,
        node: yaml.Node,
        table: f.Table,
        path: str,
        *,
        besides: tuple[str, ...] = (),
        preset: tuple[str, str] | None = None,
    ) -> Row | None:
        """`besides` are names that somebody else reads."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, path, _("Write a row as “name: value” lines."))
            return None
        before = len(self.faults)
        row = Row(table, line_of(node), path, values=dict([preset] if preset else []))
        nodes = self.mapping(node, path, (*table.names, *besides))
        if table.keyed:
            self.key(node, nodes, row)
        self.fields(nodes, row)
        for name, listed in table.lists.items():
            if name in nodes:
                row.lists[name] = self.value_list(nodes[name], listed, f"{path}/{name}")
                row.places[name] = Place(line_of(nodes[name]), f"{path}/{name}")
        for single in table.singles:
            if not is_null(nodes.get(single.name)):
                here = f"{path}/{single.name}"
                below = self.row(nodes[single.name], single.table, here, preset=single.kind)
                if below is not None:
                    row.singles[single.name] = below
        for child in table.children:
            row.children[child.name] = self.rows(nodes.get(child.name), child, f"{path}/")
        self.row_faults(row, nodes, whole=len(self.faults) == before)
        return row

    def key(self, node: yaml.Node, nodes: dict[str, yaml.Node], row: Row) -> None:
        if is_null(nodes.get("key")):
            self.fault(node, row.path, _("The row needs a key."))
            row.faulty.add("key")
            return
        written = self.scalar(nodes["key"], f"{row.path}/key")
        row.key = written or ""
        if written is None:
            row.faulty.add("key")

    def row_faults(self, row: Row, nodes: dict[str, yaml.Node], *, whole: bool = True) -> None:
        """What the model itself demands of its columns, said at the line of the field."""
        for column_name, name, reason in check_row(row, whole=whole):
            place = row.place_of(column_name)
            node = nodes.get(name)
            line = place.line if column_name in row.places or node is None else line_of(node)
            self.fault(line, place.path, reason)

    # Fields

    def fields(self, nodes: dict[str, yaml.Node], row: Row) -> None:
        for name in row.table.fields:
            if name not in nodes:
                continue
            before = len(self.faults)
            self.field(nodes[name], row, name, f"{row.path}/{name}")
            if len(self.faults) > before:
                row.faulty |= {name, *columns_of(row.table.model, name)}

    def field(self, node: yaml.Node, row: Row, name: str, path: str) -> None:
        if name in row.table.references:
            row.references[name] = self.references(node, row.table, name, path)
            return
        if is_null(node):
            return
        text = translated_fields(row.table.model).get(name)
        if text is not None:
            self.text(node, row, text, path)
            return
        value = self.value(node, column(row.table.model, name), path)
        if value is not None:
            row.values[name] = value
            row.places[name] = Place(line_of(node), path)

    def text(self, node: yaml.Node, row: Row, text: Translated, path: str) -> None:
        """A text is a string in Finnish, or a mapping of languages."""
        parts: dict[str, yaml.Node] = {Language.FI.value: node}
        paths = {Language.FI.value: path}
        if isinstance(node, yaml.MappingNode):
            parts = self.mapping(node, path, Language.values)
            paths = {language: f"{path}/{language}" for language in parts}
        for language, part in parts.items():
            here = paths[language]
            words = "" if is_null(part) else self.words(part, here, one_line=bool(text.max_length))
            if words is not None:
                row.values[f"{text.name}_{language}"] = words
                row.places[f"{text.name}_{language}"] = Place(line_of(part), here)

    def words(self, node: yaml.Node, path: str, *, one_line: bool) -> str | None:
        written = self.scalar(node, path)
        if written is None:
            return None
        words = tidy(written)
        self.check_characters(node, path, words)
        if one_line and "\n" in words:
            self.fault(node, path, _("Keep this on one line."))
        return words

    def value(self, node: yaml.Node, found: models.Field[Any, Any], path: str) -> Any:
        """The value of a column; None, with a fault, where it cannot be."""
        if isinstance(found, models.CharField | models.TextField) and not found.choices:
            one_line = isinstance(found, models.CharField)
            return self.words(node, path, one_line=one_line)
        written = self.scalar(node, path)
        if written is None:
            return None
        if is_country(found):
            return self.country(node, written, path)
        if isinstance(found, models.BooleanField):
            return self.one_of(node, {"true": True, "false": False}, written, path)
        if isinstance(found, models.DateField):
            return self.date(node, written, path)
        if isinstance(found, models.IntegerField):
            return self.number(node, written, path)
        known = {value: value for value, _label in found.flatchoices if value}
        return self.one_of(node, known, written, path)

    def one_of(self, node: yaml.Node, known: dict[str, Any], written: str, path: str) -> Any:
        if written in known:
            return known[written]
        self.fault(node, path, not_known(written, known))
        return None

    def date(self, node: yaml.Node, written: str, path: str) -> date | None:
        finnish, iso = FINNISH_DAY.fullmatch(written), ISO_DAY.fullmatch(written)
        try:
            if finnish:
                return date(int(finnish[3]), int(finnish[2]), int(finnish[1]))
            if iso:
                return date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            pass  # such as 31.2.2026: told as what is no date at all
        reason = _("“%s” is not a day: write 2026-09-01 or 1.9.2026.")
        self.fault(node, path, reason % quote(written))
        return None

    def number(self, node: yaml.Node, written: str, path: str) -> int | None:
        if re.fullmatch(r"[0-9]{1,4}", written):
            return int(written)
        reason = _("“%s” is not a whole number from 0 to 9999.")
        self.fault(node, path, reason % quote(written))
        return None

    def country(self, node: yaml.Node, written: str, path: str) -> str | None:
        if written in dict(countries):
            return written
        reason = _("“%s” is not the code of a country, such as US.") % quote(written)
        meant = _country_meant(written)
        if meant:
            reason = " ".join((reason, _("Did you mean “%s”?") % meant))
        self.fault(node, path, reason)
        return None

    def value_list(self, node: yaml.Node, listed: f.ValueList, path: str) -> list[str]:
        found: list[str] = []
        for part in self.sequence(node, path):
            value = self.value(part, column(listed.model, listed.column), path)
            if value in found:
                self.fault(part, path, _("“%s” stands here twice.") % value)
            elif value is not None:
                found.append(value)
        return found

    def references(self, node: yaml.Node, table: f.Table, name: str, path: str) -> list[Reference]:
        if is_null(node):
            return []
        parts: Iterable[yaml.Node] = self.sequence(node, path) if is_many(table, name) else [node]
        found: list[Reference] = []
        for part in parts:
            key = self.scalar(part, path)
            if key is None:
                continue
            if any(known.key == key for known in found):
                self.fault(part, path, _("“%s” stands here twice.") % quote(key))
            found.append(Reference(key, line_of(part)))
        return found


def _key_in(node: yaml.Node) -> str:
    """The row's key, for its path, before the row is read."""
    for name, value in pairs(node):
        if name == "key" and isinstance(value, yaml.ScalarNode) and not is_null(value):
            return quote(str(value.value))
    return ""


def _country_meant(written: str) -> str:
    """The code of a country written in small letters or by its name."""
    if written.upper() in dict(countries):
        return written.upper()
    codes = (countries.by_name(written, language=language) for language in Language.values)
    return next((code for code in codes if code), "")


_TOP = (
    "format",
    "register",
    "controllers",
    "related_companies",
    *(table.name for table in f.FACTS),
    "notice",
)
