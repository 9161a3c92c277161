"""Officers are reminded of a review: before the day, on the day, once each."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group as GroupRow
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from privacy_notices import jobs
from privacy_notices.models import Notice, NoticeVersion, Review, ReviewReminder, Withdrawal
from register import outbox
from register.groups import Group
from register.models import OutgoingMail, User
from tests.factories import a_register

pytestmark = pytest.mark.django_db

PUBLISHED = date(2026, 1, 7)
REVIEW = date(2027, 1, 7)
DAY = timedelta(days=1)


def an_officer(
    username: str = "aino", *, group: Group = Group.COMPLIANCE_OFFICER, **more: Any
) -> User:
    values = {"email": f"{username}@kuvitelma.example", **more}
    user = User.objects.create(username=username, is_staff=True, **values)
    user.groups.add(GroupRow.objects.get(name=group.value))
    return user


def a_version(notice: Notice, number: int = 1, **more: Any) -> NoticeVersion:
    values = {"effective_on": PUBLISHED, "next_review_on": REVIEW, **more}
    return NoticeVersion.objects.create(
        notice=notice,
        slug=notice.register.slug,
        number=number,
        languages=["fi"],
        published_at=datetime(2026, 1, 7, 9, tzinfo=UTC),
        published_by=User.objects.get_or_create(username="julkaisija")[0],
        titles={"fi": "Tietosuojaseloste"},
        snapshot={},
        **values,
    )


def a_notice(slug: str = "asiakkaat") -> Notice:
    register = a_register(slug, name_fi="Esimerkki Oy:n asiakasrekisteri")
    return Notice.objects.get_or_create(register=register)[0]


@pytest.fixture
def notice() -> Notice:
    return a_notice()


def sent() -> list[str]:
    """Who has been written to."""
    return sorted(OutgoingMail.objects.values_list("recipient", flat=True))


@pytest.mark.parametrize(
    ("days_to_go", "kinds"),
    [(15, []), (14, ["ahead"]), (1, ["ahead"]), (0, ["due"]), (-1, ["due"]), (-400, ["due"])],
)
def test_fourteen_days_before_and_from_the_day_on(notice, days_to_go, kinds) -> None:
    an_officer()
    a_version(notice)
    assert jobs.remind_of_reviews(REVIEW - days_to_go * DAY) == len(kinds)
    assert list(ReviewReminder.objects.values_list("kind", flat=True)) == kinds
    assert len(sent()) == len(kinds)


def test_each_reminder_goes_once_whatever_the_days_between(notice) -> None:
    an_officer()
    a_version(notice)
    days = [REVIEW + number * DAY for number in range(-20, 20)]
    assert [day for day in days if jobs.remind_of_reviews(day)] == [REVIEW - 14 * DAY, REVIEW]
    assert len(sent()) == 2


def test_a_new_version_has_reminders_of_its_own(notice) -> None:
    an_officer()
    a_version(notice)
    jobs.remind_of_reviews(REVIEW)
    a_version(notice, 2, effective_on=REVIEW, next_review_on=REVIEW + 365 * DAY)
    assert jobs.remind_of_reviews(REVIEW + DAY) == 0
    assert jobs.remind_of_reviews(REVIEW + 365 * DAY) == 1


def a_review(version: NoticeVersion, day: date, next_review_on: date) -> Review:
    return Review.objects.create(
        version=version,
        reviewed_by=version.published_by,
        reviewed_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        next_review_on=next_review_on,
    )


def test_a_review_sets_another_day_with_reminders_of_its_own(notice) -> None:
    an_officer()
    version = a_version(notice)
    jobs.remind_of_reviews(REVIEW)
    later = REVIEW + 365 * DAY
    a_review(version, REVIEW + DAY, later)
    days = [REVIEW + number * DAY for number in range(1, 400)]
    assert [day for day in days if jobs.remind_of_reviews(day)] == [later - 14 * DAY, later]
    days_told = ReviewReminder.objects.order_by("pk").values_list("kind", "review_on")
    assert list(days_told) == [("due", REVIEW), ("ahead", later), ("due", later)]


def test_the_last_review_counts_and_a_day_told_of_is_not_told_again(notice) -> None:
    an_officer()
    version = a_version(notice)
    a_review(version, REVIEW - 60 * DAY, REVIEW + 300 * DAY)
    a_review(version, REVIEW - 50 * DAY, REVIEW)  # set back to the day it had
    assert jobs.remind_of_reviews(REVIEW) == 1
    a_review(version, REVIEW, REVIEW)
    assert jobs.remind_of_reviews(REVIEW + DAY) == 0


def test_nobody_is_reminded_of_what_is_not_in_force(notice) -> None:
    an_officer()
    a_version(notice)
    a_version(notice, 2, next_review_on=None)
    withdrawn = a_notice("entinen")
    a_version(withdrawn)
    Withdrawal.objects.create(
        notice=withdrawn,
        slug="entinen",
        withdrawn_on=REVIEW,
        withdrawn_by=User.objects.get(username="aino"),
    )
    a_version(a_notice("tuleva"), effective_on=REVIEW + DAY)
    assert jobs.remind_of_reviews(REVIEW) == 0
    assert sent() == []


def test_officers_who_can_be_reached_are_reminded_and_nobody_else(notice) -> None:
    an_officer("aino")
    an_officer("onni")
    an_officer("lähtenyt", is_active=False)
    an_officer("osoitteeton", email="")
    for group in set(Group) - {Group.COMPLIANCE_OFFICER}:
        an_officer(group.name.lower(), group=group)
    a_version(notice)
    jobs.remind_of_reviews(REVIEW)
    assert sent() == ["aino@kuvitelma.example", "onni@kuvitelma.example"]


def test_with_nobody_to_reach_the_reminder_waits_for_somebody(notice, caplog) -> None:
    a_version(notice)
    assert jobs.remind_of_reviews(REVIEW) == 0
    assert "1 reviews due, but no officer has an e-mail address" in caplog.text
    an_officer()
    assert jobs.remind_of_reviews(REVIEW + DAY) == 1


def test_the_mail_says_which_notice_when_and_where(notice, settings) -> None:
    settings.SITE_URL = "https://seloste.example.fi"
    an_officer()
    a_version(notice, 3)
    jobs.remind_of_reviews(REVIEW - DAY)
    jobs.remind_of_reviews(REVIEW)
    due, ahead = OutgoingMail.objects.order_by("-pk")
    assert ahead.subject == (
        "Käy tietosuojaseloste läpi viimeistään 7.1.2027: Esimerkki Oy:n asiakasrekisteri"
    )
    assert due.subject == "Tietosuojaseloste on käytävä läpi: Esimerkki Oy:n asiakasrekisteri"
    assert "käytävä läpi viimeistään 7.1.2027." in ahead.body
    assert "on aika käydä läpi: läpikäyntipäiväksi on merkitty 7.1.2027." in due.body
    for mail in (ahead, due):
        assert "Rekisteri: Esimerkki Oy:n asiakasrekisteri\nVoimassa oleva versio: 3\n" in mail.body
        page = f"https://seloste.example.fi/hallinta/privacy_notices/notice/{notice.pk}/review/"
        assert mail.body.endswith(f"{page}\n")
        assert "%(" not in mail.body


def test_a_name_with_a_percent_sign_does_no_harm(notice) -> None:
    notice.register.name_fi = "Alennus 50 % (sis. %(day)s)"
    notice.register.save()
    an_officer()
    a_version(notice)
    jobs.remind_of_reviews(REVIEW)
    assert "Alennus 50 % (sis. %(day)s)" in OutgoingMail.objects.get().body


def test_the_job_does_it_today_through_the_queue(notice, mailoutbox, caplog) -> None:
    an_officer()
    a_version(notice, next_review_on=timezone.localdate())
    jobs.send_review_reminders.call()
    mail = OutgoingMail.objects.get()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [mail.pk]
    outbox.send_mail.call(mail.pk)
    assert [letter.to for letter in mailoutbox] == [["aino@kuvitelma.example"]]
    assert "aino" not in caplog.text + str(ReviewReminder.objects.get()) + mail.key


def test_it_takes_as_many_questions_for_three_notices_as_for_one(
    notice, django_assert_num_queries
) -> None:
    an_officer()
    a_version(notice)
    jobs.remind_of_reviews(REVIEW)
    for slug in ("toinen", "kolmas", "neljas"):
        a_version(a_notice(slug), next_review_on=REVIEW + 100 * DAY)
    with django_assert_num_queries(3):  # before the day, on the day, officers
        assert jobs.remind_of_reviews(REVIEW + DAY) == 0
