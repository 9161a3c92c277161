"""Registers that say something nasty, through the file's door."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from privacy_notices.files.loading import load_files
from register.models import Register
from tests.privacy_notices.own_text.nasty import register_saying


@pytest.fixture
def load(db: None, tmp_path: Path) -> Callable[[dict[str, Any]], Register]:
    """Load a register file's plain form. The file is written with \\u escapes, so any text fits."""

    def loaded(whole: dict[str, Any]) -> Register:
        path = tmp_path / "nasty.yaml"
        path.write_text(yaml.safe_dump(whole, allow_unicode=False, sort_keys=False))
        load_files([path])
        return Register.objects.get(slug="nasty")

    return loaded


@pytest.fixture
def saying(load: Callable[[dict[str, Any]], Register]) -> Callable[[str], Register]:
    return lambda text: load(register_saying(text))
