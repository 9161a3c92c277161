"""The check beside the notice: what is amiss, in the reader's words, with a way to mend it."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from privacy_notices.admin.checks import groups
from privacy_notices.admin.places import pages_of
from privacy_notices.checklist import check_register
from privacy_notices.checklist.articles import cited, gist
from privacy_notices.checklist.catalogue import ABOUT
from privacy_notices.models import Notice, Section
from register.groups import Group
from register.models import (
    ContactPerson,
    Controller,
    DataItem,
    Purpose,
    Register,
    RegisterController,
    Right,
    Source,
    SourceChannel,
    User,
)
from retention.models import RetentionRule
from tests.admin_pages import count_queries, list_url, signed_in, url
from tests.written_once import load_once

pytestmark = pytest.mark.django_db
SAMPLES = {path.stem: path for path in sorted(Path("register/samples").glob("*.yaml"))}


def loaded(sample: str) -> Notice:
    slug = load_once(SAMPLES[sample])
    return Notice.objects.select_related("register").get(register__slug=slug)


def check_url(notice: Notice) -> str:
    return reverse("admin:privacy_notices_notice_check", args=(notice.pk,))


def read_as(user: User) -> object:
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.fixture
def officer(client: Client) -> Client:
    signed_in(client, Group.COMPLIANCE_OFFICER)
    return client


# What the page says


def test_the_complete_sample_reaches_a_hundred_with_nothing_to_mend(officer: Client) -> None:
    notice = loaded("complete")
    page = officer.get(check_url(notice))
    assert page.context["figure"] == 100
    assert page.context["groups"] == []
    assert "There is nothing to mend." in page.content.decode()
    assert reverse("admin:privacy_notices_notice_publish", args=(notice.pk,)) in (
        page.content.decode()
    )


@pytest.mark.parametrize(
    ("language", "heading", "message", "law"),
    [
        (
            "fi",
            "Virheet",
            "Selosteesta puuttuu oikeus: oikeus tehdä valitus valvontaviranomaiselle.",
            "EU:n tietosuoja-asetus, 13 art. 2 kohdan d alakohta, 14 art. 2 kohdan e alakohta, "
            "77 art.; tietosuojalaki 21 §",
        ),
        (
            "sv",
            "Fel",
            "I beskrivningen saknas en rättighet: rätt att lämna in klagomål till "
            "tillsynsmyndigheten.",
            "EU:s dataskyddsförordning, art. 13.2 d, 14.2 e, 77; dataskyddslagen 21 §",
        ),
        (
            "en",
            "Errors",
            "The notice does not name a right: right to lodge a complaint with a supervisory "
            "authority.",
            "GDPR, Art. 13(2)(d), 14(2)(e), 77; Data Protection Act s. 21",
        ),
    ],
)
def test_findings_are_told_in_the_readers_language_with_their_law(
    officer: Client, language: str, heading: str, message: str, law: str
) -> None:
    notice = loaded("two-controllers")
    page = officer.get(check_url(notice), headers={"Accept-Language": language})
    gravest = page.context["groups"][0]
    assert gravest.label == heading
    card = next(card for card in gravest.cards if card.finding.id == "art13-2d")
    assert card.message.startswith(message)
    assert card.law == law
    assert len(card.gist) == 4
    shown = page.content.decode()
    assert card.message in shown
    assert card.law in shown


def test_findings_stand_by_severity_gravest_first(officer: Client) -> None:
    page = officer.get(check_url(loaded("old-law-citation")))
    assert [(group.severity, len(group.cards)) for group in page.context["groups"]] == [
        ("error", 5),
        ("warning", 9),
        ("info", 3),
    ]
    assert "5 errors, 9 warnings, 3 remarks" in page.content.decode()


def test_every_rule_has_a_law_or_says_that_it_is_custom() -> None:
    for id_, about in ABOUT.items():
        for language in ("fi", "sv", "en"):
            assert all(gist(about.article, language)), id_
            assert bool(cited(about.article, language)) is (about.article != "–"), id_


# Where it leads


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_finding_leads_to_a_page_the_officer_may_open(officer: Client, sample: str) -> None:
    notice = loaded(sample)
    found = officer.get(check_url(notice)).context["groups"]
    cards = [card for group in found for card in group.cards]
    assert all(card.pages for card in cards)
    addresses = {page.url for card in cards for page in card.pages}
    assert "" not in addresses
    for address in sorted(addresses):
        answer = officer.get(address)
        assert answer.status_code == 200, address
        assert "<form" in answer.content.decode(), address


def of(register: Register, model: type, key: str) -> str:
    """The page of a row."""
    return url(model, "change", model.objects.get(register=register, key=key).pk)


def test_places_lead_to_their_rows_lists_and_forms(officer: Client) -> None:
    notice = loaded("complete")
    register = notice.register
    company = Controller.objects.get()
    channel = SourceChannel.objects.select_related("source").first()
    section = notice.sections.get(key="rights")
    nested = (
        DataItem.objects.filter(register=register).exclude(parent=None).select_related("parent")
    )
    item = nested.first()
    rule = RetentionRule.objects.filter(register=register).first()
    contact = ContactPerson.objects.filter(register=register).first()
    here = f"?register={register.pk}"
    term, purpose, right = rule.terms.first(), register.purpose_set.first(), Right.objects.first()
    expected = {
        "purposes": list_url(Purpose, register),
        f"purposes/{purpose.key}": of(register, Purpose, purpose.key),
        f"purposes/{purpose.key}/name": of(register, Purpose, purpose.key),
        "purposes/unknown": list_url(Purpose, register),
        f"rights/{right.key}": of(register, Right, right.key),
        f"data_items/{item.parent.key}/items/{item.key}/name": of(register, DataItem, item.key),
        f"data_items/{item.key}": of(register, DataItem, item.key),
        f"sources/{channel.source.key}/channels/{channel.key}": of(
            register, Source, channel.source.key
        ),
        f"sources/{channel.key}/name": of(register, Source, channel.source.key),
        f"retention/{rule.key}/terms/{term.key}": of(register, RetentionRule, rule.key),
        f"contacts/{contact.key}": of(register, ContactPerson, contact.key),
        "controllers": list_url(RegisterController, register),
        f"controllers/{company.key}": url(Controller, "change", company.pk) + here,
        f"controllers/{company.key}/responsibility": url(
            RegisterController, "change", register.memberships.get().pk
        ),
        "register/name": url(Register, "change", register.pk),
        "notice/title": url(Notice, "change", notice.pk),
        "notice/dates": url(Notice, "change", notice.pk),
        "notice/labels/email": url(Notice, "change", notice.pk),
        "notice/sections/rights": url(Section, "change", section.pk),
        "notice/sections/rights/heading": url(Section, "change", section.pk),
        "notice/sections/unknown": list_url(Section, register),
    }
    found = pages_of(read_as(User.objects.get()), notice, expected)
    assert {place: page.url for place, page in found.items()} == expected
    with translation.override("fi"):
        labels = pages_of(read_as(User.objects.get()), notice, ["register/name", "notice/title"])
    assert [page.label for page in labels.values()] == [
        "Rekisterin nimi",
        "Tietosuojaseloste: otsikko",
    ]


def test_a_fact_that_no_section_prints_leads_to_the_sections_first(officer: Client) -> None:
    notice = loaded("old-law-citation")
    found = officer.get(check_url(notice)).context["groups"]
    card = next(
        card for group in found for card in group.cards if card.finding.id == "data-subjects"
    )
    assert card.pages[0].url == list_url(Section, notice.register)
    assert len(card.pages) == 2


def test_who_may_not_open_a_page_reads_its_name_without_a_link() -> None:
    notice = loaded("two-controllers")
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_notice"))
    found = groups(read_as(reader), notice, check_register(notice.register))
    pages = [page for group in found for card in group.cards for page in card.pages]
    linked = {page.url for page in pages if page.url}
    assert linked == {url(Notice, "change", notice.pk)}
    assert all(page.label for page in pages)


@pytest.mark.parametrize("group", [Group.AUDITOR, Group.STAFF, Group.REQUEST_HANDLER])
def test_those_who_only_look_see_the_check(client: Client, group: Group) -> None:
    notice = loaded("two-controllers")
    signed_in(client, group)
    assert client.get(check_url(notice)).status_code == 200


def test_who_may_not_see_notices_sees_no_check(client: Client) -> None:
    notice = loaded("two-controllers")
    signed_in(client, Group.ADMINISTRATOR)
    assert client.get(check_url(notice)).status_code == 403
    client.logout()
    assert client.get(check_url(notice)).status_code == 302
    assert client.get("/hallinta/privacy_notices/notice/9999/check/").status_code == 302


# In short, elsewhere


def test_the_hub_and_the_notices_own_page_tell_the_check_in_short(officer: Client) -> None:
    notice = loaded("two-controllers")
    words = re.compile(r"\d\d % of the requirements are met\. 3 errors, 9 warnings, \d remarks\.")
    for address in (
        reverse("admin:register_register_hub", args=(notice.register.pk,)),
        url(Notice, "change", notice.pk),
    ):
        page = officer.get(address).content.decode()
        assert words.search(page)
        assert check_url(notice) in page


def test_the_queries_of_the_check_do_not_grow_with_the_findings(officer: Client) -> None:
    notice = loaded("section-sign-capitals")
    address = check_url(notice)

    def add(number: int) -> None:
        for place in range(number):
            Source.objects.create(
                register=notice.register, key=f"uusi-{place}", kind="third_party", name_fi="muu"
            )

    add(1)
    officer.get(address)
    few = count_queries(officer, address)
    Source.objects.filter(key="uusi-0").delete()
    add(30)
    assert count_queries(officer, address) == few
