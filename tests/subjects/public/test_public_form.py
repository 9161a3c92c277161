"""The public form: takes what is asked, looks nobody up, and gives nobody away."""

import html
import logging
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register.models import DataSubject, OutgoingMail
from subjects.enums import ActingAs, RequestedKind, Status
from subjects.models import Contact, ContactKind, Request, RequestedRight
from tests import factories as make
from tests.subjects.public.conftest import Door, text_of
from tests.subjects.requests import EMAIL

CODE = "131052-308T"  # of the examples of the Digital and Population Data Services Agency
TITLES = {
    "fi": "Tietojasi koskeva pyyntö",
    "sv": "Begäran som gäller dina uppgifter",
    "en": "Request concerning your data",
}


# What it shows


@pytest.mark.parametrize("language", TITLES)
def test_the_form_stands_in_each_language_whether_or_not_anything_is_published(
    door: Door, language: str
) -> None:
    answer = door.client.get(door.address(language))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}">' in page
    assert f"<h1>{TITLES[language]}</h1>" in page
    assert page.count('name="rights"') == len(RequestedKind)


def test_beside_it_stands_what_article_13_wants(door: Door) -> None:
    make.a_contact(
        door.kept_by.register,
        key="tsv",
        controller=door.kept_by.controller,
        role="data_protection_officer",
        name_fi="Tiina Turva",
        email="tiina@esimerkki.example",
    )
    said = text_of(door.client.get(door.address()))
    for part in (
        "Esimerkki Oy",  # (a) the controller and how to reach it
        "Kuvittelukatu 1, 00100 Helsinki",
        "tietosuoja@esimerkki.example",
        "Tiina Turva",  # (b)
        "6 artiklan 1 kohdan c alakohta",  # (c)
        "Ketkä näkevät tiedot",  # (e)
        "Se poistetaan 30 päivää sen jälkeen. Muut tiedot säilytetään 3 vuotta",  # 13(2)(a)
        "niiden oikaisemista tai poistamista",  # (b)
        "tehdä valitus tietosuojavaltuutetulle",  # (d)
        "tietosuoja@om.fi",
        "Kaikki muu on vapaaehtoista.",  # (e): what has to be given
    ):
        assert part in said


def test_a_page_sets_no_cookie_loads_nothing_and_is_kept_by_nobody(door: Door) -> None:
    answer = door.client.get(door.address())
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    policy = answer["Content-Security-Policy"]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'self'; "
        r"frame-ancestors 'none'",
        policy,
    )
    assert "<script" not in answer.content.decode()
    assert " style=" not in answer.content.decode()


def test_who_keeps_the_register_is_asked_only_where_there_are_several(door: Door) -> None:
    assert 'name="controller"' not in door.client.get(door.address()).content.decode()
    other = make.a_controller("toinen", name="Toinen Esimerkki Oy")
    make.a_membership(door.kept_by.register, other)
    assert door.fill().status_code == 422
    assert door.asked(controller=str(other.pk)).controller == other


def test_a_strangers_controller_cannot_be_chosen(door: Door) -> None:
    make.a_membership(door.kept_by.register, make.a_controller("toinen", name="Toinen Oy"))
    stranger = make.a_controller("vieras", name="Vieras Oy")
    assert door.fill(controller=str(stranger.pk)).status_code == 422
    assert not Request.objects.exists()


@pytest.mark.parametrize("path", ["/fi/pyynto/ei-ole/", "/fi/pyynto/", "/sv/pyynto/a/b/c/"])
def test_where_there_is_no_register_the_page_helps_on(door: Door, path: str) -> None:
    answer = door.client.get(path)
    assert answer.status_code == 404
    assert "/uusi-linkki/" in answer.content.decode()


def test_the_address_on_paper_leads_to_the_visitors_own_language(door: Door) -> None:
    answer = door.client.get("/pyynto/asiakkaat/", headers={"Accept-Language": "sv"})
    assert answer["Location"] == "/sv/pyynto/asiakkaat/"


# What it takes


