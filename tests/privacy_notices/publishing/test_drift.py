"""Drift: what is published against today's register, and since when. The log has its own clock."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from privacy_notices import drift
from privacy_notices.compare import in_words
from privacy_notices.drift import Glance, drift_of, glances
from privacy_notices.files import format as f
from privacy_notices.files.loading import load_files
from privacy_notices.files.writing import register_as_plain, registers_as_plain
from privacy_notices.layout import make_notice
from privacy_notices.models import Block, Notice, NoticeLabel, Section, Withdrawal
from privacy_notices.touched import last_touches
from register.groups import Group
from register.models import (
    Address,
    DataItem,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    SecurityMeasure,
    Source,
    TradeName,
    User,
)
from register.texts import Text
from retention.models import RetentionRule
from tests.admin_pages import count_queries, signed_in
from tests.factories import a_controller, a_purpose, a_register
from tests.privacy_notices.publishing.conftest import COMPLETE, NOW, TODAY
from tests.privacy_notices.publishing.frozen import frozen
from tests.written_once import load_once, written_once

EVERYTHING = Path("tests/privacy_notices/files/good.yaml")
BEFORE = NOW - timedelta(days=30)
OCTOBER, NOVEMBER, DECEMBER = (datetime(2026, month, 3, 9, tzinfo=UTC) for month in (10, 11, 12))
On = Callable[[datetime], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()


@pytest.fixture
def on() -> On:
    """What is done inside is logged as of that moment."""

    @contextmanager
    def moment(at: datetime) -> Iterator[None]:
        last = LogEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        yield
        LogEntry.objects.filter(pk__gt=last).update(timestamp=at)

    return moment


@pytest.fixture
def register(notice: Notice, officer: User, on: On) -> Register:
    """Published on the first of September, from rows made before."""
    with on(BEFORE):
        written_once("version to drift from", lambda: frozen(notice.register, officer).pk)
    LogEntry.objects.update(timestamp=BEFORE)
    return Register.objects.get(pk=notice.register_id)


def told(register: Register) -> list[tuple[str, datetime | None]]:
    found = drift_of(register, TODAY)
    assert found is not None
    return [(in_words(one.changes[0], "en"), one.since) for one in found.differences]


def first(model: Any, register: Register, **chosen: Any) -> Any:
    return model.objects.filter(register=register, **chosen).order_by("position", "pk").first()


# What is compared


def test_nothing_published_has_nothing_to_drift_from(notice: Notice) -> None:
    assert drift_of(notice.register, TODAY) is None


def test_what_is_as_it_was_published_has_not_drifted(register: Register) -> None:
    assert told(register) == []


def test_a_withdrawn_notice_promises_nothing(register: Register, officer: User) -> None:
    Withdrawal.objects.create(
        notice=register.notice, slug=register.slug, withdrawn_on=TODAY, withdrawn_by=officer
    )
    assert drift_of(register, TODAY) is None
    assert drift_of(register, TODAY - timedelta(days=1)) is not None


def test_the_version_published_last_counts_also_before_it_is_in_force(
    register: Register, officer: User, on: On
) -> None:
    with on(OCTOBER):
        a_purpose(register, "perinta", name_fi="perintä")
        frozen(register, officer, number=2, at=NOVEMBER)
    found = drift_of(register, TODAY)
    assert found is not None
    assert (found.version.number, found.differences) == (2, [])


# Every kind of change tells its day


def change_text(register: Register) -> None:
    purpose = first(Purpose, register)
    purpose.text = Text("Uusi teksti.", "Ny text.", "New text.")
    purpose.save()


def change_company(register: Register) -> None:
    company = register.controllers.get()
    company.phone = "020 999 9999"
    company.save()


def change_address(register: Register) -> None:
    address = Address.objects.filter(controller__registers=register, kind="postal").get()
    address.street_fi = "Uusikuja 8"
    address.save()


def add_a_controller(register: Register) -> None:
    RegisterController.objects.create(
        register=register, controller=a_controller("toinen", name="Toinen Oy"), position=9
    )


def divide_duties(register: Register) -> None:
    membership = register.memberships.get()
    membership.responsibility = Text(fi="Vastaa kaikesta.")
    membership.save()


def move_last_first(register: Register) -> None:
    purposes = list(Purpose.objects.filter(register=register).order_by("position", "pk"))
    for position, purpose in enumerate([purposes[-1], *purposes[:-1]]):
        purpose.position = position
        purpose.save()


def make_an_item(register: Register) -> None:
    group = first(DataItem, register, items__isnull=False)
    DataItem.objects.create(
        register=register, parent=group, key="uusi", name_fi="uusi tieto", position=99
    )


def block_with_text(register: Register) -> Block:
    found = Block.objects.filter(section__notice__register=register).exclude(text_fi="").first()
    assert found is not None
    return found


def change_a_part(register: Register) -> None:
    part = block_with_text(register)
    part.text = Text("Uutta tekstiä:", "Ny text:", "New text:")
    part.save()


def add_a_label(register: Register) -> None:
    NoticeLabel.objects.create(notice=register.notice, field="website", text_fi="Kotisivut")


def offer_to_children(register: Register) -> None:
    register.offered_to_children = True
    register.save()


CHANGES: dict[str, tuple[Callable[[Register], Any], str]] = {
    "a text": (change_text, "Changed: purpose"),
    "a row added": (lambda r: a_purpose(r, "uusi", position=99), "Added: purpose “laskutus”."),
    "a row removed": (lambda r: first(SecurityMeasure, r).delete(), "Removed: security measure"),
    "a row moved": (move_last_first, "Moved: purpose"),
    "yes or no": (offer_to_children, "Changed: register"),
    "a value of a list": (
        lambda r: first(DataItem, r, items=None).categories.create(category="other"),
        "Changed: data item",
    ),
    "a value of a list gone": (
        lambda r: first(RetentionRule, r, categories__isnull=False).categories.first().delete(),
        "Changed: retention rule",
    ),
    "rows referred to": (
        lambda r: first(Recipient, r, purposes__isnull=False).purposes.clear(),
        "Changed: recipient",
    ),
    "a company": (change_company, "Changed: controller “Lankakuvitelma Oy”, phone."),
    "an address": (change_address, "Changed: postal address “Lankakuvitelma Oy”, street address."),
    "a controller": (add_a_controller, "Added: controller “Toinen Oy”."),
    "duties": (divide_duties, "Changed: controller “Lankakuvitelma Oy”, what this controller"),
    "a trade name": (
        lambda r: TradeName.objects.create(
            controller=r.controllers.get(), key="lanka", name_fi="Lanka"
        ),
        "Added: trade name “Lanka”.",
    ),
    "a row in a row": (make_an_item, "Added: data item “uusi tieto”."),
    "a term": (
        lambda r: first(RetentionRule, r, terms__isnull=False).terms.first().delete(),
        "Removed: term",
    ),
    "a channel": (
        lambda r: first(Source, r).channels.create(key="puhelin", name_fi="puhelu"),
        "Added: channel “puhelu”.",
    ),
    "own words": (change_a_part, "Changed: part of a section"),
    "own words gone": (lambda r: block_with_text(r).delete(), "Removed: part of a section"),
    "a label": (add_a_label, "Added: label"),
    "a section": (
        lambda r: Section.objects.create(notice=r.notice, key="uusi", heading_fi="Uusi"),
        "Added: section “Uusi”.",
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_each_change_is_told_with_the_day_it_was_made(
    register: Register, on: On, kind: str
) -> None:
    make, words = CHANGES[kind]
    with on(OCTOBER):
        make(register)
    found = told(register)
    assert found
    assert {since for _words, since in found} == {OCTOBER}
    assert any(line.startswith(words) for line, _since in found), found


def test_a_controller_that_left_is_told_with_its_day(
    register: Register, officer: User, on: On
) -> None:
    with on(BEFORE):
        add_a_controller(register)
        frozen(register, officer, number=2)
    with on(NOVEMBER):
        register.memberships.get(controller__key="toinen").delete()
    assert told(register) == [("Removed: controller “Toinen Oy”.", NOVEMBER)]


def test_an_address_that_is_no_more_is_told_with_its_day(register: Register, on: On) -> None:
    with on(NOVEMBER):
        Address.objects.filter(controller__registers=register, kind="postal").delete()
    found = told(register)
    assert found
    assert {since for _words, since in found} == {NOVEMBER}


# Since when


def rename(register: Register, name: str) -> None:
    register.other_name = Text(fi=name)
    register.save()


def test_the_first_of_several_changes_counts(register: Register, on: On) -> None:
    for name, at in (("Yksi", OCTOBER), ("Kaksi", NOVEMBER)):
        with on(at):
            rename(register, name)
    [(_words, since)] = told(register)
    assert since == OCTOBER


def test_what_is_changed_back_does_not_differ(register: Register, on: On) -> None:
    was = str(register.other_name)
    for name, at in (("Muu", OCTOBER), (was, NOVEMBER)):
        with on(at):
            rename(register, name)
    assert told(register) == []


def test_what_came_back_and_left_again_differs_since_the_last_time(
    register: Register, on: On
) -> None:
    was = str(register.other_name)
    for name, at in (("Muu", OCTOBER), (was, NOVEMBER), ("Muu", DECEMBER)):
        with on(at):
            rename(register, name)
    [(_words, since)] = told(register)
    assert since == DECEMBER


def test_what_changed_before_the_publication_is_no_news(
    register: Register, officer: User, on: On
) -> None:
    with on(OCTOBER):
        rename(register, "Ennen")
    frozen(register, officer, number=2, at=NOVEMBER)
    with on(DECEMBER):
        rename(register, "Jälkeen")
    [(_words, since)] = told(register)
    assert since == DECEMBER


def test_a_change_past_the_log_is_seen_and_its_day_not_guessed(register: Register) -> None:
    Purpose.objects.filter(register=register, key="orders").update(text_fi="Ohi lokin.")
    [(words, since)] = told(register)
    assert words.startswith("Changed: purpose")
    assert since is None


def test_one_text_in_three_languages_is_one_fact(register: Register, on: On) -> None:
    with on(OCTOBER):
        change_text(register)
    found = drift_of(register, TODAY)
    assert found is not None
    [difference] = found.differences
    assert [change.language for change in difference.changes] == ["fi", "sv", "en"]


@pytest.mark.parametrize(
    ("make", "is_printed"),
    [
        (change_text, True),
        (offer_to_children, False),
        (lambda r: Recipient.objects.filter(register=r).update(contract_fi="Uusi"), False),
    ],
)
def test_what_is_on_record_only_is_marked(
    register: Register, make: Callable[[Register], Any], is_printed: bool
) -> None:
    make(register)
    found = drift_of(register, TODAY)
    assert found is not None
    assert {one.is_printed for one in found.differences} == {is_printed}


# The first look: which registers were touched


@pytest.fixture
def other(register: Register, on: On) -> Register:
    with on(BEFORE):
        load_once(COMPLETE.parent / "two-controllers.yaml")
    return Register.objects.exclude(pk=register.pk).get()


def rows_of(register: Register) -> dict[str, Any]:
    """A row of every model in the plain form of the register, by the model's name."""
    found: dict[str, Any] = {"RegisterController": register.memberships.first()}

    def walk(told: Any, table: f.Table) -> None:
        found.setdefault(table.model.__name__, table.model._default_manager.get(pk=told.pk))
        for listed in table.lists.values():
            row = listed.model._default_manager.filter(**{listed.owner: told.pk}).first()
            if row is not None:
                found.setdefault(listed.model.__name__, row)
        below = {one.name: one.table for one in table.singles}
        below |= {child.name: child for child in table.children}
        below |= {part.name: part for part in (f.LABELS, f.SECTIONS) if table is f.NOTICE}
        for name, part in below.items():
            rows = told.get(name) or []
            for row in rows if isinstance(rows, list) else [rows]:
                walk(row, part)

    plain = register_as_plain(register)
    for table in (f.REGISTER, f.CONTROLLERS, f.RELATED_COMPANIES, *f.FACTS, f.NOTICE):
        rows = plain.get(table.name, [])
        for row in rows if isinstance(rows, list) else [rows]:
            walk(row, table)
    return found


