"""A copy is made from what was granted, as it stands now, and kept until the person has had it."""

import errno
import logging
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from register import identity_codes, journal
from register.models import Act, DataSubject, Occasion
from subjects.enums import IdentityMethod, RequestedKind
from subjects.models import Package, Request
from subjects.package import archive, masking, portability, store
from subjects.package.contents import Contents, contents_of
from subjects.package.masking import Looked, people_of
from subjects.package.refused import refused_of
from subjects.package.store import Kept
from subjects.policies import Hand, NotAllowed

logger = logging.getLogger(__name__)

# Where the person was seen, or identified strongly, the copy shows the code in full.
SURE = frozenset({IdentityMethod.STRONG, IdentityMethod.IN_PERSON})


def shows_codes(request: Request) -> bool:
    """Whether the personal identity code stands in the copy in full."""
    check = request.identitychecks.last()
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
    request: Request, right: RequestedKind, hand: Hand, *, until: datetime | None = None
) -> Package:
    """Make the copy anew, in the place of an earlier one. Raises NotAllowed.

    `until` when it can be fetched; nothing, while the answer has not left.
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
        return _put(request, right, hand, kept, until)
    except BaseException:
        store.remove(kept.name)
        raise


def standing(request: Request, right: RequestedKind) -> Package | None:
    """The copy that is there, if it is whole."""
    found = Package.objects.filter(request=request, right=right, deleted_at=None).first()
    return found if found is not None and is_whole(found) else None


def is_whole(package: Package) -> bool:
    return store.is_whole(Kept(package.file, package.size, package.sha256))


def is_there(package: Package) -> bool:
    """By its size alone: quickly told, for a page."""
    return store.has(package.file, package.size)


@transaction.atomic
def _put(
    request: Request, right: RequestedKind, hand: Hand, kept: Kept, until: datetime | None
) -> Package:
    Request.objects.select_for_update(of=("self",)).get(pk=request.pk)  # one at a time
    earlier = Package.objects.filter(request=request, right=right, deleted_at=None).first()
    if earlier is not None:
        earlier.deleted_at, earlier.sha256 = hand.now, ""
        earlier.save(update_fields=["deleted_at", "sha256"])
        transaction.on_commit(partial(store.remove, earlier.file))
    if shows_codes(request):
        _note_codes(request, hand)
    return Package.objects.create(
        request=request,
        right=right,
        file=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        made_at=hand.now,
        expires_at=until,
    )


def _note_codes(request: Request, hand: Hand) -> None:
    cards = DataSubject.objects.filter(request_matches__request=request)
    journal.record_many(
        Act.UNMASKED,
        sorted(cards.exclude(identity_code="").values_list("pk", flat=True)),
        by=hand.actor,
        occasion=Occasion.REQUEST,
        reference=request.reference,
    )


def _write(request: Request, right: RequestedKind, hand: Hand, out: BinaryIO) -> None:
    contents = _contents(request, right, hand)
    archive.write(out, contents, for_reading=right == RequestedKind.ACCESS)


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
