"""What a record says, part by part of Art. 30."""

from pathlib import Path

import pytest

from privacy_notices.content import GAP_CLOSE, GAP_OPEN, Gap
from privacy_notices.models import Notice
from privacy_notices.record.content import Part
from register.models import ContactPerson, Controller, Purpose, Register
from tests.factories import a_contact, a_controller, a_purpose, a_register, an_address
from tests.privacy_notices.checklist.changes import (
    DPO_AMONG_CONTACTS,
    SECOND,
    add,
    drop,
    put,
)
from tests.privacy_notices.record.conftest import TODAY, lines, record_of
from tests.written_once import load_once

pytestmark = pytest.mark.django_db


def hole(words: str = "ei kirjattu") -> str:
    return f"{GAP_OPEN}{words}{GAP_CLOSE}"


MALLILA = (
    ("Rekisterinpitäjä",),
    ("Mallila Oy",),
    ("1234567-1",),
    ("Mallikatu 1, 00100 Helsinki", "info@mallila.example"),
    ("Mallilan asiakasrekisteri",),
)


# (a) Who answers


def test_controller_stands_with_number_and_contact_details(recorded):
    content = recorded()
    assert lines(content, Part.PARTIES) == (MALLILA,)
    assert (content.controller_name, content.business_id) == ("Mallila Oy", "1234567-1")
    assert (content.language, content.day, content.gaps) == ("fi", TODAY, ())


def test_joint_controllers_are_named(recorded):
    content = recorded(SECOND, put("register", joint_controllership="joint"))
    assert lines(content, Part.PARTIES)[1:] == (
        (
            ("Yhteisrekisterinpitäjä",),
            ("Toinen Oy",),
            ("2423017-7",),
            ("info@toinen.example",),
            ("Mallilan asiakasrekisteri",),
        ),
    )
    (own, other) = lines(record_of("toinen"), Part.PARTIES)
    assert (own[1], other[1]) == (("Toinen Oy",), ("Mallila Oy",))


def test_undecided_jointness_is_seen(recorded):
    (_own, other) = lines(recorded(SECOND), Part.PARTIES)
    assert other[0] == (
        "Toinen rekisterinpitäjä",
        hole("yhteisrekisterinpitäjyyttä ei ole ratkaistu"),
    )


def test_controllers_of_their_own_customers_are_no_joint_controllers(recorded):
    content = recorded(SECOND, put("register", joint_controllership="separate"))
    assert lines(content, Part.PARTIES) == (MALLILA,)


def test_officer_and_representative_stand_once_with_the_registers_they_serve(recorded):
    recorded(DPO_AMONG_CONTACTS)
    company = Controller.objects.get()
    second = a_register("toinen", name_fi="Toinen rekisteri")
    second.memberships.create(controller=company)
    a_contact(
        second, "dpo", role="data_protection_officer", name_fi="Pia", email="dpo@mallila.example"
    )
    ContactPerson.objects.create(
        controller=company,
        key="edustaja",
        role="representative",
        name_fi="Edustamo Oy",
        phone="09 1",
    )
    a_contact(second, "muu", role="register", name_fi="Aino Keksitty")

    assert lines(record_of("mallila"), Part.PARTIES)[1:] == (
        (
            ("Edustaja Euroopan unionissa",),
            ("Edustamo Oy",),
            (),
            ("09 1",),
            ("Mallilan asiakasrekisteri", "Toinen rekisteri"),
        ),
        (
            ("Tietosuojavastaava",),
            ("Pia",),
            (),
            ("dpo@mallila.example",),
            ("Mallilan asiakasrekisteri", "Toinen rekisteri"),
        ),
    )


def test_officer_of_another_controller_of_the_register_is_not_ours(recorded):
    recorded(SECOND)
    ContactPerson.objects.create(
        register=Register.objects.get(),
        controller=Controller.objects.get(key="toinen"),
        key="dpo",
        role="data_protection_officer",
        name_fi="Toisen vastaava",
    )
    assert "Toisen vastaava" not in str(record_of("mallila"))
    assert "Toisen vastaava" in str(record_of("toinen"))


