"""The record of the small register of `checklist/base.yaml`, after changes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from privacy_notices.record.content import Part, RecordContent, Row
from privacy_notices.record.facts import gather
from privacy_notices.record.writing import write
from register.models import Controller
from tests.privacy_notices.checklist.changes import Change
from tests.privacy_notices.checklist.conftest import loaded

TODAY = date(2026, 11, 22)
Recorded = Callable[..., RecordContent]


@pytest.fixture
def recorded(db: None, tmp_path: Path) -> Recorded:
    """The record of the small register, or of another controller in it, after the changes."""

    def record(*changes: Change, key: str = "mallila", language: str = "fi") -> RecordContent:
        loaded(*changes, folder=tmp_path)
        return record_of(key, language)

    return record


def record_of(key: str, language: str = "fi") -> RecordContent:
    return write(gather(Controller.objects.get(key=key)), language, today=TODAY)


def lines(content: RecordContent, part: Part, register: int = 0) -> tuple[Row, ...]:
    """The rows of one part."""
    if part in (Part.PARTIES, Part.SERVED):
        return (content.parties if part == Part.PARTIES else content.served).rows
    (found,) = (one for one in content.chapters[register].tables if one.part == part)
    return found.rows
