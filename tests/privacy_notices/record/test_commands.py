"""`render_record` and `check_record`, as somebody at a terminal meets them."""

import json
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from tests.factories import a_controller
from tests.privacy_notices.checklist.changes import drop, put
from tests.privacy_notices.checklist.conftest import loaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def rendered(tmp_path):
    def run(*words, key="mallila"):
        target = tmp_path / "record"
        call_command("render_record", key, *words, "--output", str(target), stderr=StringIO())
        return target.read_bytes()

    return run


def test_every_form(rendered, tmp_path):
    loaded(folder=tmp_path)
    assert rendered().decode().startswith('<!doctype html>\n<html lang="fi">')
    assert rendered("--format", "pdf").startswith(b"%PDF-1.7")
    book = openpyxl.load_workbook(BytesIO(rendered("--format", "xlsx", "--language", "en")))
    assert book.sheetnames[1] == "Parties"
    record = json.loads(rendered("--format", "json", "--language", "sv"))
    assert (record["language"], record["day"]) == ("sv", timezone.localdate().isoformat())


def test_missing_texts_are_told_and_do_not_stop_it(tmp_path):
    loaded(put("purposes/laskutus", name={"fi": "laskutus", "sv": "fakturering"}), folder=tmp_path)
    said, target = StringIO(), tmp_path / "record.html"
    with translation.override("en"):
        call_command(
            "render_record", "mallila", "--language", "sv", "--output", str(target), stderr=said
        )
    lines = said.getvalue().splitlines()
    assert "perus/purposes/tilaukset/name: missing in sv." in lines
    assert lines[-1].endswith("texts are missing.")
    assert "Fakturering" in target.read_text()


def test_an_unknown_controller_is_told_with_those_there_are():
    a_controller("mallila")
    with translation.override("en"):
        words = "There is no controller “ei-ole”. There is: mallila."
        for command in ("render_record", "check_record"):
            with pytest.raises(CommandError, match=words):
                call_command(command, "ei-ole")


def test_what_does_not_fit_and_a_file_that_cannot_be_written_are_told(tmp_path):
    loaded(put("security/lukot", name="pitkä " * 6_000), folder=tmp_path)
    with translation.override("en"):
        with pytest.raises(CommandError, match="Choose another form of file"):
            call_command("render_record", "mallila", "--format", "xlsx")
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("render_record", "mallila", "--output", str(tmp_path / "no" / "such"))


def checked(*arguments, exits=None):
    output = StringIO()
    with translation.override("fi"):
        if exits is None:
            call_command("check_record", *arguments, stdout=output)
        else:
            with pytest.raises(SystemExit) as stopped:
                call_command("check_record", *arguments, stdout=output)
            assert stopped.value.code == exits
    return output.getvalue()


def test_a_whole_record_exits_with_0(tmp_path):
    loaded(folder=tmp_path)
    assert checked("mallila") == "Vaatimuksista täyttyy: 100 %\nEi huomautettavaa.\n"


def test_errors_exit_with_1_and_warnings_do_not(tmp_path):
    loaded(drop("security"), folder=tmp_path)
    assert "- art30-1g [30(1)(g)]" in checked("mallila")
    loaded(drop("recipients"), folder=tmp_path)
    report = json.loads(checked("mallila", "--format", "json", exits=1))
    assert (report["controller"], report["findings"][0]["id"]) == ("mallila", "art30-1d")
    assert report["findings"][0]["place"] == "perus/recipients"
