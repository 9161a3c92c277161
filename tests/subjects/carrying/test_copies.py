"""Access (Art. 15) and portability (Art. 20) carried out: the copy is made, kept and given."""

import errno
import io
import json
import os
import stat
import time
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest

from register import identity_codes
from register.enums import DataCategory
from register.models import Act, DataSubject, JournalEntry
from subjects.enums import (
    Ground,
    IdentityMethod,
    LetterKind,
    Outcome,
    RequestedKind,
    Status,
    Step,
)
from subjects.letters.composing import compose_answer
from subjects.models import CarriedRight, Package, Redaction, Request
from subjects.package import keeping, making, store
from subjects.policies import Hand, NotAllowed, Stale
from tests import factories as make
from tests.subjects.requests import LETTER, NOW, Office

ACCESS, PORTABILITY = RequestedKind.ACCESS, RequestedKind.PORTABILITY


def content(package: Package) -> ZipFile:
    with store.opened(package.file) as file:
        return ZipFile(io.BytesIO(file.read()))


def data(package: Package) -> Any:
    return json.loads(content(package).read("data.json"))


def made_for(office: Office, request: Request) -> Package:
    office.carry_out(request)
    return Package.objects.get(request=request, deleted_at=None)


def test_a_copy_is_made_with_what_is_held_and_noted_as_done(office: Office) -> None:
    make.an_interaction(office.person, summary="Palautti rikkinäisen lampun.")
    request = office.decided()
    package = made_for(office, request)
    [card] = data(package)["cards"]
    assert card["tables"]["interaction"]["rows"][0]["summary"] == "Palautti rikkinäisen lampun."
    assert card["tables"]["datasubject"]["rows"][0]["family_name"] == "Tarulainen"
    assert {"index.html", "report.pdf", "data.json", "schema.json"} <= set(
        content(package).namelist()
    )
    done = CarriedRight.objects.get(request=request)
    assert (done.right, done.detail) == (ACCESS, {"package": package.pk, "size": package.size})
    assert package.expires_at is None
    request.refresh_from_db()
    assert request.status == Status.CARRIED_OUT


def test_the_letter_tells_once_how_two_copies_are_given(office: Office) -> None:
    request = office.matched(ACCESS, PORTABILITY)
    for right in (ACCESS, PORTABILITY):
        request = office.decide(request, right)
    request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
    Redaction.objects.create(
        request=request,
        model="register.Interaction",
        row=1,
        column="summary",
        text="0" * 64,
        start=0,
        end=4,
        masked=True,
        decided_at=NOW,
        decided_by=office.handler,
    )
    body = compose_answer(request, today=NOW.date()).body
    assert body.count("ladata tiedot pyynnön omalta sivulta") == 1
    [told] = [part for part in body.split("\n\n") if "ladata tiedot" in part]
    assert told.startswith(
        "Omien tietojen saaminen, tietojen siirtäminen järjestelmästä toiseen: voit ladata tiedot"
    )
    assert told.endswith(
        "Olemme peittäneet kohdat, jotka kertovat toisesta henkilöstä (tietosuoja-asetuksen "
        "15 artiklan 4 kohta ja 20 artiklan 4 kohta)."
    )


def test_it_is_in_the_persons_language(office: Office) -> None:
    request = office.entered(language="sv")
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    request = office.step(office.decide(request), Step.FINISH_DECIDING)
    page = content(made_for(office, request)).read("index.html").decode()
    assert "<h1>Dina personuppgifter</h1>" in page


def test_the_file_is_ours_alone_and_lies_where_nothing_is_served(office: Office) -> None:
    package = made_for(office, office.decided())
    path = store.folder() / package.file
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == [package.file]
    assert "Tarulainen" not in package.file


def test_what_can_be_moved_has_nothing_to_read_and_nothing_inferred(office: Office) -> None:
    request = office.decided(PORTABILITY)
    found = content(made_for(office, request)).namelist()
    assert "data.json" in found
    assert "index.html" not in found


def test_both_rights_of_one_request_have_a_copy_each(office: Office) -> None:
    request = office.matched(ACCESS, PORTABILITY)
    for right in (ACCESS, PORTABILITY):
        request = office.decide(request, right)
    office.carry_out(office.step(request, Step.FINISH_DECIDING))
    assert set(Package.objects.values_list("right", flat=True)) == {ACCESS, PORTABILITY}


# What was refused