def every_model() -> set[str]:
    """All that a register file can hold."""
    tables = [*f.all_tables(), f.MEMBERSHIP]
    listed = [one.model for table in tables for one in table.lists.values()]
    return {model.__name__ for model in (*(table.model for table in tables), *listed)}


def test_an_entry_about_any_row_touches_its_register_alone(other: Register, on: On) -> None:
    with on(BEFORE):
        load_files([EVERYTHING])
        whole = Register.objects.get(slug="example")
        Block.objects.filter(section__notice__register=whole)[0].only.create(key="esimerkki")
        first(RetentionRule, whole).categories.create(category="name")
    rows = rows_of(whole)
    assert set(rows) == every_model()
    for name, row in rows.items():
        with on(OCTOBER):
            LogEntry.objects.log_create(row, force_log=True, action=LogEntry.Action.UPDATE)
        assert set(last_touches(list(Register.objects.all()), after=NOW)) == {whole.pk}, name
        LogEntry.objects.filter(timestamp=OCTOBER).update(timestamp=BEFORE)


def test_what_was_deleted_touches_the_register_it_was_in(
    register: Register, other: Register, on: On
) -> None:
    with on(OCTOBER):
        first(RetentionRule, register, terms__isnull=False).terms.first().delete()
    assert set(last_touches([register, other], after=NOW)) == {register.pk}


