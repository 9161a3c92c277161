"""Texts of a file as values: what is taken, and what is refused rather than guessed."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from register import spellings, suppressions
from register.enums import SuppressedKind
from register.imports import quick, values
from register.imports.source import Number
from register.imports.values import Fault
from register.models.imports import Reason


def taken(parse, *written):
    """The value, or the reason why there is none."""
    try:
        return parse(*written)
    except Fault as fault:
        return fault.reason


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1.9.2026", "2026-09-01"),
        ("01.09.2026", "2026-09-01"),
        ("1. 9. 2026", "2026-09-01"),
        (" 31.12.1999 ", "1999-12-31"),
        ("2026-09-01", "2026-09-01"),
        ("2026-09-01 00:00:00", "2026-09-01"),
        ("2026-09-01T12:30:00Z", "2026-09-01"),
        ("1.9.2026 klo 12.30", "2026-09-01"),
        ("29.2.2024", "2024-02-29"),
        ("46266", "2026-09-01"),  # as Excel counts
        ("1.9.26", Reason.SHORT_YEAR),
        ("29.2.2025", Reason.NO_SUCH_DAY),
        ("31.4.2026", Reason.NO_SUCH_DAY),
        ("1.9.0026", Reason.NO_SUCH_DAY),
        ("31.12.9999", Reason.NO_SUCH_DAY),
        ("9/1/2026", Reason.DAY),
        ("1-9-2026", Reason.DAY),
        ("20260901", Reason.DAY),
        ("syyskuu 2026", Reason.DAY),
        ("1.9.", Reason.DAY),
    ],
)
def test_a_day_is_read_as_it_is_written_in_finland(written, day):
    assert taken(values.day, written) == day


def test_a_macintosh_workbook_counts_days_from_1904():
    assert values.day("44804", date(1904, 1, 1)) == "2026-09-01"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((word, True) for word in ("kyllä", "Kyllä", "k", "x", "X", "1", "true", "TRUE", "tosi")),
        *((word, True) for word in ("on", "ja", "yes", "y")),
        *((word, False) for word in ("ei", "Ei", "e", "0", "false", "epätosi", "nej", "no", "-")),
        *((word, Reason.YES_OR_NO) for word in ("ehkä", "2", "kyllä?", "joo")),
    ],
)
def test_yes_and_no(written, meant):
    assert taken(values.yes_or_no, written) == meant


@pytest.mark.parametrize(
    ("parse", "written", "meant"),
    [
        (values.language, "suomi", "fi"),
        (values.language, "Svenska", "sv"),
        (values.language, "EN", "en"),
        (values.language, "se", Reason.LANGUAGE),  # Northern Sámi to some, Swedish to others
        (values.relationship, "Asiakas", "customer"),
        (values.relationship, "entinen asiakas", "former"),
        (values.relationship, "prospekti", "prospect"),
        (values.relationship, "kund", "customer"),
        (values.relationship, "ehkä", Reason.RELATIONSHIP),
        (values.country, "Suomi", ""),
        (values.country, "fi", ""),
        (values.country, "Ruotsi", "SE"),
        (values.country, "Sverige", "SE"),
        (values.country, "Norway", "NO"),
        (values.country, "Satumaa", Reason.COUNTRY),
        (values.business_id, "1234567-1", "1234567-1"),
        (values.business_id, "12345671", "1234567-1"),
        (values.business_id, "FI12345671", "1234567-1"),
        (values.business_id, "1234567-8", Reason.BUSINESS_ID),
        (values.business_id, "ei ole", Reason.BUSINESS_ID),
        (values.postal_code, "100", "100"),  # what was lost cannot be told from a text
        (values.postal_code, Number("100"), "00100"),
    ],
)
def test_words_of_a_closed_list(parse, written, meant):
    assert taken(parse, written) == meant


@pytest.mark.parametrize(
    ("order", "written", "names"),
    [
        (values.family_first, "Keksitty Aino Maria", ("Keksitty", "Aino Maria")),
        (values.family_first, "Keksitty, Aino Maria", ("Keksitty", "Aino Maria")),
        (values.family_first, "von Kuvitelma Georg", ("von Kuvitelma", "Georg")),
        (values.family_first, "de la Taru, Ella", ("de la Taru", "Ella")),
        (values.family_first, "Keksitty-Haave Aino", ("Keksitty-Haave", "Aino")),
        (values.family_first, "Keksitty", Reason.NAME),
        (values.family_first, "Keksitty, Aino, KTM", Reason.NAME),
        (values.given_first, "Aino Maria Keksitty", ("Keksitty", "Aino Maria")),
        (values.given_first, "Georg von Kuvitelma", ("von Kuvitelma", "Georg")),
        (values.given_first, "Keksitty, Aino", Reason.NAME),
        (values.given_first, "Aino", Reason.NAME),
    ],
)
def test_a_name_is_told_apart_by_the_order_that_was_told(order, written, names):
    assert taken(order, written) == names


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("Aino", "Aino"),
        ("  Aino \N{NO-BREAK SPACE} Maria ", "Aino Maria"),
        ("A\u0308ijo\u0308", "Äijö"),
        ("Łukasz Ōta", "Łukasz Ōta"),
        ("Νίκος", "Νίκος"),
        ("Aino\nMaria", Reason.LINE_BREAK),
        ("Aino\x07", Reason.CONTROL),
        ("Ai\N{RIGHT-TO-LEFT OVERRIDE}no", Reason.CONTROL),
        ("a" * 20, "a" * 20),
        ("a" * 21, Reason.TOO_LONG),
    ],
)
def test_a_text_becomes_one_tidy_line(written, tidied):
    assert taken(values.text, written, 20) == tidied


# The quick spellings say what the spellings say

a_line = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
nordic = st.text("abcÅÄÖåäöéüšžøæß'’-_.,/ 0123456789@+", max_size=30)
a_number = st.from_regex(r"(\+358|0)[ -]?(4|5)\d([ -]?\d){3,11}", fullmatch=True)


@given(st.one_of(a_line, nordic))
@example("Mäkelä-Öhman")
@example("O'Hara_Å")
@example("\N{KELVIN SIGN}\N{ANGSTROM SIGN}")
def test_quick_folding_is_folding(text):
    assert quick.quick_folded(text) == quick.quick_folded_name(text) == spellings.folded(text)


@given(st.one_of(a_number, nordic))
@example("040 123 4567")
@example("+358 50 1234567")
@example("09 123 456")
def test_a_quick_phone_number_is_the_ordinary_one(written):
    assert quick.quick_phone(written) == spellings.normalised_phone(written)


@given(st.one_of(st.emails(), nordic))
@example("Aino.Keksitty@Esimerkki.Example")
@example("aino (at) esimerkki.example")
def test_a_quick_address_is_the_ordinary_one_or_none(written):
    assert quick.quick_email(written) in ("", spellings.normalised_email(written))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Aino.Keksitty@Esimerkki.Example", "aino.keksitty@esimerkki.example"),
        ("aino (at) esimerkki.example", "aino@esimerkki.example"),
        ("mailto:aino@esimerkki.example", "aino@esimerkki.example"),
        ("aino@localhost", "aino@localhost"),
        ("aino@", ""),
        ("ei ole", ""),
        ("aino@@esimerkki.example", ""),
        ("aino..k@esimerkki.example", ""),
        ("aino@-esimerkki.example", ""),
    ],
)
def test_what_is_no_address_is_none(written, address):
    assert quick.quick_email(written) == address


@pytest.mark.parametrize("kind", SuppressedKind)
def test_the_quick_hash_is_that_of_the_suppression_list(kind):
    assert quick.quick_hasher(kind)("aino@esimerkki.example") == suppressions.hash_of(
        kind, "aino@esimerkki.example"
    )
