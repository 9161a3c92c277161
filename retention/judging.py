"""One verdict for many rows: the SQL that finds when rules run out, and which of them decides.

It says in SQL what `retention.periods` says of one datum, and no more; a test holds both to the
same days. Each step is a table of its own (AS MATERIALIZED), so that no step is worked out twice.
Numbers, days and closed words stand in the text itself; nothing that anybody wrote does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, Q, QuerySet

from register.models import DataSubject
from retention.applying import Carried, Rules
from retention.decided import OURS, REFUSED, UNSETTLED
from retention.enums import Action, Combinator, Rounding, RuleForm, Trigger
from retention.models import Kept, Outcome
from retention.periods import DAYS, MONTHS, NEVER, NOT_YET, UNKNOWN, Counted, FinancialYears, Spell
from retention.triggers import (
    ANYTHING,
    CODES,
    NOTHING,
    Condition,
    Reading,
    all_of,
    any_of,
    read,
)

FAR = date(2999, 12, 31)  # "until further notice": counting on from here would leave the calendar
NO_DAY = "NULL"


# Days in SQL


def literal(day: date) -> str:
    return f"DATE '{day}'" if connection.vendor == "postgresql" else f"'{day}'"


def null_day() -> str:
    return "NULL::date" if connection.vendor == "postgresql" else NO_DAY


def null_number() -> str:
    return "NULL::bigint" if connection.vendor == "postgresql" else "NULL"


def _moved(day: str, *steps: str) -> str:
    """`day` moved by SQLite's words for it, such as "start of year" and "+1 month"."""
    if connection.vendor == "postgresql":
        for step in steps:
            unit = step.removeprefix("start of ")
            day = (
                f"date_trunc('{unit}', {day})"
                if step.startswith("start of ")
                else f"({day} + interval '{step}')"
            )
        return f"({day})::date"
    return f"date({', '.join([day, *(repr(step) for step in steps)])})"


def day_after(day: str) -> str:
    return _moved(day, "+1 day")


def rounded(day: str, rounding: Rounding, years: FinancialYears) -> str:
    match rounding:
        case Rounding.END_OF_MONTH:
            return _moved(day, "start of month", "+1 month", "-1 day")
        case Rounding.END_OF_CALENDAR_YEAR:
            return _moved(day, "start of year", "+1 year", "-1 day")
        case Rounding.END_OF_FINANCIAL_YEAR:
            *told, last = [(spell.until, _end_in(day, spell)) for spell in years.spells]
            return _case([(f"{day} <= {literal(until)}", end) for until, end in told], last[1])
        case _:
            return day


def _end_in(day: str, spell: Spell) -> str:
    """The end of the financial year of a day in this spell."""
    if isinstance(spell.ends, date):
        return literal(spell.ends)
    this, following = (_year_end(day, years, *spell.ends) for years in (0, 1))
    return f"(CASE WHEN {day} <= {this} THEN {this} ELSE {following} END)"


def _year_end(day: str, years: int, month: int, last: int) -> str:
    steps = ["start of year", f"+{years} year"]
    # Whatever does not exist in every year is the end of its month (register.dates).
    if last >= (28 if month == 2 else _length(month)):
        return _moved(day, *steps, f"+{month} month", "-1 day")
    return _moved(day, *steps, f"+{month - 1} month", f"+{last - 1} day")


