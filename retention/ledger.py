"""The ledger: what a restored backup must be told, in a table and in a file beside the database.

The table is written in the transaction of the deed. The file gets each entry once that is
committed: a line of JSON, on the disk before the next batch begins. Whatever interrupts that, the
next run or the nightly task writes what is missing; an entry may stand there twice, and says the
same both times.
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from register.absorbed import standing_for
from register.binding import choices_noted
from register.models import Consent, DataSubject, MarketingBan
from register.personal_data import Erasing, PersonalData, declared_models
from register.refusal import Refusal
from register.restricting import restriction_changed
from register.support import one_at_a_time
from register.support.many_ids import among, in_columns
from register.support.secrets import keyed_hash
from register.support.tasks import task
from retention.changes import WRITTEN, has_moment
from retention.items import Item
from retention.models import LedgerChoice, LedgerEntry, Outcome, Part, Said
from retention.sparing import model_of

AT_ONCE = 2_000
FILE = 2  # the turns at the file, apart from those of runs and imports
KINDS: dict[str, type[models.Model]] = {"erased": LedgerEntry, "said": LedgerChoice}
KEY = re.compile(rb'"key": "([0-9a-f-]{36})"')
Rows = Mapping[str, Collection[int]]  # by model, "register.Attribute", their numbers
ASKED = "request"  # instead of a rule: the person asked
NOT_FILED = {"id", "filed", "to_repeat"}
LATER = {"erased": {"spared": ""}}  # what lines of an earlier issue do not have
SPARED = re.compile(r"(?:\w+\.\w+:[0-9a-f]{64} ?)*")


class CannotFile(Refusal):
    """Raised where the file of the ledger cannot be written or read."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it stands in the file."""

    kind: str
    row: models.Model


def row_key(model: str, pk: int, written_at: datetime | None) -> str:
    """Finds the very row again in a backup, and tells nothing by itself.

    With the moment it was written: after a restore its number may be handed out again.
    """
    moment = written_at.isoformat() if written_at else ""
    return keyed_hash(f"ledger:{model}", f"{pk}|{moment}", settings.LOOKUP_KEY)


def write(
    items: Sequence[tuple[Item, int]], *, at: datetime, stays: Mapping[int, Rows] | None = None
) -> None:
    """Note what is about to be done, with how many rows; in the transaction of the deed.

    Each card has an entry of its own, also one that was merged into another and goes with it: which
    cards are one person may be told otherwise in a backup. `stays`: by person, the rows that their
    categories do not take along.
    """
    if not items:
        return
    moments = _moments(item for item, _rows in items)
    absorbed = _absorbed(item for item, _rows in items)
    spared = _spared(stays or {})
    given: list[tuple[int, str, int, str | None, str, str]] = []
    for item, rows in items:
        if item.part == Part.ROW:
            key = row_key(item.model, item.row or 0, moments.get(item.pk))
            given.append((item.pk, key, 1, None, item.outcome, ""))
            continue
        spares = " ".join(spared.get((item.subject or 0, item.category), ()))
        given.append((item.pk, "", rows, None, item.outcome, spares))
        # Of who is anonymised only the one card stays.
        outcome = Outcome.ERASE if item.part == Part.PERSON else item.outcome
        given += [
            (item.pk, "", 0, uuid.hex, outcome, spares) for uuid in absorbed[item.subject or 0]
        ]
    told, values = in_columns(given, "bigint text int uuid text text")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO retention_ledgerentry (key, at, uuid, filed, to_repeat, part, category, "
            "model, row_key, outcome, rule, rows, spared) "
            f"SELECT {_NEW_KEY[connection.vendor]}, %s, COALESCE(g.c3, i.uuid), false, false, "
            "i.part, i.category, i.model, g.c1, g.c4, "
            f"CASE WHEN i.on_request THEN '{ASKED}' "
            "ELSE COALESCE(e.slug || '/' || r.key, '') END, g.c2, g.c5 "
            f"FROM {told} "
            "JOIN retention_planitem i ON i.id = g.c0 "
            "LEFT JOIN retention_retentionrule r ON r.id = i.rule_id "
            "LEFT JOIN register_register e ON e.id = r.register_id ORDER BY i.id, g.c3 IS NOT NULL",
            [LedgerEntry._meta.get_field("at").get_db_prep_value(at, connection), *values],
        )


_NEW_KEY = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def _absorbed(items: Iterable[Item]) -> dict[int, list[UUID]]:
    """By person: the cards that were merged into theirs."""
    people = {item.subject for item in items if item.part != Part.ROW and item.subject is not None}
    whose = {card: person for card, person in standing_for(people).items() if card != person}
    found: dict[int, list[UUID]] = defaultdict(list)
    cards = DataSubject.objects.filter(pk__in=among(whose)).order_by("pk")
    for card, uuid in cards.values_list("pk", "uuid"):
        found[whose[card]].append(uuid)
    return found


