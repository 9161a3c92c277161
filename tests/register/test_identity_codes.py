"""Personal identity codes: on a ground, encrypted, masked, read with a reason, found by hash."""

import logging
import pickle
from io import StringIO
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from register import identity_codes
from register.checks import identity_codes_are_real
from register.enums import IdentityCodeGround
from register.groups import Group
from register.identity_codes import find, masked, normalised, read, record, remove
from register.journal import COMMAND, THE_SUBJECT, Actor
from register.models import Act, DataSubject, JournalEntry, Occasion, User
from register.refusal import Refusal
from register.support.secrets import encrypt
from tests.factories import (
    a_controller,
    a_data_item,
    a_person,
    a_register,
    a_user,
    an_identity_code_item,
)

pytestmark = pytest.mark.django_db

# Invented: individual numbers 900–999 belong to nobody. Check characters counted by hand.
CODE = "010190-900P"
OTHER_SIGN = "010190Y900P"  # the same digits, another person
ANOTHER = "010594Y9032"


@pytest.fixture
def person() -> DataSubject:
    person = a_person()
    an_identity_code_item(person.kept_by.register)
    return person


@pytest.fixture
def handler(person: DataSubject) -> User:
    return a_user(Group.REQUEST_HANDLER, person.kept_by.controller)


def acts() -> list[str]:
    return list(JournalEntry.objects.order_by("pk").values_list("act", flat=True))


# What is a code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("010190-900P", "010190-900P"),
        (" 010190-900p ", "010190-900P"),
        ("010190 - 900 P", "010190-900P"),
        ("010190\u2013900P", "010190-900P"),  # a dash from a word processor
        ("010190\u2212900P", "010190-900P"),
        ("０１０１９０-９００Ｐ", "010190-900P"),  # full width
        ("010190+900P", "010190+900P"),  # born in 1890
        ("010190u900p", "010190U900P"),
        *((f"010190{sign}900P", f"010190{sign}900P") for sign in "YXWV"),
        *((f"010104{sign}900H", f"010104{sign}900H") for sign in "ABCDEF"),
        ("020504A902E", "020504A902E"),
        ("010594Y9032", "010594Y9032"),
        ("131052-308T", "131052-308T"),  # the specimen of the authority
        ("290200A901C", "290200A901C"),  # a leap day
    ],
)
def test_a_code_has_one_spelling(written: str, code: str) -> None:
    assert normalised(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "", "010190900P", "0101909-00P", "010190-900", "010190-900Q", "310290-900P", "010190-001X",
        "010190G900P", "290201A9012", "010190-900P1", "tunnukseni", "2423017-7",
        "131052/308T", "٠١٠١٩٠-٩٠٠P\u202e",
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(Refusal) as refused:
        normalised(written)
    assert refused.value.about == "identity_code"
    assert not written or written not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_temporary_codes_only_where_they_are_allowed(settings: Any) -> None:
    settings.IDENTITY_CODE_TEMPORARY = False
    with pytest.raises(Refusal):
        normalised(CODE)
    assert normalised("131052-308T") == "131052-308T"


@pytest.mark.parametrize(("allowed", "ids"), [(True, ["register.E001"]), (False, [])])
def test_no_real_installation_allows_temporary_codes(
    settings: Any, allowed: bool, ids: list[str]
) -> None:
    settings.IDENTITY_CODE_TEMPORARY = allowed
    assert [found.id for found in identity_codes_are_real(None)] == ids


# Recording


def test_a_code_is_recorded_encrypted_and_journalled(person: DataSubject, handler: User) -> None:
    record(person, "010190-900p", by=handler)
    person.refresh_from_db()
    assert person.identity_code.startswith("gAAAA")
    assert len(person.identity_code_hash) == 64
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_code, identity_code_hash FROM register_datasubject")
        assert "900P" not in str(cursor.fetchall())
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.uuid, entry.actor, entry.detail) == (
        Act.CODE_RECORDED,
        person.uuid,
        handler.pk,
        {},
    )


@pytest.mark.parametrize("ground", ["", None])
def test_without_a_ground_of_section_29_nothing_is_recorded(ground: str | None) -> None:
    person = a_person()
    if ground is not None:
        an_identity_code_item(person.kept_by.register, ground)
    with pytest.raises(Refusal, match="29"), translation.override("en"):
        record(person, CODE, by=COMMAND)
    person.refresh_from_db()
    assert (person.identity_code, acts()) == ("", [])


@pytest.mark.parametrize("ground", IdentityCodeGround.values)
def test_each_ground_of_section_29_is_one(ground: str) -> None:
    person = a_person()
    an_identity_code_item(person.kept_by.register, ground)
    record(person, CODE, by=COMMAND)
    assert masked(person) == "010190-****"


