"""What loading a file does to the rows that are there."""

import threading

import pytest
from auditlog.models import LogEntry
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from privacy_notices.files.loading import Loaded, Refused, load_files
from privacy_notices.files.writing import write_register
from privacy_notices.layout import STANDARD_SECTIONS
from privacy_notices.models import Block, Notice, Section
from register.models import (
    Address,
    ContactPerson,
    Controller,
    DataItem,
    Purpose,
    Recipient,
    Register,
    RequestChannel,
    System,
)
from retention.models import RetentionRule
from tests.privacy_notices.files.bad_files import GOOD

SMALL = """
format: seloste-register/1
register: {slug: small, name: Pieni rekisteri}
controllers:
  - key: yksi
    name: Yksi Oy
purposes:
  - {key: a, name: yksi}
  - {key: b, name: kaksi}
  - {key: c, name: kolme}
data_items:
  - key: nimi
    name: nimi
    categories: [name, role]
    purposes: [a]
  - key: ryhma
    name: ryhmä
    items:
      - {key: puhelin, name: puhelin}
      - {key: posti, name: posti}
  - key: toinen
    name: toinen ryhmä
    items:
      - {key: osoite, name: osoite}
systems:
  - {key: crm, name: CRM}
"""


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def load(tmp_path):
    def load_text(text: str, *, shared: bool = False) -> Loaded:
        path = tmp_path / "x.yaml"
        path.write_text(text, encoding="utf-8")
        (loaded,) = load_files([path], shared=shared)
        return loaded

    return load_text


@pytest.fixture
def reasons(load):
    """What is said of a file that is refused: path and reason."""

    def told(text: str, *, shared: bool = False) -> list[str]:
        with pytest.raises(Refused) as refused:
            load(text, shared=shared)
        return [f"{fault.line} {fault.path}: {fault.reason}" for fault in refused.value.faults]

    return told


@pytest.fixture
def small(db, load):
    load(SMALL)
    return Register.objects.get(slug="small")


def keys_of(rows) -> list[str]:
    return list(rows.values_list("key", flat=True))


# Rows are known by their key


def test_a_known_row_is_updated_and_stays_the_same_row(small, load):
    before = Purpose.objects.get(key="b").pk
    loaded = load(SMALL.replace("name: kaksi", "name: {fi: kaksi, sv: två}"))
    purpose = Purpose.objects.get(key="b")
    assert (purpose.pk, purpose.name_sv) == (before, "två")
    assert loaded.counts == {"added": 0, "changed": 1, "removed": 0}


def test_what_the_file_leaves_out_is_set_to_its_default(small, load):
    load(SMALL.replace("name: kaksi", "name: kaksi, text: kahta, direct_marketing: true"))
    load(SMALL)
    purpose = Purpose.objects.get(key="b")
    assert (purpose.text_fi, purpose.direct_marketing) == ("", False)


def test_rows_are_added_and_removed(small, load):
    kept = Purpose.objects.get(key="a").pk
    text = SMALL.replace("{key: b, name: kaksi}", "{key: d, name: neljä}")
    loaded = load(text)
    assert keys_of(small.purpose_set) == ["a", "d", "c"]
    assert Purpose.objects.get(key="a").pk == kept
    assert loaded.counts == {"added": 1, "changed": 0, "removed": 1}


def test_rows_take_the_order_of_the_file(small, load):
    before = dict(small.purpose_set.values_list("key", "pk"))
    first, second = "  - {key: a, name: yksi}\n", "  - {key: b, name: kaksi}\n"
    loaded = load(SMALL.replace(first + second, second + first))
    assert keys_of(small.purpose_set) == ["b", "a", "c"]
    assert dict(small.purpose_set.values_list("key", "pk")) == before
    assert loaded.counts == {"added": 0, "changed": 2, "removed": 0}


def test_categories_and_references_follow_the_file_and_count_as_a_change(small, load):
    text = SMALL.replace("[name, role]", "[name, email]").replace(
        "purposes: [a]", "purposes: [c, b]"
    )
    loaded = load(text)
    item = DataItem.objects.get(key="nimi")
    assert list(item.categories.values_list("category", flat=True)) == ["name", "email"]
    assert set(keys_of(item.purposes)) == {"b", "c"}
    assert loaded.counts == {"added": 0, "changed": 1, "removed": 0}


# Data items in groups


def test_an_item_that_changes_its_group_stays_the_same_row(small, load):
    before = DataItem.objects.get(key="puhelin").pk
    row = "      - {key: puhelin, name: puhelin}\n"
    for target in ("      - {key: osoite, name: osoite}\n", "      - {key: posti, name: posti}\n"):
        load(SMALL.replace(row, "").replace(target, target + row))
        item = DataItem.objects.get(key="puhelin")
        assert item.pk == before
        assert item.parent.key == ("toinen" if "osoite" in target else "ryhma")