def test_two_addresses_are_told_apart_and_missing_details_are_seen():
    company = a_controller("x", name="Kuvitelma Oy")
    assert lines(record_of("x"), Part.PARTIES)[0][3] == (hole(),)
    an_address(controller=company)
    an_address(controller=company, kind="visiting", street_fi="Toinen katu 2")
    assert lines(record_of("x"), Part.PARTIES)[0][3] == (
        "Postiosoite: Kuvittelukatu 1, 00100 Helsinki",
        "Käyntiosoite: Toinen katu 2, 00100 Helsinki",
    )


def test_foreign_number_is_told_with_its_country():
    company = a_controller("x", name="Påhitt AB", country="SE")
    company.foreign_business_ids.create(
        key="se", kind_fi="organisationsnummer", country="SE", value="559999-0001"
    )
    assert lines(record_of("x"), Part.PARTIES)[0][2] == (
        "Organisationsnummer 559999-0001 (Ruotsi)",
    )


# (b) Purposes


def test_each_purpose_stands_with_its_basis(recorded):
    rows = lines(recorded(), Part.PURPOSES)
    assert [row[0] for row in rows] == [
        ("Tilausten käsittely",),
        ("Uutiskirjeen lähettäminen",),
        ("Laskutus",),
    ]
    assert rows[2][1] == (
        "Rekisterinpitäjän lakisääteinen velvoite (tietosuoja-asetuksen 6 artiklan 1 kohdan c "
        "alakohta); kirjanpitolaki (1336/1997)",
    )


def test_a_basis_of_no_purpose_is_that_of_all_and_an_ended_one_of_none(recorded):
    rows = lines(
        recorded(
            drop("legal_bases"),
            add("legal_bases", key="kaikki", basis="f", interest="asiakkaiden palveleminen"),
            add(
                "legal_bases",
                key="vanha",
                basis="a",
                ended_on="2026-01-01",
                end_reason="suostumusta ei enää pyydetä",
            ),
        ),
        Part.PURPOSES,
    )
    assert {row[1] for row in rows} == {
        (
            "Rekisterinpitäjän tai kolmannen osapuolen oikeutettu etu (tietosuoja-asetuksen 6 "
            "artiklan 1 kohdan f alakohta); asiakkaiden palveleminen",
        )
    }


def test_a_basis_for_some_people_names_them(recorded):
    rows = lines(recorded(put("legal_bases/sopimus", subject_groups=["asiakkaat"])), Part.PURPOSES)
    assert rows[0][1][0].endswith("alakohta), Rekisteröidyt: yksityisasiakkaat")


def test_a_purpose_names_the_data_and_recipients_tied_to_it(recorded):
    rows = lines(
        recorded(
            put("data_items/nimi", purposes=["tilaukset", "laskutus"]),
            put("data_items/email", purposes=["tilaukset", "uutiskirje"]),
            put("data_items/laskut", purposes=["tilaukset", "laskutus"]),
            put("recipients/tilitoimisto", purposes=["laskutus"]),
        ),
        Part.PURPOSES,
    )
    assert [row[2] for row in rows] == [
        ("Kaikki rekisterin henkilötiedot",),
        ("Sähköpostiosoite",),
        ("Nimi", "Laskujen tiedot"),
    ]
    assert [row[3] for row in rows] == [("–",), ("–",), ("Lukula Oy",)]


def test_what_nobody_has_tied_is_not_guessed_at(recorded):
    rows = lines(recorded(), Part.PURPOSES)
    assert {row[2:] for row in rows} == {(("Ei eritelty",), ("Ei eritelty",))}


def test_all_belongs_to_the_only_purpose(recorded):
    (row,) = lines(
        recorded(
            drop("legal_bases"),
            drop("purposes/uutiskirje"),
            drop("purposes/laskutus"),
        ),
        Part.PURPOSES,
    )
    assert row[1:] == (("Ei kirjattu",), ("Kaikki rekisterin henkilötiedot",), ("Lukula Oy",))