def test_what_was_asked_is_stored_as_it_was_told(door: Door) -> None:
    request = door.asked(
        "sv",
        rights=["access", "erasure"],
        words="Poistakaa myös\r\nvanhat tilaukset.",
        register_only="on",
        phone="044 123 4567",
        address="Haavekuja 7 B 21\r\n20100 Turku",
        customer_number="A-17",
        organisation="Satumaan Sorvaamo Oy",
        acting_as="attorney",
        on_behalf_of="Impi Tarulainen",
    )
    assert (request.status, request.channel, request.language) == (Status.UNCONFIRMED, "form", "sv")
    assert request.controller == door.kept_by.controller
    assert request.register_only
    assert request.words == "Poistakaa myös\nvanhat tilaukset."
    rights = RequestedRight.objects.filter(request=request)
    assert set(rights.values_list("right", flat=True)) == {"access", "erasure"}
    told = request.requester
    assert (told.name, told.customer_number) == ("Taimi Keksitty", "A-17")
    assert (told.organisation, told.on_behalf_of) == ("Satumaan Sorvaamo Oy", "Impi Tarulainen")
    assert told.acting_as == ActingAs.ATTORNEY
    assert set(request.contacts.values_list("kind", "value")) == {
        (ContactKind.EMAIL, EMAIL),
        (ContactKind.PHONE, "044 123 4567"),
        (ContactKind.ADDRESS, "Haavekuja 7 B 21, 20100 Turku"),
    }


def test_what_is_missing_is_named_with_a_link_to_it_and_nothing_typed_is_lost(door: Door) -> None:
    answer = door.fill(rights=None, name=None, email="taimi", words="Haluan tietää.")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert re.findall(r'<a href="#([^"]+)">([^<]+)</a>', page.split("</h2>")[1]) == [
        ("id_rights_0", "Valitse vähintään yksi asia, jota pyydät."),
        ("id_name", "Kirjoita nimesi."),
        (
            "id_email",
            "Kirjoita sähköpostiosoite kokonaan, esimerkiksi etunimi.sukunimi@yritys.example.",
        ),
    ]
    for target in ("id_rights_0", "id_name", "id_email"):
        assert f'id="{target}"' in page
    assert 'value="taimi"' in page
    assert "Haluan tietää.</textarea>" in page
    assert "<title>Tarkista:" in page
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("acting_as", "on_behalf_of", "problem"),
    [
        ("guardian", "", "Kirjoita sen henkilön nimi, jonka puolesta teet pyynnön."),
        ("self", "Impi Tarulainen", "Nimesit toisen henkilön"),
    ],
)
def test_for_whom_one_asks_is_said_whole(
    door: Door, acting_as: str, on_behalf_of: str, problem: str
) -> None:
    answer = door.fill(acting_as=acting_as, on_behalf_of=on_behalf_of)
    assert answer.status_code == 422
    assert problem in text_of(answer)


@pytest.mark.parametrize("field", ["words", "name", "customer_number", "address", "organisation"])
def test_an_identity_code_is_refused_politely_and_repeated_to_nobody(
    door: Door, field: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = door.fill(**{field: f"Tunnukseni on {CODE.lower()}."})
    assert answer.status_code == 422
    assert "Poista henkilötunnus." in text_of(answer)
    assert not Request.objects.exists()
    assert CODE.lower() not in caplog.text.lower().replace(" ", "")


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"words": "a" * 5000}, 303),
        ({"words": "a" * 5001}, 422),
        ({"words": "a" * 1_000_000}, 422),
        ({"name": "a" * 300}, 303),
        ({"name": "a" * 301}, 422),
        ({"customer_number": "9" * 61}, 422),
        ({"phone": "0" * 41}, 422),
        ({"address": "\n".join("a" * 150)}, 422),  # 450 characters once it is one line
        ({"email": f"{'a' * 64}@{'ß' * 30}.{'ß' * 30}.example"}, 303),
        (
            {"email": "a@" + ".".join(["ß" * 62] * 3) + ".example"},
            422,
        ),  # too long as it is looked for
        ({"rights": ["access", "everything"]}, 422),
    ],
)
def test_only_what_fits_is_taken(door: Door, values: dict[str, Any], status: int) -> None:
    assert door.fill(**values).status_code == status


def test_control_codes_and_signs_that_turn_the_direction_are_left_out(door: Door) -> None:
    request = door.asked(
        name="Taimi\x00\x07 \u202eKeksitty", words="rivi\x0b\x1b[31m\r\n\u2066toinen"
    )
    assert request.requester.name == "Taimi Keksitty"
    assert request.words == "rivi[31m\ntoinen"


