"""The picture of a request's life, drawn from the table of steps: `docs/requests.md`."""

from collections.abc import Iterator

from django.utils.translation import override

from register.models import ActorKind
from subjects.enums import Status, Step
from subjects.transitions import FINAL, STARTS, WAYS, arrows

BEGINS, ENDS = "<!-- drawn from subjects/transitions.py -->", "<!-- end of what is drawn -->"
WHO = {
    ActorKind.USER: "staff",
    ActorKind.SUBJECT: "the person",
    ActorKind.JOB: "a job",
    ActorKind.COMMAND: "a command",
}


def updated(page: str) -> str:
    """The page with its drawn part as the table has it today."""
    before, _begins, rest = page.partition(BEGINS)
    _old, _ends, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n\n{drawn()}\n{ENDS}{after}"


def drawn() -> str:
    with override("en"):
        return "\n".join([*_picture(), "", *_statuses(), "", *_steps(), ""])


def _picture() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for status in STARTS:
        yield f"    [*] --> {status.value}"
    for source, step, to in arrows():
        yield f"    {source.value} --> {to.value}: {step.value}"
    for status in Status:
        if status in FINAL:
            yield f"    {status.value} --> [*]"
    yield "```"


def _statuses() -> Iterator[str]:
    yield "| status | meaning | steps that lead on | steps that stay |"
    yield "|---|---|---|---|"
    for status in Status:
        steps = [step for step, way in WAYS.items() if status in way.sources]
        on = [step for step in steps if WAYS[step].leads(status)]
        stay = [step for step in steps if not WAYS[step].leads(status)]
        yield f"| `{status.value}` | {status.label} | {_names(on)} | {_names(stay)} |"


def _steps() -> Iterator[str]:
    yield "| step | what it does | by | letter owed | in the journal |"
    yield "|---|---|---|---|---|"
    for step, way in WAYS.items():
        who = ", ".join(words for kind, words in WHO.items() if kind in way.by)
        owes = str(way.owes.label) if way.owes else "–"
        if way.owes_nobody:
            owes += f"; not from {', '.join(f'`{status.value}`' for status in way.owes_nobody)}"
        journal = "yes" if way.journalled else "–"
        yield f"| `{step.value}` | {step.label} | {who} | {owes} | {journal} |"


def _names(steps: list[Step]) -> str:
    return ", ".join(f"`{step.value}`" for step in steps) or "–"
