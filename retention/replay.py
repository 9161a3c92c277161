"""After a restore: what the backup still has and should not have goes again.

What the ledger's file tells and the restored tables do not know has happened since the backup. It
is taken into the tables as *to be repeated* and repeated in bounded batches; killed anywhere, it
goes on from there, and once all is done there is nothing left to do. First what people have said,
so that bans outlive the cards; then whole people, categories, and single rows.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from register import erasure, journal, merging, search, suppressions
from register.absorbed import with_absorbed
from register.dates import add_months
from register.enums import DataCategory, SuppressionReason
from register.erasure import Warrant
from register.journal import COMMAND
from register.models import Act, Consent, DataSubject, MarketingBan, Merge, Occasion
from register.personal_data import declared_models
from register.support.many_ids import among
from register.support.overwriting import empty_log, overwrite_deleted
from retention import last_days, ledger, locks
from retention.ledger import Taken
from retention.models import LedgerChoice, LedgerEntry, Outcome, Part, Said
from retention.sparing import model_of

AT_ONCE = 2_000
REFERENCE = "replay"
_Say = Callable[[int, LedgerChoice], int]
Alike = tuple[frozenset[DataCategory], str, frozenset[str]]  # categories, outcome, what was spared


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a replay found to do."""

    taken: Taken  # what the file told
    people: int
    categories: int
    rows: int
    said: int


def replay(file: Path | None) -> Repeated:
    """Repeat what the file tells. Without one, what the table tells of whole people and rows.

    Raises Refusal where the file cannot be read or a run is at work.
    """
    with locks.turn():
        taken = ledger.take_from_file(file) if file is not None else _look_at_all_again()
        overwrite_deleted()
        said = sum(_in_batches(LedgerChoice.objects.all(), _say_again))
        erased = LedgerEntry.objects
        people = sum(_in_batches(erased.filter(part=Part.PERSON), _erase_people))
        categories = sum(_in_batches(erased.filter(part=Part.CATEGORY), _erase_categories))
        rows = _erase_rows(erased.filter(part=Part.ROW))
        search.purge()
        empty_log()
        return Repeated(taken, people, categories, rows, said)


def _look_at_all_again() -> Taken:
    """For a backup of some tables only. Categories are left: what was given since would go too."""
    parts = LedgerEntry.objects.filter(part__in=[Part.PERSON, Part.ROW], to_repeat=False)
    parts.update(to_repeat=True)
    return Taken(0)


def _in_batches(entries: "QuerySet[Any]", repeat: Callable[[list[Any]], int]) -> Iterator[int]:
    """Each batch with its note in one transaction."""
    waiting = entries.filter(to_repeat=True).order_by("pk")
    while True:
        with transaction.atomic():
            batch = list(waiting[:AT_ONCE])
            if not batch:
                return
            yield repeat(batch)
            _note_done(type(batch[0]), batch)


def _note_done(model: type[models.Model], entries: Iterable[models.Model]) -> None:
    keys = [entry.pk for entry in entries]
    model._default_manager.filter(pk__in=keys).update(to_repeat=False)


def _warrant(entries: list[LedgerEntry]) -> Warrant:
    """The decision was approved when it was carried out first; the ledger names it."""
    return Warrant(digest=str(entries[0].key), by=COMMAND, reference=REFERENCE)


def _ids(uuids: Iterable[UUID | None]) -> dict[UUID, int]:
    found = DataSubject.objects.filter(uuid__in={uuid for uuid in uuids if uuid is not None})
    return dict(found.values_list("uuid", "pk"))


# Erasures


def _erase_people(entries: list[LedgerEntry]) -> int:
    ids, count = _ids(entry.uuid for entry in entries), 0
    alike: dict[tuple[str, Any, bool], list[int]] = defaultdict(list)
    for entry in entries:
        if entry.uuid in ids:
            asked = entry.rule == ledger.ASKED
            alike[entry.outcome, timezone.localdate(entry.at), asked].append(ids[entry.uuid])
    _part_from_unnamed(list(ids.values()), _again(Part.PERSON))
    for (outcome, day, asked), people in alike.items():
        until = day + timedelta(days=settings.BACKUP_LAG_DAYS)
        reason = SuppressionReason.RETENTION
        if asked:
            until = max(until, add_months(day, settings.ERASED_KEPT_OUT_MONTHS))
            reason = SuppressionReason.ERASURE_REQUEST
        suppressions.suppress(with_absorbed(people), reason, since=day, until=until)
        go = erasure.erase_people if outcome == Outcome.ERASE else erasure.anonymise_people
        go(people, warrant=_warrant(entries))
        count += len(people)
    return count


