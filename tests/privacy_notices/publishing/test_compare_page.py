"""Two states of a notice side by side: facts and words, readable, in each language."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from privacy_notices.models import Block, Notice, NoticeVersion
from register.groups import Group
from register.models import (
    Address,
    DataItem,
    Purpose,
    Recipient,
    Register,
    SecurityMeasure,
    User,
)
from register.texts import Text
from retention.models import RetentionRule
from tests.admin_pages import count_queries, signed_in
from tests.factories import a_purpose
from tests.privacy_notices.publishing.conftest import NOW
from tests.privacy_notices.publishing.frozen import frozen
from tests.written_once import written_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(notice: Notice, officer: User) -> NoticeVersion:
    first = written_once("version to compare", lambda: frozen(notice.register, officer).pk)
    return NoticeVersion.objects.get(pk=first)


@pytest.fixture
def reader(client: Client, version: NoticeVersion) -> Client:
    """Comes after the version, whose rows are remembered only as the first there are."""
    signed_in(client, Group.AUDITOR)
    return client


def compare_url(notice: Notice, query: str = "") -> str:
    return reverse("admin:privacy_notices_notice_compare", args=(notice.pk,)) + query


def words(html: str) -> str:
    """What is read: without tags, and with one space where a browser shows some."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)))


def facts(client: Client, notice: Notice, query: str = "") -> str:
    """The part about facts, with the marks of changed words."""
    page = client.get(compare_url(notice, query)).content.decode()
    return page.partition('aria-labelledby="facts"')[2].partition('aria-labelledby="printed"')[0]


def printed(client: Client, notice: Notice, query: str = "") -> str:
    page = client.get(compare_url(notice, query)).content.decode()
    return page.partition('aria-labelledby="printed"')[2]


def first(model: Any, register: Register, **chosen: Any) -> Any:
    return model.objects.filter(register=register, **chosen).order_by("position", "pk").first()


# Every kind of change


def add(register: Register) -> None:
    Recipient.objects.create(
        register=register,
        key="cloud",
        kind="processor",
        name_fi="pilvipalvelu",
        name_sv="molntjänst",
        name_en="cloud service",
        country="SE",
        position=99,
    ).purposes.add(first(Purpose, register))


def move(register: Register) -> None:
    purposes = list(Purpose.objects.filter(register=register).order_by("position", "pk"))
    for position, purpose in enumerate([purposes[-1], *purposes[:-1]]):
        purpose.position = position
        purpose.save()


def change_text(register: Register) -> None:
    purpose = first(Purpose, register)
    purpose.text = Text("Uusi teksti.", "Ny text.", "New text.")
    purpose.save()


def change_choice(register: Register) -> None:
    register.offered_to_children = True
    register.save()


def change_address(register: Register) -> None:
    address = Address.objects.filter(controller__registers=register, kind="postal").get()
    address.street_fi = "Uusikuja 8"
    address.save()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (add, ["added", "Recipient: cloud service", "Country Sweden", "Kind processor"]),
        (add, ["handling of orders, payments, deliveries and returns"]),  # a purpose by its name
        (
            lambda r: first(SecurityMeasure, r).delete(),
            ["removed", "Security measure:", "Kind"],
        ),
        (move, ["moved", "Purpose:", "From place 7 to place 1 in its list."]),
        (change_text, ["changed", "Purpose: handling of orders", "FI", "SV", "EN"]),
        (change_choice, ["Basic data", "on consent [removed: no ] [added: yes ]", "Not printed"]),
        (change_address, ["Controllers", "Postal address (Lankakuvitelma Oy)", "Street address"]),
        (
            lambda r: first(DataItem, r, items=None).categories.create(category="other"),
            ["Data items", "Data item:", "Category", "[added: other data ]"],
        ),
        (
            lambda r: first(RetentionRule, r, terms__isnull=False).terms.update(length=9),
            ["Retention rules", "Term:", "Length [removed:", "[added: 9 ]"],
        ),
        (
            lambda r: r.notice.sections.last().blocks.create(text_fi="Loppusana."),
            ["Sections", "added", "Part of a section", "Loppusana."],
        ),
    ],
)
def test_every_kind_of_change_is_told_as_people_call_things(
    reader: Client, version: NoticeVersion, make: Callable[[Register], Any], told: list[str]
) -> None:
    make(version.notice.register)
    page = words(facts(reader, version.notice))
    assert [phrase for phrase in told if phrase not in page] == []
    assert not re.search(r"purposes/|data_items/|\borders\b/|notice/sections", page)


def test_what_is_the_same_is_not_told(reader: Client, version: NoticeVersion) -> None:
    assert "Nothing differs." in facts(reader, version.notice)
    assert words(printed(reader, version.notice)).count("The printed notice reads the same.") == 3


# Words and languages


def test_the_words_that_changed_are_marked_also_for_those_who_listen(
    reader: Client, version: NoticeVersion
) -> None:
    register = version.notice.register
    purpose = first(Purpose, register)
    purpose.text = Text(fi="Toimitamme tilaukset ja laskutamme.")
    purpose.save()
    frozen(register, version.published_by, number=2)
    purpose.text = Text(fi="Toimitamme tilaukset ja perimme.")
    purpose.save()
    page = facts(reader, version.notice)
    assert (
        "Toimitamme tilaukset ja "
        '<del><span class="seloste-unseen">[removed: </span>laskutamme'
        '<span class="seloste-unseen">]</span></del>'
        '<ins><span class="seloste-unseen">[added: </span>perimme'
        '<span class="seloste-unseen">]</span></ins>.'
    ) in page


