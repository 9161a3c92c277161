"""Personal identity codes: the only code that writes, reads or finds them.

Data Protection Act (1050/2018) s. 29: a code may be held only on a ground that the register names;
it is not printed needlessly (4 mom), so every screen shows it masked; and the code, alone or with
the name, never identifies anybody who claims to be its bearer (5 mom), so nothing here answers the
question "is this you".

At rest it is encrypted and found by a keyed hash. In memory it is a plain text only inside `read`
and where it was typed: a person's row never carries it, so neither repr, pickle nor audit log can.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fi import hetu

from register.enums import DataCategory
from register.journal import COMMAND, Actor
from register.journal import record as write_down
from register.models import Act, ActorKind, DataItem, DataSubject, Occasion, Register, User
from register.querysets import DataSubjects
from register.refusal import Refusal
from register.support.secrets import Undecipherable, decrypt, encrypt, keyed_hash, rotate

PURPOSE = "identity_code"
AT_ONCE = 500  # codes in one transaction
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")


def normalised(written: str) -> str:
    """The code in its one spelling: "010190-900P". Raises Refusal for what is no code.

    The sign is kept as it is: 131052-308T and 131052Y308T are different people.
    """
    text = unicodedata.normalize("NFKC", written).translate(DASHES)
    compact = "".join(text.split()).upper()
    try:
        return hetu.validate(compact, allow_temporary=settings.IDENTITY_CODE_TEMPORARY)
    except InvalidChecksum:
        words = _("The last character of the identity code does not match the others.")
    except StdnumError:
        words = _("This is no personal identity code, such as 131052-308T.")
    raise Refusal(words, "identity_code")  # outside: the cause would stand in error reports


def columns_of(code: str) -> dict[str, str]:
    """A normalised code as the two columns hold it: for those who write many rows at once."""
    return {
        "identity_code": encrypt(code, settings.IDENTITY_CODE_KEYS),
        "identity_code_hash": hash_of(code),
    }


def hash_of(code: str) -> str:
    return keyed_hash(PURPOSE, code, settings.LOOKUP_KEY)


def may_be_held(register: Register) -> bool:
    """Does the register name a ground of section 29?"""
    return (
        DataItem.objects.filter(register=register, categories__category=DataCategory.IDENTITY_CODE)
        .exclude(identity_code_ground="")
        .exists()
    )


@transaction.atomic
def record(person: DataSubject, code: str, *, by: User | Actor) -> None:
    """Write the code on the person's card, in the place of an older one. Raises Refusal."""
    _check_may(by, "register.change_identity_code")
    wanted = normalised(code)
    held = _locked(person, by)
    if not may_be_held(held.kept_by.register):
        raise Refusal(
            _(
                "The register names no ground for holding personal identity codes "
                "(Data Protection Act, section 29). Add the data item and its ground first."
            ),
            "identity_code",
        )
    if held.identity_code_hash == hash_of(wanted) and _opened(held) == wanted:
        return
    _write(person, columns_of(wanted), Act.CODE_RECORDED, by)


@transaction.atomic
def remove(person: DataSubject, *, by: User | Actor) -> None:
    """Take the code off the person's card. Raises Refusal."""
    _check_may(by, "register.change_identity_code")
    if _locked(person, by).identity_code:
        _write(person, {"identity_code": "", "identity_code_hash": ""}, Act.CODE_REMOVED, by)


@transaction.atomic
def read(person: DataSubject, *, by: User, occasion: Occasion | str, reference: str = "") -> str:
    """The code in plain: journalled with its occasion. Raises Refusal.

    Whoever gets it shows it once and keeps it nowhere.
    """
    _check_may(by, "register.unmask_identity_code")
    if occasion not in Occasion.values:
        raise Refusal(_("Say why you need the identity code."), "occasion")
    held = _locked(person, by)
    if not held.identity_code:
        raise Refusal(_("No personal identity code is held on this person."))
    code = _opened(held)
    if code is None:
        raise Refusal(_unreadable())
    write_down(
        Act.UNMASKED,
        about=held,
        by=Actor.staff(by),
        occasion=occasion,
        reference=reference,
    )
    return code


