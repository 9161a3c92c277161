"""Is the journal as it was sealed? Finds what was removed, altered, reordered or put in.

Reads every entry once, in constant memory, and writes nothing, so it can run on a copy. Whoever can
rewrite the whole journal can also seal it anew: that shows only against an anchor kept elsewhere.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import DEFAULT_DB_ALIAS, connections

from register.journal_seals import BEFORE_THE_FIRST, header_hash
from register.journal_text import MARK, Content, Entry, Reading, mark_of
from register.models import JournalBlock, JournalEntry

AT_A_TIME = 50  # blocks of up to 300 kB
HASH = 32  # bytes
NAMED = 20  # entries named in one fault, at most
FAULTS = 1_000  # faults told, at most: what is in ruins needs no complete list
START = b""  # what stands before the first entry of a block


class Kind(StrEnum):
    """What is wrong."""

    REMOVED = "removed"  # entries
    ALTERED = "altered"
    REORDERED = "reordered"
    INSERTED = "inserted"
    RENUMBERED = "renumbered"
    BLOCK_ALTERED = "block_altered"
    BLOCK_REMOVED = "block_removed"
    CHAIN_BROKEN = "chain_broken"
    PRUNED_OUT_OF_ORDER = "pruned_out_of_order"
    ANCHOR_MISSING = "anchor_missing"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A block's number and hash, noted where nobody with this database can change it."""

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in one block.

    `entries` are the numbers of those concerned, some of them where they are many; of removed ones,
    the numbers between which they stood.
    """

    kind: Kind
    block: int
    count: int = 0  # of entries, or of blocks
    entries: tuple[int, ...] = ()


@dataclass(slots=True)
class Report:
    """What stands in the journal, and what is wrong with it."""

    blocks: int = 0
    sealed: int = 0  # entries in sealed blocks, as sealed
    pruned: int = 0  # of those, entries whose block has been pruned since
    unsealed: int = 0
    anchor: Anchor | None = None  # the last block
    faults: list[Fault] = field(default_factory=list)


def verify(*, anchor: Anchor | None = None, using: str = DEFAULT_DB_ALIAS) -> Report:
    """Look at everything; with an `anchor`, also whether the journal still stands on it."""
    report = Report()
    reading = Reading(connections[using], after=0)
    before: JournalBlock | None = None
    met = False
    for block in _blocks(using):
        faults = [
            *_faults_of_block(block, before),
            *_faults_of_entries(block, before, reading, using),
        ]
        report.faults += faults[: FAULTS - len(report.faults)]
        report.blocks += 1
        report.sealed += block.entries
        report.pruned += block.entries if block.pruned_at else 0
        met = met or Anchor(block.number, block.sha256) == anchor
        before = block
    if before is not None:
        report.anchor = Anchor(before.number, before.sha256)
    if anchor is not None and not met:
        report.faults.append(Fault(Kind.ANCHOR_MISSING, anchor.number))
    rest = JournalEntry.objects.using(using).filter(pk__gt=before.last if before else 0)
    report.unsealed = rest.count()
    return report


def _blocks(using: str) -> Iterator[JournalBlock]:
    """In the order of their numbers."""
    number = 0
    while (
        page := JournalBlock.objects.using(using).filter(number__gt=number).order_by("number")[:10]
    ):
        yield from page
        number = page[len(page) - 1].number


def _faults_of_block(block: JournalBlock, before: JournalBlock | None) -> Iterator[Fault]:
    expected = before.number + 1 if before else 1
    if block.number != expected:
        yield Fault(Kind.BLOCK_REMOVED, expected, block.number - expected)
    elif block.previous_sha256 != (before.sha256 if before else BEFORE_THE_FIRST):
        yield Fault(Kind.CHAIN_BROKEN, block.number)
    if header_hash(block) != block.sha256 or not _keeps_its_content(block):
        yield Fault(Kind.BLOCK_ALTERED, block.number)
    if block.pruned_at and before and before.pruned_at is None:
        yield Fault(Kind.PRUNED_OUT_OF_ORDER, block.number)


def _keeps_its_content(block: JournalBlock) -> bool:
    """A pruned block has none any more."""
    if block.pruned_at is not None:
        return True
    return hashlib.sha256(bytes(block.content)).hexdigest() == block.content_sha256


def _faults_of_entries(
    block: JournalBlock, before: JournalBlock | None, reading: Reading, using: str
) -> list[Fault]:
    content = Content()
    for entries in reading.until(block.last):
        content.add(entries)
    if block.pruned_at is not None:
        return [Fault(Kind.INSERTED, block.number, content.count)] if content.count else []
    if content.sha256() == bytes(block.content)[:HASH] or not _keeps_its_content(block):
        return []
    if JournalBlock.objects.using(using).filter(pk=block.pk, pruned_at__isnull=False).exists():
        return []  # while we were reading
    return list(_what_happened(block, before.last if before else 0, using))


def _what_happened(block: JournalBlock, after: int, using: str) -> Iterator[Fault]:
    """Compare the entries that stand there with the marks of those that were sealed."""
    entries: list[Entry] = []
    for page in Reading(connections[using], after=after).until(block.last):
        entries += page
        if len(entries) > 3 * block.entries + NAMED:  # no block of ours: not into memory
            yield Fault(Kind.INSERTED, block.number, len(entries) - block.entries)
            return
    sealed = bytes(block.content)
    was = [sealed[at : at + MARK] for at in range(HASH, len(sealed), MARK)]
    now = [mark_of(entry) for entry in entries]
    found = False
    for kind, count, places in _compared(was, now):
        named = tuple(entries[place][0] for place in places if 0 <= place < len(entries))
        yield Fault(kind, block.number, count, named[:NAMED])
        found = True
    if not found:
        yield Fault(Kind.RENUMBERED, block.number)


def _compared(was: Sequence[bytes], now: Sequence[bytes]) -> Iterator[tuple[Kind, int, list[int]]]:
    """What happened to whom: the kind, how many, and at which places of `now`."""
    common = Counter(was) & Counter(now)
    kept_then, others_then = _apart(was, common)
    kept_now, others_now = _apart(now, common)
    pairs = zip(kept_then, kept_now, strict=True)
    if moved := [place for then, place in pairs if was[then] != now[place]]:
        yield Kind.REORDERED, len(moved), moved
    altered, inserted = [], []
    for neighbour, places in others_now.items():
        known = len(others_then.get(neighbour, []))  # stood at the same place
        altered += places[:known]
        inserted += places[known:]
    if altered:
        yield Kind.ALTERED, len(altered), altered
    if inserted:
        yield Kind.INSERTED, len(inserted), inserted
    at = {now[place]: place for place in kept_now}
    for neighbour, lost in others_then.items():
        still = len(others_now.get(neighbour, []))
        if len(lost) > still:
            place = at.get(neighbour, -1) + still
            yield Kind.REMOVED, len(lost) - still, [place, place + 1]


def _apart(
    marks: Sequence[bytes], common: Counter[bytes]
) -> tuple[list[int], dict[bytes, list[int]]]:
    """The places of those that stand in both, and of the others by who stands before them."""
    left = Counter(common)
    kept: list[int] = []
    others: dict[bytes, list[int]] = defaultdict(list)
    neighbour = START
    for place, mark in enumerate(marks):
        if left[mark]:
            left[mark] -= 1
            kept.append(place)
            neighbour = mark
        else:
            others[neighbour].append(place)
    return kept, others
