import unicodedata

import pytest

from register.support import fonts
from register.support.fonts import Unprintable, unprintable

LANGUAGES_OF_FINLAND = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖŠŽ abcdefghijklmnopqrstuvwxyzåäöšž "
    "ÁČĐŊŠŦŽ áčđŋšŧž Ââ"  # Northern and Inari Sámi; Skolt Sámi has letters the typeface lacks
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        LANGUAGES_OF_FINLAND,
        "§ 13 – 14, ”lainaus”, “quote”, ‘so’, 20 €, ½, ±, ×, −, …, •, ™, © 2026",
        "Анна Петрова, Αθήνα, Łódź, İstanbul, Þór",
        "rivi\nrivi\r\nrivi",
        "no\u00a0break, narrow\u202fspace, soft\u00adhyphen",
        unicodedata.normalize("NFD", "Särkkä Åsa é ő ž"),
    ],
)
def test_what_a_finnish_register_holds_can_be_printed(text):
    assert unprintable(text) == []


@pytest.mark.parametrize(
    ("character", "told"),
    [
        ("☃", "U+2603 SNOWMAN (4)"),
        ("ع", "U+0639 ARABIC LETTER AIN (4)"),
        ("א", "U+05D0 HEBREW LETTER ALEF (4)"),
        ("中", "U+4E2D CJK UNIFIED IDEOGRAPH-4E2D (4)"),
        ("😀", "U+1F600 GRINNING FACE (4)"),
        ("\t", "U+0009 (4)"),
        ("\x00", "U+0000 (4)"),
        ("\x85", "U+0085 (4)"),
        ("\u2011", "U+2011 NON-BREAKING HYPHEN (4)"),
        ("\u200b", "U+200B ZERO WIDTH SPACE (4)"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE (4)"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE (4)"),
        ("\u2028", "U+2028 LINE SEPARATOR (4)"),
        ("\ue000", "U+E000 (4)"),
        ("\ud800", "U+D800 (4)"),
        ("ǯ", "U+01EF LATIN SMALL LETTER EZH WITH CARON (4)"),
    ],
)
def test_a_character_without_a_glyph_is_told_with_its_place(character, told):
    found = unprintable(f"abc{character}d")
    assert found == [Unprintable(index=3, character=character)]
    assert [str(each) for each in found] == [told]


def test_every_place_is_told_in_the_order_of_the_text():
    found = unprintable("☃ ja 😀 ja ☃")
    assert [(each.position, each.code_point, each.name) for each in found] == [
        (1, "U+2603", "SNOWMAN"),
        (6, "U+1F600", "GRINNING FACE"),
        (11, "U+2603", "SNOWMAN"),
    ]


def test_every_face_of_the_style_sheet_can_be_fetched_and_nothing_else():
    css = fonts.font_face_css()
    for face in fonts.FACES:
        address = f"packaged-font:{face}"
        assert f'url("{address}")' in css
        assert fonts.font_bytes(address).startswith(b"\x00\x01\x00\x00")  # TrueType
    for address in ["packaged-font:../LICENSE.txt", "packaged-font:Black", "file:Regular", "Bold"]:
        with pytest.raises(KeyError):
            fonts.font_bytes(address)


def test_capitals_are_those_the_typeface_has():
    assert fonts.in_capitals("Säilytysaika, ŋ ja ʒ") == "SÄILYTYSAIKA, Ŋ JA ʒ"
    assert unprintable(fonts.in_capitals("".join(sorted(fonts.printable_characters())))) == []