def _again(part: Part, **values: Any) -> Exists:
    """Whether the ledger names the card itself."""
    named = LedgerEntry.objects.filter(part=part, to_repeat=True, **values)
    return Exists(named.filter(uuid=OuterRef("uuid")))


def _part_from_unnamed(people: Iterable[int], *is_named: Exists) -> None:
    """Whoever is merged into them in the backup, and was not when they went, is somebody else."""
    together = set(people)
    while True:
        absorbed = DataSubject.objects.filter(merged_into__in=among(together))
        others = absorbed.exclude(pk__in=among(together)).order_by("-pk")
        named = set(others.filter(*is_named).values_list("pk", flat=True))
        for card in others.exclude(pk__in=among(named)).select_related("merged_into"):
            _part(card)
        if not named:
            return
        together |= named


def _part(card: DataSubject) -> None:
    """The card gets back what its merge had moved, as when the merge was undone."""
    merges = Merge.objects.filter(absorbed=card, survivor=card.merged_into, undone_at=None)
    note = merges.order_by("-pk").first()
    if note is None or card.merged_into is None:
        DataSubject.objects.filter(pk=card.pk).update(merged_into=None)
        return
    merging.take_apart(note, card.merged_into, card)
    note.delete()
    journal.record(
        Act.MERGE_UNDONE,
        about=card,
        by=COMMAND,
        occasion=Occasion.RETENTION,
        reference=REFERENCE,
    )


def _erase_categories(entries: list[LedgerEntry]) -> int:
    """What went together goes together again: a datum of two categories goes when both do."""
    ids = _ids(entry.uuid for entry in entries)
    together: dict[tuple[int, str, datetime], list[LedgerEntry]] = defaultdict(list)
    theirs = LedgerEntry.objects.filter(part=Part.CATEGORY, to_repeat=True, uuid__in=list(ids))
    for entry in theirs:
        if entry.uuid is not None:
            together[ids[entry.uuid], entry.outcome, entry.at].append(entry)
    alike: dict[Alike, list[int]] = defaultdict(list)
    for (person, outcome, _at), noted in together.items():
        chosen = frozenset(DataCategory(entry.category) for entry in noted)
        spared = frozenset(one for entry in noted for one in entry.spared.split())
        alike[chosen, outcome, spared].append(person)
    for (chosen, _outcome, _spared), people in alike.items():
        _part_from_unnamed(people, *(_again(Part.CATEGORY, category=one) for one in chosen))
    _make_merges_final(theirs, ids)
    for (chosen, outcome, spared), people in alike.items():
        last_days.keep_of_categories(people, chosen)
        erasure.erase_categories(
            people,
            chosen,
            warrant=_warrant(entries),
            anonymise=outcome == Outcome.ANONYMISE,
            spare=_rows_of(people, spared),
        )
    _note_done(LedgerEntry, theirs)
    return len(together)


def _rows_of(people: list[int], spared: Collection[str]) -> dict[str, list[int]]:
    """Those rows of these people, with their cards' that were merged into theirs, by model."""
    keys: dict[str, set[str]] = defaultdict(set)
    for one in spared:
        label, _colon, key = one.partition(":")
        keys[label].add(key)
    found: dict[str, list[int]] = {}
    for label, chosen in keys.items():
        model = model_of(label)
        whose = {f"{declared_models()[model].subject}__in": among(with_absorbed(people))}
        rows = ledger.keyed_rows(model._base_manager.filter(**whose))
        found[label] = [row for key, row in rows.items() if key in chosen]
    return found


def _make_merges_final(entries: Iterable[LedgerEntry], ids: Mapping[UUID, int]) -> None:
    """As when the request was carried out: neither card could be given back whole."""
    days: dict[date, set[int]] = defaultdict(set)
    for entry in entries:
        card = ids.get(entry.uuid) if entry.uuid else None
        if card is not None and entry.rule == ledger.ASKED:
            days[timezone.localdate(entry.at)].add(card)
    for day, people in days.items():
        merging.make_final(people, today=day)


def _erase_rows(entries: "QuerySet[LedgerEntry]") -> int:
    """Rows are known by their keyed hash only, so every row of such a table is looked at once."""
    waiting = entries.filter(to_repeat=True)
    count = 0
    for label in sorted(set(waiting.order_by().values_list("model", flat=True))):
        for rows in _keyed_rows(label):
            with transaction.atomic():
                found = list(waiting.filter(model=label, row_key__in=list(rows)))
                _make_merges_final(found, _ids(entry.uuid for entry in found))
                for outcome in {entry.outcome for entry in found}:
                    chosen = [rows[entry.row_key] for entry in found if entry.outcome == outcome]
                    last_days.keep_of_rows(model_of(label), chosen)
                    erasure.erase_rows(
                        model_of(label),
                        chosen,
                        warrant=_warrant(found),
                        anonymise=outcome == Outcome.ANONYMISE,
                    )
                count += len(found)
    waiting.update(to_repeat=False)  # whatever is left, the backup does not have
    return count


