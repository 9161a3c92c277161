"""Other people in a copy: found, looked at by a person, masked or left (Art. 15(4))."""

import json
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from register import identity_codes
from register.enums import DataCategory, LegalBasisCode
from register.groups import Group
from register.models import DataSubject, Interaction, JournalEntry, LegalBasis
from subjects.enums import FileKind, Ground, IdentityMethod, Outcome, RequestedKind, Step
from subjects.models import Attachment, Package, Redaction, Request
from subjects.package import making, masking, others, store
from subjects.package.others import Clue, Known
from subjects.policies import NotAllowed
from tests import factories as make
from tests.memory import peak_of
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import EMAIL, NOW, Office

NOBODY = Known(frozenset(), frozenset(), frozenset(), frozenset())
NEIGHBOUR = "Naapuri Nieminen soitti numerosta 040 765 4321."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kirjoita osoitteeseen matti.meika@posti.example.", ["matti.meika@posti.example"]),
        ("Soitti +358 40 765 4321 ja 09-765 4321.", ["+358 40 765 4321", "09-765 4321"]),
        ("Tunnus 010190-900P on väärä.", ["010190-900P"]),
        ("Tunnus 010190\u2013900P on väärä.", ["010190\u2013900P"]),
        ("Tilaus 12345678, lasku 2026-000123, 1.2.2026 klo 12.30, FI21 1234 5600 0007 85.", []),
        ("Maksoi 0,50 euroa, viite 1234567-1.", []),
    ],
)
def test_what_is_found_in_a_text(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in others.find(text, NOBODY)] == found


def test_a_code_in_other_signs_is_not_passed_over() -> None:
    text = "Tunnus \uff10\uff11\uff10\uff11\uff19\uff10-900P."
    assert [one.clue for one in others.find(text, NOBODY)] == [Clue.IDENTITY_CODE]


def test_what_is_the_persons_own_or_ours_is_not_found(office: Office) -> None:
    make.a_contact_point(office.person, "045 000 1234", "phone")
    known = others.known_of([office.person], with_codes=True)
    text = f"Impi Tarulainen, {EMAIL.upper()}, +358 45 000 1234."
    assert others.find(text, known, {"tarulainen"}) == []


def test_names_are_those_that_somebody_else_bears(office: Office) -> None:
    make.a_person(office.kept_by, family_name="Nieminen", given_names="Aatu")
    names = others.names_in("Nieminen ja Keksimä kävivät, Tarulainen ei.")
    assert others.borne_by_others(names, [office.person]) == {"nieminen"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Puoliso Matti Tarulainen soitti.", ["Matti Tarulainen"]),
        ("Tarulainen Matti soitti.", ["Tarulainen Matti"]),
        ("Impi Sylvia Tarulainen soitti. Tarulainen kävi itse.", []),
        ("Naapuri Aho ja rouva von Wright kävivät.", ["Aho", "von Wright"]),
        ("VON WRIGHT soitti, Von Wright vastasi.", ["VON WRIGHT", "Von Wright"]),
        ("Impi von Tarulainen.", []),
    ],
)
def test_relatives_short_names_and_names_of_two_words(
    office: Office, text: str, found: list[str]
) -> None:
    for name in ("Aho", "von Wright"):
        make.a_person(office.kept_by, family_name=name, given_names="Aatu")
    DataSubject.objects.filter(pk=office.person.pk).update(given_names="Impi Sylvia")
    office.person.refresh_from_db()
    known = others.known_of([office.person], with_codes=True)
    borne = others.borne_by_others(others.names_in(text), [office.person])
    places = others.find(text, known, borne)
    assert [text[one.start : one.end] for one in places] == found


def found_in(office: Office, text: str) -> list[tuple[str, Clue]]:
    """On the card of Impi Sylvia Tarulainen, where others bear these names."""
    for name in ("Virtanen", "Mäki", "von Wright"):
        make.a_person(office.kept_by, family_name=name, given_names="Aatu")
    known = others.known_of([office.person], with_codes=True)
    borne = others.borne_by_others(others.names_in(text), [office.person])
    return [(text[one.start : one.end], one.clue) for one in others.find(text, known, borne)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Asia kuuluu Virtaselle, ei Mäen väelle.", ["Virtaselle", "Mäen"]),
        ("Kirje von Wrightille.", ["von Wrightille"]),
        (
            "Soitin Matti Tarulaiselle ja Tarulaisen Matille.",
            ["Matti Tarulaiselle", "Tarulaisen Matille"],
        ),
        ("Tarulaisen osoite on muuttunut; Impi Tarulaiselle kerrottiin.", []),
        ("Tarulainen Impille.", []),
        ("Kaupassa Suvun Lehdon Rannan Joen.", []),  # names that nobody here bears
    ],
)
def test_where_a_name_may_be_inflected_somebody_looks(
    office: Office, text: str, found: list[str]
) -> None:
    assert found_in(office, text) == [(words, Clue.LOOK) for words in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Asiakas Tarulainen soitti.", [("Tarulainen", Clue.LOOK)]),
        ("Asiakkaalle Tarulaiselle soitettiin.", [("Tarulaiselle", Clue.LOOK)]),
        ("Rouva Virtanen soitti.", [("Virtanen", Clue.NAME)]),
        ("Fru Tarulainen ringde.", [("Tarulainen", Clue.LOOK)]),
        ("Customer Virtanen called.", [("Virtanen", Clue.NAME)]),
        ("Matti Tarulainen soitti.", [("Matti Tarulainen", Clue.NAME)]),
    ],
)
def test_a_title_is_no_first_name(office: Office, text: str, found: list[tuple[str, Clue]]) -> None:
    assert found_in(office, text) == found