def test_a_refused_category_and_row_stand_there_with_their_grounds(office: Office) -> None:
    kept = make.an_interaction(office.person, summary="Soitti tilauksesta.")
    row = make.an_interaction(office.person, summary="Kertoi muusta.")
    request = office.decide(office.matched())
    for item in (
        {"row": ("register.Interaction", row.pk)},
        {"category": DataCategory.NAME},
    ):
        request = office.decide(
            request, outcome=Outcome.REFUSED, ground=Ground.OTHERS_RIGHTS, **item
        )
    package = made_for(office, office.step(request, Step.FINISH_DECIDING))
    [card] = data(package)["cards"]
    given, held_back = card["tables"]["interaction"]["rows"]
    assert given["summary"] == kept.summary
    assert held_back["summary"]["withheld"] == "others_rights"
    assert card["tables"]["datasubject"]["rows"][0]["family_name"]["withheld"] == "others_rights"


def test_of_all_that_was_refused_only_what_was_granted_is_given(office: Office) -> None:
    make.an_interaction(office.person, summary="Soitti tilauksesta.")
    request = office.decide(
        office.matched(),
        outcome=Outcome.REFUSED,
        ground=Ground.EXCESSIVE,
        explanation="Sama on pyydetty joka viikko.",
    )
    request = office.decide(request, category=DataCategory.NAME)
    package = made_for(office, office.step(request, Step.FINISH_DECIDING))
    [card] = data(package)["cards"]
    assert card["tables"]["datasubject"]["rows"][0]["family_name"] == "Tarulainen"
    assert card["tables"]["interaction"]["rows"] == []


@pytest.mark.parametrize("ground", [Ground.AML_SECRET, Ground.DATA_PROTECTION_ACT_34])
def test_what_the_law_keeps_secret_leaves_no_trace(office: Office, ground: Ground) -> None:
    make.an_interaction(office.person, summary="Soitti tilauksesta.")
    row = make.an_interaction(office.person, summary="Selvitys rahan alkuperästä.")
    request = office.decide(office.matched())
    request = office.decide(
        request, outcome=Outcome.REFUSED, ground=ground, row=("register.Interaction", row.pk)
    )
    package = made_for(office, office.step(request, Step.FINISH_DECIDING))
    found = content(package)
    everything = b"".join(found.read(name) for name in found.namelist() if name != "report.pdf")
    for word in ("alkuperästä", ground.value, "444/2017", "34 §", "rahanpesu"):
        assert word.encode() not in everything, word
    assert len(data(package)["cards"][0]["tables"]["interaction"]["rows"]) == 1


# The identity code


@pytest.mark.parametrize(
    ("method", "shown"),
    [(IdentityMethod.IN_PERSON, "010190-900P"), (IdentityMethod.QUESTION, "010190-****")],
)
def test_the_code_is_shown_to_whoever_was_seen_or_identified_strongly(
    office: Office, method: IdentityMethod, shown: str
) -> None:
    columns = identity_codes.columns_of("010190-900P")
    DataSubject.objects.filter(pk=office.person.pk).update(**columns)
    request = office.step(office.entered(), Step.SETTLE_IDENTITY, method=method)
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    package = made_for(office, office.step(office.decide(request), Step.FINISH_DECIDING))
    [row] = data(package)["cards"][0]["tables"]["datasubject"]["rows"]
    assert row["identity_code"] == shown
    read = JournalEntry.objects.filter(act=Act.UNMASKED, uuid=office.person.uuid)
    assert read.exists() == (method == IdentityMethod.IN_PERSON)


def test_a_code_that_the_copy_does_not_hold_is_not_noted_as_shown(office: Office) -> None:
    columns = identity_codes.columns_of("010190-900P")
    DataSubject.objects.filter(pk=office.person.pk).update(**columns)
    request = office.decide(office.matched())
    request = office.decide(
        request,
        outcome=Outcome.REFUSED,
        ground=Ground.OTHERS_RIGHTS,
        category=DataCategory.IDENTITY_CODE,
    )
    made_for(office, office.step(request, Step.FINISH_DECIDING))
    made_for(office, office.decided(PORTABILITY))  # nothing is portable here
    assert not JournalEntry.objects.filter(act=Act.UNMASKED).exists()


# Faults and crashes


