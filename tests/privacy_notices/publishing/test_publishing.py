"""Publishing: one door, frozen once, refused with words an officer can act on."""

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from privacy_notices import publishing
from privacy_notices.freezing import TABLES
from privacy_notices.models import (
    Frozen,
    Notice,
    NoticeVersion,
    Rendering,
    Submission,
    Withdrawal,
)
from privacy_notices.publishing import NotPublishable, Terms, publish, state_of, submit
from privacy_notices.snapshot import content_of, draft_of, render
from privacy_notices.withdrawing import cancel, withdraw
from register.models import Purpose, Register, User
from register.texts import Text
from tests.admin_pages import url
from tests.privacy_notices.publishing.conftest import (
    NOW,
    TODAY,
    an_officer,
    change,
    digest,
)

Publish = Callable[..., NoticeVersion]
TERMS = Terms(effective_on=TODAY, summary=Text(fi="Ensimmäinen versio."))


def test_a_version_holds_every_language_with_its_digest(publish_now: Publish) -> None:
    version = publish_now()
    assert (version.number, version.languages) == (1, ["fi", "sv", "en"])
    assert version.published_at == NOW
    assert version.effective_on == TODAY
    for one in version.renderings.all():
        assert bytes(one.html).startswith(b"<!doctype html>")
        assert bytes(one.pdf).startswith(b"%PDF-")
        assert json.loads(bytes(one.json))["language"] == one.language
        for form in ("html", "pdf", "json"):  # what `sha256sum` tells of the file
            content = bytes(getattr(one, form))
            assert getattr(one, f"{form}_sha256") == hashlib.sha256(content).hexdigest()


def test_versions_are_numbered_one_after_another(publish_now: Publish, notice: Notice) -> None:
    publish_now()
    change(notice)
    assert publish_now("Johdanto muuttui.").number == 2


def test_a_version_is_reproduced_from_its_snapshot_byte_for_byte(publish_now: Publish) -> None:
    version = publish_now()
    Purpose.objects.update(name_fi="jotain aivan muuta")  # the register moves on
    stored = NoticeVersion.objects.get(pk=version.pk)
    again = render(stored.snapshot, number=stored.number, effective_on=stored.effective_on)
    frozen = {one.language: one for one in stored.renderings.all()}
    for one in again:
        assert one.html == bytes(frozen[one.language].html)
        assert one.pdf == bytes(frozen[one.language].pdf)
        assert one.json == bytes(frozen[one.language].json)


def test_content_read_back_from_json_is_the_content(notice: Notice) -> None:
    draft = draft_of(notice.register)
    snapshot = json.loads(draft.snapshot)
    for language, content in draft.contents.items():
        assert content_of(snapshot["notices"][language]) == content


def test_only_complete_languages_are_published(publish_now: Publish, notice: Notice) -> None:
    purpose = Purpose.objects.filter(register=notice.register).first()
    assert purpose is not None
    purpose.name = replace(purpose.name, sv="")
    purpose.text = replace(purpose.text, sv="", fi="", en="")
    purpose.save()
    assert publish_now().languages == ["fi", "en"]


# Frozen: the model, the queryset, the admin's way, raw SQL


def test_the_model_refuses(publish_now: Publish) -> None:
    version = publish_now()
    version.override_reason = "jälkikäteen"
    with pytest.raises(Frozen):
        version.save()
    with pytest.raises(Frozen):
        version.delete()
    with pytest.raises(Frozen):
        version.renderings.all()[0].delete()


def test_the_queryset_refuses(publish_now: Publish) -> None:
    version = publish_now()
    for rows in (NoticeVersion.objects.all(), Rendering.objects.filter(version=version)):
        with pytest.raises(Frozen):
            rows.update(pk=7)
        with pytest.raises(Frozen):
            rows.delete()
        with pytest.raises(Frozen):
            rows.bulk_update([version], ["number"])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET id = id", "DELETE FROM {0}"])
def test_the_database_refuses(publish_now: Publish, table: str, statement: str) -> None:
    publish_now()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        connection.cursor().execute(statement.format(table))
    assert NoticeVersion.objects.count() == 1


