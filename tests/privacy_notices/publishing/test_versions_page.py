"""The published versions in the admin: what is told of each, its frozen files, lines to copy."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from privacy_notices.models import Notice, NoticeVersion, Review, Withdrawal
from register.groups import Group
from register.models import User
from register.texts import Text
from tests.admin_pages import count_queries, signed_in
from tests.privacy_notices.publishing.conftest import TODAY, an_officer, change
from tests.privacy_notices.publishing.frozen import frozen

Publish = Callable[..., NoticeVersion]
pytestmark = pytest.mark.django_db


def versions_url(notice: Notice) -> str:
    return reverse("admin:privacy_notices_notice_versions", args=(notice.pk,))


def file_url(notice: Notice, number: int, language: str, form: str) -> str:
    return reverse("admin:privacy_notices_notice_frozen", args=(notice.pk, number, language, form))


@pytest.fixture
def reader(client: Client) -> Client:
    signed_in(client, Group.AUDITOR)
    return client


def shown(client: Client, notice: Notice, language: str = "en") -> str:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client.get(versions_url(notice)).content.decode()


# What is told of a version


def test_each_version_is_told_with_its_days_and_who_answers_for_it(
    reader: Client, notice: Notice, officer: User
) -> None:
    frozen(
        notice.register,
        officer,
        at=datetime(2026, 9, 1, 9, 0, tzinfo=UTC),
        summary_fi="Ensimmäinen.",
        summary_en="The first one.",
    )
    frozen(
        notice.register,
        officer,
        number=2,
        at=datetime(2026, 9, 20, 9, 0, tzinfo=UTC),
        effective_on=date(2026, 10, 1),
        submitted_by=an_officer("toinen"),
    )
    page = shown(reader, notice)
    assert page.index("Version 2") < page.index("Version 1")
    assert "Was in force from 1 Sep 2026 until 30 Sep 2026" in page
    assert "officer, 1 Sep 2026, 12:00" in page  # in Helsinki
    assert "officer, 20 Sep 2026, 12:00" in page
    assert "<dd>toinen</dd>" in page
    assert "The first one." in page
    assert "Ensimmäinen." in shown(reader, notice, "fi")


def test_the_day_of_the_next_review_follows_the_last_one(
    reader: Client, notice: Notice, officer: User
) -> None:
    frozen(notice.register, officer, next_review_on=date(2027, 1, 31))
    version = frozen(notice.register, officer, number=2, next_review_on=date(2027, 3, 1))
    page = shown(reader, notice)
    assert "Next review by 1 Mar 2027." in page
    assert "31 Jan 2027" not in page  # what is superseded is reviewed no more
    Review.objects.create(
        version=version,
        reviewed_by=officer,
        reviewed_at=datetime(2027, 2, 1, tzinfo=UTC),
        next_review_on=date(2028, 2, 29),
    )
    assert "Next review by 29 Feb 2028." in shown(reader, notice)


def test_a_version_to_come_and_a_withdrawn_one_say_so(
    reader: Client, notice: Notice, officer: User
) -> None:
    today = timezone.localdate()
    frozen(notice.register, officer)
    frozen(notice.register, officer, number=2, effective_on=today + timedelta(days=30))
    assert "not yet in force" in shown(reader, notice)
    Withdrawal.objects.create(
        notice=notice, slug="complete", withdrawn_on=today, withdrawn_by=officer
    )
    page = shown(reader, notice)
    assert "not yet in force" not in page
    assert page.count("is-lacking") == 2


def test_the_reason_for_publishing_with_errors_stands_with_what_stood(
    reader: Client, notice: Notice, officer: User
) -> None:
    finding = {
        "id": "N-X",
        "severity": "error",
        "article": "",
        "places": [],
        "message": {"fi": "Peruste puuttuu.", "sv": "Grund saknas.", "en": "A basis is missing."},
    }
    warning = {**finding, "severity": "warning", "message": dict.fromkeys(("fi", "sv", "en"), "W!")}
    frozen(
        notice.register,
        officer,
        override_reason="Vuosikatsaus on huomenna.",
        findings=[finding, warning],
    )
    page = shown(reader, notice)
    assert "Vuosikatsaus on huomenna." in page
    assert "1 error stood" in page
    assert "A basis is missing." in page
    assert "Grund saknas." in shown(reader, notice, "sv")
    assert "W!" not in page


def test_the_digest_can_be_read_whole(reader: Client, notice: Notice, publish_now: Publish) -> None:
    version = publish_now()
    page = shown(reader, notice)
    assert f"<code>{version.sha256[:12]}…</code>" in page
    assert version.sha256 in page


def test_nothing_published_says_what_to_do(client: Client, notice: Notice) -> None:
    signed_in(client, Group.COMPLIANCE_OFFICER)
    page = shown(client, notice)
    assert "Nothing has been published yet." in page
    assert reverse("admin:privacy_notices_notice_publish", args=(notice.pk,)) in page
    assert "<textarea" not in page


# The frozen files


@pytest.mark.parametrize("form", ["pdf", "html", "json"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_files_are_the_frozen_bytes_under_a_name_that_tells_what_they_are(
    reader: Client, notice: Notice, publish_now: Publish, language: str, form: str
) -> None:
    version = publish_now()
    change(notice)
    response = reader.get(file_url(notice, 1, language, form))
    assert response.content == bytes(getattr(version.renderings.get(language=language), form))
    name = f"complete-v1-{language}-2026-09-01.{form}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file_url(notice, 1, language, form) in shown(reader, notice)


def test_the_public_pdf_has_the_same_name_and_bytes(
    reader: Client, notice: Notice, publish_now: Publish
) -> None:
    publish_now()
    own = reader.get(file_url(notice, 1, "fi", "pdf"))
    public = reader.get("/fi/tietosuoja/complete/v/1.pdf")
    assert own.content == public.content
    assert (
        own["Content-Disposition"].partition(";")[2]
        == (public["Content-Disposition"].partition(";")[2])
    )


@pytest.mark.parametrize(
    "wrong", [(2, "fi", "pdf"), (1, "de", "pdf"), (1, "fi", "sha256"), (1, "fi", "html_sha256")]
)
def test_there_are_no_other_files(
    reader: Client, notice: Notice, publish_now: Publish, wrong: tuple[int, str, str]
) -> None:
    publish_now()
    assert reader.get(file_url(notice, *wrong)).status_code == 404


def test_another_notices_version_is_not_found_here(
    reader: Client, notice: Notice, publish_now: Publish
) -> None:
    publish_now()
    assert reader.get(file_url(Notice(pk=notice.pk + 1), 1, "fi", "pdf")).status_code == 404


# Lines for the company's own site


class Elements(HTMLParser):
    """What a browser makes of HTML: elements with attributes, and their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.found:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)