def test_a_company_touches_every_register_that_names_it(
    register: Register, other: Register, on: On
) -> None:
    with on(BEFORE):
        Recipient.objects.create(
            register=other,
            key="r",
            kind="controller",
            name_fi="Lankakuvitelma",
            controller=register.controllers.get(),
        )
    with on(OCTOBER):
        change_company(register)
    assert set(last_touches([register, other], after=NOW)) == {register.pk, other.pk}


def test_looking_touches_nothing(register: Register, on: On) -> None:
    with on(OCTOBER):
        LogEntry.objects.log_create(register.notice, force_log=True, action=LogEntry.Action.ACCESS)
    assert last_touches([register], after=NOW) == {}


# The start page


def published_registers(numbers: range, by: User, on: On) -> list[Register]:
    made = []
    with on(BEFORE):
        for number in numbers:
            register = a_register(f"rekisteri-{number}", name_fi=f"Rekisteri {number}")
            make_notice(register)
            a_purpose(register)
            frozen(register, by)
            made.append(register)
    return made


def test_a_glance_tells_how_much_differs_and_since_when(
    register: Register, other: Register, on: On
) -> None:
    with on(NOVEMBER):
        change_text(register)
    with on(OCTOBER):
        offer_to_children(register)
    version = register.notice.versions.get()
    assert glances([register, other], TODAY) == {register.pk: Glance(version, 2, OCTOBER)}