@pytest.mark.sqlite  # PostgreSQL has no REPLACE, and its ON CONFLICT is an UPDATE
@pytest.mark.parametrize(
    ("model", "changed"),
    [
        (NoticeVersion, {"snapshot": "'toista'"}),
        (NoticeVersion, {"id": "id + 1000", "slug": "'muu'"}),  # the notice has the number
        (NoticeVersion, {"id": "id + 1000", "notice_id": "notice_id + 1000"}),  # so has the slug
        (Rendering, {"html": "x'00'"}),
        (Rendering, {"id": "id + 1000"}),
    ],
)
def test_sqlite_refuses_to_replace(
    version: NoticeVersion, model: type[Model], changed: dict[str, str]
) -> None:
    before = list(model._default_manager.values())
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(column, column) for column in columns)
    table = model._meta.db_table
    statement = f"REPLACE INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}"  # noqa: S608
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(model._default_manager.values()) == before


@pytest.mark.postgresql  # SQLite has no TRUNCATE
def test_postgresql_refuses_to_truncate(publish_now: Publish) -> None:
    publish_now()
    connection.check_constraints()  # else PostgreSQL refuses for pending foreign keys already
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {TABLES[1]}")
    assert Rendering.objects.count() == 3


def test_a_published_register_is_not_deleted(publish_now: Publish, notice: Notice) -> None:
    publish_now()
    with pytest.raises((Frozen, DatabaseError)), transaction.atomic():
        notice.register.delete()
    assert NoticeVersion.objects.count() == 1


def test_the_admin_has_no_page_for_frozen_rows() -> None:
    assert not {NoticeVersion, Rendering} & set(admin.site._registry)


def test_the_admin_deletes_nothing_that_is_published(
    client: Client, version: NoticeVersion, notice: Notice
) -> None:
    def frozen() -> list[object]:
        return [*NoticeVersion.objects.values(), *Rendering.objects.values()]

    client.force_login(User.objects.create_superuser("all"))
    before = frozen()
    for model, row in ((Register, notice.register_id), (Notice, notice.pk)):
        chosen = {"action": "delete_selected", "_selected_action": str(row)}
        for address in (url(model, "delete", row), url(model, "changelist")):
            assert client.post(address, {"post": "yes", **chosen}).status_code < 500
    assert Notice.objects.filter(pk=notice.pk, register=notice.register_id).exists()
    assert frozen() == before


# Refusals


def refusal(notice: Notice, by: User, **values: object) -> str:
    terms = replace(TERMS, **values)  # type: ignore[arg-type] # by name
    with pytest.raises(NotPublishable) as refused:
        publish(notice, terms, by=by, expected_digest=digest(notice), now=NOW)
    return str(refused.value)


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def test_a_draft_that_changed_meanwhile_is_not_published(notice: Notice, officer: User) -> None:
    seen = digest(notice)
    change(notice)
    with pytest.raises(NotPublishable, match="has changed since"):
        publish(notice, TERMS, by=officer, expected_digest=seen, now=NOW)
    assert not NoticeVersion.objects.exists()


def test_the_same_draft_is_not_published_twice(
    publish_now: Publish, notice: Notice, officer: User
) -> None:
    publish_now()
    assert "already published as version 1" in refusal(notice, officer)


def test_not_in_the_past_and_not_before_an_earlier_version(
    publish_now: Publish, notice: Notice, officer: User
) -> None:
    assert "in the past" in refusal(notice, officer, effective_on=TODAY - timedelta(days=1))
    publish_now(effective_on=date(2026, 10, 1))
    change(notice)
    assert "Version 1 comes into force later" in refusal(notice, officer)


def test_whoever_may_not_publish_is_told(notice: Notice) -> None:
    stranger = User.objects.create(username="stranger")
    assert refusal(notice, stranger) == "You may not publish notices."


def test_no_complete_language_is_refused(notice: Notice, officer: User) -> None:
    fresh = Notice.objects.get(pk=notice.pk)
    for language, missing in (("fi", "sv"), ("sv", "en"), ("en", "fi")):
        purpose = Purpose(register=fresh.register, key=f"vain-{language}")
        purpose.name = replace(Text("a", "b", "c"), **{missing: ""})
        purpose.save()
    assert "No language is complete" in refusal(fresh, officer)


def with_errors(notice: Notice) -> None:
    Purpose.objects.filter(register=notice.register).delete()


