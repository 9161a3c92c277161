"""The table of rules in `docs/checklist.md`, made from the code; a test compares.

In `manage.py shell`: Path("docs/checklist.md").write_text(as_markdown(), encoding="utf-8")
"""

from collections.abc import Callable, Iterable, Iterator

from privacy_notices import holdings
from privacy_notices.checklist import (
    contents,
    contradictions,
    patterns,
    quality,
    record,
    rights,
)
from privacy_notices.checklist.catalogue import ABOUT

INTRODUCTION = """# The check of notices and records

Made from the code by `privacy_notices/checklist/table.py`; a test fails when the two differ.

Severity: **E** error (stops publishing unless overridden with a reason), **W** warning, **I**
remark. One finding for each id, however many places it has; its severity is that of the gravest
place.

*Completeness* is the share of the rules that apply to the register and give neither error nor
warning, in whole per cent, rounded down: 100 means that neither stands. A rule whose condition is
not met does not count.

A requirement is met when the fact stands in the register and a section prints it, or when the
author's own words in a section say it. Own words are searched in every language that is begun.
Repealed acts and the authority's contact details are data with a day on which they were checked
(`StatuteReference`, `SupervisoryAuthority`); an officer edits them in the admin.
"""


def as_markdown() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for title, rules in (
        ("Contents (Art. 13 and 14)", contents.RULES),
        ("Rights, requests and the notice as a whole", rights.RULES),
        ("Quality", (*quality.RULES, *contradictions.RULES)),
        ("Wording", _wordings()),
        ("Record of processing (Art. 30)", record.RULES),
        ("What the database holds", holdings.RULES),
    ):
        parts.append(f"## {title}\n\n" + "\n".join(_table(rules)) + "\n")
    return "\n".join(parts)


Row = tuple[str, "Callable[..., object] | str"]


def _table(rules: Iterable[Row]) -> Iterator[str]:
    yield "| id | article | severity | rule | what the officer reads |"
    yield "|---|---|---|---|---|"
    for id_, rule in rules:
        about = ABOUT[id_]
        words = rule if isinstance(rule, str) else (rule.__doc__ or "").strip().split("\n")[0]
        yield f"| `{id_}` | {about.article} | {about.severities} | {words} | {about.text.en} |"


def _wordings() -> Iterator[Row]:
    """An id once, with the stems that are looked for."""
    stems: dict[str, list[str]] = {}
    for wording in patterns.WORDINGS:
        stems.setdefault(wording.id, []).append(wording.stem.strip())
    for id_, _ in (*patterns.STATUTE_FINDINGS.values(), patterns.OTHER_STATUTE):
        stems.setdefault(id_, ["wordings of `StatuteReference`"])
    stems["old-authority-contact"] = list(patterns.OLD_CONTACTS)
    for id_, found in stems.items():
        yield id_, ", ".join(dict.fromkeys(found))
