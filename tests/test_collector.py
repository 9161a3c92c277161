"""The collector of personal data (`tests/collector.py`) finds every leak, and no others."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import leaking

ROOT = Path(__file__).resolve().parents[1]
OUTCOME = re.compile(r"^tests/leaking\.py::(\w+) (PASSED|FAILED|ERROR)", re.M)
# Which trace each leak is found in.
FOUND_IN = {
    "test_leaks_into_the_log": "the log (register.leaking)",
    "test_leaks_in_another_case": "the log (register.leaking)",
    "test_leaks_before_it_is_saved": "the log (register.leaking)",
    "test_leaks_a_phone_number_as_it_is_compared": "the log (register.leaking)",
    "test_leaks_what_was_written_set_wise": "the log (register.leaking)",
    "test_leaks_a_buyer": "the log (register.leaking)",
    "test_leaks_an_identity_code_nobody_saved": "the log (register.leaking)",
    "test_leaks_into_an_address": "an address",
    "test_leaks_into_a_path": "an address",
    "test_leaks_into_a_redirection": "a header (Location)",
    "test_leaks_by_an_error_report": "a page of a fault",
    "test_leaks_by_str": "str of DataSubject",
    "test_leaks_by_repr": "repr of ContactPoint",
    "test_leaks_into_the_audit_log": "auditlog.LogEntry",
    "test_leaks_into_the_journal": "register.JournalEntry",
    "test_leaks_into_a_reference": "register.JournalEntry",
    "test_leaks_by_a_command": "what a command prints",
    "test_leaks_by_a_command_of_its_own": "what a command prints",
    "test_leaks_into_the_key_of_a_mail": "register.OutgoingMail",
    "test_leaks_into_a_task": "django_tasks_database.DBTaskResult",
}


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest) -> str:
    """What pytest says of the leaking tests, run by themselves."""
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-vv", "-p", "no:cacheprovider", "tests/leaking.py"),
            *("--database", request.config.getoption("database")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stdout


def test_every_leak_fails_its_test_and_nothing_else_does(told: str) -> None:
    tests = {name for name in vars(leaking) if name.startswith("test_")}
    outcomes = dict(OUTCOME.findall(told))
    assert outcomes == {
        name: "FAILED" if name.startswith("test_leaks") else "PASSED" for name in tests
    }


@pytest.mark.parametrize("name", FOUND_IN)
def test_the_failure_says_where(told: str, name: str) -> None:
    (report,) = re.findall(rf"^_+ {name} _+\n(.*?)(?=^_+ |\Z|^-+ |^=+ )", told, re.M | re.S)
    assert f"stands in {FOUND_IN[name]}: " in report


def test_every_leak_has_its_place() -> None:
    assert set(FOUND_IN) == {name for name in vars(leaking) if name.startswith("test_leaks")}