def test_another_registers_ground_is_not_ours() -> None:
    person = a_person()
    an_identity_code_item(a_register("muut"))
    a_data_item(person.kept_by.register, "name", identity_code_ground="law")
    with pytest.raises(Refusal):
        record(person, CODE, by=COMMAND)


def test_the_same_code_again_is_no_change(person: DataSubject) -> None:
    record(person, CODE, by=COMMAND)
    held = person.identity_code
    record(person, "010190-900p", by=COMMAND)
    person.refresh_from_db()
    assert (person.identity_code, acts()) == (held, ["code_recorded"])
    record(person, OTHER_SIGN, by=COMMAND)
    assert acts() == ["code_recorded", "code_recorded"]


def test_a_row_read_before_does_not_undo_a_recording(person: DataSubject) -> None:
    record(person, CODE, by=COMMAND)
    person.job_title = "säveltäjä"
    person.save()
    person.refresh_from_db()
    assert masked(person) == "010190-****"


def test_a_code_is_removed(person: DataSubject, handler: User) -> None:
    record(person, CODE, by=COMMAND)
    remove(person, by=handler)
    remove(person, by=handler)  # nothing left to remove
    person.refresh_from_db()
    assert (person.identity_code, person.identity_code_hash) == ("", "")
    assert acts() == ["code_recorded", "code_removed"]


# Who may


@pytest.mark.parametrize("group", list(Group))
def test_who_may_read_and_record(person: DataSubject, group: Group) -> None:
    record(person, CODE, by=COMMAND)
    user = a_user(group, person.kept_by.controller)
    if group in {Group.REQUEST_HANDLER, Group.COMPLIANCE_OFFICER}:
        assert read(person, by=user, occasion=Occasion.REQUEST) == CODE
        record(person, ANOTHER, by=user)
        remove(person, by=user)
        assert acts() == ["code_recorded", "unmasked", "code_recorded", "code_removed"]
        return
    with pytest.raises(Refusal):
        read(person, by=user, occasion=Occasion.REQUEST)
    with pytest.raises(Refusal):
        record(person, ANOTHER, by=user)
    with pytest.raises(Refusal):
        remove(person, by=user)
    assert acts() == ["code_recorded"]


def test_nobody_reads_the_code_of_a_person_out_of_sight(person: DataSubject) -> None:
    record(person, CODE, by=COMMAND)
    elsewhere = a_controller("muu", name="Muu Oy")
    for stranger in (
        a_user(Group.REQUEST_HANDLER),
        a_user(Group.REQUEST_HANDLER, elsewhere),
        a_user(Group.COMPLIANCE_OFFICER, is_active=False),
    ):
        with pytest.raises(Refusal):
            read(person, by=stranger, occasion=Occasion.REQUEST)
        with pytest.raises(Refusal):
            record(person, ANOTHER, by=stranger)
    assert acts() == ["code_recorded"]


def test_staff_are_handed_in_as_accounts_never_as_a_bare_number(
    person: DataSubject, handler: User
) -> None:
    """A number has no permissions that could be looked at."""
    with pytest.raises(TypeError):
        record(person, CODE, by=Actor.staff(handler))
    record(person, CODE, by=THE_SUBJECT)
    assert JournalEntry.objects.get().actor_kind == "subject"


# Reading


def test_reading_is_journalled_with_its_reason(person: DataSubject, handler: User) -> None:
    record(person, CODE, by=COMMAND)
    assert read(person, by=handler, occasion=Occasion.BILLING, reference="2026/7") == CODE
    entry = JournalEntry.objects.latest("pk")
    assert (entry.act, entry.uuid, entry.actor, entry.occasion, entry.reference) == (
        Act.UNMASKED,
        person.uuid,
        handler.pk,
        Occasion.BILLING,
        "2026/7",
    )


@pytest.mark.parametrize("occasion", ["", "curiosity"])
def test_reading_needs_a_reason_of_the_list(
    person: DataSubject, handler: User, occasion: str
) -> None:
    record(person, CODE, by=COMMAND)
    with pytest.raises(Refusal) as refused:
        read(person, by=handler, occasion=occasion)
    assert refused.value.about == "occasion"
    assert acts() == ["code_recorded"]


def test_where_none_is_held_there_is_nothing_to_read(person: DataSubject, handler: User) -> None:
    assert masked(person) == ""
    with pytest.raises(Refusal):
        read(person, by=handler, occasion=Occasion.REQUEST)
    assert acts() == []


# Finding


