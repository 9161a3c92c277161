"""A small notice without findings, and ways of breaking it."""

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from privacy_notices.checklist import Report, check_register
from register.models import Register
from tests.privacy_notices.checklist.changes import Change
from tests.written_once import load_once

BASE = yaml.safe_load((Path(__file__).parent / "base.yaml").read_text())
TODAY = date(2026, 11, 21)


@pytest.fixture
def checked(db: None, tmp_path: Path) -> Callable[..., Report]:
    """The findings on the small notice, after the changes."""

    def check(*changes: Change, today: date = TODAY) -> Report:
        return check_register(loaded(*changes, folder=tmp_path), today=today)

    return check


def loaded(*changes: Change, folder: Path) -> Register:
    content = copy.deepcopy(BASE)
    for change in changes:
        change(content)
    path = folder / "register.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    return Register.objects.get(slug=load_once(path))