def test_an_item_outlives_its_group(small, load):
    before = DataItem.objects.get(key="puhelin").pk
    text = SMALL.replace("  - key: ryhma\n    name: ryhmä\n    items:\n", "").replace(
        "      - {key: puhelin, name: puhelin}\n      - {key: posti, name: posti}\n",
        "  - {key: puhelin, name: puhelin}\n",
    )
    loaded = load(text)
    item = DataItem.objects.get(key="puhelin")
    assert (item.pk, item.parent) == (before, None)
    assert sorted(keys_of(small.dataitem_set)) == ["nimi", "osoite", "puhelin", "toinen"]
    assert loaded.counts["removed"] == 2


def test_a_group_becomes_an_item_and_lets_its_items_go(small, load):
    before = DataItem.objects.get(key="ryhma").pk
    text = SMALL[: SMALL.index("  - key: ryhma")] + (
        "  - key: toinen\n    name: toinen ryhmä\n    items:\n"
        "      - {key: ryhma, name: ryhmä}\n      - {key: osoite, name: osoite}\n"
    )
    load(text)
    group = DataItem.objects.get(key="ryhma")
    assert (group.pk, group.parent.key) == (before, "toinen")
    assert sorted(keys_of(small.dataitem_set)) == ["nimi", "osoite", "ryhma", "toinen"]


def test_a_group_goes_with_its_items(small, load):
    text = SMALL[: SMALL.index("  - key: ryhma")]
    loaded = load(text)
    assert keys_of(small.dataitem_set) == ["nimi"]
    assert loaded.counts == {"added": 0, "changed": 0, "removed": 6}  # five items and the system


# Rows made in the admin have places of their own


def test_rows_that_share_a_place_are_neither_lost_nor_doubled(small, load):
    section = small.notice.sections.first()
    Block.objects.bulk_create(Block(section=section, facts="other") for _ in range(3))
    small.purpose_set.update(position=7)
    exported = write_register(small)
    assert load(exported).counts.total() == 0
    load(exported.replace("        - facts: other\n", "", 1))
    assert section.blocks.filter(facts="other").count() == 2


# What others refer to


def test_a_row_that_another_refers_to_is_not_removed_and_is_named(small, load, reasons):
    system = System.objects.get(key="crm")
    other = Register.objects.create(slug="other")
    RetentionRule.objects.create(register=other, key="loki", name_fi="loki", system=system)
    text = SMALL[: SMALL.index("systems:")].replace("{key: c, name: kolme}", "{key: d, name: x}")
    assert reasons(text) == [
        "1 systems/crm: “crm” is not in the file, but a row refers to it: retention rule loki."
    ]
    assert System.objects.filter(key="crm").exists()
    assert keys_of(small.purpose_set) == ["a", "b", "c"]


def test_the_fault_stands_at_the_table_where_the_row_was(small, reasons):
    system = System.objects.get(key="crm")
    other = Register.objects.create(slug="other")
    for key in ("a", "b", "c", "d"):
        RetentionRule.objects.create(register=other, key=key, name_fi="x", system=system)
    text = SMALL.replace("{key: crm, name: CRM}", "{key: erp, name: ERP}")
    line = text[: text.index("systems:")].count("\n") + 1
    assert reasons(text) == [
        f"{line} systems/crm: “crm” is not in the file, but 4 rows refer to it: "
        "retention rule a, retention rule b, retention rule c…."
    ]


def test_a_row_and_what_refers_to_it_leave_together(small, load):
    with_rule = SMALL + (
        "documents: [{key: ohje, name: Ohje}]\n"
        "retention: [{key: r, name: r, form: external, document: ohje, system: crm}]\n"
    )
    load(with_rule)
    load(SMALL[: SMALL.index("systems:")])
    assert not RetentionRule.objects.exists()
    assert not System.objects.exists()


# Controllers are shared


OTHER = """
format: seloste-register/1
register: {slug: other}
controllers:
  - key: yksi
    name: Yksi Oy
"""


def test_an_unchanged_shared_controller_is_no_change(small, load):
    loaded = load(OTHER)
    assert loaded.slug == "other"
    assert Controller.objects.get().registers.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        "    name: Yksi Oyj\n",
        "    name: Yksi Oy\n    trade_names: [{key: x, name: X}]\n",
        "    name: Yksi Oy\n    postal_address: {po_box: 1, postal_code: '00101', town: Oulu}\n",
        "    name: Yksi Oy\n    contacts: [{key: dpo, kind: role, name: Tietosuojavastaava}]\n",
    ],
)
def test_a_shared_controller_changes_only_when_asked_to(change, small, load, reasons):
    text = OTHER.replace("    name: Yksi Oy\n", change)
    assert reasons(text) == [
        "5 controllers/yksi: This file changes a controller that other registers have too (small). "
        "Load with --shared if that is meant."
    ]
    assert not Register.objects.filter(slug="other").exists()
    load(text, shared=True)
    assert load(text).counts.total() == 0
    assert reasons(OTHER)