def test_of_a_group_of_data_only_what_is_tied_is_named(recorded):
    group = {
        "key": "yhteystiedot",
        "name": "yhteystiedot",
        "items": [
            {
                "key": "puhelin",
                "name": "puhelin",
                "purposes": ["tilaukset"],
                "categories": ["phone"],
            },
            {"key": "osoite", "name": "osoite", "categories": ["postal_address"]},
        ],
    }
    first, *_others = lines(recorded(add("data_items", **group)), Part.PURPOSES)
    assert first[2] == ("Puhelin",)
    group["key"], group["purposes"] = "toinen", ["tilaukset"]
    group["items"] = [{"key": "a", "name": "a"}, {"key": "b", "name": "b"}]
    first, *_others = lines(recorded(add("data_items", **group)), Part.PURPOSES)
    assert first[2] == ("Yhteystiedot",)


# (c) Data subjects and data


def test_people_stand_with_the_data_tied_to_them(recorded):
    content = recorded(
        add("data_subjects", key="lahjat", name="lahjan saajat"),
        put("data_items/nimi", subject_groups=["asiakkaat", "lahjat"]),
        put("data_items/email", subject_groups=["asiakkaat"]),
    )
    assert lines(content, Part.SUBJECTS) == (
        (("Yksityisasiakkaat",), ("Nimi", "Sähköpostiosoite")),
        (("Lahjan saajat",), ("Nimi",)),
    )


def test_data_stand_with_their_categories_and_what_allows_the_special_ones(recorded):
    content = recorded(
        drop("data_items"),
        add(
            "data_items",
            key="terveys",
            name="terveystiedot",
            items=[
                {
                    "key": "allergia",
                    "name": "allergiat",
                    "categories": ["special"],
                    "special_condition": "a",
                },
                {"key": "muu", "name": "ruokavalio", "categories": ["special", "other"]},
            ],
        ),
        add(
            "data_items",
            key="hetu",
            name="henkilötunnus",
            categories=["identity_code"],
            identity_code_ground="law",
        ),
        add("data_items", key="rikos", name="väärinkäytökset", categories=["criminal"]),
    )
    assert lines(content, Part.DATA) == (
        (
            ("Terveystiedot",),
            ("Allergiat", "Ruokavalio"),
            ("Erityiset henkilötietoryhmät (9\N{NO-BREAK SPACE}art.)", "Muut tiedot"),
            (
                "Erityisten henkilötietoryhmien käsittelyn edellytys (allergiat): nimenomainen "
                "suostumus (tietosuoja-asetuksen 9 artiklan 2 kohdan a alakohta)",
                f"Erityisten henkilötietoryhmien käsittelyn edellytys (ruokavalio): {hole()}",
            ),
        ),
        (
            ("Henkilötunnus",),
            (),
            ("Henkilötunnus",),
            ("Henkilötunnuksen käsittelyn peruste: laissa säädetty",),
        ),
        (
            ("Väärinkäytökset",),
            (),
            ("Rikostuomiot ja rikokset (10\N{NO-BREAK SPACE}art.)",),
            ("Rikostuomioihin ja rikoksiin liittyvien tietojen käsittelyn peruste: " + hole(),),
        ),
    )


# (d), (e) Recipients and transfers


def test_recipients_stand_with_kind_country_and_agreement(recorded):
    content = recorded(
        put(
            "recipients/tilitoimisto",
            description="hoitaa kirjanpidon",
            contract="käsittelysopimus 5.1.2026",
        ),
        add("recipients", key="kuljetus", kind="partner", name="kuljetusyritykset", country="GB"),
        add("recipients", key="oma", kind="internal", name="oma henkilöstö"),
    )
    assert lines(content, Part.RECIPIENTS) == (
        (
            ("Lukula Oy",),
            ("Henkilötietojen käsittelijät",),
            ("Suomi",),
            ("Hoitaa kirjanpidon",),
            ("Käsittelysopimus 5.1.2026",),
        ),
        (
            ("Kuljetusyritykset",),
            ("Yhteistyökumppanit",),
            ("Iso-Britannia (EU:n ja ETA:n ulkopuolella)",),
            (),
            (),
        ),
    )


