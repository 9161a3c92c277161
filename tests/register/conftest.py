"""What the register's tests share."""

from collections.abc import Iterator

import pytest

from tests import processes


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    processes.stop_all()