def test_what_a_controller_answers_for_is_each_register_s_own(small, load):
    loaded = load(OTHER + "    responsibility: Vastaa kaikesta.\n")
    assert loaded.counts["changed"] == 0
    assert load(SMALL).counts.total() == 0


def test_a_company_that_another_register_only_names_is_shared_too(small, load, reasons):
    load(
        SMALL.replace("name: Yksi Oy\n", "name: Yksi Oy\n    parent: emo\n")
        + "related_companies: [{key: emo, name: Emo Oy}, {key: sisar, name: Sisar Oy}]\n"
        "recipients: [{key: s, kind: group_company, name: Sisar, controller: sisar}]\n"
    )
    text = OTHER.replace("key: yksi", "key: emo").replace("Yksi Oy", "Emo Oyj")
    assert len(reasons(text)) == 1
    text = OTHER.replace("key: yksi", "key: sisar").replace("Yksi Oy", "Sisar Oyj")
    assert len(reasons(text)) == 1


TWO = SMALL.replace("purposes:\n", "  - {key: kaksi, name: Kaksi Oy}\npurposes:\n", 1)


def test_a_lonely_controller_leaves_with_its_register(db, load):
    load(TWO)
    loaded = load(SMALL)
    assert keys_of(Controller.objects) == ["yksi"]
    assert loaded.counts == {"added": 0, "changed": 0, "removed": 2}  # membership and company


def test_a_controller_that_others_have_stays(db, load):
    load(TWO)
    load(OTHER.replace("yksi", "kaksi").replace("Yksi Oy", "Kaksi Oy"))
    load(SMALL)
    assert set(keys_of(Controller.objects)) == {"yksi", "kaksi"}
    assert keys_of(Register.objects.get(slug="small").controllers) == ["yksi"]


def test_a_company_that_another_register_names_stays(db, load):
    load(TWO)
    other = Register.objects.create(slug="other")
    company = Controller.objects.get(key="kaksi")
    Recipient.objects.create(
        register=other, key="x", kind="group_company", name_fi="X", controller=company
    )
    load(SMALL)
    assert Controller.objects.filter(key="kaksi").exists()


def test_parents_leave_with_the_company_that_named_them(db, load):
    load(
        SMALL.replace("name: Yksi Oy\n", "name: Yksi Oy\n    parent: emo\n")
        + "related_companies: [{key: emo, name: Emo, parent: isoemo}, {key: isoemo, name: Iso}]\n"
    )
    load(SMALL)
    assert keys_of(Controller.objects) == ["yksi"]


def test_controllers_take_the_order_of_the_file(db, load):
    load(TWO)
    rows = "  - key: yksi\n    name: Yksi Oy\n", "  - {key: kaksi, name: Kaksi Oy}\n"
    load(TWO.replace("".join(rows), "".join(reversed(rows))))
    register = Register.objects.get()
    assert [row.controller.key for row in register.memberships.all()] == ["kaksi", "yksi"]


# Contacts


def test_a_channel_may_lead_to_a_controller_s_contact(db, load):
    load(GOOD)
    channel = RequestChannel.objects.get(key="posti")
    assert channel.contact == ContactPerson.objects.get(key="dpo", register=None)
    assert "    contact: dpo\n" in write_register(channel.register)


def test_a_contact_named_twice_cannot_be_referred_to(db, reasons):
    text = GOOD.replace("  - key: laskut\n", "  - key: dpo\n")
    (told,) = reasons(text)
    assert told.endswith("requests/posti/contact: Several contacts have the key “dpo”.")


def test_an_address_goes_when_the_file_has_none(db, load):
    load(GOOD)
    before = Address.objects.get(kind="postal").pk
    line = next(line for line in GOOD.splitlines(keepends=True) if "visiting_address" in line)
    loaded = load(GOOD.replace(line, ""))
    assert Address.objects.get().pk == before
    assert loaded.counts == {"added": 0, "changed": 0, "removed": 1}


# Nothing to change