# Looked at before anything is given


def neighbourly(office: Office, *rights: RequestedKind) -> Request:
    make.a_person(office.kept_by, family_name="Nieminen", given_names="Aatu")
    make.an_interaction(office.person, summary=NEIGHBOUR)
    return office.decided()


def cells_left(request: Request) -> list[masking.Cell]:
    return list(masking.unlooked(request, with_codes=True))


def decide(office: Office, request: Request, masked: set[str]) -> int:
    seen = places_of(cells_left(request))
    return masking.decide(request, seen, masked, with_codes=True, by=office.handler, now=NOW)


def places_of(cells: list[masking.Cell]) -> set[str]:
    return {masking.place_key(cell, found) for cell in cells for found in cell.found}


def cards_of(request: Request) -> list[Any]:
    package = Package.objects.get(request=request, deleted_at=None)
    with zipfile.ZipFile(store.folder() / package.file) as archive:
        found: list[Any] = json.loads(archive.read("data.json"))["cards"]
        return found


def summaries(request: Request) -> list[str]:
    package = Package.objects.get(request=request, deleted_at=None)
    with zipfile.ZipFile(store.folder() / package.file) as archive:
        [card] = json.loads(archive.read("data.json"))["cards"]
        page = archive.read("index.html").decode()
    assert all(row["summary"] in page for row in card["tables"]["interaction"]["rows"])
    return [row["summary"] for row in card["tables"]["interaction"]["rows"]]


def test_no_copy_is_made_while_a_place_has_not_been_looked_at(office: Office) -> None:
    request = neighbourly(office)
    with pytest.raises(NotAllowed, match="may tell of other people"):
        office.carry_out(request)
    assert not Package.objects.exists()


def test_what_is_ticked_is_masked_and_the_copy_says_why(office: Office) -> None:
    request = neighbourly(office)
    [cell] = cells_left(request)
    _name, phone = cell.found
    decide(office, request, {masking.place_key(cell, phone)})
    office.carry_out(request)
    assert summaries(request) == ["Naapuri Nieminen soitti numerosta [peitetty]."]
    package = Package.objects.get()
    with zipfile.ZipFile(store.folder() / package.file) as archive:
        said = json.loads(archive.read("data.json"))["masked"]
        assert "15 artiklan 4 kohta" in said
        assert said in archive.read("index.html").decode()
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"765 4321" not in everything


def test_a_text_that_has_changed_is_looked_at_anew(office: Office) -> None:
    request = neighbourly(office)
    decide(office, request, set())
    assert cells_left(request) == []
    row = office.person.interactions.get()
    row.summary = f"Uusi alku. {NEIGHBOUR}"
    row.save()
    assert len(cells_left(request)) == 1


def test_what_was_shown_and_has_changed_since_is_not_decided(office: Office) -> None:
    request = neighbourly(office)
    seen = places_of(cells_left(request))
    row = office.person.interactions.get()
    row.summary = f"Uusi alku. {NEIGHBOUR}"
    row.save()
    assert masking.decide(request, seen, set(), with_codes=True, by=office.handler, now=NOW) == 0


def test_a_place_that_was_not_shown_is_not_decided_with_those_that_were(office: Office) -> None:
    make.an_interaction(office.person, summary="Naapuri Nieminen soitti, a@b.example vastasi.")
    request = office.decided()
    seen = places_of(cells_left(request))
    make.a_person(office.kept_by, family_name="Nieminen", given_names="Aatu")  # a card since
    masking.decide(request, seen, set(), with_codes=True, by=office.handler, now=NOW)
    [cell] = cells_left(request)
    [left] = masking.Looked(request).left_of(cell)
    assert cell.text[left.start : left.end] == "Nieminen"


