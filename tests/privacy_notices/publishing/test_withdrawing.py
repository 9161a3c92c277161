"""A notice is withdrawn with its register, and comes back only by being published again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from privacy_notices import jobs
from privacy_notices.models import Notice, NoticeVersion, Withdrawal
from privacy_notices.publishing import NotPublishable, State, Terms, publish, state_of
from privacy_notices.snapshot import draft_of
from privacy_notices.withdrawing import NotWithdrawable, cancel, successors, withdraw
from register.models import User
from register.texts import Text
from tests.privacy_notices.publishing.conftest import COMPLETE, TODAY, change
from tests.written_once import load_once

Publish = Callable[..., NoticeVersion]
PAGE = "/fi/tietosuoja/complete/"
DAY = timedelta(days=1)
WHY = Text(fi="Verkkokauppa on lopetettu.", sv="Nätbutiken har upphört.")


def withdrawn(notice: Notice, by: User, on: date = TODAY, **values: object) -> Withdrawal:
    options = {"reason": WHY, "today": TODAY, **values}
    return withdraw(notice, on=on, by=by, **options)  # type: ignore[arg-type] # by name


def refusal(notice: Notice, by: User, **values: object) -> tuple[str, str]:
    with translation.override("en"), pytest.raises(NotWithdrawable) as refused:
        withdrawn(notice, by, **values)  # type: ignore[arg-type] # by name
    return str(refused.value), refused.value.about


def status(client: Client, address: str = PAGE) -> int:
    return client.get(address).status_code


# Withdrawing


def test_the_page_is_gone_from_the_day_on_and_tells_why_in_its_language(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    withdrawn(notice, officer)
    assert status(client) == 410
    assert "Verkkokauppa on lopetettu." in client.get(PAGE).content.decode()
    swedish = client.get("/sv/tietosuoja/complete/")
    assert "Nätbutiken har upphört." in swedish.content.decode()
    assert status(client, "/fi/tietosuoja/complete/v/1/") == 200
    assert "complete" not in client.get("/sitemap.xml").content.decode()


def test_until_the_day_the_notice_is_in_force(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    withdrawn(notice, officer, on=timezone.localdate() + DAY)
    assert status(client) == 200


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"on": TODAY - DAY}, ("A notice cannot be withdrawn in the past.", "withdrawn_on")),
        (
            {"reason": Text(sv="Nätbutiken har upphört.")},
            ("Tell in Finnish why the notice is withdrawn.", "reason_fi"),
        ),
        ({"successor": "tuntematon"}, ("That register has no notice in force.", "successor")),
        ({"successor": "complete"}, ("That register has no notice in force.", "successor")),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_field(
    version: NoticeVersion, notice: Notice, officer: User, values, words
) -> None:
    assert refusal(notice, officer, **values) == words
    assert not Withdrawal.objects.exists()


def test_only_what_is_published_is_withdrawn_and_only_once(
    notice: Notice, officer: User, publish_now: Publish
) -> None:
    assert refusal(notice, officer)[0] == "Nothing has been published yet."
    publish_now()
    withdrawn(notice, officer)
    assert "noted already" in refusal(notice, officer)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(
            notice=notice, slug="complete", withdrawn_on=TODAY, withdrawn_by=officer
        )


def test_who_may_not_publish_withdraws_nothing(version: NoticeVersion, notice: Notice) -> None:
    reader = User.objects.create(username="reader")
    reader.user_permissions.add(Permission.objects.get(codename="add_withdrawal"))
    assert refusal(notice, reader)[0] == "You may not withdraw notices."


def test_another_register_in_force_can_take_its_place(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    slug = load_once(COMPLETE.with_name("two-controllers.yaml"))
    other = Notice.objects.get(register__slug=slug)
    terms = Terms(TODAY, Text(fi="Ensimmäinen."), override_reason="Koe.")
    now = version.published_at
    publish(other, terms, by=officer, expected_digest=draft_of(other.register).digest, now=now)
    assert successors(notice, today=TODAY) == [slug]
    withdrawn(notice, officer, successor=slug)
    assert f'href="/fi/tietosuoja/{slug}/"' in client.get(PAGE).content.decode()


# Cancelling


def test_a_withdrawal_to_come_is_cancelled_and_one_that_came_is_not(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    withdrawn(notice, officer, on=TODAY + DAY)
    cancel(notice, by=officer, today=TODAY)
    assert not Withdrawal.objects.exists()
    with (
        translation.override("en"),
        pytest.raises(NotWithdrawable, match="is not going to be"),
    ):
        cancel(notice, by=officer, today=TODAY)
    withdrawn(notice, officer)
    with translation.override("en"), pytest.raises(NotWithdrawable, match="withdrawn already"):
        cancel(notice, by=officer, today=TODAY)
    assert status(client) == 410


def test_who_may_not_publish_cancels_nothing(
    version: NoticeVersion, notice: Notice, officer: User
) -> None:
    withdrawn(notice, officer, on=TODAY + DAY)
    with translation.override("en"), pytest.raises(NotWithdrawable, match="You may not withdraw"):
        cancel(notice, by=User.objects.create(username="stranger"), today=TODAY)


# Taken into use again


def test_publishing_takes_the_notice_into_use_again_even_unchanged(
    client: Client, version: NoticeVersion, notice: Notice, officer: User, publish_now: Publish
) -> None:
    withdrawn(notice, officer)
    assert state_of(notice, draft_of(notice.register), today=TODAY) == State.WITHDRAWN
    again = publish_now("Käytössä uudelleen.")
    assert again.number == 2
    assert status(client) == 200
    left = Withdrawal.objects.get()
    assert (left.withdrawn_on, left.back_on) == (TODAY, TODAY)
    assert state_of(notice, draft_of(notice.register), today=TODAY) == State.PUBLISHED


def test_it_stays_gone_until_the_new_version_is_in_force(
    client: Client, version: NoticeVersion, notice: Notice, officer: User, publish_now: Publish
) -> None:
    withdrawn(notice, officer)
    publish_now(effective_on=timezone.localdate() + 5 * DAY)
    assert status(client) == 410


def test_a_notice_taken_into_use_again_can_be_withdrawn_again(
    client: Client, version: NoticeVersion, notice: Notice, officer: User, publish_now: Publish
) -> None:
    withdrawn(notice, officer)
    publish_now()
    withdrawn(notice, officer, reason=Text(fi="Lopetettu toistamiseen."))
    assert "Lopetettu toistamiseen." in client.get(PAGE).content.decode()
    assert Withdrawal.objects.count() == 2


def test_a_version_before_a_withdrawal_to_come_does_not_stop_it(
    version: NoticeVersion, notice: Notice, officer: User, publish_now: Publish
) -> None:
    withdrawn(notice, officer, on=TODAY + 10 * DAY)
    change(notice)
    too_late = pytest.raises(NotPublishable, match="Cancel the withdrawal first")
    with translation.override("en"), too_late as refused:
        publish_now(effective_on=TODAY + 10 * DAY)
    assert refused.value.about == "effective_on"
    publish_now(effective_on=TODAY + 9 * DAY)
    assert Withdrawal.objects.get().back_on is None


def test_nobody_is_reminded_of_a_withdrawn_notice_until_it_is_back(
    notice: Notice, officer: User, publish_now: Publish
) -> None:
    officer.email = "officer@kuvitelma.example"
    officer.save()
    publish_now(next_review_on=TODAY + 20 * DAY)
    withdrawn(notice, officer)
    assert jobs.remind_of_reviews(TODAY + 20 * DAY) == 0
    publish_now(next_review_on=TODAY + 30 * DAY)
    assert jobs.remind_of_reviews(TODAY + 30 * DAY) == 1
