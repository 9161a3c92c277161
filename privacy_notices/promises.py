"""What is told of how long data are kept: a retention rule as a published version has it.

Reads the plain form of `files.writing`, so that a rule of a version years old can be held against
the rule of today. What a row leaves out has its default.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from privacy_notices import phrases
from privacy_notices.compare import Plain
from register.texts import Text
from retention import wording
from retention.applying import Carried, as_carried
from retention.enums import Action, Rounding, Unit
from retention.models import RetentionRule, Term

# Columns that a row holds by their own names; the others are texts or lead to other rows.
COLUMNS = (
    *("key", "form", "combinator", "on_request", "applies_when", "minimum_length", "minimum_unit"),
    *("cap_day", "cap_month", "statutory", "action"),
)


def words_in(value: Any, language: str) -> str:
    """A text of a row in one language; a plain string is Finnish."""
    return _text(value).said_in(language)


def _text(value: Any) -> Text:
    if not value:
        return Text()
    return Text(fi=value) if isinstance(value, str) else Text(**value)


def rule_of(row: Plain) -> RetentionRule:
    """The rule of a row, not saved and without what it refers to."""
    rule = RetentionRule(**{name: row[name] for name in COLUMNS if name in row})
    rule.condition = _text(row.get("condition"))
    return rule


def terms_of(row: Plain) -> list[Term]:
    return [
        Term(
            key=term["key"],
            trigger=term.get("trigger", ""),
            length=term.get("length", 0),
            unit=term.get("unit", Unit.YEAR),
            rounding=term.get("rounding", Rounding.NONE),
        )
        for term in row.get("terms", ())
    ]


def carried_of(row: Plain) -> Carried:
    """The rule of a row as a plan would see it, but for the people it is for."""
    terms = [(term.trigger, term.length, term.unit, term.rounding) for term in terms_of(row)]
    return as_carried(rule_of(row), terms=terms, categories=row.get("categories", ()), kinds=())


# In words


def said(row: Plain, facts: Plain, language: str) -> str:
    """How long, as the notice of `facts` tells it: in its author's words, or in those made of it.

    "" where the row says nothing in this language.
    """
    return words_in(row.get("text"), language) or carried_out(row, facts, language)


def carried_out(row: Plain, facts: Plain, language: str) -> str:
    """How long by the rule itself, whatever its author wrote."""
    document = _named(facts, "documents", [row.get("document", "")], language)
    rule = rule_of(row)
    period = wording.period_in_words(rule, terms_of(row), language, document="".join(document))
    details = [f"{label}: {words}" for label, words in _details(row, rule, facts, language)]
    then = wording.THEN[Action(rule.action)].said_in(language)
    return " ".join(filter(None, (_joined(period, details), then)))


def _joined(period: str, details: Sequence[str]) -> str:
    """Sentences; the period alone stands without a full stop, as in the notice."""
    return f"{'. '.join(filter(None, (period, *details)))}." if details else period


def _details(
    row: Plain, rule: RetentionRule, facts: Plain, language: str
) -> Iterator[tuple[str, str]]:
    people = ", ".join(_named(facts, "data_subjects", row.get("subject_groups", ()), language))
    condition = words_in(row.get("condition"), language) or wording.case_in_words(rule, language)
    for label, words in ((phrases.SUBJECT_GROUPS, people), (wording.CONDITION, condition)):
        if words:
            yield label.said_in(language), words


def _named(facts: Plain, table: str, keys: Sequence[str], language: str) -> list[str]:
    rows: Mapping[str, Plain] = {row["key"]: row for row in facts.get(table, ())}
    names = (words_in(rows[key].get("name"), language) for key in keys if key in rows)
    return [name for name in names if name]