def test_that_there_are_no_recipients_is_told(recorded):
    content = recorded(
        drop("recipients"),
        add("statements", key="ei", kind="no_recipients", text="Tietoja ei luovuteta."),
    )
    assert lines(content, Part.RECIPIENTS) == ((("Tietoja ei luovuteta.",), (), (), (), ()),)
    assert {row[3] for row in lines(content, Part.PURPOSES)} == {("Ks. vastaanottajien ryhmät",)}


def test_that_nothing_leaves_the_eea_is_told(recorded):
    assert lines(recorded(), Part.TRANSFERS) == (
        (("Henkilötietoja ei siirretä EU:n tai ETA:n ulkopuolelle.",), (), (), (), ()),
    )


def test_a_transfer_stands_with_country_ground_and_documents(recorded):
    content = recorded(
        drop("transfers"),
        add(
            "recipients", key="pilvi", kind="processor", name="Pilvi Inc", named=True, country="US"
        ),
        add(
            "transfers",
            key="usa",
            state="exists",
            recipient="pilvi",
            mechanism="standard_clauses",
            adequacy="no",
            copy="tietosuoja@mallila.example",
        ),
        add("transfers", key="ehka", state="possible"),
    )
    assert lines(content, Part.TRANSFERS) == (
        (
            ("Henkilötietoja siirretään EU:n tai ETA:n ulkopuolelle.",),
            ("Pilvi Inc",),
            ("Yhdysvallat (EU:n ja ETA:n ulkopuolella)",),
            (
                "Euroopan komission hyväksymät vakiolausekkeet (tietosuoja-asetuksen 46 artiklan "
                "2 kohdan c alakohta)",
                "Komission päätös tietosuojan riittävyydestä: ei ole",
            ),
            ("tietosuoja@mallila.example",),
        ),
        (
            ("Henkilötietoja voidaan siirtää EU:n tai ETA:n ulkopuolelle.",),
            (),
            (hole(),),
            (hole(),),
            (),
        ),
    )


# (f) Time limits


def test_time_limits_stand_by_category_of_data(recorded):
    assert lines(recorded(), Part.RETENTION) == (
        (
            ("Asiakastiedot",),
            ("Nimi", "Sähköpostiosoite"),
            ("Kaikki rekisteröidyt",),
            ("2\N{NO-BREAK SPACE}vuotta asiakassuhteen päättymisestä",),
            (),
            ("Tiedot poistetaan.",),
        ),
        (
            ("Laskut",),
            ("Laskut",),
            ("Kaikki rekisteröidyt",),
            (
                "6\N{NO-BREAK SPACE}vuotta sen kalenterivuoden lopusta, jonka aikana tilikausi on "
                "päättynyt",
            ),
            ("Kirjanpitolain (1336/1997) 2 luvun 10 §",),
            ("Tiedot poistetaan.",),
        ),
    )


def test_a_criterion_in_words_and_what_limits_a_rule_are_told(recorded):
    content = recorded(
        add(
            "retention",
            key="loki",
            form="criterion",
            text="Lokit poistuvat, kun levytila täyttyy.",
            subject_groups=["asiakkaat"],
            purposes=["tilaukset"],
            condition="jos asiakas on kirjautunut",
            system="crm",
            action="review",
        )
    )
    assert lines(content, Part.RETENTION)[-1] == (
        ("Kaikki henkilötiedot",),
        ("Kaikki henkilötiedot",),
        ("Yksityisasiakkaat", "Tarkoitukset: tilausten käsittely"),
        (
            "Lokit poistuvat, kun levytila täyttyy.",
            "Edellytys: jos asiakas on kirjautunut",
            "Järjestelmä: asiakasjärjestelmä",
        ),
        (),
        ("Tämän jälkeen tietojen tarpeellisuus arvioidaan.",),
    )


def test_categories_without_a_time_limit_are_seen(recorded):
    rows = lines(recorded(put("retention/asiakas", categories=["name"])), Part.RETENTION)
    assert rows[-1] == (
        (hole("määräaikaa ei ole kirjattu"),), ("Sähköpostiosoite",), (), (), (), (),
    )  # fmt: skip


