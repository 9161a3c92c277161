"""A name in a Finnish case leads back to the name."""

import pytest

from subjects.package.inflections import bases_of


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        # -nen, of one and of several
        ("Virtanen", "Virtasen Virtasta Virtasessa Virtaseen Virtasella Virtaselta Virtaselle"),
        ("Virtanen", "Virtasena Virtaseksi Virtaset Virtasten Virtasia Virtasilla Virtasiin"),
        # -i with -e- in the forms, and consonant gradation
        ("Mäki", "Mäen Mäkeä Mäessä Mäestä Mäkeen Mäellä Mäeltä Mäelle Mäkenä Mäet Mäkien"),
        ("Niemi", "Niemen Niemeä Niemestä Niemelle"),
        ("Joki", "Joen Jokea Joelta"),
        ("Lahti", "Lahden Lahtea Lahdelle"),
        ("Lampi", "Lammen Lampea Lammelta"),
        ("Kurki", "Kurjen Kurkea Kurjelle"),
        ("Susi", "Suden Sudelle"),
        # consonant gradation of other stems
        ("Lehto", "Lehdon Lehtoa Lehdolle"),
        ("Ranta", "Rannan Rantaa Rantaan Rannalla"),
        ("Honka", "Hongan Honkaa Hongalle"),
        ("Silta", "Sillan Sillalle"),
        ("Virta", "Virran Virtaa Virralle Virtojen"),
        ("Halko", "Halon Halolle"),
        ("Leipä", "Leivän Leivälle"),
        ("Suku", "Suvun"),
        ("Pekka", "Pekan Pekkaa Pekalta"),
        ("Seppä", "Sepän Sepälle"),
        ("Matti", "Matin Matille"),
        ("Poika", "Pojan Pojalle"),
        ("Haka", "Haan Haalle"),
        ("Ruoko", "Ruo'on Ruo’on"),
        # none
        ("Salo", "Salon Saloa Salosta Salolle Salot Salojen"),
        ("Suo", "Suon Suota Suohon"),
        ("Mattila", "Mattilan Mattilaan Mattilalle"),
        # whose end is another in the forms
        ("Laine", "Laineen Lainetta Laineelle Laineeseen"),
        ("Ranne", "Ranteen Rannetta"),
        ("Kangas", "Kankaan Kankaalle"),
        ("Ilves", "Ilveksen Ilvekselle"),
        # names from elsewhere
        ("Wright", "Wrightin Wrightia Wrightille Wright's"),
        ("Nyman", "Nymanin Nymanille Nymans"),
        # with a clitic, and the last of two
        ("Korhonen", "Korhosenkin Korhonenkin Korhosellakaan"),
        ("Uusi-Kokko", "Uusi-Kokon Uusi-Kokolle"),
    ],
)
def test_each_form_leads_to_the_name(name: str, forms: str) -> None:
    missed = [form for form in words(forms) if name.lower() not in bases_of(form)]
    assert missed == []


@pytest.mark.parametrize(
    ("word", "name"),
    [("Virtasen", "Virta"), ("Mäen", "Mäkelä"), ("Salonen", "Salo"), ("Laineen", "Lainen")],
)
def test_a_form_of_one_name_is_not_taken_for_another(word: str, name: str) -> None:
    assert name.lower() not in bases_of(word)


def test_a_name_is_no_form_of_itself_and_the_guesses_are_few() -> None:
    for word in words("Virtanen Mäki Salo Laineeseen Korhosellakaan Kankaan Uusi-Kokolle"):
        assert word.lower() not in bases_of(word)
        assert len(bases_of(word)) < 30


def test_a_word_that_is_no_name_for_its_length_is_a_form_of_nothing():
    """In a text of one endless word nobody waits: "Aaaa…" of 20,000 signs took eight seconds."""
    assert bases_of("A" * 60 + "n") == frozenset()
    assert bases_of("Aa" * 29 + "n")
