"""`manage.py check_notice`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.factories import a_register
from tests.privacy_notices.checklist.changes import drop, put
from tests.privacy_notices.checklist.conftest import loaded

pytestmark = pytest.mark.django_db


def run(*arguments, exits=None, language="fi"):
    output = StringIO()
    with translation.override(language):
        if exits is None:
            call_command("check_notice", *arguments, stdout=output)
        else:
            with pytest.raises(SystemExit) as stopped:
                call_command("check_notice", *arguments, stdout=output)
            assert stopped.value.code == exits
    return output.getvalue()


def test_notice_without_errors_exits_with_0(tmp_path):
    loaded(folder=tmp_path)

    assert run("perus") == "Vaatimuksista täyttyy: 100 %\nEi huomautettavaa.\n"


def test_warnings_alone_do_not_stop(tmp_path):
    loaded(put("notice", title=None), folder=tmp_path)

    words = run("perus")

    assert "Varoitukset (1)" in words
    assert "- title [12(1)]" in words
    assert "Missä: notice/title" in words


def test_errors_exit_with_1_and_stand_first(tmp_path):
    loaded(drop("rights/valitus"), drop("security"), folder=tmp_path)

    words = run("perus", exits=1)

    assert words.index("Virheet (1)") < words.index("Varoitukset") < words.index("Huomautukset (1)")
    assert "[13(2)(d), 14(2)(e), 77; tietosuojalaki 21 §]" in words


def test_findings_are_in_the_active_language(tmp_path):
    loaded(drop("security"), folder=tmp_path)

    assert "Anmärkningar (1)" in run("perus", language="sv")
    assert "Remarks (1)" in run("perus", language="en-gb")


def test_json_has_ids_severities_and_messages_in_three_languages(tmp_path):
    loaded(drop("rights/valitus"), folder=tmp_path)

    report = json.loads(run("perus", "--format", "json", exits=1))

    assert report["slug"] == "perus"
    assert 0 < report["completeness"] < 100
    error = report["findings"][0]
    assert (error["id"], error["severity"], error["place"]) == ("art13-2d", "error", "rights")
    assert set(error) == {
        *("id", "severity", "article", "place", "places", "language", "message", "evidence"),
    }
    assert set(error["message"]) == {"fi", "sv", "en"}


def test_json_without_findings(tmp_path):
    loaded(folder=tmp_path)

    assert json.loads(run("perus", "--format=json")) == {
        "slug": "perus",
        "completeness": 100,
        "findings": [],
    }


def test_unknown_register_is_a_plain_error():
    with translation.override("fi"), pytest.raises(CommandError, match="ei-ole"):
        call_command("check_notice", "ei-ole")


def test_register_without_a_notice_is_a_plain_error():
    a_register(slug="vailla")
    with translation.override("fi"), pytest.raises(CommandError, match="vailla"):
        call_command("check_notice", "vailla")
