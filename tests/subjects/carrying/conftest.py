"""Copies of data lie in a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import storages


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private: Any = settings.STORAGES["private"]
    options = {**private["OPTIONS"], "location": tmp_path / "private"}
    kept = storages.create_storage({**private, "OPTIONS": options})
    monkeypatch.setitem(storages._storages, "private", kept)  # type: ignore[attr-defined]
