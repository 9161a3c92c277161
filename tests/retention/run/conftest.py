import pytest
from django.utils import translation

from tests import processes


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_process_stays():
    yield
    processes.stop_all()


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    settings.LEDGER_FILE = ""
