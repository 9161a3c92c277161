"""A copy is made from what was granted, as it stands now, and kept until the person has had it."""

import errno
import logging
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from register import gathering, identity_codes, journal
from register.models import Act, DataSubject, Occasion
from subjects.enums import IdentityMethod, RequestedKind, Status
from subjects.models import Package, Request
from subjects.package import archive, masking, portability, store
from subjects.package.contents import Contents, Withheld, contents_of
from subjects.package.masking import Looked, people_of
from subjects.package.refused import refused_of
from subjects.package.store import Kept
from subjects.package.term import standing as standing_of
from subjects.policies import Hand, NotAllowed, check_is_current, grants, identity_of

logger = logging.getLogger(__name__)

# Where the person was seen, or identified strongly, the copy shows the code in full.
SURE = frozenset({IdentityMethod.STRONG, IdentityMethod.IN_PERSON})
NOT_GIVEN = frozenset({Status.DECIDED, Status.APPROVED, Status.CARRIED_OUT})


def shows_codes(request: Request) -> bool:
    """Whether the personal identity code stands in the copy in full."""
    check = identity_of(request)
    return check is not None and check.method in SURE


def check_can_make(request: Request) -> None:
    """Raises NotAllowed while nobody is fixed, or something has not been looked at."""
    if not people_of(request):
        raise NotAllowed(_("Nobody is fixed of whom a copy could be made."))
    if not masking.is_looked_at(request, with_codes=shows_codes(request)):
        words = _(
            "The copy may tell of other people: look through those places first (“Other people's "
            "data in the copy”)."
        )
        raise NotAllowed(words)


def make(
    request: Request,
    right: RequestedKind,
    hand: Hand,
    *,
    until: datetime | None = None,
    once: bool = False,
) -> Package:
    """Make the copy anew, in the place of an earlier one. Raises NotAllowed.

    `until` when it can be fetched; nothing, while the answer has not left. `once`: where somebody
    else has carried it out meanwhile, theirs stands, which has been noted.
    """
    check_can_make(request)
    try:
        kept = store.keep(partial(_write, request, right, hand))
    except OSError as fault:
        logger.error("%s: the copy could not be written (%s)", request, fault.errno)
        words = _(
            "The copy could not be written to the disk. Nothing was changed: try again later."
        )
        if fault.errno == errno.ENOSPC:
            words = _("The disk is full: the copy could not be written. Nothing was changed.")
        raise NotAllowed(words) from None
    try:
        put = _put(request, right, hand, kept, until, once=once)
    except BaseException:
        store.remove(kept.name)
        raise
    if put.file != kept.name:
        store.remove(kept.name)
    return put


def standing(request: Request, right: RequestedKind) -> Package | None:
    """The copy that is there, if it is whole."""
    found = Package.objects.filter(request=request, right=right, deleted_at=None).first()
    return found if found is not None and is_whole(found) else None


def is_whole(package: Package) -> bool:
    return store.is_whole(_kept(package))


def opened(package: Package) -> BinaryIO | None:
    """The file to be read to its end; None where it is not there whole."""
    return store.opened_whole(_kept(package))


def _kept(package: Package) -> Kept:
    return Kept(package.file, package.size, package.sha256)


def is_there(package: Package) -> bool:
    """By its size alone: quickly told, for a page."""
    return store.has(package.file, package.size)


def discard(request: Request, hand: Hand) -> None:
    """What was made and not given goes: it rested on a decision that has fallen."""
    for package in standing_of(request).filter(expires_at=None):
        _delete(package, hand)


def _delete(package: Package, hand: Hand) -> None:
    """The row now, the file once that is sure; one that stays behind is swept."""
    package.deleted_at, package.sha256 = hand.now, ""
    package.save(update_fields=["deleted_at", "sha256"])
    file = package.file
    # No partial: Django names the function when it logs that it failed.
    transaction.on_commit(lambda: store.remove(file), robust=True)


@transaction.atomic
def _put(
    request: Request,
    right: RequestedKind,
    hand: Hand,
    kept: Kept,
    until: datetime | None,
    *,
    once: bool,
) -> Package:
    held = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)  # one at a time
    _check_still(held, right, request.version, until)
    if once and held.carriedrights.filter(right=right).exists():
        theirs = standing(held, right)
        if theirs is not None:
            return theirs
    for earlier in standing_of(request).filter(right=right):
        _delete(earlier, hand)
    _note_codes(request, right, hand)
    return Package.objects.create(
        request=request,
        right=right,
        file=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        made_at=hand.now,
        expires_at=until,
    )


def _check_still(held: Request, right: RequestedKind, version: int, until: datetime | None) -> None:
    """Writing takes its time: meanwhile the decision may have been taken back, or answered."""
    if not grants(held, right):
        raise NotAllowed(_("No copy of the data has been granted."))
    if until is not None:
        return
    check_is_current(held, version)
    if held.status not in NOT_GIVEN:
        words = _("This cannot be done now. Where the request stands: %(status)s.")
        raise NotAllowed(words % {"status": held.get_status_display()})


def _note_codes(request: Request, right: RequestedKind, hand: Hand) -> None:
    """About each person whose code stands in the copy in full."""
    if not shows_codes(request):
        return
    people = people_of(request)
    withheld = refused_of(request, right, people)
    journal.record_many(
        Act.UNMASKED,
        [one.pk for one in people if _tells_code(one, request, right, withheld)],
        by=hand.actor,
        occasion=Occasion.REQUEST,
        reference=request.reference,
    )


def _tells_code(
    person: DataSubject, request: Request, right: RequestedKind, withheld: Withheld
) -> bool:
    parts = gathering.parts_of if right == RequestedKind.ACCESS else portability.parts_to_move
    return any(
        row.values[column.name] and withheld.of(part.key, row, column) is None
        for part in parts(person, request.language)
        if part.key == DataSubject._meta.label
        for column in part.columns
        if column.name == "identity_code"
        for row in part.rows()
    )


def _write(request: Request, right: RequestedKind, hand: Hand, out: BinaryIO) -> None:
    contents = _contents(request, right, hand)
    try:
        archive.write(out, contents, for_reading=right == RequestedKind.ACCESS)
    except masking.Changed:
        words = _("A text has changed since somebody looked at it: look through it again.")
        raise NotAllowed(words) from None
    check_can_make(request)  # a text may have come or changed while it was written


def _contents(request: Request, right: RequestedKind, hand: Hand) -> Contents:
    people, looked = people_of(request), Looked(request)
    refused = refused_of(request, right, people)
    held_back = replace(refused, files=looked.files)
    of = contents_of if right == RequestedKind.ACCESS else portability.contents_to_move
    return of(
        people,
        language=request.language,
        made_at=hand.now,
        reference=request.reference,
        withheld=held_back,
        mask=looked.mask,
        show_code=identity_codes.in_plain if shows_codes(request) else identity_codes.masked,
        has_masked=looked.has_masked,
    )