def masked(person: DataSubject) -> str:
    """What screens show: "010190-****"; "" where none is held."""
    if not person.identity_code:
        return ""
    code = _opened(person)
    return _unreadable() if code is None else f"{code[:7]}****"


def in_plain(person: DataSubject) -> str:
    """For the person's own copy of the data (Art. 15): the caller knows that it is the person, and
    journals that the code was read. "" where none is held.
    """
    if not person.identity_code:
        return ""
    code = _opened(person)
    return _unreadable() if code is None else code


def find(code: str, people: DataSubjects) -> DataSubjects:
    """Those of `people` who bear the code: none where it is no code. The caller journals it."""
    try:
        wanted = normalised(code)
    except Refusal:
        return people.none()
    return people.filter(identity_code_hash=hash_of(wanted))


def _write(person: DataSubject, columns: dict[str, str], act: Act, by: User | Actor) -> None:
    # By `update`, so that the audit log, which follows `save`, does not tell what the journal does.
    DataSubject.objects.filter(pk=person.pk).update(**columns)
    for name, value in columns.items():
        setattr(person, name, value)  # or a later save of this row would undo it
    write_down(act, about=person, by=by if isinstance(by, Actor) else Actor.staff(by))


def _locked(person: DataSubject, by: User | Actor) -> DataSubject:
    seen = DataSubject.objects.select_for_update(of=("self",)).select_related("kept_by__register")
    if isinstance(by, User):
        seen = seen.visible_to(by)
    found = seen.filter(pk=person.pk).first()
    if found is None:
        raise Refusal(_("This person is not among those you may see."))
    return found  # type: ignore[no-any-return]  # a queryset of people


def _check_may(by: User | Actor, permission: str) -> None:
    """A command or a job is the operator's own; staff need the permission."""
    if isinstance(by, Actor):
        if by.kind == ActorKind.USER:
            raise TypeError(
                "Staff are handed in as their account, whose permissions are looked at."
            )
    elif not by.has_perm(permission):
        raise Refusal(_("You do not have the permission for this."))


def _opened(person: DataSubject) -> str | None:
    return _plain(person.identity_code, settings.IDENTITY_CODE_KEYS)


def _plain(token: str, keys: Sequence[str]) -> str | None:
    """None where none of the keys opens it."""
    try:
        return decrypt(token, keys)
    except Undecipherable:
        return None


def _unreadable() -> str:
    return _("cannot be read: its key is missing")


@dataclass(slots=True)
class Rotated:
    """What a rotation found."""

    again: int = 0  # encrypted again
    newest: int = 0  # under the newest key already
    unreadable: int = 0  # under no key of ours: left as they are


def rotate_all() -> Rotated:
    """Bring every code under the newest key, some at a time: may be stopped and run again."""
    done = Rotated()
    last = 0
    while ids := list(_bearers(after=last).values_list("pk", flat=True)[:AT_ONCE]):
        _rotate(ids, done)
        last = ids[-1]
    if done.again:
        write_down(
            Act.CHANGED,
            about=DataSubject,
            by=COMMAND,
            occasion=Occasion.TECHNICAL,
            count=done.again,
            detail={"column": "identity_code", "why": "key_rotated"},
        )
    return done


def _bearers(*, after: int) -> DataSubjects:
    bearers: DataSubjects = DataSubject.objects.exclude(identity_code="").filter(pk__gt=after)
    return bearers.order_by("pk")


@transaction.atomic
def _rotate(ids: list[int], done: Rotated) -> None:
    newest, *_older = settings.IDENTITY_CODE_KEYS
    changed = []
    for person in DataSubject.objects.select_for_update().filter(pk__in=ids).only("identity_code"):
        token = person.identity_code
        if _plain(token, [newest]) is not None:
            done.newest += 1
        elif _plain(token, settings.IDENTITY_CODE_KEYS) is not None:
            person.identity_code = rotate(token, settings.IDENTITY_CODE_KEYS)
            changed.append(person)
        elif token:  # it may have been removed meanwhile
            done.unreadable += 1
    DataSubject.objects.bulk_update(changed, ["identity_code"])
    done.again += len(changed)