def _moments(items: Iterable[Item]) -> dict[int, datetime]:
    """When the rows of these items were written, where their table notes it."""
    found: dict[int, datetime] = {}
    by_model: dict[str, dict[int, int]] = defaultdict(dict)
    for item in items:
        if item.part == Part.ROW and item.row is not None:
            by_model[item.model][item.row] = item.pk
    for label, items_by_row in by_model.items():
        model = model_of(label)
        if has_moment(model):
            written = model._base_manager.filter(pk__in=among(items_by_row))
            for row, moment in written.order_by().values_list("pk", WRITTEN):
                found[items_by_row[row]] = moment
    return found


def _spared(stays: Mapping[int, Rows]) -> dict[tuple[int, str], list[str]]:
    """By person and category: the rows of theirs that the category would take along."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for person, by_model in stays.items():
        for label, rows in sorted(by_model.items()):
            model = model_of(label)
            said = declared_models()[model]
            if said.row != Erasing.DELETE:
                continue  # a voucher, which no category takes along
            chosen = model._base_manager.filter(pk__in=among(rows)).order_by("pk")
            keyed = keyed_rows(chosen)
            held = _categories_of(model, said, keyed.values())
            for key, row in keyed.items():
                for category in sorted(held[row]):
                    found[person, category].append(f"{label}:{key}")
    return found


def _categories_of(
    model: type[models.Model], said: PersonalData, rows: Iterable[int]
) -> dict[int, set[str]]:
    """Of each of these rows: the categories of what it holds."""
    if not said.kinds:
        return {row: set(said.categories()) for row in rows}
    found: dict[int, set[str]] = defaultdict(set)
    kinds = model._base_manager.filter(pk__in=among(rows)).order_by().values_list("pk", said.kind)
    for row, kind in kinds:
        found[row].update(said.kinds.get(kind, ()))
    return found


def keyed_rows(rows: "QuerySet[Any]") -> dict[str, int]:
    """The numbers of these rows by their keyed hash."""
    label = rows.model._meta.label
    if has_moment(rows.model):
        return {row_key(label, *row): row[0] for row in rows.values_list("pk", WRITTEN)}
    return {row_key(label, row, None): row for row in rows.values_list("pk", flat=True)}


# The file


def bring_file_up_to_date() -> int:
    """Copy into the file what is committed and not yet there; how many entries.

    Raises CannotFile. Without LEDGER_FILE there is nothing to do.
    """
    if not settings.LEDGER_FILE:
        return 0
    try:
        with one_at_a_time.turn("ledger", 0, group=FILE), _opened(settings.LEDGER_FILE) as file:
            return sum(_copy(kind, model, file) for kind, model in KINDS.items())
    except one_at_a_time.Taken:
        return 0  # whoever has the turn copies ours too, or the next one does
    except OSError:
        raise CannotFile(_("The file of the ledger (LEDGER_FILE) cannot be written.")) from None


def _copy(kind: str, model: type[models.Model], file: BinaryIO) -> int:
    count = 0
    while rows := list(model._default_manager.filter(filed=False).order_by("pk")[:AT_ONCE]):
        file.write(b"".join(_as_line(kind, row) for row in rows))
        file.flush()
        os.fsync(file.fileno())
        model._default_manager.filter(pk__in=[row.pk for row in rows]).update(filed=True)
        count += len(rows)
    return count


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """For adding at its end. A line that was torn by a crash is ended first."""
    path = Path(name)
    private = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(private, "ab") as file:
        if path.is_file() and path.stat().st_size and not _ends_whole(path):
            file.write(b"\n")
        try:
            yield file
        except OSError:
            with suppress(OSError):  # what could not be written cannot be written now either
                file.close()
            raise


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _as_line(kind: str, row: models.Model) -> bytes:
    values = {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in NOT_FILED
    }
    text = json.dumps({"kind": kind, **values}, default=_in_words, ensure_ascii=True)
    return f"{text}\n".encode("ascii")


def _in_words(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file."""

    new: int  # entries the tables did not know
    torn: Sequence[int] = ()  # lines a crash has torn, whose entries are known nevertheless
    lost: Sequence[int] = ()  # torn lines whose entries nobody knows


def take_from_file(path: Path) -> Taken:
    """Bring entries of the file into the tables that a restore has lost.

    A line that a crash has torn is told by its number. As its entry was not noted as filed, it came
    again, whole, unless the database was lost in the same crash. Anything else unreadable raises
    CannotFile, as somebody's erasure would be forgotten.
    """
    torn: dict[int, UUID | None] = {}
    try:
        with path.open("rb") as file:
            new = 0
            batch: list[Line] = []
            for line in _lines(file, torn):
                batch.append(line)
                if len(batch) == AT_ONCE:
                    new += _take(batch)
                    batch = []
            new += _take(batch)
    except OSError:
        raise CannotFile(_("The file of the ledger cannot be read.")) from None
    lost = [number for number, key in torn.items() if not _is_known(key)]
    return Taken(new, [number for number in torn if number not in lost], lost)


