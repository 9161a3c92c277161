"""From rows to a record in one language."""

from datetime import date

from privacy_notices.assembly.people import company_name
from privacy_notices.record.activities import chapter, served
from privacy_notices.record.content import RecordContent
from privacy_notices.record.facts import RecordRows
from privacy_notices.record.parties import parties
from privacy_notices.record.speaker import RecordSpeaker


def write(rows: RecordRows, language: str, *, today: date) -> RecordContent:
    """The record as it is today. Asks the database nothing.

    What is missing in `language` is marked and counted, never taken from another.
    """
    s = RecordSpeaker(language)
    named, chapters = parties(s, rows), tuple(chapter(s, one) for one in rows.registers)
    return RecordContent(
        controller_key=rows.controller.key,
        controller_name=company_name(s, rows.controller),
        business_id=rows.controller.business_id,
        language=language,
        day=today,
        parties=named,
        chapters=chapters,
        served=served(s, rows.registers),
        gaps=tuple(s.gaps),
    )
