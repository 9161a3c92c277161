"""Which words of a text changed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.word_marks import Mark, Piece, elided, marked, replaced

SIGNS = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "[+{}+]"}


def shown(pieces: list[Piece]) -> str:
    return "".join(SIGNS[piece.mark].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("sama", "sama", "sama"),
        ("", "uusi", "[+uusi+]"),
        ("vanha", "", "[-vanha-]"),
        ("laskutus", "laskutus ja perintä", "laskutus[+ ja perintä+]"),
        ("viisi vuotta", "kuusi vuotta", "[-viisi-][+kuusi+] vuotta"),
        ("a b c d", "a x y d", "a [-b c-][+x y+] d"),
        ("Tiedot poistetaan.", "Tiedot poistetaan heti.", "Tiedot poistetaan[+ heti+]."),
        ("yksi\nkaksi", "yksi\nkolme\nkaksi", "yksi\n[+kolme\n+]kaksi"),
        ("eka\n– a b\n– c", "eka\n– a\n– c", "eka\n– a[- b-]\n– c"),
        ("aivan eri asia", "something else", "[-aivan eri asia-][+something else+]"),
    ],
)
def test_words_that_changed_are_marked(before: str, after: str, told: str) -> None:
    assert shown(marked(before, after)) == told


LINES = st.text(alphabet="ab ,.\n-ä", max_size=60)


@given(LINES, LINES)
def test_both_texts_can_be_read_from_the_marks(before: str, after: str) -> None:
    pieces = marked(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark != Mark.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.mark != Mark.REMOVED) == after


@pytest.mark.parametrize("text", ["a b " * 3000, "a b\n" * 3000, "sana" * 5000])
def test_long_and_monotonous_texts_take_no_time(text: str) -> None:
    began = time.process_time()
    marked(text, f"b {text[::-1]} a")
    assert time.process_time() - began < 3


def test_lines_far_from_a_change_are_left_out() -> None:
    lines = [f"rivi {number}" for number in range(12)]
    changed = [*lines[:6], "uusi rivi kuusi", *lines[7:]]
    assert shown(elided(marked("\n".join(lines), "\n".join(changed)))) == (
        "…\nrivi 5\n[+uusi +]rivi [-6-][+kuusi+]\nrivi 7\n…"
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["3"], ["9"], "[-3-][+9+]"),
        ([], ["Ruotsi"], "[+Ruotsi+]"),
        (["nimi", "osoite"], ["nimi", "puhelin"], "nimi, [-osoite-], [+puhelin+]"),
    ],
)
def test_values_change_as_wholes(before: list[str], after: list[str], told: str) -> None:
    assert shown(replaced(before, after)) == told