@pytest.mark.parametrize(
    "address",
    [
        "taimi@satumaa.example\nBcc: kaikki@satumaa.example",
        "taimi@satumaa.example\r\n\r\nHei",
        "Taimi <taimi@satumaa.example>",
        "taimi@satumaa.example, toinen@satumaa.example",
        '"\x01"@satumaa.example',
        "@satumaa.example",
    ],
)
def test_an_address_that_would_be_more_than_an_address_is_refused(door: Door, address: str) -> None:
    assert door.fill(email=address).status_code == 422
    assert not OutgoingMail.objects.exists()


def test_whatever_is_typed_stays_text(door: Door) -> None:
    typed = "{{ request }}{% debug %}<script>alert(1)</script>%(controller)s {0}"
    answer = door.fill(name=typed, rights=None)
    assert html.escape(typed) in answer.content.decode()
    assert "<script>" not in answer.content.decode()
    request = door.asked(name=typed, words=typed)
    assert request.requester.name == typed
    mail = OutgoingMail.objects.get()
    assert "script" not in mail.subject + mail.body


# What it does not do twice, or for others


def test_a_second_click_makes_no_second_request(door: Door) -> None:
    first, second = door.fill(page_key="k"), door.fill(page_key="k")
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Request.objects.count() == OutgoingMail.objects.count() == 1


def test_what_was_changed_in_between_is_another_request(door: Door) -> None:
    door.asked(page_key="k")
    door.asked(page_key="k", rights=["erasure"])
    assert Request.objects.count() == 2


def test_a_bot_gets_the_same_answer_and_nothing_is_stored(door: Door) -> None:
    bot, person = door.fill(remarks="http://kaupaksi.example"), door.fill()
    assert (bot.status_code, bot["Location"]) == (person.status_code, person["Location"])
    assert Request.objects.count() == 1


def test_the_trap_is_out_of_the_way_of_ears_and_keyboards(door: Door) -> None:
    page = door.client.get(door.address()).content.decode()
    trap = page[page.index('<div class="not-shown" aria-hidden="true">') :]
    assert 'tabindex="-1" autocomplete="off"' in trap[: trap.index("</div>")]
    assert ".not-shown { display: none }" in page


def test_another_sites_form_is_turned_away(door: Door) -> None:
    answer = door.fill(headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not Request.objects.exists()


def test_thanks_are_the_same_however_often_they_are_looked_at(door: Door) -> None:
    thanks = door.fill()["Location"]
    assert thanks == "/fi/pyynto/asiakkaat/lahetetty/"
    first, second = door.client.get(thanks), door.client.get(thanks)
    assert first.content == second.content
    assert "14 päivän kuluessa" in text_of(first)
    assert Request.objects.count() == 1


# Nobody is looked up


def told_by(door: Door, **values: Any) -> tuple[list[str], Any, bytes]:
    """The statements that a form runs, without its values, and all that is answered."""
    with CaptureQueriesContext(
        connection,
    ) as ran:
        answer = door.fill(**values)
    statements = [shape(each["sql"]) for each in ran.captured_queries]
    headers = sorted(answer.headers.items())
    thanks = door.client.get(answer["Location"])
    return statements, (answer.status_code, headers, answer.content), thanks.content


def shape(statement: str) -> str:
    """Without values, and without the names that savepoints get by counting."""
    return re.sub(r"s\d+_x\d+|'(?:[^']|'')*'|\b\d+\b|\bNULL\b", "?", statement)


def test_known_and_unknown_people_cause_the_same_statements_and_the_same_answer(
    door: Door,
) -> None:
    door.asked(email="ensin@satumaa.example")  # the counters of this hour have their rows
    person = make.a_person(door.kept_by, customer_number="A-17")
    make.a_contact_point(person, EMAIL)
    known = told_by(door, email=EMAIL, customer_number="A-17", name="Impi Sylvia Tarulainen")
    unknown = told_by(
        door, email="kaja.tuntematon@haave.example", customer_number="Z-99", name="Kaja Tuntematon"
    )
    assert known[0] == unknown[0]
    assert known[1:] == unknown[1:]
    tables = " ".join(known[0])
    for table in (DataSubject._meta.db_table, "register_contactpoint", "searchtext"):
        assert table not in tables
    assert Contact.objects.filter(value=EMAIL).count() == 1
