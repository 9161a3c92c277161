"""`render_notice` and `demo`, as somebody at a terminal meets them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from privacy_notices.management.commands import demo
from privacy_notices.models import Notice
from register.groups import Group
from register.models import Purpose, Register, User
from tests.factories import a_register
from tests.written_once import load_once

pytestmark = pytest.mark.django_db
COMPLETE = Path("register/samples/complete.yaml")


@pytest.fixture
def complete() -> str:
    load_once(COMPLETE)
    return "complete"


def rendered(tmp_path: Path, *words: str) -> bytes:
    target = tmp_path / "notice"
    call_command("render_notice", "complete", *words, "--output", str(target))
    return target.read_bytes()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_form_in_every_language(complete: str, tmp_path: Path, language: str) -> None:
    page = rendered(tmp_path, "--language", language, "--format", "html").decode()
    assert page.startswith("<!doctype html>")
    assert f'<html lang="{language}">' in page
    assert rendered(tmp_path, "--language", language, "--format", "pdf").startswith(b"%PDF-1.7")
    data = json.loads(rendered(tmp_path, "--language", language, "--format", "json"))
    assert (data["format"], data["language"]) == ("seloste-notice/1", language)
    text = rendered(tmp_path, "--language", language, "--format", "text").decode()
    assert data["title"] == text.split("\n", 1)[0]


def test_a_missing_translation_is_reported_and_nothing_is_written(
    complete: str, tmp_path: Path
) -> None:
    Purpose.objects.filter(key="accounting").update(name_sv="")
    target, complaints = tmp_path / "notice", StringIO()
    with pytest.raises(SystemExit) as left, translation.override("en"):
        call_command(
            "render_notice", complete, "--language", "sv", "--output", str(target),
            stderr=complaints,
        )  # fmt: skip
    assert left.value.code == 1
    assert not target.exists()
    said = complaints.getvalue().splitlines()
    assert said[0] == "purposes/accounting/name: missing in sv."
    assert said[-1].endswith("missing.")


def test_a_draft_shows_the_gap_and_no_other_language(complete: str, tmp_path: Path) -> None:
    Purpose.objects.filter(key="accounting").update(name_sv="")
    words = ("--language", "sv", "--draft")
    page = rendered(tmp_path, *words).decode()
    assert '<mark class="gap">' in page
    assert "kirjanpito ja verotus" not in page
    assert "purposes/accounting/name" in rendered(tmp_path, *words, "--format", "text").decode()


def test_unknown_register_and_unwritable_file_are_told(complete: str, tmp_path: Path) -> None:
    with translation.override("en"):
        with pytest.raises(CommandError, match="There is no register “nowhere”"):
            call_command("render_notice", "nowhere")
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("render_notice", complete, "--output", str(tmp_path / "no" / "such"))


def test_a_register_without_a_notice_is_told() -> None:
    register = a_register("tyhja")
    Notice.objects.filter(register=register).delete()
    with translation.override("en"), pytest.raises(CommandError, match="has no notice"):
        call_command("render_notice", "tyhja")


# The demo


@pytest.fixture
def _password_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PASSWORD_FILE", tmp_path / "var" / "demo-password")


@pytest.mark.usefixtures("_password_file")
def test_demo_loads_the_samples_and_tells_how_to_sign_in() -> None:
    said = StringIO()
    call_command("demo", stdout=said)
    assert Register.objects.count() == 6
    officer = User.objects.get(username="demo")
    password = demo.PASSWORD_FILE.read_text().strip()
    assert officer.check_password(password)
    assert password in said.getvalue()
    assert "/hallinta/" in said.getvalue()
    assert [group.name for group in officer.groups.all()] == [Group.COMPLIANCE_OFFICER.value]
    assert not officer.is_superuser
    assert oct(demo.PASSWORD_FILE.stat().st_mode & 0o777) == "0o600"


@pytest.mark.usefixtures("_password_file")
def test_a_second_demo_keeps_what_was_changed() -> None:
    call_command("demo", stdout=StringIO())
    password = demo.PASSWORD_FILE.read_text()
    Purpose.objects.filter(register__slug="complete").update(name_fi="muutettu")
    Register.objects.get(slug="two-controllers").delete()
    call_command("demo", stdout=StringIO())
    assert demo.PASSWORD_FILE.read_text() == password
    assert Purpose.objects.filter(register__slug="complete", name_fi="muutettu").exists()
    assert Register.objects.filter(slug="two-controllers").exists()


@pytest.mark.usefixtures("_password_file")
def test_demo_leaves_real_registers_alone() -> None:
    a_register("oikea")
    with translation.override("en"), pytest.raises(CommandError, match="needs one of its own"):
        call_command("demo", stdout=StringIO())
    assert not User.objects.exists()