def test_a_rule_that_names_no_category_covers_them_all(recorded):
    rows = lines(recorded(put("retention/asiakas", categories=None)), Part.RETENTION)
    assert [row[1] for row in rows] == [("Kaikki henkilötiedot",), ("Laskut",)]


# (g) Security, and where the data are


def test_security_and_systems(recorded):
    content = recorded(
        add("security", key="ohje", kind="organisational", name="henkilöstö on koulutettu"),
        put("systems/crm", supplier="tilitoimisto"),
    )
    assert lines(content, Part.SECURITY) == (
        (("Organisatoriset toimet",), ("Henkilöstö on koulutettu",)),
        (("Sähköinen aineisto",), ("Tietoliikenne salataan.",)),
    )
    assert lines(content, Part.SYSTEMS) == ((("Asiakasjärjestelmä",), ("Lukula Oy",), ("Suomi",)),)


# 30(2)


def test_processing_for_others_stands_with_what_is_missing(recorded):
    content = recorded(
        add(
            "processing_for_others",
            key="taru",
            name="Taru Oy",
            contact="Tarukatu 1\n00100 Helsinki",
            processing="palkkojen laskenta",
        )
    )
    assert lines(content, Part.SERVED) == (
        (
            ("Taru Oy",),
            ("Tarukatu 1", "00100 Helsinki"),
            ("Palkkojen laskenta",),
            (hole(),),
            (hole(),),
        ),
    )


# Registers


def test_every_register_of_the_controller_is_a_chapter(recorded):
    recorded()
    second = a_register("aaa", name_fi="Toinen rekisteri")
    second.memberships.create(controller=Controller.objects.get())
    a_purpose(second)
    a_register("vieras", name_fi="Vieras").memberships.create(controller=a_controller())
    content = record_of("mallila")
    assert [one.slug for one in content.chapters] == ["aaa", "perus"]
    assert lines(content, Part.PURPOSES, 0)[0][0] == ("Laskutus",)
    assert lines(content, Part.PURPOSES, 1)[0][0] == ("Tilausten käsittely",)


def test_a_register_needs_neither_name_nor_notice():
    company, register = a_controller("x"), a_register("nimeton")
    register.memberships.create(controller=company)
    assert not Notice.objects.exists()
    (chapter,) = record_of("x").chapters
    assert (chapter.name, {table.rows for table in chapter.tables}) == ("nimeton", {()})


def test_a_controller_without_registers():
    a_controller("x")
    assert record_of("x").chapters == ()


# Languages


def test_a_missing_translation_is_seen_counted_and_never_replaced(recorded):
    recorded(
        put("register", name={"fi": "Asiakkaat", "sv": "Kunder"}),
        put("purposes/tilaukset", name={"fi": "tilausten käsittely", "sv": "beställningar"}),
        put("purposes/laskutus", name={"fi": "laskutus", "sv": "fakturering"}),
    )
    content = record_of("mallila", "sv")
    assert content.chapters[0].name == "Kunder"
    names = [row[0] for row in lines(content, Part.PURPOSES)]
    gap = Gap("perus/purposes/uutiskirje/name", "sv")
    marked = f"{GAP_OPEN}texten saknas: {gap.place}{GAP_CLOSE}"
    assert names == [("Beställningar",), (marked,), ("Fakturering",)]
    assert content.gaps.count(gap) == 1
    assert "uutiskirjeen" not in str(content)


def test_the_sample_that_is_complete_has_no_gap_in_any_language():
    load_once(Path("register/samples/complete.yaml"))
    assert [record_of("lankakuvitelma", code).gaps for code in ("fi", "sv", "en")] == [(), (), ()]


def test_a_reference_to_a_section_names_it(recorded):
    content = recorded(put("purposes/laskutus", name="laskutus, katso {number:oikeudet}"))
    assert lines(content, Part.PURPOSES)[2][0] == (
        "Laskutus, katso ”Oikeudet” (tietosuojaseloste)",
    )


def test_a_reference_that_leads_nowhere_is_a_gap(recorded):
    recorded()
    Purpose.objects.filter(key="laskutus").update(name_fi="laskutus {number:poissa}")
    assert record_of("mallila").gaps == (Gap("perus/purposes/laskutus/name", "fi"),)