@pytest.mark.parametrize("mark", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_markup_in_facts_is_shown_and_never_run(
    reader: Client, version: NoticeVersion, mark: str
) -> None:
    register = version.notice.register
    purpose = first(Purpose, register)
    purpose.name = Text(mark, mark, mark)
    purpose.text = Text(f"Ennen {mark} jälkeen", mark, mark)
    purpose.save()
    a_purpose(register, "uusi", name_fi=mark, position=99)
    page = reader.get(compare_url(version.notice)).content.decode()
    assert mark not in page
    assert mark in unescape(page)


@pytest.mark.parametrize(
    ("language", "there", "gone"),
    [
        ("", ["Uusi teksti.", "Ny text.", "New text."], []),
        ("fi", ["Uusi teksti."], ["Ny text.", "New text."]),
        ("sv", ["Ny text."], ["Uusi teksti.", "New text."]),
    ],
)
def test_texts_can_be_limited_to_a_language_and_facts_stay(
    reader: Client, version: NoticeVersion, language: str, there: list[str], gone: list[str]
) -> None:
    change_text(version.notice.register)
    change_choice(version.notice.register)
    query = f"?before=1&after=draft&language={language}"
    page = words(facts(reader, version.notice, query))
    assert all(text in page for text in there)
    assert not any(text in page for text in gone)
    assert "Online service offered to children" in page


def test_a_text_changed_in_another_language_only_is_left_out(
    reader: Client, version: NoticeVersion
) -> None:
    Purpose.objects.filter(register=version.notice.register, key="orders").update(name_sv="ny")
    assert "Nothing differs." in facts(reader, version.notice, "?language=fi")
    assert "Nothing differs." not in facts(reader, version.notice, "?language=sv")


# The notice as printed


def test_the_printed_words_are_compared_section_by_section(
    reader: Client, version: NoticeVersion
) -> None:
    change_text(version.notice.register)
    told = words(printed(reader, version.notice))
    assert "Suomi 1 section reads otherwise" in told
    assert "Uusi teksti. ]" in told


def test_a_language_that_one_side_lacks_is_said(reader: Client, version: NoticeVersion) -> None:
    register = version.notice.register
    frozen(register, version.published_by, number=2)
    a_purpose(register, "vain-suomeksi", name_fi="vain suomeksi", position=99)
    frozen(register, version.published_by, number=3)
    told = words(printed(reader, version.notice, "?before=2&after=3"))
    assert told.count("In one of the two only.") == 2


def test_parts_of_a_section_are_compared(reader: Client, version: NoticeVersion) -> None:
    part = Block.objects.filter(section__notice=version.notice).exclude(text_fi="").first()
    assert part is not None
    part.text = Text(f"Ja vielä tämä. {part.text_fi}", part.text_sv, part.text_en)
    part.save()
    assert "Ja vielä tämä." in words(facts(reader, version.notice))
    assert "Ja vielä tämä." in words(printed(reader, version.notice))


# Which two


def test_any_two_versions_can_be_compared_either_way(
    reader: Client, version: NoticeVersion
) -> None:
    register = version.notice.register
    add(register)
    frozen(register, version.published_by, number=2)
    SecurityMeasure.objects.filter(register=register).first().delete()  # type: ignore[union-attr] # the sample has some
    between = words(facts(reader, version.notice, "?before=1&after=2"))
    assert "added Recipient" in between
    assert "Security measure" not in between
    back = words(facts(reader, version.notice, "?before=2&after=1"))
    assert "removed Recipient" in back
    from_draft = words(facts(reader, version.notice, "?before=draft&after=2"))
    assert "added Security measure" in from_draft


def test_unless_asked_the_last_version_is_compared_with_today(
    reader: Client, version: NoticeVersion
) -> None:
    register = version.notice.register
    add(register)
    frozen(register, version.published_by, number=2)
    change_choice(register)
    page = words(facts(reader, version.notice))
    assert "Recipient" not in page
    assert "Basic data" in page


def test_the_day_of_a_change_is_told_where_today_is_compared(
    reader: Client, version: NoticeVersion
) -> None:
    register = version.notice.register
    LogEntry.objects.update(timestamp=NOW)
    change_choice(register)
    LogEntry.objects.filter(timestamp__gt=NOW).update(timestamp=NOW.replace(month=11, day=3))
    assert "since 3 Nov 2026" in words(facts(reader, version.notice))
    frozen(register, version.published_by, number=2)
    assert "since" not in words(facts(reader, version.notice, "?before=1&after=2"))


@pytest.mark.parametrize("query", ["?before=9", "?after=x", "?language=de", "?before="])
def test_what_cannot_be_compared_is_said(
    reader: Client, version: NoticeVersion, query: str
) -> None:
    response = reader.get(compare_url(version.notice, query))
    assert response.status_code == 200
    assert "seloste-fault" in response.content.decode()
    assert 'aria-labelledby="facts"' not in response.content.decode()


def test_nothing_published_has_nothing_to_compare(client: Client, notice: Notice) -> None:
    signed_in(client, Group.AUDITOR)
    assert "Nothing has been published yet." in client.get(compare_url(notice)).content.decode()


# How much it costs


def test_queries_do_not_grow_with_what_changed(reader: Client, version: NoticeVersion) -> None:
    register = version.notice.register
    a_purpose(register, "uusi", name_fi="uusi", position=90)
    reader.get(compare_url(version.notice))
    one = count_queries(reader, compare_url(version.notice))
    for number in range(20):
        a_purpose(register, f"uusi-{number}", name_fi=f"uusi {number}", position=91)
    assert count_queries(reader, compare_url(version.notice)) == one
    frozen(register, version.published_by, number=2)
    assert count_queries(reader, compare_url(version.notice, "?before=1&after=2")) < 20
