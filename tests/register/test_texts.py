"""Texts: three languages, nothing replaced in silence, nothing saved that cannot be printed."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from register.models import Purpose, TradeName
from register.texts import Text, tidy, translated_fields
from tests.factories import a_controller, a_purpose, a_register


def test_a_missing_language_stays_missing() -> None:
    text = Text(fi="laskutus")
    assert text.said_in("fi") == "laskutus"
    assert text.said_in("sv") == ""
    assert text.is_missing_in("sv")
    assert not text.is_missing_in("fi")


def test_a_text_without_finnish_misses_finnish() -> None:
    assert Text(sv="fakturering").is_missing_in("fi")
    assert Text(sv="fakturering").said_in("fi") == ""


def test_nothing_said_is_nothing_missing() -> None:
    assert not Text()
    assert not Text().is_missing_in("sv")


def test_a_proper_name_stands_for_every_language_until_it_has_another() -> None:
    town = Text(fi="Turku", sv="Åbo", neutral=True)
    assert [town.said_in(x) for x in ("fi", "sv", "en")] == ["Turku", "Åbo", "Turku"]
    assert not town.is_missing_in("en")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        Text(fi="laskutus").said_in("de")


@pytest.mark.django_db
def test_a_text_is_read_and_written_as_one() -> None:
    purpose = a_purpose(a_register(), name_sv="fakturering")
    assert purpose.name == Text("laskutus", "fakturering", "")
    purpose.name = Text("myynti", "", "sales")
    purpose.save()
    stored = Purpose.objects.values("name_fi", "name_sv", "name_en").get()
    assert stored == {"name_fi": "myynti", "name_sv": "", "name_en": "sales"}


def test_the_texts_of_a_model_are_known_in_their_order() -> None:
    assert list(translated_fields(Purpose)) == ["name", "text"]
    assert translated_fields(TradeName)["name"].neutral


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("rivi\r\ntoinen\rkolmas", "rivi\ntoinen\nkolmas"),
        ("väli lopussa   \ntoinen\t", "väli lopussa\ntoinen"),
        ("\n\nalku\n", "alku"),
        ("a\u0308iti\u0308", "äitï"),
        ("sitova\u00a0väli", "sitova\u00a0väli"),
    ],
)
def test_texts_are_tidied(written: str, stored: str) -> None:
    assert tidy(written) == stored


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("name_fi", "lumi ☃", "6, SNOWMAN (U+2603)"),
        (
            "name_sv",
            "a\x07b",
            "Character 2, a character without a name (U+0007), cannot be printed.",
        ),
        (
            "text_en",
            "one\ttwo",
            "Character 4, a character without a name (U+0009), cannot be printed.",
        ),
        ("text_fi", "سلام", "1, ARABIC LETTER SEEN (U+0633)"),
    ],
)
def test_what_cannot_be_printed_is_refused_at_save_with_its_place(
    field: str, text: str, words: str
) -> None:
    purpose = a_purpose(a_register())
    setattr(purpose, field, text)
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        purpose.save()
    assert list(refused.value.message_dict) == [field]
    assert words in refused.value.message_dict[field][0]
    assert Purpose.objects.get().name_fi == "laskutus"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("text_fi", "\u00ad", "Nothing of this can be seen."),
        ("text_fi", "sana " * 20_001, "This is longer than 100000 characters."),
        ("text_fi", "a\n" * 2_000 + "a", "This has more than 2000 lines."),
        ("text_fi", "kolme " + "x" * 501, "Character 7 begins a word of more than 500 characters."),
        ("name_fi", "sana " * 80, "This is longer than 300 characters."),
    ],
)
def test_what_nobody_could_read_is_refused_at_save(field: str, text: str, words: str) -> None:
    purpose = a_purpose(a_register())
    setattr(purpose, field, text)
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        purpose.save()
    assert refused.value.message_dict == {field: [words]}


@pytest.mark.django_db
def test_a_one_line_text_stays_on_one_line() -> None:
    purpose = a_purpose(a_register())
    purpose.name_fi = "yksi\nkaksi"
    with pytest.raises(ValidationError) as refused:
        purpose.save()
    assert list(refused.value.message_dict) == ["name_fi"]


@pytest.mark.django_db
def test_paragraphs_are_fine_where_there_may_be_several() -> None:
    purpose = a_purpose(a_register(), text_fi="yksi\n\nkaksi")
    assert Purpose.objects.get(pk=purpose.pk).text_fi == "yksi\n\nkaksi"


@pytest.mark.django_db
def test_trade_names_need_no_translation() -> None:
    name = TradeName.objects.create(controller=a_controller(), key="a", name_fi="Kuvaamo")
    assert name.name.said_in("sv") == "Kuvaamo"
