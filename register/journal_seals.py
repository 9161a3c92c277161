"""Sealing chains the journal's new entries by hash, in blocks; pruning removes the oldest blocks.

What is sealed must be settled: no entry with a lower number may appear later. On SQLite there is
one writer at a time, so the entries stand in the order of their numbers. On PostgreSQL a number is
given when the row is written and shows when its transaction ends, perhaps after higher ones. But a
transaction that has a number also holds the table's lock for writers, from before it got the number
until it ends. So: read the highest number that shows; look who holds that lock; wait until those
have ended. Whoever comes later gets a higher number. (`CREATE INDEX CONCURRENTLY` waits in the same
way. `LOCK TABLE … IN SHARE MODE` would do as well, but make every writer queue behind the slowest.)
"""

import hashlib
import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils import timezone

from register import journal
from register.dates import add_months
from register.journal_freezing import BLOCKS, ENTRIES
from register.journal_text import Content, Reading, mark_of, moment
from register.models import Act, JournalBlock, JournalEntry, Occasion
from register.support.tasks import task

logger = logging.getLogger(__name__)

BLOCK = 50_000  # entries in a block, at most
BEFORE_THE_FIRST = "0" * 64
PATIENCE = timedelta(seconds=30)  # for those who are writing
LOCK = 0x5E1057E  # an advisory lock's number, ours alone


class Unsettled(Exception):
    """Raised where somebody has been writing for so long that sealing is put off."""


@task()
def seal_journal() -> None:
    now = timezone.now()
    try:
        seal(now)
    except Unsettled:
        logger.warning("journal not sealed: a transaction has been writing to it for too long")


@task()
def prune_journal() -> None:
    if settings.JOURNAL_KEPT_MONTHS:
        prune(timezone.now(), months=settings.JOURNAL_KEPT_MONTHS)


def seal(now: datetime, *, patience: timedelta = PATIENCE) -> int:
    """Seal every entry that is settled; how many. May run at any number of places at once.

    Raises Unsettled; then nothing was sealed.
    """
    upto = _settled(patience)
    sealed = 0
    while block := _seal_block(upto, now):
        sealed += block.entries
        # Whoever keeps the log elsewhere has an anchor that nobody with this database can change.
        logger.info("journal sealed: anchor %d:%s", block.number, block.sha256)
    return sealed


def prune(now: datetime, *, months: int) -> int:
    """Remove the entries of blocks sealed more than `months` ago; how many. Blocks stay as anchor.

    The only door through which anything leaves the journal.
    """
    day = add_months(timezone.localdate(now), -months)
    old = JournalBlock.objects.filter(pruned_at=None, sealed_at__date__lt=day).order_by("number")
    removed = blocks = newest = 0
    for pk, number, last in list(old.values_list("pk", "number", "last")):
        with transaction.atomic():
            if not _mark_as_pruned(pk, now):
                break  # somebody else is pruning
            removed += JournalEntry.objects.filter(pk__lte=last)._raw_delete(DEFAULT_DB_ALIAS)
        blocks, newest = blocks + 1, number
    if blocks:
        journal.record(
            Act.ERASED,
            about=JournalBlock,
            by=journal.JOB,
            occasion=Occasion.RETENTION,
            count=removed,
            detail={"blocks": blocks, "last": newest},
        )
    return removed


def header_hash(block: JournalBlock) -> str:
    """What `sha256` of a block must be: over everything the block says."""
    parts = [
        *(str(block.number), str(block.first), str(block.last), str(block.entries)),
        *(moment(block.sealed_at), block.previous_sha256, block.content_sha256),
    ]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


@transaction.atomic
def _seal_block(upto: int, now: datetime) -> JournalBlock | None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    before = JournalBlock.objects.order_by("-number").first()
    content, marks = Content(), bytearray()
    first = last = 0
    for entries in Reading(connection, after=before.last if before else 0).until(upto):
        chosen = entries[: BLOCK - content.count]
        content.add(chosen)
        marks += b"".join(map(mark_of, chosen))
        first, last = first or chosen[0][0], chosen[-1][0]
        if content.count == BLOCK:
            break
    if not content.count:
        return None
    block = JournalBlock(
        number=before.number + 1 if before else 1,
        first=first,
        last=last,
        entries=content.count,
        sealed_at=now,
        previous_sha256=before.sha256 if before else BEFORE_THE_FIRST,
        content=content.sha256() + marks,
    )
    block.content_sha256 = hashlib.sha256(block.content).hexdigest()
    block.sha256 = header_hash(block)
    block.save()
    return block


def _mark_as_pruned(pk: int, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {BLOCKS} SET pruned_at = %s, content = %s "  # noqa: S608 # our own name
            "WHERE id = %s AND pruned_at IS NULL",
            [connection.ops.adapt_datetimefield_value(now), b"", pk],
        )
        return bool(cursor.rowcount)


def _settled(patience: timedelta) -> int:
    """The number up to which no entry can appear any more."""
    highest = JournalEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if connection.vendor != "postgresql":
        return highest
    until = time.monotonic() + patience.total_seconds()
    writing = _writers()
    while writing := writing & _writers():
        if time.monotonic() > until:
            raise Unsettled
        time.sleep(0.05)
    return highest


def _writers() -> frozenset[str]:
    """The transactions that may hold numbers which do not show yet; not our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
            "AND relation = CAST(%s AS regclass) AND granted "
            "AND pid IS DISTINCT FROM pg_backend_pid() AND mode IN ('RowExclusiveLock', "
            "'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')",
            [ENTRIES],
        )
        return frozenset(row[0] for row in cursor.fetchall())
