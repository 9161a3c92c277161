"""What `manage.py check --deploy` says of a ledger that is kept in the database only."""

from django.core.checks import run_checks


def said():
    return {one.id: one for one in run_checks(include_deployment_checks=True)}


def test_a_ledger_without_a_file_is_warned_of_and_told_why(settings):
    settings.LEDGER_FILE = ""
    warning = said()["retention.W001"]
    assert "LEDGER_FILE" in warning.msg
    assert "restored backup" in warning.hint


def test_with_a_file_there_is_nothing_to_say(settings, tmp_path):
    settings.LEDGER_FILE = str(tmp_path / "ledger.jsonl")
    assert "retention.W001" not in said()


def test_while_one_develops_nothing_is_said(settings):
    settings.LEDGER_FILE = ""
    assert "retention.W001" not in {one.id for one in run_checks()}
