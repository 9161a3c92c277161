"""What differs between two states of a register, told by hand."""

import copy
from datetime import date
from typing import Any

import pytest

from privacy_notices.compare import compare, contents, in_words

BEFORE: dict[str, Any] = {
    "format": "seloste-register/1",
    "register": {"slug": "asiakkaat", "name": {"fi": "Asiakasrekisteri", "sv": "Kundregister"}},
    "controllers": [
        {
            "key": "esimerkki",
            "name": "Esimerkki Oy",
            "postal_address": {
                "street": "Kuvittelukatu 1",
                "postal_code": "00100",
                "town": "Turku",
            },
        }
    ],
    "purposes": [
        {"key": "laskutus", "name": "laskutus"},
        {"key": "myynti", "name": "myynti", "direct_marketing": True},
        {"key": "neuvonta", "name": "neuvonta"},
    ],
    "data_items": [
        {
            "key": "yhteys",
            "name": "yhteystiedot",
            "items": [{"key": "puhelin", "name": "puhelinnumero", "categories": ["phone"]}],
        }
    ],
    "notice": {
        "title": "Tietosuojaseloste",
        "labels": [{"field": "email", "text": "Sähköpostiosoite"}],
        "sections": [
            {
                "key": "purposes",
                "heading": "Tarkoitukset",
                "content": [{"text": "Käsittelemme tietoja:", "facts": "purposes"}],
            }
        ],
    },
}


def differences(change: Any) -> list[tuple[str, ...]]:
    after = copy.deepcopy(BEFORE)
    change(after)
    return [
        (c.kind.value, c.path, c.field, c.language, c.before, c.after)
        for c in compare(BEFORE, after)
    ]


def test_nothing_differs_from_itself() -> None:
    assert compare(BEFORE, copy.deepcopy(BEFORE)) == []


def test_a_text_is_compared_language_by_language() -> None:
    def change(after: Any) -> None:
        after["purposes"][0]["name"] = {"fi": "laskutus ja perintä", "sv": "fakturering"}

    assert differences(change) == [
        ("changed", "purposes/laskutus", "name", "fi", "laskutus", "laskutus ja perintä"),
        ("changed", "purposes/laskutus", "name", "sv", "", "fakturering"),
    ]


def test_rows_are_added_and_removed_by_key() -> None:
    def change(after: Any) -> None:
        after["purposes"][0] = {"key": "perinta", "name": "perintä"}

    assert differences(change) == [
        ("removed", "purposes/laskutus", "", "", "", ""),
        ("added", "purposes/perinta", "", "", "", ""),
    ]


def test_a_whole_table_may_come_and_go() -> None:
    def change(after: Any) -> None:
        del after["data_items"]
        after["security"] = [{"key": "lukko", "kind": "manual", "name": "lukittu kaappi"}]

    assert differences(change) == [
        ("removed", "data_items/yhteys", "", "", "", ""),
        ("added", "security/lukko", "", "", "", ""),
    ]


def test_only_the_row_that_moved_is_named() -> None:
    def change(after: Any) -> None:
        after["purposes"] = [after["purposes"][2], *after["purposes"][:2]]

    assert differences(change) == [("moved", "purposes/neuvonta", "", "", "3", "1")]


def test_plain_values_lists_and_rows_below() -> None:
    def change(after: Any) -> None:
        del after["purposes"][1]["direct_marketing"]
        after["data_items"][0]["items"][0]["categories"] = ["phone", "email"]
        after["controllers"][0]["postal_address"]["street"] = "Toinenkatu 2"
        after["notice"]["sections"][0]["content"][0]["text"] = "Tietoja käytetään:"
        after["notice"]["labels"] = []

    assert differences(change) == [
        (
            "changed", "controllers/esimerkki/postal_address", "street", "fi",
            "Kuvittelukatu 1", "Toinenkatu 2",
        ),
        ("changed", "purposes/myynti", "direct_marketing", "", "True", ""),
        ("changed", "data_items/yhteys/items/puhelin", "categories", "", "phone", "phone, email"),
        ("removed", "notice/labels/email", "", "", "", ""),
        (
            "changed", "notice/sections/purposes/content/1", "text", "fi",
            "Käsittelemme tietoja:", "Tietoja käytetään:",
        ),
    ]  # fmt: skip


def test_a_row_whose_key_is_the_name_of_a_part_is_no_part() -> None:
    before = {"notice": {"sections": [{"key": "content", "heading": "A", "content": []}]}}
    after = {"notice": {"sections": [{"key": "content", "heading": "B", "content": []}]}}
    (change,) = compare(before, after)
    assert (change.path, change.table.name, change.field) == (
        "notice/sections/content", "sections", "heading",
    )  # fmt: skip