def test_a_code_is_found_by_any_spelling_of_it_and_by_no_other(person: DataSubject) -> None:
    record(person, CODE, by=COMMAND)
    namesake = a_person(person.kept_by)
    record(namesake, OTHER_SIGN, by=COMMAND)
    people = DataSubject.objects.all()
    assert list(find(" 010190-900p", people)) == [person]
    assert list(find("010190y900P", people)) == [namesake]
    assert list(find(ANOTHER, people)) == []
    assert list(find("010190", people)) == []
    assert list(find("", people)) == []
    assert list(find(CODE, people.exclude(pk=person.pk))) == []


# It stands nowhere in plain


def test_neither_the_row_nor_the_audit_log_tells_the_code(
    person: DataSubject, handler: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    record(person, CODE, by=handler)
    read(person, by=handler, occasion=Occasion.REQUEST)
    masked(person)
    person.job_title = "säveltäjä"
    person.save()
    told = [
        str(person),
        repr(person),
        repr(vars(person)),
        repr(pickle.dumps(person)),
        caplog.text,
        repr(list(LogEntry.objects.values())),
        repr(list(JournalEntry.objects.values())),
    ]
    for text in told:
        assert "900P" not in text
        assert "010190" not in text
    logged = LogEntry.objects.get_for_object(person).values_list("changes", flat=True)
    assert len(logged) == 2  # made; title changed
    assert not any("identity_code" in name for changes in logged for name in changes)


# Keys


KEYS = ["first-key-first-key-first-key-first-key-1", "second-key-second-key-second-key-key-2"]


@pytest.fixture
def keys(settings: Any) -> Any:
    settings.IDENTITY_CODE_KEYS = KEYS[:1]
    return settings


def test_a_lost_key_shows_a_marker_and_breaks_nothing(
    keys: Any, person: DataSubject, handler: User
) -> None:
    record(person, CODE, by=COMMAND)
    keys.IDENTITY_CODE_KEYS = KEYS[1:]
    with translation.override("en"):
        assert masked(person) == "cannot be read: its key is missing"
    with pytest.raises(Refusal):
        read(person, by=handler, occasion=Occasion.REQUEST)
    assert list(find(CODE, DataSubject.objects.all())) == [person]  # by the other key
    assert acts() == ["code_recorded"]
    record(person, CODE, by=COMMAND)  # typed again, it is readable again
    assert masked(person) == "010190-****"


def rotate() -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("rotate_identity_codes", stdout=out)
    return out.getvalue()


def test_rotation_brings_every_code_under_the_newest_key(
    keys: Any, person: DataSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity_codes, "AT_ONCE", 2)
    others = [a_person(person.kept_by) for _number in range(4)]
    a_person(person.kept_by)  # has none
    for bearer in (person, *others):
        record(bearer, CODE, by=COMMAND)
    keys.IDENTITY_CODE_KEYS = [KEYS[1], KEYS[0]]
    record(others[3], ANOTHER, by=COMMAND)  # under the newest already
    assert rotate() == "Encrypted again: 4. Already under the newest key: 1.\n"
    assert rotate() == "Encrypted again: 0. Already under the newest key: 5.\n"
    keys.IDENTITY_CODE_KEYS = KEYS[1:]  # the old one is dropped
    held = [masked(bearer) for bearer in DataSubject.objects.order_by("pk")]
    assert held == [*["010190-****"] * 4, "010594Y****", ""]
    entry = JournalEntry.objects.latest("pk")
    assert (entry.act, entry.count, entry.actor_kind, entry.uuid) == ("changed", 4, "command", None)


def test_rotation_never_loses_a_code_it_cannot_read(keys: Any, person: DataSubject) -> None:
    lost = a_person(person.kept_by)
    record(person, CODE, by=COMMAND)
    token = encrypt(CODE, ["a-key-that-nobody-has-any-more-0000000000"])
    DataSubject.objects.filter(pk=lost.pk).update(identity_code=token, identity_code_hash="0" * 64)
    keys.IDENTITY_CODE_KEYS = [KEYS[1], KEYS[0]]
    assert rotate().splitlines()[1].startswith("Not opened by any key, left as they are: 1.")
    lost.refresh_from_db()
    person.refresh_from_db()
    assert lost.identity_code == token
    assert masked(person) == "010190-****"


def test_a_rotation_that_was_stopped_goes_on(
    keys: Any, person: DataSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity_codes, "AT_ONCE", 1)
    people = [person, a_person(person.kept_by), a_person(person.kept_by)]
    for bearer in people:
        record(bearer, CODE, by=COMMAND)
    keys.IDENTITY_CODE_KEYS = [KEYS[1], KEYS[0]]
    rotate_some = identity_codes._rotate
    calls = []

    def stopped(*given: Any) -> None:
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        rotate_some(*given)

    with monkeypatch.context() as patch:
        patch.setattr(identity_codes, "_rotate", stopped)
        with pytest.raises(KeyboardInterrupt):
            rotate()
    assert rotate() == "Encrypted again: 1. Already under the newest key: 2.\n"