def _lines(file: Iterable[bytes], torn: dict[int, UUID | None]) -> Iterator[Line]:
    """The entries; of lines that are torn, their numbers and keys are put down in `torn`."""
    for number, written in enumerate(file, start=1):
        if not written.strip():
            continue
        try:
            yield _read(json.loads(written))
        except (ValueError, KeyError, TypeError):
            if not written.startswith(b"{") or written.rstrip().endswith(b"}"):
                raise CannotFile(_("Line %d of the ledger's file is no entry.") % number) from None
            key = KEY.search(written)
            torn[number] = UUID(key[1].decode()) if key else None


def _is_known(key: UUID | None) -> bool:
    return key is not None and any(
        model._default_manager.filter(key=key).exists() for model in KINDS.values()
    )


def _read(told: dict[str, Any]) -> Line:
    kind = told.pop("kind")
    told = {**LATER.get(kind, {}), **told}
    model = KINDS[kind]
    known = {field.name for field in model._meta.concrete_fields} - NOT_FILED
    if set(told) != known or not SPARED.fullmatch(told.get("spared", "")):
        raise ValueError
    at = parse_datetime(told["at"])
    if at is None:
        raise ValueError
    uuid = UUID(told["uuid"]) if told["uuid"] else None
    values = {**told, "key": UUID(told["key"]), "at": at, "uuid": uuid}
    return Line(kind, model(**values, filed=True, to_repeat=True))


def _take(lines: list[Line]) -> int:
    new = 0
    for kind, model in KINDS.items():
        rows = {line.row.key: line.row for line in lines if line.kind == kind}  # type: ignore[attr-defined]
        known = model._default_manager.filter(key__in=list(rows)).values_list("key", flat=True)
        for key in list(known):
            del rows[key]
        model._default_manager.bulk_create(rows.values())
        new += len(rows)
    return new


@task()
def file_ledger() -> None:
    """Every few minutes: what people have said goes out of the house's one basket soon."""
    bring_file_up_to_date()


# What people have said


def watch() -> None:
    """Choices of people, and restrictions, are noted by themselves; called once models are ready.

    What an import brings is in the file that was imported.
    """
    for model, follow in FOLLOWED.items():
        post_save.connect(follow, sender=model, dispatch_uid="retention.ledger")
    restriction_changed.connect(_restriction_changed, dispatch_uid="retention.ledger")
    choices_noted.connect(_choices_noted, dispatch_uid="retention.ledger")


def _ban_saved(instance: MarketingBan, raw: bool, **_options: Any) -> None:
    if not raw:
        _ban(instance).save()


def _ban(ban: MarketingBan) -> LedgerChoice:
    said = Said.BANNED if ban.lifted_at is None else Said.BAN_LIFTED
    at = ban.lifted_at or ban.given_at
    uuid = ban.subject.uuid
    return LedgerChoice(said=said, uuid=uuid, at=at, channel=ban.channel, scope=ban.scope)


def _consent_saved(instance: Consent, raw: bool, **_options: Any) -> None:
    if not raw and instance.withdrawn_at is not None:
        _withdrawal(instance).save()


def _withdrawal(consent: Consent) -> LedgerChoice:
    """Of one that is withdrawn."""
    return LedgerChoice(
        said=Said.CONSENT_WITHDRAWN,
        uuid=consent.subject.uuid,
        at=consent.withdrawn_at or consent.given_at,
        channel=consent.channel,
        scope=consent.scope,
        text=consent.text.key,
    )


def _choices_noted(sender: type[models.Model], rows: Iterable[Any], **_options: Any) -> None:
    """What a request brings on many cards at once; inside the transaction of the deed."""
    told = _ban if sender is MarketingBan else _withdrawal
    LedgerChoice.objects.bulk_create([told(row) for row in rows], batch_size=AT_ONCE)


def _restriction_changed(
    people: Iterable[DataSubject], at: datetime, *, lifted: bool, **_options: Any
) -> None:
    """Art. 18; inside the transaction of the deed."""
    said = Said.RESTRICTION_LIFTED if lifted else Said.RESTRICTED
    LedgerChoice.objects.bulk_create(
        [LedgerChoice(said=said, uuid=person.uuid, at=at) for person in people],
        batch_size=AT_ONCE,
    )


FOLLOWED: dict[type[models.Model], Callable[..., None]] = {
    MarketingBan: _ban_saved,
    Consent: _consent_saved,
}
