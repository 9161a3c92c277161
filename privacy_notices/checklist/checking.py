"""The check of a notice: rows already fetched in, findings out."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import timezone

from privacy_notices.assembly.facts import Facts, gather
from privacy_notices.assembly.notice import write
from privacy_notices.checklist import contents as content_rules
from privacy_notices.checklist import contradictions, quality, rights, wording
from privacy_notices.checklist.findings import Outcome, Report, fold, outcome
from privacy_notices.checklist.law import Law, gather_law
from privacy_notices.checklist.reading import Reading
from privacy_notices.content import NoticeContent
from register.enums import Language
from register.models import Register
from register.texts import Text

RULES = (*content_rules.RULES, *rights.RULES, *quality.RULES, *contradictions.RULES)


def check(facts: Facts, contents: Mapping[str, NoticeContent], *, law: Law, today: date) -> Report:
    """Hold a notice to the checklists of `docs/checklist.md`. Asks the database nothing.

    `contents` are the languages that exist, the master first (`written`).
    """
    return fold(_outcomes(Reading(facts, contents, law, today)))


def _outcomes(reading: Reading) -> Iterator[Outcome]:
    for id_, rule in RULES:
        yield outcome(id_, rule(reading))
    yield from wording.outcomes(reading)


def check_register(register: Register, *, today: date | None = None) -> Report:
    """Fetch a register with a fixed number of queries and check its notice.

    Raises Notice.DoesNotExist where the register has no notice.
    """
    facts = gather(register)
    day = today or timezone.localdate()
    return check(facts, written(facts), law=gather_law(), today=day)


def written(facts: Facts) -> dict[str, NoticeContent]:
    """The notice in every language that is begun, Finnish first."""
    return {language: write(facts, language) for language in begun(facts)}


def begun(facts: Facts) -> list[str]:
    """Languages in which some heading or text of the notice itself is written.

    A notice that says nothing yet is checked in Finnish.
    """
    notice = facts.notice
    texts: list[Text] = [notice.citation, notice.introduction, notice.closing]
    for section in notice.sections.all():
        texts.append(section.heading)
        texts += [block.text for block in section.blocks.all()]
    texts.append(notice.title)
    found = [code for code in Language.values if any(getattr(text, code) for text in texts)]
    return found or [Language.FI.value]