def test_loading_the_same_file_again_writes_nothing(db, load):
    load(GOOD)
    LogEntry.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        loaded = load(GOOD)
    assert loaded.counts.total() == 0
    assert not LogEntry.objects.exists()
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_the_command_says_so(db, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_text(SMALL)
    call_command("load_register", path)
    call_command("load_register", path)
    path.write_text(SMALL.replace("name: kaksi", "name: toinen"))
    call_command("load_register", path)
    assert capsys.readouterr().out.splitlines() == [
        "small: 27 added, 0 changed, 0 removed.",
        "small: nothing to change.",
        "small: 0 added, 1 changed, 0 removed.",
    ]


def test_only_changed_rows_enter_the_audit_log(small, load):
    LogEntry.objects.all().delete()
    load(SMALL.replace("name: kaksi", "name: toinen").replace("[name, role]", "[name]"))
    entries = LogEntry.objects.order_by("pk")
    assert [(entry.content_type.model, entry.get_action_display()) for entry in entries] == [
        ("purpose", "update"),
        ("dataitemcategory", "delete"),
    ]
    assert entries[0].changes == {"name_fi": ["kaksi", "toinen"]}


# Sections


def test_a_new_register_gets_the_standard_sections(small):
    assert keys_of(small.notice.sections) == [section.key for section in STANDARD_SECTIONS]
    assert len(STANDARD_SECTIONS) == 13
    assert small.notice.title.fi == "Tietosuojaseloste"


@pytest.mark.parametrize("notice", ["", "notice: {title: Muu}\n", "notice:\n  sections:\n"])
def test_sections_that_the_file_leaves_out_are_kept(notice, small, load):
    small.notice.sections.exclude(key="data").delete()
    before = Section.objects.get().pk
    load(SMALL + notice)
    assert Section.objects.get().pk == before


def test_no_sections_are_made_for_a_notice_that_has_none(small, load):
    load(SMALL + "notice: {sections: []}\n")
    assert not Section.objects.exists()
    load(SMALL)
    assert not Section.objects.exists()
    assert Notice.objects.get().title_fi == ""


def test_a_notice_without_its_sections_gets_the_standard_ones(db, load):
    load(SMALL + "notice: {title: Oma}\n")
    notice = Notice.objects.get()
    assert (notice.title_fi, notice.sections.count()) == ("Oma", 13)


REFERRING = SMALL + "statements: [{key: x, kind: other, text: 'Ks. {number:rights}.'}]\n"


def test_cross_references_lead_to_the_standard_sections_of_a_new_register(db, load, reasons):
    load(REFERRING)
    (told,) = reasons(
        REFERRING.replace("slug: small", "slug: new").replace("number:rights", "number:x")
    )
    assert "statements/x/text: There is no “x” in sections." in told


def test_cross_references_lead_to_the_sections_that_are_kept(small, load, reasons):
    load(REFERRING)
    small.notice.sections.exclude(key="data").delete()
    (told,) = reasons(REFERRING)
    assert told.endswith("statements/x/text: There is no “rights” in sections. Use one of: data.")


def test_a_row_that_a_kept_section_prints_by_name_is_not_removed(small, load, reasons):
    load(
        SMALL + "notice:\n  sections:\n    - key: x\n      heading: X\n"
        "      content: [{facts: purposes, only: [b]}]\n"
    )
    assert reasons(SMALL.replace("{key: b,", "{key: d,")) == [
        "1 notice/sections/x: There is no “b” in purposes. Use one of: a, c, d."
    ]
    assert load(SMALL).counts.total() == 0


def test_a_register_without_a_notice_is_exported_and_loaded_as_it_is(small, load):
    small.notice.delete()
    exported = write_register(Register.objects.get())
    load(exported)
    assert write_register(Register.objects.get()) == exported


# Two loads at once


@pytest.mark.django_db(transaction=True)
def test_two_loads_of_one_new_register_leave_it_once(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, encoding="utf-8")
    start, outcomes = threading.Barrier(2), []

    def load() -> None:
        start.wait()
        try:
            (loaded,) = load_files([path])
            outcomes.append(loaded.counts.total() > 0)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]
    assert Register.objects.count() == 1


# Size


def many(purposes: int, companies: int) -> str:
    rows = "".join(f"  - {{key: p{n}, name: P}}\n" for n in range(purposes))
    firms = "".join(
        f"  - {{key: c{n}, name: C, trade_names: [{{key: t, name: T}}]}}\n"
        for n in range(companies)
    )
    items = "".join(
        f"  - key: g{n}\n    name: G\n    purposes: [p0]\n"
        f"    items: [{{key: i{n}, name: I, categories: [name]}}]\n"
        for n in range(purposes)
    )
    return (
        "format: seloste-register/1\nregister: {slug: many}\n"
        f"controllers:\n{firms}purposes:\n{rows}data_items:\n{items}"
    )


def queries_of_export(load, text: str) -> int:
    loaded = load(text)
    register = Register.objects.get(slug=loaded.slug)
    with CaptureQueriesContext(connection) as queries:
        write_register(register)
    return len(queries)


def test_export_asks_as_often_for_many_rows_as_for_one(db, load):
    few = queries_of_export(load, many(1, 1))
    assert queries_of_export(load, many(50, 10)) == few
    assert few < 80