def test_a_text_in_which_words_were_masked_and_that_changed_is_shown_whole(office: Office) -> None:
    row = make.an_interaction(office.person, summary="Jussi muutti pois.")
    request = office.decided()
    masking.mask_words(request, "Jussi", by=office.handler, now=NOW)
    row.summary = "Jussi muutti pois eilen."
    row.save()
    [cell] = cells_left(request)
    assert [(one.clue, one.start, one.end) for one in cell.found] == [(Clue.CHANGED, 0, 24)]
    decide(office, request, set())
    assert cells_left(request) == []
    office.carry_out(request)


def test_a_text_that_changes_while_the_copy_is_written_is_not_given(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = make.an_interaction(office.person, summary="Jussi muutti pois.")
    request = office.decided()
    masking.mask_words(request, "Jussi", by=office.handler, now=NOW)
    look = making.check_can_make

    def look_and_then_change(about: Request) -> None:
        look(about)
        type(row).objects.filter(pk=row.pk).update(summary="Jussi muutti pois eilen.")

    monkeypatch.setattr(making, "check_can_make", look_and_then_change)
    with pytest.raises(NotAllowed, match="has changed"):
        office.carry_out(request)
    assert not Package.objects.exists()
    assert list(store.folder().iterdir()) == []


def test_what_comes_while_the_copy_is_written_is_looked_at_first(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = office.decided()
    look = making.check_can_make
    looked: list[Request] = []

    def look_and_then_add(about: Request) -> None:
        look(about)
        looked.append(about)
        if len(looked) == 1:
            make.an_interaction(office.person, summary="Kysyi osoitetta a@b.example.")

    monkeypatch.setattr(making, "check_can_make", look_and_then_add)
    with pytest.raises(NotAllowed, match="may tell of other people"):
        office.carry_out(request)
    assert not Package.objects.exists()


def test_what_is_refused_to_be_read_and_can_be_moved_is_looked_at(office: Office) -> None:
    register = office.kept_by.register
    purpose = make.a_purpose(register)
    basis = LegalBasis.objects.create(
        register=register, key="sopimus", basis=LegalBasisCode.CONTRACT
    )
    basis.purposes.add(purpose)
    make.a_data_item(register, DataCategory.ORDER).purposes.set([purpose])
    row = make.an_order(office.person, content=NEIGHBOUR)
    rights = (RequestedKind.ACCESS, RequestedKind.PORTABILITY)
    request = office.matched(*rights)
    for right in rights:
        request = office.decide(request, right)
    facts: Any = {"outcome": Outcome.REFUSED, "ground": Ground.OTHERS_RIGHTS}
    request = office.decide(request, row=("register.Order", row.pk), **facts)
    request = office.step(request, Step.FINISH_DECIDING)
    assert [cell.text for cell in cells_left(request)] == [NEIGHBOUR]


def test_words_are_masked_wherever_they_stand_and_not_kept(office: Office) -> None:
    make.an_interaction(office.person, summary="Kertoi Jussin muuttaneen. jussin luona.")
    make.an_interaction(office.person, summary="Muuta.")
    request = office.decided()
    count = masking.mask_words(request, "Jussin", by=office.handler, now=NOW)
    masking.mask_words(request, "Jussin", by=office.handler, now=NOW)  # twice is once
    assert count == Redaction.objects.count() == 2
    office.carry_out(request)
    assert summaries(request)[0] == "Kertoi [peitetty] muuttaneen. [peitetty] luona."
    stored = str(list(Redaction.objects.values())) + str(list(JournalEntry.objects.values()))
    assert "ussin" not in stored


def test_what_was_left_can_be_masked_afterwards(office: Office) -> None:
    request = neighbourly(office)
    decide(office, request, set())
    masking.mask_words(request, "Nieminen", by=office.handler, now=NOW)
    office.carry_out(request)
    assert summaries(request) == ["Naapuri [peitetty] soitti numerosta 040 765 4321."]


def test_a_file_is_looked_into_and_may_be_left_out_whole(office: Office) -> None:
    request = office.decided()
    Attachment.objects.create(
        request=request,
        name="kirje.pdf",
        kind=FileKind.PDF,
        size=4,
        sha256="0" * 64,
        content=b"%PDF",
        added_at=NOW,
    )
    [cell] = cells_left(request)
    assert cell.is_file
    decide(office, request, {masking.place_key(cell, cell.found[0])})
    office.carry_out(request)
    package = Package.objects.get()
    with zipfile.ZipFile(store.folder() / package.file) as archive:
        assert not [name for name in archive.namelist() if name.startswith("files/")]
        [card] = json.loads(archive.read("data.json"))["cards"]
    [row] = card["tables"]["attachment"]["rows"]
    assert row["content"]["withheld"] == "others_rights"
    assert row["name"] == "kirje.pdf"


def test_the_persons_own_code_is_masked_in_texts_unless_the_identity_is_sure(
    office: Office,
) -> None:
    columns = identity_codes.columns_of("010190-900P")
    DataSubject.objects.filter(pk=office.person.pk).update(**columns)
    make.an_interaction(office.person, summary="Tunnus 010190-900P.")
    request = office.step(office.entered(), Step.SETTLE_IDENTITY, method=IdentityMethod.QUESTION)
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    request = office.step(office.decide(request), Step.FINISH_DECIDING)
    assert len(list(masking.unlooked(request, with_codes=False))) == 1
    assert list(masking.unlooked(request, with_codes=True)) == []


def test_words_that_stand_in_the_persons_own_code_too_mask_it_nowhere_but_in_texts(
    office: Office,
) -> None:
    columns = identity_codes.columns_of("010190-900P")
    DataSubject.objects.filter(pk=office.person.pk).update(**columns)
    make.an_interaction(office.person, summary="Sisar sai asiakasnumeron 010190.")
    request = office.decided()  # seen in person: the copy shows the code in full
    masking.mask_words(request, "010190", by=office.handler, now=NOW)
    office.carry_out(request)
    assert summaries(request) == ["Sisar sai asiakasnumeron [peitetty]."]
    [card] = cards_of(request)
    [row] = card["tables"]["datasubject"]["rows"]
    assert row["identity_code"] == "010190-900P"


def test_what_an_earlier_version_masked_in_the_code_stops_no_copy(office: Office) -> None:
    columns = identity_codes.columns_of("010190-900P")
    DataSubject.objects.filter(pk=office.person.pk).update(**columns)
    request = office.decided()
    spot = {"model": "register.DataSubject", "row": office.person.pk, "column": "identity_code"}
    said = {"text": "0" * 64, "start": 0, "end": 6, "masked": True}
    Redaction.objects.create(
        request=request, decided_at=NOW, decided_by=office.handler, **spot, **said
    )
    assert cells_left(request) == []
    office.carry_out(request)


# The page


def page_of(request: Request) -> str:
    return reverse("admin:subjects_request_masking", args=(request.pk,))


def test_the_page_shows_each_place_with_its_reason_and_takes_what_is_decided(
    office: Office,
) -> None:
    request = neighbourly(office)
    desk = Desk(office.handler)
    answer = desk.client.get(page_of(request))
    text = answer.content.decode()
    assert "<mark>Nieminen</mark>" in text
    assert "<mark>040 765 4321</mark>" in text
    assert "no-store" in answer["Cache-Control"]
    [shown] = answer.context["cells"]
    desk.client.post(page_of(request), {"seen": shown.seen, "mask": shown.places[0].key})
    assert sorted(Redaction.objects.values_list("masked", flat=True)) == [False, True]
    assert desk.client.get(page_of(request)).context["cells"] == []
    desk.client.post(page_of(request), {"again": "on"})
    assert len(desk.client.get(page_of(request)).context["cells"]) == 1


def test_what_is_not_certain_is_not_ticked(office: Office) -> None:
    make.a_person(office.kept_by, family_name="Nieminen", given_names="Aatu")
    make.an_interaction(office.person, summary="Nieminen soitti Niemisen puolesta.")
    answer = Desk(office.handler).client.get(page_of(office.decided()))
    [shown] = answer.context["cells"]
    assert [(one.words, one.is_sure) for one in shown.places] == [
        ("Nieminen", True),
        ("Niemisen", False),
    ]
    assert answer.content.decode().count(" checked>") == 1


def test_markup_in_a_text_stays_text(office: Office) -> None:
    make.an_interaction(office.person, summary="<b>a@b.example</b><script>1</script>")
    request = office.decided()
    text = Desk(office.handler).client.get(page_of(request)).content.decode()
    assert "&lt;b&gt;<mark>a@b.example</mark>&lt;/b&gt;" in text
    assert "<script>1" not in text


def test_another_controllers_handler_sees_nothing(office: Office) -> None:
    request = neighbourly(office)
    muu = make.a_controller("toinen", name="Muu Oy")
    stranger = make.a_user(Group.REQUEST_HANDLER, muu)
    answer: Any = Desk(stranger).client.get(page_of(request))
    assert answer.status_code == 404


def test_more_rows_take_no_more_memory(office: Office) -> None:
    request = office.decided()

    def look() -> None:
        assert masking.is_looked_at(request, with_codes=True)

    def add(count: int) -> None:
        rows = (
            Interaction(
                subject=office.person,
                at=NOW,
                channel="phone",
                direction="incoming",
                kind="service",
                summary="Soitto.",
            )
            for _number in range(count)
        )
        Interaction.objects.bulk_create(rows)

    add(3_000)
    peak_of(look)
    few = peak_of(look)
    add(9_000)
    assert peak_of(look) < few * 1.2
