import pytest
from django.utils import translation

from tests import factories as make
from tests import processes
from tests.retention.run.planning import a_carried_rule, somebody_whole


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


@pytest.fixture
def kept_by():
    return make.a_membership()


@pytest.fixture
def rule(kept_by):
    return a_carried_rule(kept_by.register)


@pytest.fixture
def stays(kept_by):
    """As long gone as the others, but in no plan."""
    return somebody_whole(kept_by, "9001", "Pysyväinen")


@pytest.fixture
def file(settings, tmp_path):
    settings.LEDGER_FILE = str(tmp_path / "ledger.jsonl")
    return tmp_path / "ledger.jsonl"
