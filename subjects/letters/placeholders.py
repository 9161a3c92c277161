"""The closed list of what may be filled into a wording of a letter, and what may not be left out.

`{reference}` is filled in where it stands; `{decision}` is a paragraph of its own. Everything else
is text, braces included: a wording is never a Django template nor a format string, and what has
been filled in is not read again.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subjects.enums import LetterKind

# One pair of braces around a word. `{{reference}}` and `{% if %}` are text.
PLACEHOLDER = re.compile(r"(?<!\{)\{([^\W\d]+)\}(?!\})")
BETWEEN_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")

WORDS: Mapping[str, Promise] = {
    "reference": gettext_lazy("the reference of the request"),
    "controller": gettext_lazy("the name of the company"),
    "name": gettext_lazy("the name of the requester"),
    "arrived": gettext_lazy("the day the request arrived"),
}
PARAGRAPHS: Mapping[str, Promise] = {
    "asked": gettext_lazy("what was asked for"),
    "time": gettext_lazy("by when an answer comes"),
    "follow": gettext_lazy("how the person can follow the request"),
    "question": gettext_lazy("what we ask, and why"),
    "waiting": gettext_lazy("what becomes of the time, and what if there is no answer"),
    "reminder": gettext_lazy("what we asked, and what if there is no answer"),
    "extension": gettext_lazy("the new time limit, the ground and the reason"),
    "decision": gettext_lazy("the decision with its reasons, and what is kept until when"),
    "remains": gettext_lazy("what remains to be done in other systems"),
    "complaint": gettext_lazy("complaint to the Data Protection Ombudsman, and the court"),
    "restriction": gettext_lazy("that the restriction ends, and when"),
    "lapsed": gettext_lazy("why the request lapsed"),
    "withdrawn": gettext_lazy("that the request was withdrawn, and when"),
    "joined": gettext_lazy("to which request it was joined, and by when an answer comes"),
}
# What each letter must say (Art. 12(3) and (4), 77, 79).
MANDATORY: Mapping[LetterKind, tuple[str, ...]] = {
    LetterKind.RECEIPT: ("asked", "time", "follow"),
    LetterKind.IDENTITY_QUESTION: ("question", "waiting"),
    LetterKind.SPECIFICATION_QUESTION: ("question", "waiting"),
    LetterKind.REMINDER: ("reminder",),
    LetterKind.EXTENSION: ("extension",),
    LetterKind.DECISION: ("asked", "decision", "remains", "complaint"),
    LetterKind.RESTRICTION_END: ("restriction", "complaint"),
    LetterKind.LAPSED: ("lapsed", "complaint"),
    LetterKind.WITHDRAWN: ("withdrawn",),
    LetterKind.JOINED: ("joined",),
}
ANYWHERE = ("asked", "follow", "complaint")
# It goes by mail to an address that nobody confirmed: not who asked, nor for what, nor a page.
NEVER: Mapping[LetterKind, frozenset[str]] = {
    LetterKind.LAPSED: frozenset({"name", "asked", "follow"}),
}


def allowed(kind: LetterKind) -> Mapping[str, Promise]:
    """What may stand in a wording of this letter, and what it stands for."""
    paragraphs = dict.fromkeys((*MANDATORY[kind], *ANYWHERE))
    never = NEVER.get(kind, frozenset())
    found = {**WORDS, **{name: PARAGRAPHS[name] for name in paragraphs}}
    return {name: meaning for name, meaning in found.items() if name not in never}


def faults(text: str, kind: LetterKind) -> Iterator[str]:
    """What keeps this text from being a wording of the letter: each with its place and reason."""
    seen = set[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        for found in PLACEHOLDER.finditer(line):
            name = found[1]
            if fault := _fault(name, text, kind, seen):
                place = {"line": number, "place": found.start() + 1, "what": found[0]}
                yield _("Line %(line)d, character %(place)d, %(what)s:") % place + f" {fault}"
            if name in PARAGRAPHS:
                seen.add(name)
    for name in MANDATORY[kind]:
        if name not in seen:
            words = _("%(what)s is missing: the letter must tell this (%(meaning)s).")
            yield words % {"what": f"{{{name}}}", "meaning": PARAGRAPHS[name]}


def _fault(name: str, text: str, kind: LetterKind, seen: Set[str]) -> str:
    if name not in allowed(kind):
        return _("this cannot be filled into this letter.")
    if name in seen:
        return _("this is in the letter twice.")
    if name in PARAGRAPHS and not _stands_alone(text, f"{{{name}}}"):
        return _("this must be a paragraph of its own, with an empty line before and after it.")
    return ""


def paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in BETWEEN_PARAGRAPHS.split(text) if part.strip()]


def paragraph_named(paragraph: str) -> str:
    """The placeholder that is all of this paragraph; "" where it is text."""
    found = PLACEHOLDER.fullmatch(paragraph.strip())
    return found[1] if found and found[1] in PARAGRAPHS else ""


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its words filled in, once: what is filled in is not read again."""
    return PLACEHOLDER.sub(_filler(values), text)


def _filler(values: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: values.get(found[1], found[0])


def _stands_alone(text: str, what: str) -> bool:
    return any(paragraph.strip() == what for paragraph in paragraphs(text))