def test_an_unknown_day_leaves_the_oldest_unknown(register: Register, on: On) -> None:
    with on(OCTOBER):
        offer_to_children(register)
    Purpose.objects.filter(register=register, key="orders").update(text_fi="Ohi lokin.")
    glance = glances([register], TODAY)[register.pk]
    assert (glance.count, glance.oldest) == (2, None)


def test_touched_and_changed_back_is_not_shown(register: Register, on: On) -> None:
    was = str(register.other_name)
    for name, at in (("Muu", OCTOBER), (was, NOVEMBER)):
        with on(at):
            rename(register, name)
    assert glances([register], TODAY) == {}


def test_what_is_remembered_gives_way_to_the_next_change(register: Register, on: On) -> None:
    with on(OCTOBER):
        offer_to_children(register)
    assert glances([register], TODAY)[register.pk].count == 1
    with CaptureQueriesContext(connection) as again:
        assert glances([register], TODAY)[register.pk].count == 1
    assert len(again) < 20
    with on(NOVEMBER):
        change_text(register)
    assert glances([register], TODAY)[register.pk].count == 2


@pytest.mark.parametrize(("months", "is_seen"), [(1, True), (2, False), (0, False)])
def test_a_version_older_than_the_log_is_compared_though_the_log_is_silent(
    settings: Any, register: Register, months: int, is_seen: bool
) -> None:
    """Its first changes may be among the entries whose time is over; 0 keeps them for good."""
    settings.AUDIT_LOG_KEPT_MONTHS = months
    rename(register, "Uusi nimi")
    LogEntry.objects.all().delete()
    assert (register.pk in glances([register], date(2026, 10, 20))) is is_seen


def test_of_a_version_older_than_the_log_nothing_is_said_before_it_is_compared(
    settings: Any, monkeypatch: pytest.MonkeyPatch, register: Register
) -> None:
    settings.AUDIT_LOG_KEPT_MONTHS = 1
    monkeypatch.setattr(drift, "MOST_COMPARED", 0)
    assert glances([register], date(2026, 10, 20)) == {}