def test_a_change_is_told_in_words() -> None:
    after = copy.deepcopy(BEFORE)
    after["purposes"][0]["name"] = {"fi": "laskutus", "sv": "fakturering"}
    (change,) = compare(BEFORE, after)
    assert in_words(change, "en") == "Changed: purpose “laskutus”, purpose."


# Rows without a key


def sections(*parts: Any) -> dict[str, Any]:
    return {"notice": {"sections": [{"key": "s", "heading": "Tiedot", "content": list(parts)}]}}


def parts_changed(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, ...]]:
    return [(c.kind.value, c.path.rpartition("/")[2], c.field) for c in compare(before, after)]


A, B, C = {"text": "Ensin."}, {"facts": "purposes"}, {"text": "Lopuksi."}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ([A, B, C], []),
        ([{"text": "Uusi."}, A, B, C], [("added", "1", "")]),
        ([A, C], [("removed", "2", "")]),
        ([A, {"facts": "purposes", "style": "bullets"}, C], [("changed", "2", "style")]),
        ([{"text": "Uusi."}, B, C], [("changed", "1", "text")]),
        ([{"text": "Uusi."}, B], [("changed", "1", "text"), ("removed", "3", "")]),
    ],
)
def test_a_part_put_between_others_leaves_those_alone(
    after: list[Any], told: list[tuple[str, ...]]
) -> None:
    assert parts_changed(sections(A, B, C), sections(*after)) == told


# What differs only in form


def test_a_day_is_the_same_day_in_a_frozen_version_and_in_todays_register() -> None:
    frozen = {"purposes": [{"key": "p", "name": "myynti", "added_on": "2026-09-01"}]}
    today = {"purposes": [{"key": "p", "name": "myynti", "added_on": date(2026, 9, 1)}]}
    assert compare(frozen, today) == []
    later = {"purposes": [{"key": "p", "name": "myynti", "added_on": date(2026, 9, 2)}]}
    (change,) = compare(frozen, later)
    assert (change.before, change.after) == ("2026-09-01", "2026-09-02")


def test_rows_referred_to_differ_by_who_they_are_not_by_their_order() -> None:
    def items(*purposes: str) -> dict[str, Any]:
        return {"data_items": [{"key": "d", "name": "nimi", "purposes": list(purposes)}]}

    assert compare(items("a", "b"), items("b", "a")) == []
    (change,) = compare(items("a", "b"), items("b", "c"))
    assert (change.field, change.before, change.after) == ("purposes", "a, b", "b, c")


# What people call things


@pytest.mark.parametrize(
    ("table", "row", "name"),
    [
        ("purposes", {"key": "p", "name": {"fi": "myynti", "en": "sales"}}, "sales"),
        ("purposes", {"key": "p", "name": "myynti"}, "myynti"),
        (
            "legal_bases",
            {"key": "c", "basis": "c", "text": "Pitkä selitys."},
            "(c) legal obligation",
        ),
        ("statements", {"key": "s", "kind": "other", "text": "Jotain muuta."}, "Jotain muuta."),
        (
            "contacts",
            {"key": "k", "role": "data_protection_officer"},
            "data protection officer (Art. 37)",
        ),
    ],
)
def test_a_row_is_called_by_what_it_says_and_never_by_its_key(
    table: str, row: dict[str, Any], name: str
) -> None:
    (change,) = compare({}, {table: [row]})
    assert f"“{name}" in in_words(change, "en")


def test_what_has_no_name_is_told_by_what_it_stands_in() -> None:
    def change(after: Any) -> None:
        after["controllers"][0]["postal_address"]["street"] = "Toinenkatu 2"

    after = copy.deepcopy(BEFORE)
    change(after)
    (told,) = compare(BEFORE, after)
    assert in_words(told, "en") == "Changed: postal address “Esimerkki Oy”, street address."


def test_a_long_text_is_shortened_in_a_sentence() -> None:
    (change,) = compare({}, sections({"text": "sana " * 100}))[:1]
    assert len(in_words(change, "en")) < 200


def test_what_came_with_a_row_can_be_listed() -> None:
    group = {"key": "g", "name": {"fi": "yhteystiedot"}, "items": [{"key": "i", "name": "puhelin"}]}
    (change,) = compare({}, {"data_items": [group]})
    assert [(c.kind.value, c.field, c.before, c.after) for c in contents(change)] == [
        ("changed", "name", "", "yhteystiedot"),
        ("added", "", "", ""),
    ]
    (gone,) = compare({"data_items": [group]}, {})
    assert [(c.kind.value, c.field, c.before, c.after) for c in contents(gone)] == [
        ("changed", "name", "yhteystiedot", ""),
        ("removed", "", "", ""),
    ]
