"""The public pages: frozen bytes, the right answer for every address, nothing looked up."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from privacy_notices.models import Notice, NoticeVersion, Rendering, Withdrawal
from privacy_notices.snapshot import page_url, version_url, versions_url
from register.models import Purpose, User
from register.texts import Text
from tests.privacy_notices.publishing.conftest import change

Publish = Callable[..., NoticeVersion]
PAGE, PDF, DATA = "/fi/tietosuoja/complete/", "/fi/tietosuoja/complete.pdf", (
    "/fi/tietosuoja/complete.json"
)  # fmt: skip


def without_swedish(notice: Notice) -> None:
    """The next version lacks Swedish."""
    purpose = Purpose.objects.filter(register=notice.register).first()
    assert purpose is not None
    purpose.name = Text(fi="uusi tarkoitus", en="new purpose")
    purpose.save()


@pytest.mark.parametrize(("address", "form"), [(PAGE, "html"), (PDF, "pdf"), (DATA, "json")])
def test_the_frozen_bytes_are_served(
    client: Client, version: NoticeVersion, address: str, form: str
) -> None:
    response = client.get(address)
    frozen = version.renderings.get(language="fi")
    assert response.status_code == 200
    assert response.content == bytes(getattr(frozen, form))
    assert response["Content-Language"] == "fi"
    assert "Set-Cookie" not in response


def test_serving_asks_for_nothing_of_the_register(client: Client, version: NoticeVersion) -> None:
    for address in (PAGE, PDF, "/sv/tietosuoja/complete/v/1/", "/en/tietosuoja/complete/v/1.pdf"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        statements = [query["sql"] for query in captured]
        assert len(statements) <= 2
        assert not [sql for sql in statements if re.search(r'"(register|retention)_', sql)]


def test_whoever_is_signed_in_gets_what_everybody_gets(
    client: Client, version: NoticeVersion, officer: User
) -> None:
    """Nothing is read of the session, so nothing is said to depend on it."""
    client.force_login(officer)
    for address in (PAGE, PDF, "/sv/tietosuoja/complete/v/1/", "/en/tietosuoja/complete/v/1.pdf"):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        statements = [query["sql"] for query in captured]
        assert len(statements) <= 2
        assert not [sql for sql in statements if re.search(r'"(register|retention|django)_', sql)]
        assert not response.has_header("Vary")
    for address in ("/fi/tietosuoja/complete/versiot/", "/fi/tietosuoja/tuntematon/"):
        assert not client.get(address).has_header("Vary")


def test_the_addresses_frozen_in_versions_are_those_of_the_site() -> None:
    arguments = {"language": "sv", "slug": "asiakkaat"}
    assert reverse("privacy_notices:notice", kwargs=arguments) == page_url("asiakkaat", "sv")
    assert reverse("privacy_notices:versions", kwargs=arguments) == versions_url("asiakkaat", "sv")
    numbered = {**arguments, "number": 3}
    assert reverse("privacy_notices:version", kwargs=numbered) == version_url("asiakkaat", "sv", 3)
    assert reverse("privacy_notices:version_pdf", kwargs=numbered) == version_url(
        "asiakkaat", "sv", 3, "pdf"
    )


@pytest.mark.parametrize("address", [PAGE, PDF, "/fi/tietosuoja/complete/v/1/"])
def test_what_has_not_changed_is_not_sent_again(
    client: Client, version: NoticeVersion, address: str
) -> None:
    etag = client.get(address)["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{64}"', etag)  # strong
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_version_may_be_kept_for_ever_and_the_current_page_for_minutes(
    client: Client, version: NoticeVersion
) -> None:
    assert client.get(PAGE)["Cache-Control"] == "public, max-age=300"
    permanent = client.get("/fi/tietosuoja/complete/v/1/")
    assert permanent["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_page_allows_its_own_style_and_nothing_else(
    client: Client, version: NoticeVersion
) -> None:
    policy = client.get(PAGE)["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_file_name_tells_register_version_language_and_date(
    client: Client, version: NoticeVersion
) -> None:
    disposition = client.get(PDF)["Content-Disposition"]
    assert disposition == 'inline; filename="complete-v1-fi-2026-09-01.pdf"'


def test_the_current_page_follows_a_new_version_and_the_old_stays(
    client: Client, version: NoticeVersion, notice: Notice, publish_now: Publish
) -> None:
    old = client.get("/fi/tietosuoja/complete/v/1/").content
    change(notice, "Täysin uusi johdanto.")
    publish_now()
    assert "Täysin uusi johdanto." in client.get(PAGE).content.decode()
    assert client.get("/fi/tietosuoja/complete/v/1/").content == old


def test_a_version_is_current_from_its_day_on(
    client: Client, version: NoticeVersion, notice: Notice, publish_now: Publish
) -> None:
    change(notice, "Vasta ensi kuussa.")
    publish_now(effective_on=timezone.localdate() + timedelta(days=30))
    assert "Vasta ensi kuussa." not in client.get(PAGE).content.decode()
    assert "Vasta ensi kuussa." in client.get("/fi/tietosuoja/complete/v/2/").content.decode()
    listed = client.get("/fi/tietosuoja/complete/versiot/").content.decode()
    assert listed.index("Versio 2") < listed.index("Versio 1")


def test_a_language_that_was_not_complete_names_those_that_are(
    client: Client, version: NoticeVersion, notice: Notice, publish_now: Publish
) -> None:
    without_swedish(notice)
    publish_now()
    response = client.get("/sv/tietosuoja/complete/")
    page = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="sv">' in page
    assert '<a href="/fi/tietosuoja/complete/" hreflang="fi" lang="fi">Suomeksi</a>' in page
    assert "/en/tietosuoja/complete/" in page
    assert client.get("/sv/tietosuoja/complete/v/1/").status_code == 200


def test_a_language_added_to_a_version_later_is_not_published(
    client: Client, notice: Notice, publish_now: Publish
) -> None:
    without_swedish(notice)
    version = publish_now()
    Rendering.objects.create(
        version=version, language="sv", html=b"<p>", pdf=b"%PDF-", json=b"{}",
        html_sha256="1", pdf_sha256="2", json_sha256="3",
    )  # fmt: skip
    for ending in ("/", ".pdf", ".json", "/v/1/", "/v/1.pdf"):
        assert client.get(f"/sv/tietosuoja/complete{ending}").status_code == 404, ending


@pytest.mark.parametrize(
    "address",
    [
        "/fi/tietosuoja/tuntematon/",
        "/fi/tietosuoja/tuntematon.pdf",
        "/fi/tietosuoja/tuntematon/versiot/",
        "/fi/tietosuoja/complete/v/9/",
        "/fi/tietosuoja/complete/v/9.pdf",
        "/fi/tietosuoja/complete/v/0/",
        "/fi/tietosuoja/complete/muu/",
        "/fi/tietosuoja/yritys/tuntematon/",
    ],
)
def test_unknown_addresses_get_a_page_that_helps(
    client: Client, version: NoticeVersion, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert '<html lang="fi">' in response.content.decode()
    assert "Content-Security-Policy" in response


def test_only_reading_is_allowed(client: Client, version: NoticeVersion) -> None:
    assert client.post(PAGE).status_code == 405
    assert client.head(PAGE).status_code == 200


def test_a_draft_is_not_public(client: Client, notice: Notice) -> None:
    assert client.get(PAGE).status_code == 404


def test_a_withdrawn_notice_is_gone_and_its_versions_stay(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    left = Withdrawal(
        notice=notice, slug="complete", withdrawn_on=date(2026, 10, 1), withdrawn_by=officer
    )
    left.reason = Text(fi="Verkkokauppa on lopettanut toimintansa.")
    left.save()
    response = client.get(PAGE)
    page = response.content.decode()
    assert response.status_code == 410
    assert "Verkkokauppa on lopettanut toimintansa." in page
    assert versions_url("complete", "fi") in page
    assert client.get("/fi/tietosuoja/complete/v/1/").status_code == 200
    assert "complete" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("sv,en;q=0.5", "sv"), ("en-GB", "en"), ("de,fr", "fi"), ("", "fi")],
)
def test_the_address_without_language_leads_to_the_visitors_own(
    client: Client, version: NoticeVersion, accepted: str, language: str
) -> None:
    response = client.get("/tietosuoja/complete/", headers={"Accept-Language": accepted})
    assert (response.status_code, response["Location"]) == (302, page_url("complete", language))
    assert "Accept-Language" in response["Vary"]


def test_languages_are_offered_on_the_page(client: Client, version: NoticeVersion) -> None:
    page = client.get(PAGE).content.decode()
    for language in ("fi", "sv", "en"):
        address = page_url("complete", language)
        assert f'<link rel="alternate" hreflang="{language}" href="{address}">' in page
    # Another language of this very version, whichever is in force by then.
    assert '<a href="/sv/tietosuoja/complete/v/1/" hreflang="sv" lang="sv">På svenska</a>' in page
    assert 'href="/fi/tietosuoja/complete/v/1.pdf"' in page
    assert "Versio 1, voimassa 1.9.2026 alkaen" in page


def test_the_sitemap_lists_what_is_in_force(client: Client, version: NoticeVersion) -> None:
    sitemap = client.get("/sitemap.xml").content.decode()
    assert sitemap.count("<loc>") == 3
    assert "/fi/tietosuoja/complete/</loc>" in sitemap
    assert "<lastmod>2026-09-01" in sitemap


def test_a_page_changes_on_the_day_its_version_comes_into_force(
    client: Client, version: NoticeVersion, notice: Notice, publish_now: Publish
) -> None:
    change(notice)
    publish_now(effective_on=date(2026, 11, 2))
    assert client.get(PAGE)["Last-Modified"] == "Sun, 01 Nov 2026 22:00:00 GMT"  # in Finland
    assert "<lastmod>2026-11-02" in client.get("/sitemap.xml").content.decode()
    permanent = client.get("/fi/tietosuoja/complete/v/2/")
    assert permanent["Last-Modified"] == "Tue, 01 Sep 2026 09:00:00 GMT"  # there since then
    first = client.get("/fi/tietosuoja/complete/v/1/")
    assert first["Last-Modified"] == "Tue, 01 Sep 2026 09:00:00 GMT"


@pytest.mark.parametrize("page", ["/sv/tietosuoja/yritys/lankakuvitelma/", "versiot/"])
def test_from_the_pages_around_a_notice_one_gets_to_the_form(
    client: Client, version: NoticeVersion, page: str
) -> None:
    """The notice itself is frozen and cannot lead there."""
    address = page if page.startswith("/") else f"/sv/tietosuoja/{version.slug}/{page}"
    form = f"/sv/pyynto/{version.slug}/"
    assert f'href="{form}"' in client.get(address).content.decode()
    assert client.get(form).status_code == 200


def test_a_controllers_page_lists_its_notices(client: Client, version: NoticeVersion) -> None:
    page = client.get("/fi/tietosuoja/yritys/lankakuvitelma/").content.decode()
    assert "<h1>Lankakuvitelma Oy</h1>" in page
    assert f'<a href="{PAGE}">Verkkokaupan asiakasrekisterin tietosuojaseloste</a>' in page


def test_a_company_that_has_published_nothing_is_not_told_of(
    client: Client, notice: Notice
) -> None:
    """Else anybody could ask whose registers are kept here, one name after another."""
    response = client.get("/fi/tietosuoja/yritys/lankakuvitelma/")
    assert response.status_code == 404
    assert "Lankakuvitelma" not in response.content.decode()
    unknown = client.get("/fi/tietosuoja/yritys/tuntematon/").content.decode()
    assert response.content.decode() == unknown.replace("tuntematon", "lankakuvitelma")


def test_a_controller_whose_notice_is_withdrawn_says_so(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    Withdrawal.objects.create(
        notice=notice, slug="complete", withdrawn_on=date(2026, 10, 1), withdrawn_by=officer
    )
    response = client.get("/fi/tietosuoja/yritys/lankakuvitelma/")
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2]
    assert "Tällä kielellä ei ole vielä julkaistu tietosuojaselosteita." in main
    assert "<li>" not in main


# Lists and pages where there is nothing to show


def test_the_list_tells_the_days_of_each_version(
    client: Client, version: NoticeVersion, notice: Notice, publish_now: Publish
) -> None:
    change(notice)
    publish_now(effective_on=timezone.localdate() + timedelta(days=30))
    page = client.get("/en/tietosuoja/complete/versiot/").content.decode()
    assert "In force from 1 Sep 2026 until" in page
    assert "Comes into force on" in page
    assert '<a href="/en/tietosuoja/complete/">' in page


def test_the_list_of_a_withdrawn_notice_has_nothing_in_force(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    Withdrawal.objects.create(
        notice=notice, slug="complete", withdrawn_on=date(2026, 10, 1), withdrawn_by=officer
    )
    page = client.get("/en/tietosuoja/complete/versiot/").content.decode()
    assert "Was in force from 1 Sep 2026 until 30 Sep 2026" in page
    assert "<strong>" not in page
    assert '<a href="/en/tietosuoja/complete/">' not in page


def test_a_version_without_the_language_is_listed_with_one_it_has(
    client: Client, version: NoticeVersion, notice: Notice, publish_now: Publish
) -> None:
    without_swedish(notice)
    publish_now()
    page = client.get("/sv/tietosuoja/complete/versiot/").content.decode()
    assert '<a href="/fi/tietosuoja/complete/v/2/" hreflang="fi" lang="fi">Suomeksi</a>' in page
    assert '<a href="/sv/tietosuoja/complete/v/1/">' in page
    answer = client.get("/sv/tietosuoja/complete/v/2/")
    assert answer.status_code == 404
    assert '<a href="/fi/tietosuoja/complete/v/2/"' in answer.content.decode()  # and not today's


@pytest.mark.parametrize("address", ["v/9/", "muu/", "v/9.pdf"])
def test_a_wrong_address_below_a_notice_leads_to_the_notice(
    client: Client, version: NoticeVersion, address: str
) -> None:
    page = client.get(f"/en/tietosuoja/complete/{address}").content.decode()
    assert '<a href="/en/tietosuoja/complete/">The privacy notice in force</a>' in page
    assert '<a href="/en/tietosuoja/complete/versiot/">' in page


def test_a_notice_still_to_come_can_be_read_already(
    client: Client, notice: Notice, publish_now: Publish
) -> None:
    publish_now(effective_on=timezone.localdate() + timedelta(days=30))
    response = client.get("/en/tietosuoja/complete/")
    assert response.status_code == 404
    assert "The privacy notice comes into force on" in response.content.decode()
    assert '<a href="/en/tietosuoja/complete/v/1/">' in response.content.decode()


def test_the_reason_of_a_withdrawal_is_told_in_finnish_rather_than_not_at_all(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    left = Withdrawal(
        notice=notice, slug="complete", withdrawn_on=date(2026, 10, 1), withdrawn_by=officer
    )
    left.reason = Text(fi="Verkkokauppa on lopettanut.", sv="Nätbutiken har upphört.")
    left.save()
    gone = {code: client.get(f"/{code}/tietosuoja/complete/") for code in ("fi", "sv", "en")}
    assert {response.status_code for response in gone.values()} == {410}
    assert '<p lang="fi">Verkkokauppa on lopettanut.</p>' in gone["en"].content.decode()
    assert "<p>Nätbutiken har upphört.</p>" in gone["sv"].content.decode()


def test_a_controllers_page_lists_what_lacks_the_language_apart(
    client: Client, notice: Notice, publish_now: Publish
) -> None:
    without_swedish(notice)
    publish_now()
    page = client.get("/sv/tietosuoja/yritys/lankakuvitelma/").content.decode()
    link = '<a href="/fi/tietosuoja/complete/" hreflang="fi" lang="fi">'
    assert f"{link}Verkkokaupan asiakasrekisterin tietosuojaseloste</a>" in page


@pytest.mark.parametrize(
    "address", ["complete/versiot/", "yritys/lankakuvitelma/", "tuntematon/", "complete/v/9/"]
)
def test_the_pages_around_notices_offer_the_other_languages(
    client: Client, version: NoticeVersion, address: str
) -> None:
    page = client.get(f"/sv/tietosuoja/{address}").content.decode()
    assert f'<a href="/fi/tietosuoja/{address}" hreflang="fi" lang="fi">Suomeksi</a>' in page
    assert f'<a href="/en/tietosuoja/{address}" hreflang="en" lang="en">In English</a>' in page
    assert '<span aria-current="page">På svenska</span>' in page


def test_lists_may_be_kept_for_minutes(client: Client, version: NoticeVersion) -> None:
    for address in ("complete/versiot/", "yritys/lankakuvitelma/"):
        answer = client.get(f"/fi/tietosuoja/{address}")
        assert answer["Cache-Control"] == "public, max-age=300"