def test_many_registers_are_compared_a_few_at_a_time(
    officer: User, on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drift, "MOST_COMPARED", 2)
    registers = published_registers(range(3), officer, on)
    with on(OCTOBER):
        for register in registers:
            rename(register, "Muu")
    assert [one.count for one in glances(registers, TODAY).values()] == [1, 1, None]
    assert [one.count for one in glances(registers, TODAY).values()] == [1, 1, 1]


def test_the_start_page_asks_as_much_for_many_registers_as_for_one(client: Client, on: On) -> None:
    officer = signed_in(client, Group.COMPLIANCE_OFFICER)
    index = reverse("admin:index")
    registers = published_registers(range(1), officer, on)
    client.get(index)
    with on(OCTOBER):
        rename(registers[0], "Muu")
    one = count_queries(client, index)
    registers += published_registers(range(1, 8), officer, on)
    with on(NOVEMBER):
        for register in registers:
            rename(register, "Vielä muu")
    assert count_queries(client, index) == one
    page = client.get(index).content.decode()
    assert page.count("1 fact differs from the notice, changed on") == len(registers)


def test_the_start_page_leads_to_what_differs(client: Client, on: On, register: Register) -> None:
    signed_in(client, Group.COMPLIANCE_OFFICER)
    with on(NOVEMBER):
        change_text(register)
        offer_to_children(register)
        make_an_item(register)
    page = client.get(reverse("admin:index")).content.decode()
    compare = reverse("admin:privacy_notices_notice_compare", args=(register.notice.pk,))
    words = "3 facts differ from the notice, the oldest change is of 3 Nov 2026."
    assert f'<a class="seloste-link" href="{compare}">{words}</a>' in page


def test_who_may_not_see_versions_is_told_of_no_drift(
    client: Client, on: On, register: Register
) -> None:
    user = signed_in(client, Group.STAFF)
    with on(NOVEMBER):
        offer_to_children(register)
    assert "fact differs" in client.get(reverse("admin:index")).content.decode()
    for group in user.groups.all():
        group.permissions.filter(codename="view_noticeversion").delete()
    assert "fact differs" not in client.get(reverse("admin:index")).content.decode()


# The page of the register and that of its notice


@pytest.mark.parametrize("page", ["register_register_hub", "privacy_notices_notice_change"])
def test_the_pages_tell_what_differs_since_when(
    client: Client, on: On, register: Register, page: str
) -> None:
    signed_in(client, Group.COMPLIANCE_OFFICER)
    with on(NOVEMBER):
        offer_to_children(register)
    address = reverse(f"admin:{page}", args=(register.pk if "hub" in page else register.notice.pk,))
    shown = client.get(address).content.decode()
    assert "1 fact differs from the notice, changed on 3 Nov 2026." in shown
    assert "3 Nov 2026 – Changed: register" in shown
    assert "Not printed in the notice." in shown


def test_the_hub_says_so_where_nothing_differs(client: Client, register: Register) -> None:
    signed_in(client, Group.AUDITOR)
    page = client.get(reverse("admin:register_register_hub", args=(register.pk,)))
    words = "The register is as version 1 told it, published on 1 Sep 2026."
    assert words in page.content.decode()


# Several registers are read at once


def test_registers_read_together_are_as_each_alone(register: Register, other: Register) -> None:
    together = registers_as_plain([register, other])
    assert together == {one.pk: register_as_plain(one) for one in (register, other)}


def test_many_registers_are_read_with_as_many_queries_as_one(officer: User, on: On) -> None:
    registers = published_registers(range(5), officer, on)
    with CaptureQueriesContext(connection) as one:
        registers_as_plain(registers[:1])
    with CaptureQueriesContext(connection) as all_of_them:
        registers_as_plain(registers)
    assert len(all_of_them) == len(one)


def test_the_day_is_told_in_helsinki(client: Client, on: On, register: Register) -> None:
    signed_in(client, Group.COMPLIANCE_OFFICER)
    with on(datetime(2026, 11, 2, 22, 30, tzinfo=UTC)):
        offer_to_children(register)
    page = client.get(reverse("admin:index")).content.decode()
    assert "changed on 3 Nov 2026." in page