def _length(month: int) -> int:
    return (date(2001 + month // 12, month % 12 + 1, 1) - date(2001, month, 1)).days


def last_day(event: str, term: Counted, years: FinancialYears) -> str:
    """The last day of a term for an event in the column `event`; NULL where that has no day."""
    if term.last_day(FAR, years=years) == date.max:
        return f"CASE WHEN {event} IS NOT NULL THEN {literal(date.max)} END"
    start, span = rounded(event, term.rounding, years), term.span
    if span.unit in MONTHS:
        months = span.length * MONTHS[span.unit]
        ended = _moved(f"({start})", f"+{months} month")
        if connection.vendor == "sqlite":  # runs over into the next month where the day is missing
            end = _moved(f"({start})", "start of month", f"+{months + 1} month", "-1 day")
            ended = f"min({ended}, {end})"
    else:
        ended = _moved(f"({start})", f"+{span.length * DAYS[span.unit]} day")
    return f"CASE WHEN {event} > {literal(FAR)} THEN {literal(date.max)} ELSE {ended} END"


def _capped_on(event: str, cap: tuple[int, int]) -> str:
    month, day = cap
    steps = ("start of year", "+1 year", f"+{month - 1} month", f"+{day - 1} day")
    return _moved(event, *steps)


def _extreme(which: str, days: Sequence[str]) -> str:
    """The latest or earliest of days, passing over NULL; needs one that is not."""
    if len(days) == 1:
        return days[0]
    filler = literal(date.min if which == "latest" else date.max)
    name = {
        ("postgresql", "latest"): "GREATEST",
        ("postgresql", "earliest"): "LEAST",
        ("sqlite", "latest"): "max",
        ("sqlite", "earliest"): "min",
    }[connection.vendor, which]
    return f"{name}({', '.join(f'COALESCE({day}, {filler})' for day in days)})"


# What is asked


@dataclass(frozen=True, slots=True)
class Question:
    """Data on which the same rules decide; the answer's columns begin with `name`."""

    name: str
    rules: Rules
    needs_rule: bool = False  # without a duty on record nobody can tell that there is none

    @property
    def periods(self) -> list[Carried]:
        return [rule for rule in self.rules if rule.is_period and not rule.has_condition]

    @property
    def conditional(self) -> list[Carried]:
        return [rule for rule in self.rules if rule.is_period and rule.has_condition]

    @property
    def permanent(self) -> list[Carried]:
        return [rule for rule in self.rules if rule.form == RuleForm.PERMANENT]

    @property
    def alone(self) -> Kept:
        """What is said where no rule has anything to say of a day."""
        if self.periods:
            return Kept.UNKNOWN_EVENT  # nothing that they count from ever happened
        rules = [rule for rule in self.rules if rule.number not in OURS]
        in_words = len(rules) > len(self.conditional)
        if self.conditional and not in_words:
            return Kept.CONDITION
        return Kept.NOT_A_PERIOD if rules else Kept.NO_RULE

    # Of data whose erasure somebody has asked for

    @property
    def is_refused(self) -> bool:
        return any(rule.number == REFUSED for rule in self.rules)

    @property
    def is_settled(self) -> bool:
        """Granted by name: what nobody can tell keeps nothing."""
        return all(rule.number != UNSETTLED for rule in self.rules)

    @property
    def is_free(self) -> bool:
        """No duty of law has anything to say of it."""
        told = any(rule.number not in OURS for rule in self.rules)
        return not told and (self.is_settled or not self.needs_rule)

    @property
    def is_left_over(self) -> bool:
        """It was granted, and what kept it is no more."""
        return self.is_free and not self.is_settled


@dataclass(frozen=True, slots=True)
class Judging:
    """How the rows of one query are judged on a day.

    `rows` has annotated columns only; `person` is the path to the person, as in `triggers.read`.
    """

    rows: "QuerySet[Any]"
    row: type[Model]
    person: str | None
    questions: Sequence[Question]
    on: date
    years: FinancialYears
    few: bool = False  # the rows are few already: nothing is gained by looking for them in indexes
    asked: bool = False  # the person asks: what no duty keeps goes, and all that is kept is told
    granted: bool = False  # the person has asked: what no duty keeps goes

    def _rules(self) -> list[Carried]:
        """Those that are counted, once each."""
        found = {
            rule.number: rule
            for question in self.questions
            for rule in (*question.periods, *question.conditional)
        }
        return list(found.values())

    def _reading(self, trigger: str) -> Reading:
        return read(trigger, self.row, self.person)

    def candidates(self) -> Sequence[Q] | None:
        """Rows of which something may have to be said: what each of the conditions finds.

        All others are passed over by indexes. None: any row may be meant.
        """
        asked = [one for question in self.questions for one in self._asked(question)]
        told = [one for one in asked if one is not None and one != NOTHING]
        return None if any(one is ANYTHING for one in asked) else told

    def _asked(self, question: Question) -> Sequence[Condition]:
        if not question.periods:
            return [] if question.permanent else [ANYTHING]
        return [one for rule in question.periods for one in self._may_speak(rule)]

    def _may_speak(self, rule: Carried) -> Sequence[Condition]:
        """Rows for which the rule may have run out, may be unknown or may never have begun."""
        if rule.cap:
            return [ANYTHING]
        readings = [(self._reading(term.trigger), term.counted) for term in rule.terms]
        unknown = [reading.unknown for reading, _counted in readings]
        done = [
            any_of(
                reading.until(counted.latest_run_out(self.on, years=self.years)),
                reading.never,
            )
            for reading, counted in readings
        ]
        if rule.combinator == Combinator.LATEST:
            return [*unknown, all_of(*done)]
        return [*unknown, *done]

    def _rows(self) -> "QuerySet[Any]":
        """The rows to be judged. Conditions on the row and on its person have indexes of their
        own: what they find is put together, for a database would read everything for an “or”."""
        candidates = None if self.few else self.candidates()
        if candidates is None:
            return self.rows
        if not candidates:
            return self.rows.none()
        if self.row is DataSubject or len(candidates) == 1:
            return self.rows.filter(reduce(or_, candidates))
        found = [self.row._base_manager.filter(one).order_by().values("pk") for one in candidates]
        return self.rows.filter(pk__in=found[0].union(*found[1:]))

    def sql(self) -> tuple[str, list[Any]] | None:
        """Tables named base, counted, ended, weighed and judged, for what follows WITH.

        None where no row can be meant.
        """
        triggers = sorted({trigger for rule in self._rules() for trigger in rule.triggers})
        columns: dict[str, Any] = {}
        for trigger in triggers:
            reading = self._reading(trigger)
            columns[f"day_{trigger}"] = reading.day
            columns[f"code_{trigger}"] = reading.code
        try:
            base, params = self._rows().annotate(**columns).query.sql_with_params()
        except EmptyResultSet:
            return None
        steps = [
            ("base", base),
            ("counted", _step("base", self._terms())),
            ("ended", _step("counted", self._ends())),
            (
                "weighed",
                _step("ended", [column for q in self.questions for column in self._weigh(q)]),
            ),
            (
                "judged",
                _step("weighed", [column for q in self.questions for column in self._judge(q)]),
            ),
        ]
        tables = ",\n".join(f"{name} AS MATERIALIZED ({text})" for name, text in steps)
        return tables, list(params)

    def _terms(self) -> list[tuple[str, str]]:
        """d<rule>_<place>: the last day of each term."""
        return [
            (
                f"d{rule.number}_{place}",
                last_day(f"day_{term.trigger}", term.counted, self.years)
                if term.trigger
                else null_day(),
            )
            for rule in self._rules()
            for place, term in enumerate(rule.terms)
        ]

    def _ends(self) -> list[tuple[str, str]]:
        """e<rule>: the last day of each rule; c<rule>: why it has none."""
        columns = []
        for rule in self._rules():
            day, code = _decided(rule)
            if rule.cap:
                event = f"day_{Trigger.EVENT}"
                capped = _capped_on(event, rule.cap)
                both = _extreme("earliest", [day, capped])
                day = f"CASE WHEN {event} IS NULL THEN {day} ELSE {both} END"
                code = f"CASE WHEN {event} IS NULL THEN {code} ELSE 0 END"
            columns += [(f"e{rule.number}", day), (f"c{rule.number}", code)]
        return columns

    def _weigh(self, question: Question) -> list[tuple[str, str]]:
        """What the rules of a question say together."""
        name, numbers = question.name, [rule.number for rule in question.periods]
        on = literal(self.on)
        later = [f"e{number} >= {on}" for number in numbers]
        open_ended = [f"c{number} = {CODES[NOT_YET]}" for number in numbers]
        open_ended += ["1 = 1"] * bool(question.permanent)
        over = [f"e{number} < {on}" for number in numbers]
        open_conditions = [
            f"(e{rule.number} IS NULL OR e{rule.number} >= {on})" for rule in question.conditional
        ]
        past = [f"CASE WHEN e{number} < {on} THEN e{number} END" for number in numbers]
        return [
            (f"{name}_runs", _or([*later, *open_ended])),
            (f"{name}_open", _or(open_ended)),
            (f"{name}_over", _or(over)),
            (f"{name}_unknown", _or([f"c{number} = {CODES[UNKNOWN]}" for number in numbers])),
            (f"{name}_conditional", _or(open_conditions)),
            (f"{name}_first", _extreme("earliest", past) if past else null_day()),
            (
                f"{name}_last",
                _extreme("latest", [f"e{n}" for n in numbers]) if numbers else null_day(),
            ),
        ]

    def _judge(self, question: Question) -> list[tuple[str, str]]:
        """The verdict, before holds and restrictions: outcome "" where there is nothing to say.

        `due`: the period is over, so that a hold would be what keeps the data.
        """
        name = question.name
        if self.asked and question.is_refused:
            return _said_at_once(name, Outcome.KEEP, Kept.REFUSED)
        if self.asked and question.is_free:
            return _said_at_once(name, Outcome.ERASE)
        if self.granted and question.is_left_over:
            return _said_at_once(name, Outcome.ERASE)
        runs, over, unknown = (f"{name}_{word}" for word in ("runs", "over", "unknown"))
        periods = question.periods
        decider = f"{name}_last"
        # "Shortest" for what a longer duty keeps, "longest" for what nothing keeps.
        kept, goes = f"({runs} AND {over})", f"({over} AND NOT {runs} AND NOT {unknown})"
        kept = runs if self.asked else kept
        settled = self.asked and question.is_settled
        look = Outcome.ERASE if settled else Outcome.LOOK
        first = [f"e{rule.number} = {name}_first" for rule in periods]
        last = [f"e{rule.number} = {decider}" for rule in periods]
        unknowns = [f"c{rule.number} = {CODES[UNKNOWN]}" for rule in periods]

        def of_rule(values: Sequence[str], none: str) -> str:
            return _case(
                [
                    (kept, _pick(first, values, none)),
                    (runs, none),
                    (goes, _pick(last, values, none)),
                    (unknown, _pick(unknowns, values, none)),
                ],
                values[0] if values else none,
            )

        numbers = [str(rule.number) for rule in periods]
        triggers = [_trigger_of(rule) for rule in periods]
        events = [_event_of(rule) for rule in periods]
        actions = _pick(last, [f"'{rule.action}'" for rule in periods], "''")
        reviewed = f"{actions} = '{Action.REVIEW}'"
        last_says = {
            "outcome": _case([(reviewed, f"'{look}'")], actions),
            "kept": _case([(reviewed, f"'{Kept.REVIEW}'")], "''"),
        }
        conditional = f"{name}_conditional"
        return [
            (
                f"{name}_outcome",
                _case(
                    [
                        (kept, f"'{Outcome.KEEP}'"),
                        (runs, "''"),
                        (f"{goes} AND NOT {conditional}", last_says["outcome"]),
                    ],
                    f"'{look}'",
                ),
            ),
            (
                f"{name}_kept",
                _case(
                    [
                        *([(f"NOT {kept}", "''")] if settled else []),
                        (kept, f"'{Kept.LONGER_RULE}'"),
                        (runs, "''"),
                        (unknown, f"'{Kept.UNKNOWN_EVENT}'"),
                        (f"{goes} AND {conditional}", f"'{Kept.CONDITION}'"),
                        (goes, last_says["kept"]),
                    ],
                    f"'{question.alone}'",
                ),
            ),
            (f"{name}_due", f"CASE WHEN {f'NOT {kept}' if settled else goes} THEN 1 ELSE 0 END"),
            (f"{name}_rule", of_rule(numbers, null_number())),
            (f"{name}_trigger", of_rule(triggers, "''")),
            (f"{name}_event", of_rule(events, null_day())),
            (
                f"{name}_due_on",
                _case([(kept, day_after(f"{name}_first")), (goes, day_after(decider))], null_day()),
            ),
            (
                f"{name}_until",
                _case([(f"{kept} AND NOT {name}_open", decider)], null_day()),
            ),
            (f"{name}_by", _case([(kept, _longer(question))], null_number())),
        ]


def _said_at_once(name: str, outcome: Outcome, kept: str = "") -> list[tuple[str, str]]:
    """A verdict that no day decides."""
    return [
        (f"{name}_outcome", f"'{outcome}'"),
        (f"{name}_kept", f"'{kept}'"),
        (f"{name}_due", "0" if kept else "1"),
        (f"{name}_rule", null_number()),
        (f"{name}_trigger", "''"),
        (f"{name}_event", null_day()),
        (f"{name}_due_on", null_day()),
        (f"{name}_until", null_day()),
        (f"{name}_by", null_number()),
    ]


def _decided(rule: Carried) -> tuple[str, str]:
    """The last day of a rule, and the code of why it has none (as in periods.Period.last_day)."""
    days = [f"d{rule.number}_{place}" for place in range(len(rule.terms))]
    codes = [f"code_{term.trigger}" if term.trigger else str(CODES[UNKNOWN]) for term in rule.terms]

    def some(code: int) -> str:
        return _or([f"{one} = {code}" for one in codes])

    dated, never = CODES[None], CODES[NEVER]
    not_yet, unknown = CODES[NOT_YET], CODES[UNKNOWN]
    waiting = [(some(not_yet), str(not_yet)), (some(unknown), str(unknown))]
    match rule.combinator:
        case Combinator.EARLIEST:
            earliest = _extreme("earliest", days)
            return (
                f"CASE WHEN {some(dated)} THEN {earliest} ELSE {null_day()} END",
                _case([(some(dated), str(dated)), *waiting], str(never)),
            )
        case Combinator.FIRST_KNOWN:
            speaks = [f"{code} IN ({dated}, {not_yet})" for code in codes]
            return (
                _case(list(zip(speaks, days, strict=True)), null_day()),
                _case(
                    [*zip(speaks, codes, strict=True), (some(unknown), str(unknown))], str(never)
                ),
            )
        case _:
            code = _case([*waiting, (some(dated), str(dated))], str(never))
            latest = _extreme("latest", days)
            return _case([(f"({code}) = {dated}", latest)], null_day()), code


def _trigger_of(rule: Carried) -> str:
    """The trigger that decided; for a rule without a day, the one whose day is missing."""
    whens = [
        (f"d{rule.number}_{place} = e{rule.number}", f"'{term.trigger}'")
        for place, term in enumerate(rule.terms)
    ]
    whens += [
        (
            f"e{rule.number} IS NULL AND code_{term.trigger} = {CODES[UNKNOWN]}"
            if term.trigger
            else f"e{rule.number} IS NULL",
            f"'{term.trigger}'",
        )
        for term in rule.terms
    ]
    capped = [(f"e{rule.number} IS NOT NULL", f"'{Trigger.EVENT}'")] if rule.cap else []
    return _case([*whens, *capped], f"'{rule.terms[0].trigger}'")


def _event_of(rule: Carried) -> str:
    whens = [
        (f"d{rule.number}_{place} = e{rule.number}", f"day_{term.trigger}")
        for place, term in enumerate(rule.terms)
        if term.trigger
    ]
    capped = [(f"e{rule.number} IS NOT NULL", f"day_{Trigger.EVENT}")] if rule.cap else []
    return _case([*whens, *capped], null_day())


def _longer(question: Question) -> str:
    """The rule that keeps: one that is open-ended before one that ends last."""
    whens = [("1 = 1", str(rule.number)) for rule in question.permanent]
    whens += [(f"c{rule.number} = {CODES[NOT_YET]}", str(rule.number)) for rule in question.periods]
    whens += [
        (f"e{rule.number} = {question.name}_last", str(rule.number)) for rule in question.periods
    ]
    return _case(whens, null_number())


def _pick(conditions: Sequence[str], values: Sequence[str], none: str) -> str:
    return _case(list(zip(conditions, values, strict=True)), none)


def _case(whens: Sequence[tuple[str, str]], otherwise: str) -> str:
    if not whens:
        return otherwise
    told = " ".join(f"WHEN {condition} THEN {value}" for condition, value in whens)
    return f"CASE {told} ELSE {otherwise} END"


def _or(conditions: Sequence[str]) -> str:
    """True or false, never NULL: an unknown comparison is false."""
    if not conditions:
        return "(1 = 0)"
    return f"COALESCE({' OR '.join(conditions)}, (1 = 0))"


def _step(table: str, columns: Sequence[tuple[str, str]]) -> str:
    told = "".join(f",\n  {value} AS {name}" for name, value in columns)
    return f"SELECT {table}.*{told}\nFROM {table}"
