"""Every act on a notice is in the audit log, with who did it; what is published never enters it."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from privacy_notices.admin.notices import preview_url
from privacy_notices.models import (
    Notice,
    NoticeVersion,
    Rendering,
    Review,
    Submission,
    Withdrawal,
)
from register.groups import Group
from register.models import Controller, Purpose, Register, User
from tests.admin_pages import signed_in
from tests.privacy_notices.publishing.conftest import digest

pytestmark = pytest.mark.django_db
CREATE, DELETE, ACCESS = LogEntry.Action.CREATE, LogEntry.Action.DELETE, LogEntry.Action.ACCESS


@pytest.fixture
def user(client: Client, notice: Notice) -> User:
    """Signed in, with the log empty."""
    found = signed_in(client, Group.COMPLIANCE_OFFICER)
    LogEntry.objects.all().delete()
    return found


def page(notice: Notice, name: str) -> str:
    return reverse(f"admin:privacy_notices_notice_{name}", args=(notice.pk,))


def publish_by_hand(client: Client, notice: Notice, **values: str) -> None:
    opened = client.get(page(notice, "publish"))
    form = {bound.html_name: bound.value() or "" for bound in opened.context["form"]}
    sent = {**form, "digest": opened.context["digest"], **values}
    assert client.post(page(notice, "publish"), sent).status_code == 302


def logged(model: type[Model], action: int) -> LogEntry:
    entries = LogEntry.objects.filter(content_type__model=model._meta.model_name, action=action)
    return entries.get()


def test_publishing_is_logged_and_the_published_bytes_are_not(
    client: Client, user: User, notice: Notice
) -> None:
    publish_by_hand(client, notice)
    entry = logged(NoticeVersion, CREATE)
    assert entry.actor == user
    assert entry.changes["number"] == ["None", "1"]
    assert entry.changes["sha256"][1] == NoticeVersion.objects.get().sha256
    assert {"snapshot", "findings"} & entry.changes.keys() == set()
    whole = json.dumps(list(LogEntry.objects.values("changes", "serialized_data")))
    assert "seloste-version/1" not in whole
    assert "<!doctype html>" not in whole
    assert len(whole) < 10_000


def test_a_rendering_saved_by_other_means_leaves_no_bytes_in_the_log(
    publish_now: Callable[..., NoticeVersion],
) -> None:
    version = publish_now()
    version.pk, version.number, version._state.adding = None, 2, True
    version.save()
    Rendering(version=version, language="fi", html=b"x", pdf=b"y", json=b"z").save()
    assert {"html", "pdf", "json"} & logged(Rendering, CREATE).changes.keys() == set()


def test_an_override_is_logged_with_its_reason(client: Client, user: User, notice: Notice) -> None:
    Purpose.objects.filter(register=notice.register).delete()
    publish_by_hand(client, notice, override_reason="Korjataan huomenna.")
    entry = logged(NoticeVersion, CREATE)
    assert entry.actor == user
    assert entry.changes["override_reason"] == ["None", "Korjataan huomenna."]


def test_a_submission_is_logged_when_it_comes_and_when_it_goes(
    client: Client, user: User, notice: Notice
) -> None:
    client.post(page(notice, "submit"), {"digest": digest(notice)})
    assert logged(Submission, CREATE).actor == user
    client.post(page(notice, "take_back"))
    assert logged(Submission, DELETE).actor == user


def test_a_review_is_logged(client: Client, user: User, notice: Notice) -> None:
    publish_by_hand(client, notice)
    opened = client.get(page(notice, "review"))
    form = {"digest": opened.context["digest"], "after": "", "next_review_on": "01.12.2099"}
    client.post(page(notice, "review"), form)
    entry = logged(Review, CREATE)
    assert entry.actor == user
    assert entry.changes["next_review_on"] == ["None", "2099-12-01"]


def test_a_withdrawal_its_cancelling_and_the_way_back_are_logged(
    client: Client, user: User, notice: Notice
) -> None:
    publish_by_hand(client, notice)
    form: dict[str, Any] = {"reason_fi": "Toiminta päättyy.", "is_sure": "on"}
    client.post(page(notice, "withdraw"), {**form, "withdrawn_on": "01.12.2099"})
    entry = logged(Withdrawal, CREATE)
    assert (entry.actor, entry.changes["reason_fi"]) == (user, ["None", "Toiminta päättyy."])
    client.post(page(notice, "cancel_withdrawal"))
    assert logged(Withdrawal, DELETE).actor == user
    opened = client.get(page(notice, "withdraw"))
    today = opened.context["form"]["withdrawn_on"].value()
    client.post(page(notice, "withdraw"), {**form, "withdrawn_on": f"{today:%d.%m.%Y}"})
    publish_by_hand(client, notice)
    back = LogEntry.objects.get(content_type__model="withdrawal", action=LogEntry.Action.UPDATE)
    assert back.actor == user
    assert back.changes == {"back_on": ["None", today.isoformat()]}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_taking_out_the_pdf_of_a_draft_is_logged_with_its_language(
    client: Client, user: User, notice: Notice, language: str
) -> None:
    client.get(preview_url(notice.pk, language, "pdf"))
    entry = logged(Notice, ACCESS)
    assert entry.actor == user
    assert entry.additional_data == {"file": "PDF", "language": language}
    shown = client.get(reverse("admin:privacy_notices_notice_history", args=(notice.pk,)))
    assert "PDF" in shown.content.decode()


def test_taking_out_the_register_as_a_file_is_logged(
    client: Client, user: User, notice: Notice
) -> None:
    client.get(reverse("admin:privacy_notices_notice_export", args=(notice.register_id,)))
    entry = LogEntry.objects.get(action=ACCESS)
    assert (entry.actor, entry.additional_data) == (user, {"file": "YAML"})


@pytest.mark.parametrize(
    ("command", "options", "of", "noted"),
    [
        ("render_notice", ["complete", "--format", "json"], Notice,
         {"file": "JSON", "language": "fi"}),
        ("render_record", ["lankakuvitelma", "--language", "en"], Controller,
         {"file": "HTML", "language": "en"}),
        ("export_register", ["complete"], Register, {"file": "YAML"}),
    ],
)  # fmt: skip
def test_what_a_command_takes_out_is_logged_too(
    notice: Notice, tmp_path: Path, command: str, options: list[str], of: type[Model],
    noted: dict[str, str],
) -> None:  # fmt: skip
    LogEntry.objects.all().delete()
    call_command(command, *options, "--output", str(tmp_path / "file"), stderr=StringIO())
    entry = logged(of, ACCESS)
    assert (entry.actor, entry.additional_data) == (None, {"command": command, **noted})


def test_what_a_command_does_not_make_is_not_logged(notice: Notice, tmp_path: Path) -> None:
    Purpose.objects.filter(register=notice.register).update(name_sv="")
    LogEntry.objects.all().delete()
    file = tmp_path / "file"
    with pytest.raises(SystemExit):
        call_command(
            "render_notice", "complete", "--language", "sv", "--output", str(file),
            stderr=StringIO(),
        )  # fmt: skip
    assert not file.exists()
    assert not LogEntry.objects.filter(action=ACCESS).exists()


def test_reading_the_draft_on_the_screen_is_not_logged(
    client: Client, user: User, notice: Notice
) -> None:
    client.get(preview_url(notice.pk, "fi", "html"))
    assert not LogEntry.objects.exists()


def test_what_is_refused_is_not_logged(client: Client, notice: Notice) -> None:
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    LogEntry.objects.all().delete()
    client.get(preview_url(notice.pk, "fi", "pdf"))
    client.get(reverse("admin:privacy_notices_notice_export", args=(notice.register_id,)))
    assert not LogEntry.objects.exists()