def lines_to_copy(page: str) -> list[str]:
    """Split by hand: for a parser, a text area holds text."""
    parts = page.split("<textarea")[1:]
    found = []
    for part in parts:
        [(_tag, _attributes, text)] = Elements(f"<textarea{part.partition('</textarea>')[0]}").found
        found.append(text)
    return found


def test_lines_to_copy_lead_to_the_notice_in_force(
    reader: Client, notice: Notice, publish_now: Publish, settings: object
) -> None:
    settings.SITE_URL = "https://rekisteri.example"  # type: ignore[attr-defined] # the fixture's
    publish_now()
    link, frame, *others = lines_to_copy(shown(reader, notice))
    assert link == (
        '<a href="https://rekisteri.example/fi/tietosuoja/complete/" hreflang="fi" lang="fi">'
        "Verkkokaupan asiakasrekisterin tietosuojaseloste</a>"
    )
    [(tag, attributes, _text)] = Elements(frame).found
    assert tag == "iframe"
    assert attributes["src"] == "https://rekisteri.example/fi/tietosuoja/complete/"
    assert attributes["title"] == "Verkkokaupan asiakasrekisterin tietosuojaseloste"
    assert len(others) == 4  # sv and en


def test_a_title_cannot_break_out_of_the_lines(
    reader: Client, notice: Notice, officer: User
) -> None:
    title = 'Seloste "A&B" <script>alert(1)</script> </textarea>'
    frozen(notice.register, officer, languages=["fi"], titles={"fi": title})
    page = shown(reader, notice)
    assert "<script>alert" not in page
    link, frame = lines_to_copy(page)
    [(_tag, _attributes, text)] = Elements(link).found
    assert text == title
    [(_tag, attributes, _text)] = Elements(frame).found
    assert attributes["title"] == title


def test_the_public_page_may_be_framed_and_the_lists_may_not(
    client: Client, notice: Notice, publish_now: Publish
) -> None:
    publish_now()
    page = client.get("/fi/tietosuoja/complete/")
    assert "X-Frame-Options" not in page
    assert "frame-ancestors" not in page["Content-Security-Policy"]
    listed = client.get("/fi/tietosuoja/complete/versiot/")
    assert "frame-ancestors 'none'" in listed["Content-Security-Policy"]


def test_what_is_not_in_force_is_not_offered_to_be_linked(
    reader: Client, notice: Notice, officer: User
) -> None:
    frozen(notice.register, officer, effective_on=timezone.localdate() + timedelta(days=3))
    assert lines_to_copy(shown(reader, notice)) == []


# Who, and how much it costs


@pytest.mark.parametrize("group", list(Group))
@pytest.mark.parametrize("page", ["versions", "compare", "frozen"])
def test_whoever_may_see_versions_sees_these_pages_and_no_others(
    client: Client, notice: Notice, publish_now: Publish, group: Group, page: str
) -> None:
    publish_now()
    signed_in(client, group)
    addresses = {
        "versions": versions_url(notice),
        "compare": reverse("admin:privacy_notices_notice_compare", args=(notice.pk,)),
        "frozen": file_url(notice, 1, "fi", "pdf"),
    }
    may = group is not Group.ADMINISTRATOR
    assert client.get(addresses[page]).status_code == (200 if may else 403)
    client.logout()
    assert client.get(addresses[page]).status_code == 302
    assert client.post(addresses[page]).status_code == 302


def test_an_unknown_notice_is_not_found(reader: Client) -> None:
    assert reader.get(versions_url(Notice(pk=999))).status_code == 404


def test_queries_do_not_grow_with_the_versions(
    reader: Client, notice: Notice, officer: User
) -> None:
    frozen(notice.register, officer)
    reader.get(versions_url(notice))
    one = count_queries(reader, versions_url(notice))
    for number in range(2, 12):
        day = TODAY + timedelta(days=number)
        frozen(notice.register, officer, number=number, effective_on=day)
    assert count_queries(reader, versions_url(notice)) == one


def test_the_summary_is_told_in_finnish_rather_than_not_at_all(
    reader: Client, notice: Notice, publish_now: Publish
) -> None:
    version = publish_now(summary="Vain suomeksi.")
    assert version.summary == Text(fi="Vain suomeksi.")
    assert "Vain suomeksi." in shown(reader, notice, "fi")