def test_a_file_that_is_not_whole_is_not_the_carrying_out(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    request = office.decided()
    package = making.make(request, ACCESS, Hand(office.handler, NOW))
    path = store.folder() / package.file
    path.write_bytes(path.read_bytes()[:-1])
    assert making.standing(request, ACCESS) is None
    with django_capture_on_commit_callbacks(execute=True):
        again = made_for(office, request)  # made anew, and the broken one is gone
    assert again.file != package.file
    assert [one.name for one in store.folder().iterdir()] == [again.file]
    package.refresh_from_db()
    assert package.deleted_at is not None


def test_a_full_disk_changes_nothing_and_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = office.decided()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(NotAllowed, match="disk is full"):
            office.carry_out(request)
    assert list(store.folder().iterdir()) == []
    assert not Package.objects.exists()
    assert not CarriedRight.objects.exists()
    request.refresh_from_db()
    assert request.status == Status.DECIDED
    office.carry_out(request)


def test_a_file_whose_row_was_never_written_is_swept_after_a_day(office: Office) -> None:
    package = made_for(office, office.decided())
    orphan = store.keep(lambda file: None)
    part = store.folder() / f"{'a' * 64}.part"
    part.write_bytes(b"half")
    stranger = store.folder() / "README"
    stranger.write_text("not ours")
    keeping.remove_old_packages.func()
    assert (store.folder() / orphan.name).exists()  # it may be about to get its row
    old = time.time() - timedelta(days=2).total_seconds()
    for path in store.folder().iterdir():
        os.utime(path, (old, old))
    keeping.remove_old_packages.func()
    assert {one.name for one in store.folder().iterdir()} == {package.file, "README"}


def test_no_name_leads_out_of_the_folder(office: Office) -> None:
    outside = store.folder().parent / "secret"
    store.folder().mkdir(parents=True)
    outside.write_text("private")
    for name in ("../secret", str(outside), "", ".", "a" * 63, f"{'a' * 63}/"):
        with pytest.raises(FileNotFoundError):
            store.opened(name)
        with pytest.raises(FileNotFoundError):
            store.remove(name)
    assert outside.exists()


# Taken back


def on_disk() -> set[str]:
    return {one.name for one in store.folder().iterdir()}


@pytest.mark.parametrize("step", [Step.TAKE_UP_AGAIN, Step.RECONSIDER])
def test_a_copy_that_was_made_goes_with_the_decision(
    office: Office, django_capture_on_commit_callbacks: Any, step: Step
) -> None:
    request = office.decided()
    package = making.make(request, ACCESS, Hand(office.handler, NOW))  # and then killed
    with django_capture_on_commit_callbacks(execute=True):
        office.step(request, step)
    package.refresh_from_db()
    assert (package.deleted_at, package.sha256) == (NOW, "")
    assert on_disk() == set()


def test_what_was_not_carried_out_is_not_given_with_the_answer(office: Office) -> None:
    """The refusal of somebody unknown, for whom a copy had been made before."""
    request = office.decided()
    package = making.make(request, ACCESS, Hand(office.handler, NOW))
    request = office.step(request, Step.TAKE_UP_AGAIN)
    Package.objects.update(deleted_at=None)  # left by a worker that came later
    request = office.step(request, Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    request = office.send(request, LetterKind.IDENTITY_QUESTION)
    request = office.step(request, Step.NOTE_ANSWER)
    request = office.decide(request, outcome=Outcome.REFUSED, ground=Ground.NOT_IDENTIFIED)
    request = office.step(request, Step.FINISH_DECIDING)
    assert not making.shows_codes(request)  # the check before was taken back
    office.step(request, Step.ANSWER, **LETTER)
    package.refresh_from_db()
    assert package.expires_at is None


def test_a_copy_whose_decision_fell_while_it_was_written_is_not_kept(office: Office) -> None:
    request = office.decided()
    office.step(office.step(request, Step.RECONSIDER), Step.FINISH_DECIDING)
    with pytest.raises(Stale):
        making.make(request, ACCESS, Hand(office.handler, NOW))
    request.refresh_from_db()
    request.decisions.update(outcome=Outcome.REFUSED, ground=Ground.OTHERS_RIGHTS)
    with pytest.raises(NotAllowed, match="has been granted"):
        making.make(request, ACCESS, Hand(office.handler, NOW))
    assert on_disk() == set()


def test_a_slow_second_click_does_not_replace_what_was_given(office: Office) -> None:
    request = office.answered()
    package = Package.objects.get()
    with pytest.raises(NotAllowed, match="cannot be done now"):
        making.make(request, ACCESS, Hand(office.handler, NOW))
    package.refresh_from_db()
    assert package.deleted_at is None
    assert on_disk() == {package.file}


@pytest.mark.django_db(transaction=True)
def test_an_earlier_file_that_cannot_be_deleted_keeps_the_new_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = office.decided()
    making.make(request, ACCESS, Hand(office.handler, NOW))

    def fails(_name: str) -> None:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(store, "remove", fails)
        again = making.make(request, ACCESS, Hand(office.handler, NOW))
    assert making.standing(request, ACCESS) == again


def test_nobody_fixed_makes_no_copy(office: Office) -> None:
    request = office.decided()
    request.matches.all().delete()
    with pytest.raises(NotAllowed, match="Nobody is fixed"):
        making.make(request, ACCESS, Hand(office.handler, NOW))
