"""The office in which requests are worked on."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.subjects.requests import Office


@pytest.fixture(autouse=True)
def _words_are_english() -> Iterator[None]:
    """So that a refusal is known by its words; Finnish and Swedish are asked for where meant."""
    with translation.override("en"):
        yield


@pytest.fixture
def office(db: None) -> Office:
    return Office()
