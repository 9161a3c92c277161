"""The change log proposed for a new version: whole sentences, told by hand."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from privacy_notices.change_log import BACK, FIRST, joined, propose
from register.texts import Text

Change = Callable[[dict[str, Any]], None]

BEFORE: dict[str, Any] = {
    "format": "seloste-register/1",
    "register": {"slug": "asiakkaat", "name": {"fi": "Asiakkaat", "sv": "Kunder", "en": "Clients"}},
    "controllers": [{"key": "yritys", "name": "Kuvitelma Oy", "phone": "045 000 1234"}],
    "contacts": [{"key": "yhteys", "role": "register", "name": "Aino Keksitty"}],
    "purposes": [
        {"key": "laskutus", "name": {"fi": "laskutus", "sv": "fakturering", "en": "billing"}},
        {"key": "neuvonta", "name": {"fi": "neuvonta", "sv": "rådgivning", "en": "advice"}},
    ],
    "legal_bases": [{"key": "sopimus", "basis": "b", "text": "sopimus"}],
    "data_items": [
        {
            "key": "yhteystiedot",
            "name": {"fi": "yhteystiedot", "sv": "kontaktuppgifter", "en": "contact details"},
            "items": [{"key": "sposti", "name": "sähköposti"}],
        }
    ],
    "recipients": [],
    "retention": [
        {
            "key": "asiakas",
            "name": {"fi": "asiakastiedot", "sv": "kunduppgifter", "en": "client data"},
            "terms": [{"key": "a", "trigger": "contract_end", "length": 2, "unit": "year"}],
        }
    ],
    "systems": [{"key": "kirjanpito", "name": "Salainen järjestelmä"}],
    "rights": [{"key": "access", "right": "access"}],
    "notice": {
        "title": {"fi": "Tietosuojaseloste", "sv": "Dataskyddsbeskrivning", "en": "Privacy notice"},
        "updated_on": "2026-01-01",
        "sections": [
            {
                "key": kind,
                "heading": {"fi": f"Otsikko {kind}", "sv": f"Rubrik {kind}", "en": f"Head {kind}"},
                "content": [{"facts": kind}],
            }
            for kind in (
                *("controllers", "contacts", "purposes", "legal_bases", "data_items"),
                *("recipients", "retention", "rights"),
            )
        ],
    },
}  # fmt: skip


def proposed(*changes: Change, **languages: Any) -> Text:
    after = copy.deepcopy(BEFORE)
    for change in changes:
        change(after)
    return propose(BEFORE, after, **languages)


def put(value: Any, *path: Any) -> Change:
    """Set a value at a path of keys and places."""

    def change(content: dict[str, Any]) -> None:
        target: Any = content
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


def add(table: str, **row: Any) -> Change:
    return lambda content: content[table].append(row)


def named(fi: str, sv: str, en: str) -> dict[str, str]:
    return {"fi": fi, "sv": sv, "en": en}


MAIL = add("recipients", key="posti", name=named("postipalvelu", "posttjänst", "mail service"))
BANK = add("recipients", key="pankki", name=named("pankki", "bank", "bank"))
PRINTER = add("recipients", key="paino", name=named("paino", "tryckeri", "printer"))


@pytest.mark.parametrize(
    ("changes", "fi", "sv", "en"),
    [
        (
            [MAIL],
            "Lisätty vastaanottaja: ”postipalvelu”.",
            "En mottagare har lagts till: ”posttjänst”.",
            "Added recipient: “mail service”.",
        ),
        (
            [MAIL, BANK, PRINTER],
            "Lisätty vastaanottajat: ”postipalvelu”, ”pankki” ja ”paino”.",
            "Mottagare har lagts till: ”posttjänst”, ”bank” och ”tryckeri”.",
            "Added recipients: “mail service”, “bank” and “printer”.",
        ),
        (
            [lambda content: content["purposes"].pop()],
            "Poistettu käyttötarkoitus: ”neuvonta”.",
            "Ett ändamål har tagits bort: ”rådgivning”.",
            "Removed purpose: “advice”.",
        ),
        (
            [put(5, "retention", 0, "terms", 0, "length")],
            "Muutettu säilytysaika: ”asiakastiedot”.",
            "En lagringstid har ändrats: ”kunduppgifter”.",
            "Changed retention period: “client data”.",
        ),
        (
            [add("rights", key="erasure", right="erasure")],
            "Lisätty rekisteröidyn oikeus: ”Oikeus tietojen poistamiseen”.",
            "En rättighet har lagts till: ”Rätt till radering”.",
            "Added right: “Right to erasure”.",
        ),
        (
            [put("uusi", "legal_bases", 0, "text")],
            "Oikeusperusteita on muutettu.",
            # A text written without a language is Finnish.
            "De finska texterna har ändrats.",
            "The Finnish texts have been changed.",
        ),
        (
            [put("c", "legal_bases", 0, "basis")],
            "Oikeusperusteita on muutettu.",
            "De rättsliga grunderna har ändrats.",
            "The legal bases have changed.",
        ),
        (
            [put([{"facts": "purposes", "style": "bullets"}], "notice", "sections", 2, "content")],
            "Muutettu selosteen kohta: ”Otsikko purposes”.",
            "Ett avsnitt har ändrats: ”Rubrik purposes”.",
            "Changed section: “Head purposes”.",
        ),
        (
            [lambda content: content["purposes"].reverse()],
            "Tietojen järjestystä on muutettu.",
            "Ordningsföljden har ändrats.",
            "The order of the contents has changed.",
        ),
    ],
)  # fmt: skip
def test_a_sentence_for_each_group_in_each_language(changes, fi, sv, en) -> None:
    assert proposed(*changes) == Text(fi, sv, en)


def test_a_datum_inside_a_group_is_told_by_its_own_name() -> None:
    phone = {"key": "puhelin", "name": named("puhelinnumero", "telefon", "phone")}
    told = proposed(lambda content: content["data_items"][0]["items"].append(phone))
    assert told.fi == "Lisätty tieto: ”puhelinnumero”."


def test_what_is_different_is_told_in_sentences_of_its_own() -> None:
    longer = put(9, "retention", 0, "terms", 0, "length")
    told = proposed(MAIL, longer, put("045 000 4321", "controllers", 0, "phone"))
    assert told.fi.splitlines() == [
        "Muutettu rekisterinpitäjä: ”Kuvitelma Oy”.",
        "Lisätty vastaanottaja: ”postipalvelu”.",
        "Muutettu säilytysaika: ”asiakastiedot”.",
    ]


def test_many_names_are_counted_and_long_ones_cut() -> None:
    many = [add("recipients", key=f"r{n}", name=named(f"n{n}", f"n{n}", f"n{n}")) for n in range(8)]
    assert proposed(*many).fi == (
        "Lisätty vastaanottajat: ”n0”, ”n1”, ”n2”, ”n3”, ”n4” sekä 3 muuta."
    )
    long = proposed(add("recipients", key="pitka", name="sana " * 40)).fi
    assert len(long) < 120
    assert long.endswith("…”.")


def test_a_row_without_a_name_is_told_without_one_and_never_by_its_key() -> None:
    told = proposed(add("recipients", key="salainen-avain", kind="authority"))
    assert told == Text(
        "Lisätty vastaanottaja.", "En mottagare har lagts till.", "Added recipient."
    )


def test_people_are_not_named() -> None:
    told = proposed(put("Onni Satuinen", "contacts", 0, "name"))
    assert told.fi == "Yhteyshenkilöiden tietoja on muutettu."


def test_what_no_section_prints_is_not_told() -> None:
    told = proposed(put("Toinen järjestelmä", "systems", 0, "name"))
    assert told.en == "What the notice says has not changed."


def test_that_the_date_moved_on_goes_without_saying() -> None:
    assert proposed(put("2026-02-02", "notice", "updated_on"), MAIL).en == (
        "Added recipient: “mail service”."
    )


def test_a_change_in_one_language_is_told_there_and_mentioned_in_the_others() -> None:
    told = proposed(put("kundfakturering", "purposes", 0, "name", "sv"))
    assert told == Text(
        "Ruotsinkielisiä tekstejä on muutettu.",
        "Ett ändamål har ändrats: ”kundfakturering”.",
        "The Swedish texts have been changed.",
    )


def test_a_new_language_is_told_once_and_not_text_by_text() -> None:
    told = proposed(put("konto", "purposes", 0, "name", "sv"), MAIL, published=["fi", "en"])
    assert told == Text(
        "Lisätty vastaanottaja: ”postipalvelu”.\nSeloste on nyt myös ruotsiksi.",
        "En mottagare har lagts till: ”posttjänst”.\nBeskrivningen finns nu även på svenska.",
        "Added recipient: “mail service”.\nThe notice is now in Swedish too.",
    )


def test_texts_are_put_one_under_the_other() -> None:
    assert joined(BACK, FIRST).fi == (
        "Seloste on otettu uudelleen käyttöön.\nEnsimmäinen julkaistu versio."
    )