def test_errors_need_a_reason_and_a_permission(notice: Notice, officer: User) -> None:
    with_errors(notice)
    assert "tell why you publish" in refusal(notice, officer)
    publisher = User.objects.create(username="publisher")
    publisher.user_permissions.add(Permission.objects.get(codename="publish_notice"))
    words = refusal(notice, publisher, override_reason="Kiire.")
    assert words == "You may not publish while the check finds errors."
    version = publish(
        notice,
        replace(TERMS, override_reason="Tarkoitukset lisätään huomenna."),
        by=officer,
        expected_digest=digest(notice),
        now=NOW,
    )
    assert version.override_reason == "Tarkoitukset lisätään huomenna."
    assert {finding["severity"] for finding in version.findings} >= {"error"}


# Four eyes


def test_with_four_eyes_another_person_publishes(
    settings: object, notice: Notice, officer: User
) -> None:
    settings.NOTICE_FOUR_EYES = True  # type: ignore[attr-defined] # pytest-django's fixture
    second = an_officer("second")
    assert "Submit the notice for review first" in refusal(notice, officer)
    submit(notice, by=officer, expected_digest=digest(notice), now=NOW)
    assert "another person publishes it" in refusal(notice, officer)
    version = publish(notice, TERMS, by=second, expected_digest=digest(notice), now=NOW)
    assert (version.submitted_by, version.published_by) == (officer, second)
    assert not Submission.objects.exists()


def test_a_change_voids_the_submission(settings: object, notice: Notice, officer: User) -> None:
    settings.NOTICE_FOUR_EYES = True  # type: ignore[attr-defined] # pytest-django's fixture
    submit(notice, by=officer, expected_digest=digest(notice), now=NOW)
    change(notice)
    assert "Submit the notice for review first" in refusal(notice, an_officer("second"))


def test_the_state_follows_from_what_is_there(
    publish_now: Publish, notice: Notice, officer: User
) -> None:
    def state() -> str:
        return state_of(notice, draft_of(notice.register))

    assert state() == "draft"
    submit(notice, by=officer, expected_digest=digest(notice), now=NOW)
    assert state() == "in_review"
    publish_now()
    assert state() == "published"
    change(notice)
    assert state() == "draft"


# Two at once


@pytest.mark.django_db(transaction=True)
def test_two_people_publishing_at_once_get_one_version_and_one_refusal(notice: Notice) -> None:
    officers = [an_officer("first"), an_officer("second")]
    seen = digest(notice)
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def try_it(by: User) -> None:
        try:
            start.wait(timeout=60)
            version = publish(notice, TERMS, by=by, expected_digest=seen, now=NOW)
            outcomes.append(f"version {version.number}")
        except NotPublishable as refused:
            outcomes.append(f"refused: {refused}")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(by,)) for by in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.split(":")[0] for one in outcomes) == ["refused", "version 1"]
    assert NoticeVersion.objects.count() == 1


def test_a_withdrawal_while_the_pages_are_made_is_not_ended_unseen(
    monkeypatch: pytest.MonkeyPatch, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    def withdrawing(*args: Any, **values: Any) -> Any:
        reason = Text(fi="Toiminta loppuu.")
        withdraw(notice, on=TODAY, reason=reason, by=an_officer("other"), today=TODAY)
        return rendered

    rendered = render(version.snapshot, number=2, effective_on=TODAY)
    monkeypatch.setattr(publishing, "render", withdrawing)
    change(notice)
    assert refusal(notice, officer).startswith("Somebody has just withdrawn the notice")
    assert Withdrawal.objects.get().back_on is None
    assert NoticeVersion.objects.count() == 1


def test_a_withdrawal_cancelled_while_the_pages_are_made_is_told(
    monkeypatch: pytest.MonkeyPatch, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    def cancelling(*args: Any, **values: Any) -> Any:
        cancel(notice, by=officer, today=TODAY)
        return rendered

    rendered = render(version.snapshot, number=2, effective_on=TODAY)
    ends = TODAY + timedelta(days=30)
    withdraw(notice, on=ends, reason=Text(fi="Toiminta loppuu."), by=officer, today=TODAY)
    monkeypatch.setattr(publishing, "render", cancelling)
    change(notice)
    assert refusal(notice, officer).endswith("or cancelled that. Look again.")
    assert NoticeVersion.objects.count() == 1


def test_the_queries_of_a_draft_do_not_grow_with_the_register(notice: Notice) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            draft_of(notice.register)
        return len(captured)

    queries()  # what is asked once in a process, such as content types
    before = queries()
    for number in range(50):
        purpose = Purpose(register=notice.register, key=f"lisa-{number}")
        purpose.name = Text(f"a{number}", f"b{number}", f"c{number}")
        purpose.save()
    assert queries() == before