def _keyed_rows(label: str) -> Iterator[Mapping[str, int]]:
    """Rows of a table by their keyed hash, a bounded batch at a time."""
    last = 0
    while True:
        rows = model_of(label)._base_manager.filter(pk__gt=last).order_by("pk")
        batch = ledger.keyed_rows(rows[:AT_ONCE])
        if not batch:
            return
        yield batch
        last = max(batch.values())


# What people have said


def _say_again(entries: list[LedgerChoice]) -> int:
    """In the order in which it was said. Past `save`: the ledger knows it already.

    First what was said by mistake, so that nothing is measured by it.
    """
    ids, done = _ids(entry.uuid for entry in entries), 0
    mistakes, meant = _sorted_out(entries, ids)
    steps: list[tuple[LedgerChoice, _Say]] = [(one, _unsay_ban) for one in mistakes]
    steps += [(one, _AGAIN[Said(one.said)]) for one in meant]
    for entry, say in steps:
        person = ids.get(entry.uuid) if entry.uuid else None
        if person is not None and say(person, entry):
            journal.record_many(
                Act(entry.said),
                [person],
                by=COMMAND,
                occasion=Occasion.RETENTION,
                reference=REFERENCE,
            )
            done += 1
    return done


def _sorted_out(
    entries: list[LedgerChoice], ids: Mapping[UUID, int]
) -> tuple[list[LedgerChoice], list[LedgerChoice]]:
    """Bans lifted as of the moment they were given, which were a mistake of ours; and the rest.

    Of what was said of one ban at one moment the last word counts.
    """
    alike: dict[object, list[LedgerChoice]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.pk)):
        is_ban = entry.said in (Said.BANNED, Said.BAN_LIFTED)
        one_ban = (entry.uuid, entry.channel, entry.scope, entry.at)
        alike[one_ban if is_ban else entry.pk].append(entry)
    mistakes: list[LedgerChoice] = []
    meant: list[LedgerChoice] = []
    for said in alike.values():
        last = said[-1]
        given_then = MarketingBan.objects.filter(
            subject=ids.get(last.uuid) if last.uuid else None,
            channel=last.channel,
            scope=last.scope,
            given_at=last.at,
        )
        is_mistake = last.said == Said.BAN_LIFTED and (len(said) > 1 or given_then.exists())
        (mistakes if is_mistake else meant).append(last)
    return mistakes, meant


def _ban(person: int, entry: LedgerChoice) -> int:
    same = MarketingBan.objects.filter(subject=person, channel=entry.channel, scope=entry.scope)
    same = same.exclude(lifted_at=F("given_at"))
    if same.filter(lifted_at=None).exists() or same.filter(given_at__gte=entry.at).exists():
        return 0
    ban = MarketingBan(
        subject_id=person, channel=entry.channel, scope=entry.scope, given_at=entry.at
    )
    return len(MarketingBan.objects.bulk_create([ban]))


def _lift_ban(person: int, entry: LedgerChoice) -> int:
    in_force = MarketingBan.objects.filter(subject=person, lifted_at=None, given_at__lte=entry.at)
    return in_force.filter(channel=entry.channel, scope=entry.scope).update(lifted_at=entry.at)


def _unsay_ban(person: int, entry: LedgerChoice) -> int:
    """That very ban, and none that the person has said before."""
    in_force = MarketingBan.objects.filter(subject=person, lifted_at=None, given_at=entry.at)
    return in_force.filter(channel=entry.channel, scope=entry.scope).update(lifted_at=entry.at)


def _withdraw(person: int, entry: LedgerChoice) -> int:
    in_force = Consent.objects.filter(subject=person, withdrawn_at=None, given_at__lte=entry.at)
    same = in_force.filter(channel=entry.channel, scope=entry.scope, text__key=entry.text)
    return same.update(withdrawn_at=entry.at)


def _restrict(person: int, entry: LedgerChoice) -> int:
    card = DataSubject.objects.filter(pk=person, restricted_at=None)
    return card.update(restricted_at=entry.at)


def _lift_restriction(person: int, entry: LedgerChoice) -> int:
    card = DataSubject.objects.filter(pk=person, restricted_at__lte=entry.at)
    return card.update(restricted_at=None)


_AGAIN: Mapping[Said, _Say] = {
    Said.BANNED: _ban,
    Said.BAN_LIFTED: _lift_ban,
    Said.CONSENT_WITHDRAWN: _withdraw,
    Said.RESTRICTED: _restrict,
    Said.RESTRICTION_LIFTED: _lift_restriction,
}
