"""What differs between two states of a register, told by hand."""

import copy
from typing import Any

from privacy_notices.compare import compare, in_words

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
