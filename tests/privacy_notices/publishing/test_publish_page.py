"""The page on which a notice is published: who may, what is told, what is refused in what words."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from privacy_notices.models import Notice, NoticeVersion, Review, Submission, Withdrawal
from privacy_notices.publishing import Terms, publish, submit
from register.dates import add_months
from register.groups import Group
from register.models import Purpose, Recipient, User
from register.texts import Text
from tests.admin_pages import count_queries, signed_in
from tests.privacy_notices.publishing.conftest import an_officer, change, digest

pytestmark = pytest.mark.django_db
PAGE = "/fi/tietosuoja/complete/"
MINE = {"summary_fi": "Omin sanoin.", "summary_sv": "Egna ord.", "summary_en": "Own words."}


def page(notice: Notice, name: str = "publish") -> str:
    return reverse(f"admin:privacy_notices_notice_{name}", args=(notice.pk,))


@pytest.fixture
def user(client: Client) -> User:
    return signed_in(client, Group.COMPLIANCE_OFFICER)


def sent(answer: Any, **values: str) -> dict[str, Any]:
    """What a browser would send back, with some of it typed over."""
    form = {bound.html_name: bound.value() or "" for bound in answer.context["form"]}
    return {**form, "digest": answer.context["digest"], **values}


def published(client: Client, notice: Notice, **values: str) -> Any:
    return client.post(page(notice), sent(client.get(page(notice)), **values))


def faults(answer: Any) -> dict[str, list[str]]:
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


def kept(answer: Any) -> dict[str, Any]:
    return {name: answer.context["form"][name].value() for name in MINE}


# Publishing


def test_a_notice_is_published_and_its_public_page_is_there(
    client: Client, user: User, notice: Notice
) -> None:
    assert client.get(PAGE).status_code == 404
    answer = published(client, notice)
    assert answer.url == page(notice, "versions")
    version = NoticeVersion.objects.get()
    today = timezone.localdate()
    assert (version.number, version.published_by, version.effective_on) == (1, user, today)
    assert version.next_review_on == add_months(today, 12)
    assert version.summary == Text(
        "Ensimmäinen julkaistu versio.",
        "Första publicerade versionen.",
        "First published version.",
    )
    landed = client.get(answer.url).content.decode()
    assert "Version 1 is published." in landed
    assert f'<a href="{PAGE}v/1/" lang="fi" hreflang="fi">Suomi</a>' in landed
    assert client.get(PAGE).status_code == 200


def test_the_log_is_proposed_from_the_changes_and_the_officers_to_change(
    client: Client, user: User, notice: Notice, publish_now: Callable[..., NoticeVersion]
) -> None:
    publish_now()
    post = Recipient(register=notice.register, key="posti", kind="processor", position=99)
    post.name = Text("postipalvelu", "posttjänst", "mail service")
    post.save()
    opened = client.get(page(notice))
    assert opened.context["form"]["summary_fi"].value() == "Lisätty vastaanottaja: ”postipalvelu”."
    assert "Added recipient: “mail service”." in opened.content.decode()
    client.post(page(notice), sent(opened, summary_fi="Posti kuljettaa tilaukset."))
    second = NoticeVersion.objects.get(number=2)
    assert second.summary == Text(
        "Posti kuljettaa tilaukset.",
        "En mottagare har lagts till: ”posttjänst”.",
        "Added recipient: “mail service”.",
    )


def test_only_languages_to_be_published_need_words_and_the_others_say_what_they_lack(
    client: Client, user: User, notice: Notice
) -> None:
    purpose = notice.register.purpose_set.first()
    purpose.name_sv = ""
    purpose.text = Text()
    purpose.save()
    opened = client.get(page(notice))
    rows = {row.code: row for row in opened.context["languages"]}
    assert [code for code, row in rows.items() if row.is_complete] == ["fi", "en"]
    assert rows["sv"].lacking == 1
    [mended_at] = rows["sv"].pages
    assert mended_at.url == reverse("admin:register_purpose_change", args=(purpose.pk,))
    refused = client.post(page(notice), sent(opened, summary_fi="", summary_sv="", summary_en=" "))
    assert set(faults(refused)) == {"summary_fi", "summary_en"}
    assert published(client, notice, summary_sv="").status_code == 302
    assert NoticeVersion.objects.get().languages == ["fi", "en"]


# Refusals keep what was typed


def test_a_register_that_changed_meanwhile_is_looked_at_again(
    client: Client, user: User, notice: Notice
) -> None:
    opened = client.get(page(notice))
    change(notice)
    refused = client.post(page(notice), sent(opened, **MINE))
    assert refused.status_code == 200
    assert faults(refused) == {
        "__all__": ["The register has changed since you opened this page. Look again."]
    }
    assert kept(refused) == MINE
    assert not NoticeVersion.objects.exists()
    assert client.post(page(notice), sent(refused)).status_code == 302
    assert NoticeVersion.objects.get().summary == Text(*MINE.values())


def test_a_proposal_that_nobody_touched_is_made_anew(
    client: Client, user: User, notice: Notice, publish_now: Callable[..., NoticeVersion]
) -> None:
    publish_now()
    post = Recipient(register=notice.register, key="posti", kind="processor", position=99)
    post.name = Text("postipalvelu", "posttjänst", "mail service")
    post.save()
    opened = client.get(page(notice))
    post.name = Text("jakelupalvelu", "distributionstjänst", "delivery service")
    post.save()
    refused = client.post(page(notice), sent(opened, summary_fi="Posti kuljettaa tilaukset."))
    assert list(faults(refused)) == ["__all__"]
    form = refused.context["form"]
    assert form["summary_sv"].value() == "En mottagare har lagts till: ”distributionstjänst”."
    assert form["summary_fi"].value() == "Posti kuljettaa tilaukset."
    beside = "Proposed now: Lisätty vastaanottaja: ”jakelupalvelu”."
    assert beside in refused.content.decode()
    assert not form["summary_sv"].help_text
    assert client.post(page(notice), sent(refused)).status_code == 302
    assert NoticeVersion.objects.get(number=2).summary == Text(
        "Posti kuljettaa tilaukset.",
        "En mottagare har lagts till: ”distributionstjänst”.",
        "Added recipient: “delivery service”.",
    )


def test_that_the_register_changed_is_told_also_where_something_else_is_wrong(
    client: Client, user: User, notice: Notice
) -> None:
    opened = client.get(page(notice))
    change(notice)
    refused = client.post(page(notice), sent(opened, **{**MINE, "effective_on": ""}))
    assert set(faults(refused)) == {"effective_on", "__all__"}


def test_a_second_click_publishes_nothing(client: Client, user: User, notice: Notice) -> None:
    opened = client.get(page(notice))
    client.post(page(notice), sent(opened, **MINE))
    refused = client.post(page(notice), sent(opened, **MINE))
    assert faults(refused) == {"__all__": ["This is already published as version 1."]}
    assert kept(refused) == MINE
    assert NoticeVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "days", "words"),
    [
        ("effective_on", -1, "A notice cannot come into force in the past."),
        ("next_review_on", 0, "Choose a day to come."),
    ],
)
def test_a_wrong_day_is_told_at_its_field(
    client: Client, user: User, notice: Notice, name: str, days: int, words: str
) -> None:
    day = timezone.localdate() + timedelta(days=days)
    refused = published(client, notice, **MINE, **{name: f"{day:%d.%m.%Y}"})
    assert faults(refused) == {name: [words]}
    assert kept(refused) == MINE
    assert 'aria-invalid="true"' in refused.content.decode()


def test_nothing_complete_is_nothing_to_publish(client: Client, user: User, notice: Notice) -> None:
    for language, missing in (("fi", "sv"), ("sv", "en"), ("en", "fi")):
        purpose = Purpose(register=notice.register, key=f"vain-{language}", position=99)
        purpose.name = Text(**{code: "jotain" for code in ("fi", "sv", "en") if code != missing})
        purpose.save()
    opened = client.get(page(notice))
    assert opened.context["form"] is None
    assert "No language is complete" in opened.content.decode()


# Errors


def test_errors_are_overridden_with_a_reason_by_who_may(
    client: Client, user: User, notice: Notice
) -> None:
    Purpose.objects.filter(register=notice.register).delete()
    refused = published(client, notice, **MINE, override_reason="")
    assert faults(refused) == {
        "override_reason": ["The check finds errors. Mend them, or tell why you publish."]
    }
    assert published(client, notice, override_reason="Korjataan huomenna.").status_code == 302
    assert NoticeVersion.objects.get().override_reason == "Korjataan huomenna."


def test_errors_stop_whoever_may_not_override_them(client: Client, notice: Notice) -> None:
    publisher = User.objects.create_user("publisher", is_staff=True)
    for name in ("publish_notice", "view_notice", "view_noticeversion"):
        publisher.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(publisher)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    form = sent(client.get(page(notice)), **MINE)
    Purpose.objects.filter(register=notice.register).delete()
    opened = client.get(page(notice))
    assert opened.context["form"] is None
    assert "The check finds errors. Mend them, and the button is here." in opened.content.decode()
    refused = client.post(
        page(notice), {**form, "digest": digest(notice), "override_reason": "Silti."}
    )
    assert faults(refused) == {
        "__all__": ["The check finds errors. Mend them, or tell why you publish."]
    }
    assert not NoticeVersion.objects.exists()


def test_without_errors_no_reason_is_asked_for(client: Client, user: User, notice: Notice) -> None:
    assert "override_reason" not in client.get(page(notice)).context["form"].fields


# Review by another person


def test_a_notice_is_submitted_taken_back_and_submitted_again(
    client: Client, user: User, notice: Notice
) -> None:
    seen = {"digest": digest(notice)}
    client.post(page(notice, "submit"), seen)
    assert Submission.objects.get().submitted_by == user
    opened = client.get(page(notice)).content.decode()
    assert "in review" in opened
    assert f"Submitted for review by {user.get_username()}" in opened
    again = client.post(page(notice, "submit"), seen, follow=True)
    assert "The notice is in review already." in again.content.decode()
    client.post(page(notice, "take_back"))
    assert not Submission.objects.exists()
    twice = client.post(page(notice, "take_back"), follow=True)
    assert "The notice is not in review." in twice.content.decode()


def test_a_changed_draft_is_not_submitted_unseen(
    client: Client, user: User, notice: Notice
) -> None:
    seen = {"digest": digest(notice)}
    change(notice)
    answer = client.post(page(notice, "submit"), seen, follow=True)
    assert "has changed since you opened this page" in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_submission_of_an_earlier_draft_is_told_and_gives_way(
    client: Client, user: User, notice: Notice
) -> None:
    other = an_officer("other")
    submit(notice, by=other, expected_digest=digest(notice), now=timezone.now())
    change(notice)
    opened = client.get(page(notice))
    assert "other submitted an earlier draft for review" in opened.content.decode()
    client.post(page(notice, "submit"), {"digest": digest(notice)})
    assert Submission.objects.get().submitted_by == user


def test_with_four_eyes_the_submitter_waits_and_another_publishes(
    settings: Any, client: Client, user: User, notice: Notice
) -> None:
    settings.NOTICE_FOUR_EYES = True
    opened = client.get(page(notice))
    assert opened.context["form"] is None
    assert "Submit the notice for review first" in opened.content.decode()
    client.post(page(notice, "submit"), {"digest": digest(notice)})
    waiting = client.get(page(notice))
    assert waiting.context["form"] is None
    assert "You submitted this notice, so another person publishes it." in waiting.content.decode()
    forced = {**MINE, "digest": digest(notice), "effective_on": "01.12.2099",
              "next_review_on": "01.12.2100"}  # fmt: skip
    refused = client.post(page(notice), forced)
    assert faults(refused) == {
        "__all__": ["You submitted this notice, so another person publishes it."]
    }
    assert kept(refused) == MINE
    client.force_login(an_officer("second"))
    assert published(client, notice).status_code == 302
    assert NoticeVersion.objects.get().submitted_by == user


# Those who only look


@pytest.mark.parametrize("group", [Group.AUDITOR, Group.STAFF])
def test_those_who_only_look_see_the_state_and_no_buttons(
    client: Client, notice: Notice, publish_now: Callable[..., NoticeVersion], group: Group
) -> None:
    publish_now()
    change(notice)
    signed_in(client, group)
    for name in ("publish", "review", "withdraw"):
        answer = client.get(page(notice, name))
        assert answer.status_code == 200
        assert answer.context["form"] is None
        shown = answer.content.decode().partition("<main")[2]
        assert "Version 1, in force from" in shown
        assert re.findall('<button class="seloste.*', shown) == [], name


@pytest.mark.parametrize("name", ["publish", "review", "withdraw"])
def test_those_who_only_look_change_nothing_by_sending_forms(
    client: Client, notice: Notice, publish_now: Callable[..., NoticeVersion], name: str
) -> None:
    publish_now()
    if name == "publish":
        change(notice)
    signed_in(client, Group.AUDITOR)
    far = "01.12.2099"
    answer = client.post(
        page(notice, name),
        {**MINE, "digest": digest(notice), "effective_on": far, "next_review_on": far,
         "withdrawn_on": far, "reason_fi": "Loppu.", "is_sure": "on"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert NoticeVersion.objects.count() == 1
    assert not Review.objects.exists()
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("name", ["submit", "take_back", "cancel_withdrawal"])
def test_acts_are_sent_and_never_followed_as_links(
    client: Client, user: User, notice: Notice, name: str
) -> None:
    assert client.get(page(notice, name)).status_code == 405
    signed_in(client, Group.AUDITOR)
    client.post(page(notice, name), {"digest": digest(notice)})
    assert not Submission.objects.exists()
    client.logout()
    assert client.post(page(notice, name)).status_code == 302


@pytest.mark.parametrize("name", ["publish", "submit", "take_back", "review", "withdraw"])
def test_who_may_not_see_notices_reaches_none_of_the_pages(
    client: Client, notice: Notice, name: str
) -> None:
    signed_in(client, Group.ADMINISTRATOR)
    assert client.post(page(notice, name)).status_code == 403


# Review and withdrawal on their pages


def test_a_review_is_noted_once_on_its_page(
    client: Client, user: User, notice: Notice, publish_now: Callable[..., NoticeVersion]
) -> None:
    publish_now()
    opened = client.get(page(notice, "review"))
    form = {"digest": opened.context["digest"], "after": "", "next_review_on": "01.12.2099"}
    wrong = client.post(page(notice, "review"), {**form, "next_review_on": "1.1.2020"})
    assert faults(wrong) == {"next_review_on": ["Choose a day to come."]}
    client.post(page(notice, "review"), form)
    again = client.post(page(notice, "review"), form)
    assert faults(again) == {"__all__": ["Somebody has just noted a review. Look again."]}
    assert again.context["form"]["next_review_on"].value() == "01.12.2099"
    assert Review.objects.get().reviewed_by == user
    shown = client.get(page(notice, "review")).content.decode()
    assert "Next review by 1 Dec 2099." in shown


def test_a_review_overdue_is_marked(
    client: Client, user: User, notice: Notice, publish_now: Callable[..., NoticeVersion]
) -> None:
    Review.objects.create(
        version=publish_now(),
        reviewed_by=user,
        reviewed_at=timezone.now(),
        next_review_on=timezone.localdate(),
    )
    assert client.get(page(notice, "review")).context["is_due"] is True


def test_a_notice_is_withdrawn_on_its_page_with_a_confirmation(
    client: Client, user: User, notice: Notice, publish_now: Callable[..., NoticeVersion]
) -> None:
    publish_now()
    form = {"withdrawn_on": "01.12.2099", "reason_fi": "Toiminta päättyy.", "successor": ""}
    refused = client.post(page(notice, "withdraw"), form)
    assert faults(refused) == {"is_sure": ["Tick this to withdraw the notice."]}
    assert refused.context["form"]["reason_fi"].value() == "Toiminta päättyy."
    client.post(page(notice, "withdraw"), {**form, "is_sure": "on"})
    assert Withdrawal.objects.get().withdrawn_by == user
    shown = client.get(page(notice, "withdraw"))
    assert shown.context["form"] is None
    assert "Toiminta päättyy." in shown.content.decode()
    twice = client.post(page(notice, "withdraw"), {**form, "is_sure": "on"})
    assert faults(twice) == {"__all__": ["The withdrawal of this notice is noted already."]}
    client.post(page(notice, "cancel_withdrawal"))
    assert not Withdrawal.objects.exists()


def test_a_withdrawn_notice_says_so_and_can_be_published_again(
    client: Client, user: User, notice: Notice, publish_now: Callable[..., NoticeVersion]
) -> None:
    publish_now()
    today = timezone.localdate()
    Withdrawal.objects.create(notice=notice, slug="complete", withdrawn_on=today, withdrawn_by=user)
    opened = client.get(page(notice))
    assert "Publishing takes it into use again." in opened.content.decode()
    assert opened.context["form"]["summary_en"].value() == (
        "The notice has been taken into use again.\nWhat the notice says has not changed."
    )
    assert client.post(page(notice), sent(opened)).status_code == 302
    assert client.get(PAGE).status_code == 200


def test_the_queries_of_the_page_do_not_grow_with_the_register(
    client: Client, user: User, notice: Notice
) -> None:
    client.get(page(notice))
    few = count_queries(client, page(notice))
    for number in range(30):
        purpose = Purpose(register=notice.register, key=f"lisa-{number}", position=number + 50)
        purpose.name = Text(f"a{number}", f"b{number}", f"c{number}")
        purpose.save()
    assert count_queries(client, page(notice)) == few


def test_two_officers_one_version(
    client: Client, user: User, notice: Notice, officer: User
) -> None:
    """The other was quicker while this one was typing."""
    opened = client.get(page(notice))
    form = opened.context["form"]
    terms = Terms(form["effective_on"].value(), Text(fi="Toinen ehti."))
    publish(notice, terms, by=officer, expected_digest=digest(notice), now=timezone.now())
    refused = client.post(page(notice), sent(opened, **MINE))
    assert faults(refused) == {"__all__": ["This is already published as version 1."]}
    assert kept(refused) == MINE
    assert NoticeVersion.objects.get().published_by == officer
