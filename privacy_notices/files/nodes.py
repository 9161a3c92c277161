"""YAML as nodes that know their lines: nothing is guessed, and what a file needs not is refused.

A value is what the author wrote (`NO` is not "false", `00100` is not 64).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from django.utils.translation import gettext as _

from privacy_notices.files.faults import Fault, not_known, quote
from register.support.fonts import unprintable
from register.texts import cannot_be_printed

LARGEST_FILE = 5_000_000  # bytes; a register of 50 purposes and 200 data items has 100,000
DEEPEST = 30  # lists and groups inside each other; the format has nine
MOST_CHARACTERS = 5  # unprintable ones told of one text

# What YAML itself refuses, and the characters that it, but no editor, takes for a line break.
REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Unwanted(yaml.MarkedYAMLError):
    """YAML that a register file has no use for."""


class _Loader(yaml.SafeLoader):
    """Composes nodes, and stops at anchors, tags and bottomless nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call] # yaml's stubs have no types here
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.stop(event, _("Anchors and aliases (&name, *name) are not used here."))
        if getattr(event, "tag", None) is not None:
            self.stop(event, _("Tags (!name) are not used here."))
        if self.depth >= DEEPEST:
            self.stop(event, _("The file is nested too deeply."))
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def stop(self, event: Any, reason: str) -> None:
        raise Unwanted(problem=reason, problem_mark=event.start_mark)


class Nodes:
    """Reads the nodes of one file; `faults` grows as it goes, and reading goes on after a fault."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.lines: list[str] = []

    def fault(self, node: yaml.Node | int, path: str, reason: str) -> None:
        line = node if isinstance(node, int) else line_of(node)
        self.faults.append(Fault(self.name, line, path, reason))

    # The file as a whole

    def compose(self, raw: bytes) -> yaml.Node | None:
        """The root of the file; None, with a fault, where it is no file of ours."""
        if len(raw) > LARGEST_FILE:
            self.fault(1, "", _("The file is larger than 5 MB."))
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as trouble:
            line = raw[: trouble.start].count(b"\n") + 1
            self.fault(line, "", _("The file is not UTF-8 text."))
            return None
        self.lines = LINE_BREAK.split(text)
        if REFUSED.search(text):
            self.refused_characters()
            return None
        return self.parse(text)

    def parse(self, text: str) -> yaml.Node | None:
        loader = _Loader(text)
        try:
            root: yaml.Node | None = loader.get_single_node()
        except yaml.YAMLError as trouble:
            self.fault(_line_of_trouble(trouble), "", _yaml_reason(trouble))
            return None
        except (ValueError, OverflowError):  # PyYAML stumbles: "\UFFFFFFFF" is no character
            self.fault(loader.line + 1, "", _("This is not YAML."))
            return None
        finally:
            loader.dispose()
        if root is None:
            self.fault(1, "", _("The file is empty."))
        return root

    def refused_characters(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            for found in list(REFUSED.finditer(line))[:MOST_CHARACTERS]:
                words = _("Character %(place)d of the line (%(code)s) cannot stand in a file.")
                code = f"U+{ord(found[0]):04X}"
                self.fault(number, "", words % {"place": found.start() + 1, "code": code})

    # Nodes

    def mapping(self, node: yaml.Node, path: str, allowed: Iterable[str]) -> dict[str, yaml.Node]:
        """The pairs of a mapping by name; unknown and doubled names are faults."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, path, _("Write “name: value” lines here."))
            return {}
        known = list(allowed)
        found: dict[str, yaml.Node] = {}
        for name_node, value in node.value:
            if not isinstance(name_node, yaml.ScalarNode):
                self.fault(name_node, path, _("Write a name before the colon."))
                continue
            name = str(name_node.value)
            here = f"{path}/{quote(name)}" if path else quote(name)
            if name not in known:
                self.fault(name_node, here, not_known(name, known))
            elif name in found:
                self.fault(name_node, here, _("“%s” stands here twice.") % name)
            else:
                found[name] = value
        return found

    def sequence(self, node: yaml.Node, path: str) -> list[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if not is_null(node):
            self.fault(node, path, _("Write a list, such as [one, two]."))
        return []

    def scalar(self, node: yaml.Node, path: str) -> str | None:
        """What is written; None, with a fault, where it is a list or a group."""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self.fault(node, path, _("Write one value here, not a list or a group."))
        return None

    def check_characters(self, node: yaml.Node, path: str, text: str) -> None:
        """Every character must be in the typeface of the notice; told with its own line."""
        seen: dict[str, int] = {}
        for found in unprintable(text)[:MOST_CHARACTERS]:
            nth = seen[found.character] = seen.get(found.character, 0) + 1
            line = self.line_of_character(node, found.character, nth)
            self.fault(line, path, cannot_be_printed(found))

    def line_of_character(self, node: yaml.Node, character: str, nth: int) -> int:
        """The line of the nth such character; the node's own where it was written as \\u…."""
        first, last = line_of(node), (node.end_mark or node.start_mark).line + 1
        for number in range(first, last + 1):
            nth -= self.lines[number - 1].count(character) if number <= len(self.lines) else 0
            if nth <= 0:
                return number
        return first


def pairs(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    """The named values of a mapping; nothing for other nodes."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode):
                yield str(name.value), value


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def is_null(node: yaml.Node | None) -> bool:
    """Nothing is written: an absent name, an empty value, `null` or `~`."""
    return node is None or (
        isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
    )


def _line_of_trouble(trouble: yaml.YAMLError) -> int:
    mark = trouble.problem_mark if isinstance(trouble, yaml.MarkedYAMLError) else None
    return int(mark.line) + 1 if mark is not None else 1


def _yaml_reason(trouble: yaml.YAMLError) -> str:
    if isinstance(trouble, Unwanted):
        return str(trouble.problem)
    problem = str(getattr(trouble, "problem", None) or "")
    if "another document" in problem:
        return _("One file holds one register: leave out what follows the line “---”.")
    if "\\t" in problem:
        return _("Indent with spaces, not with tabs.")
    context = getattr(trouble, "context", None)
    told = ", ".join(part for part in (context, problem) if part)
    return _("This is not YAML: %s.") % told
