"""The run: an approved plan is carried out, in bounded batches, each committed with its own notes.

A batch is one transaction: the deed, the items' state, journal, ledger and suppression list. Killed
anywhere, a run has done whole batches and nothing else, and goes on from there. Everything of one
person that the plan names goes in one batch.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from register import erasure, merging, search, suppressions
from register.absorbed import with_absorbed
from register.dates import add_months
from register.enums import DataCategory, SuppressionReason
from register.erasure import Warrant
from register.imports import leftovers
from register.journal import Actor
from register.models import Occasion
from register.refusal import Refusal
from register.support.many_ids import among
from register.support.overwriting import empty_log, overwrite_deleted
from retention import grants, last_days, ledger, locks
from retention.approvals import DESTRUCTIVE, check_approved
from retention.digests import items_digest, rules_digest
from retention.items import Item
from retention.models import Outcome, Part, Plan, PlanItem, Run, Skipped
from retention.on_request import rows_that_stay
from retention.plan import spare_compiling
from retention.sparing import Batch, model_of

logger = logging.getLogger(__name__)

Key = TypeVar("Key", bound=Hashable)

AT_ONCE = 10_000  # items, of some thousand people, who are not parted
TRIES = 3


class Stale(Refusal):
    """Raised where rules or items are not those that were approved: only a new plan helps."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    done: int
    skipped: int
    total: int

    @property
    def share(self) -> float:
        return (self.done + self.skipped) / self.total if self.total else 1.0


def nobody_looks(_progress: Progress) -> None:
    """No progress is shown."""


def nothing_more() -> None:
    """Nothing is asked beside what the plan itself has to hold."""


def never() -> bool:
    """Nobody stops it from outside."""
    return False


def run(
    plan: Plan,
    *,
    actor: Actor,
    now: datetime,
    reference: str = "",
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    guard: Callable[[], None] = nothing_more,
) -> Run:
    """Carry out a plan, from where an earlier process came to. Does never more than the plan says.

    `reference`: of the request, where the plan was made for one; it is carried out by no other way.
    `guard`: asked inside each batch's transaction; what it raises leaves the batch undone.

    Stopped, it is not finished (`finished_at`). Raises Refusal, and erases nothing, where it is
    switched off, nobody's word for this very plan holds, rules have changed since, or another run
    is at work (Busy).
    """
    with locks.turn():
        plan = Plan.objects.get(pk=plan.pk)
        if plan.reference != reference:
            raise Refusal(_("This plan is carried out with the request that it was made for."))
        known = Run.objects.filter(plan=plan).first()
        if known is not None and known.finished_at is not None:
            return known
        if known is None or waiting(plan).exists():  # else it was killed at its very end
            check_may_run(plan, now=now)
        work = _Work(plan, _begin(plan, now), actor, now, guard)
        work.go_on(progress or nobody_looks, should_stop or never)
        return work.run


def check_may_run(plan: Plan, *, now: datetime) -> None:
    """Raises Refusal, with words."""
    if not settings.RETENTION_RUNS:
        raise Refusal(_("Retention runs are switched off (RETENTION_RUNS)."))
    if not plan.complete:
        raise Refusal(_("The plan is still being made."))
    check_approved(plan, today=timezone.localdate(now))
    check_rules(plan)
    check_not_overtaken(plan)
    if items_digest(plan) != plan.digest:
        raise Stale(_("The plan is not what was approved: make a new one."))


def waiting(plan: Plan) -> QuerySet[PlanItem]:
    """What a run has still to do."""
    return PlanItem.objects.filter(plan=plan, outcome__in=DESTRUCTIVE, done_at=None, skipped="")


def check_rules(plan: Plan) -> None:
    """Raises Stale where they are not those of the plan."""
    if rules_digest(plan.register) != plan.rules_digest:
        words = _(
            "The retention rules have changed since the plan was made, or the financial years that "
            "they count by: make a new one."
        )
        raise Stale(words)


def is_stale(plan: Plan) -> bool:
    """Whether only a new plan helps, as far as that is seen without reading all items."""
    try:
        check_rules(plan)
        check_not_overtaken(plan)
    except Stale:
        return True
    return False


def check_not_overtaken(plan: Plan) -> None:
    """Raises Stale where some of its people went by another plan since."""
    if plan.overtaken:
        raise Stale(_("People of this plan went by another plan since: make a new one."))


def ask_to_stop(run: Run, *, now: datetime) -> None:
    """The stop button: the run ends after the batch in hand, and can be resumed."""
    Run.objects.filter(pk=run.pk, finished_at=None).update(stop_asked_at=now)


def _begin(plan: Plan, now: datetime) -> Run:
    found, is_new = Run.objects.get_or_create(
        plan=plan, defaults={"started_at": now, "beat_at": now}
    )
    if not is_new:
        found.stop_asked_at, found.beat_at = None, now
        found.save(update_fields=["stop_asked_at", "beat_at"])
    return found


@dataclass
class _Work:
    """A run at work. Made inside the turn."""

    plan: Plan
    run: Run
    actor: Actor
    began_at: datetime
    guard: Callable[[], None] = nothing_more
    came_to: int = 0  # the last person whose items are carried out
    came_to_item: int = 0  # and the last item that is nobody's
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.asked = self.plan.occasion == Occasion.REQUEST
        self.warrant = Warrant(
            digest=self.plan.digest,
            by=self.actor,
            occasion=Occasion(self.plan.occasion),
            reference=self.plan.reference or f"plan-{self.plan.pk}",
        )
        self.total = self.run.done + self.run.skipped + waiting(self.plan).count()

    def moment(self) -> datetime:
        """Now, counted from the moment that was handed in."""
        return self.began_at + timedelta(seconds=time.monotonic() - self.began)

    def go_on(self, progress: Callable[[Progress], None], should_stop: Callable[[], bool]) -> None:
        overwrite_deleted()
        ledger.bring_file_up_to_date()
        self.tell(progress)
        while not should_stop() and not self.is_asked_to_stop():
            if not self.do_next():
                self.finish()
                break
            ledger.bring_file_up_to_date()
            self.tell(progress)

    def tell(self, progress: Callable[[Progress], None]) -> None:
        progress(Progress(self.run.done, self.run.skipped, self.total))

    def is_asked_to_stop(self) -> bool:
        self.run.refresh_from_db(fields=["stop_asked_at"])
        return self.run.stop_asked_at is not None

    def do_next(self) -> bool:
        """One batch; False where none is left. Once more where somebody else got in between."""
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    items = self.next_items()
                    if items:
                        self.carry_out(items)
                    break
            except OperationalError:
                if attempt == TRIES or not connection.is_usable():
                    raise
        self.run.refresh_from_db(fields=["done", "skipped", "beat_at"])
        if items:
            self.pass_by(items[-1])
        return bool(items)

    def next_items(self) -> list[Item]:
        """Of the next people, all that is to be done; then what is nobody's."""
        theirs = waiting(self.plan).filter(subject__gt=self.came_to).order_by("subject", "pk")
        found = Item.of(theirs[: AT_ONCE + 1])
        if len(found) > AT_ONCE:
            last = found[-1].subject
            whole = [item for item in found if item.subject != last]
            return whole or Item.of(theirs.filter(subject=last))
        if found:
            return found
        nobodys = waiting(self.plan).filter(subject=None, pk__gt=self.came_to_item).order_by("pk")
        return Item.of(nobodys[:AT_ONCE])

    def pass_by(self, last: Item) -> None:
        if last.subject is None:
            self.came_to_item = last.pk
        else:
            self.came_to = last.subject

    # The deed, inside its transaction

    def carry_out(self, items: list[Item]) -> None:
        spare_compiling()
        check_rules(self.plan)
        self.guard()  # locks what it asks before the cards are locked
        skipped = Batch(self.plan, items).spared()
        self.guard()  # and what was committed while we waited for the cards
        due = [item for item in items if item.pk not in skipped]
        stays = rows_that_stay(self.plan, [item.pk for item in due]) if self.asked else {}
        self.write_ledger(due, stays)
        if self.asked:
            people = {item.subject for item in due if item.subject is not None}
            merging.make_final(people, today=timezone.localdate(self.moment()))
        self.erase_rows([item for item in due if item.part == Part.ROW])
        self.erase_categories([item for item in due if item.part == Part.CATEGORY], stays)
        self.erase_people([item for item in due if item.part == Part.PERSON])
        self.forget_elsewhere(item.subject for item in due if item.part == Part.PERSON)
        self.note(due, skipped)

    def erase_rows(self, items: list[Item]) -> None:
        for (label, outcome), rows in _grouped(items, lambda item: (item.model, item.outcome)):
            model, chosen = model_of(label), [item.row for item in rows if item.row is not None]
            last_days.keep_of_rows(model, chosen)
            erasure.erase_rows(
                model,
                chosen,
                warrant=self.warrant,
                anonymise=outcome == Outcome.ANONYMISE,
            )

    def erase_categories(self, items: list[Item], stays: Mapping[int, ledger.Rows]) -> None:
        """All categories of a person at once: a datum of two goes when both do."""
        of_people: dict[tuple[int, str], set[DataCategory]] = defaultdict(set)
        for item in items:
            if item.subject is not None:
                of_people[item.subject, item.outcome].add(DataCategory(item.category))
        alike: dict[tuple[frozenset[DataCategory], str], list[int]] = defaultdict(list)
        for (subject, outcome), categories in of_people.items():
            alike[frozenset(categories), outcome].append(subject)
        spare: dict[str, set[int]] = defaultdict(set)
        for by_model in stays.values():
            for label, rows in by_model.items():
                spare[label].update(rows)
        for (together, outcome), people in alike.items():
            last_days.keep_of_categories(people, together)
            erasure.erase_categories(
                people,
                together,
                warrant=self.warrant,
                anonymise=outcome == Outcome.ANONYMISE,
                spare=spare,
            )

    def erase_people(self, items: list[Item]) -> None:
        """Whoever goes whole is kept out of the backups' reach and of imports for their lag."""
        granted = grants.granted_people({item.subject for item in items if item.subject})

        def kind(item: Item) -> tuple[str, bool]:
            return item.outcome, self.asked or item.subject in granted

        for (outcome, has_asked), chosen in _grouped(items, kind):
            people = [item.subject for item in chosen if item.subject is not None]
            today = timezone.localdate(self.moment())
            until = today + timedelta(days=settings.BACKUP_LAG_DAYS)
            reason = SuppressionReason.RETENTION
            if has_asked:
                until = max(until, add_months(today, settings.ERASED_KEPT_OUT_MONTHS))
                reason = SuppressionReason.ERASURE_REQUEST
            suppressions.suppress(with_absorbed(people), reason, since=today, until=until)
            go = erasure.erase_people if outcome == Outcome.ERASE else erasure.anonymise_people
            go(people, warrant=self.warrant)

    def write_ledger(self, items: list[Item], stays: Mapping[int, ledger.Rows]) -> None:
        """Before the rows go that it counts."""
        whole = [item.subject for item in items if item.part == Part.PERSON and item.subject]
        rows = erasure.rows_of_each(whole) if whole else {}
        counted = [(item, rows.get(item.subject or 0, 0)) for item in items]
        ledger.write(counted, at=self.moment(), stays=stays)

    def note(self, due: list[Item], skipped: dict[int, Skipped]) -> None:
        at = self.moment()
        PlanItem.objects.filter(pk__in=among(item.pk for item in due)).update(done_at=at)
        for why in set(skipped.values()):
            alike = [pk for pk, reason in skipped.items() if reason == why]
            PlanItem.objects.filter(pk__in=among(alike)).update(skipped=why)
        Run.objects.filter(pk=self.run.pk).update(
            beat_at=at, done=F("done") + len(due), skipped=F("skipped") + len(skipped)
        )

    def forget_elsewhere(self, people: Iterable[int | None]) -> None:
        """Nor does another plan lead to who was anonymised, or tell of days. It is outdated."""
        them = among(person for person in people if person is not None)
        others = Plan.objects.exclude(pk=self.plan.pk)
        if self.plan.register_id is not None:
            others = others.filter(Q(register=self.plan.register_id) | Q(register=None))
        told = PlanItem.objects.filter(plan=OuterRef("pk"), subject__isnull=False)
        for other in list(others.filter(Exists(told)).values_list("pk", flat=True)):
            theirs = PlanItem.objects.filter(plan=other, subject__in=them)
            if theirs.update(subject=None, event_on=None, due_on=None):
                Plan.objects.filter(pk=other, run__finished_at=None).update(overtaken=True)

    def forget_days(self) -> None:
        """The days of what has gone go too, and nothing leads to who was anonymised."""
        done = PlanItem.objects.filter(plan=self.plan, done_at__isnull=False).order_by("pk")
        came_to = 0
        while keys := list(done.filter(pk__gt=came_to).values_list("pk", flat=True)[:AT_ONCE]):
            came_to = keys[-1]
            chosen = PlanItem.objects.filter(pk__in=among(keys))
            with transaction.atomic():
                gone = chosen.filter(part=Part.PERSON, subject__isnull=False)
                people = [number or 0 for number in gone.values_list("subject", flat=True)]
                others = PlanItem.objects.filter(plan=self.plan, subject__in=among(people))
                others.exclude(part=Part.PERSON).update(subject=None)
                chosen.filter(part=Part.PERSON).update(subject=None, event_on=None)
                chosen.exclude(part=Part.PERSON).update(event_on=None, due_on=None)

    def finish(self) -> None:
        """What the deeds left behind goes; only then is the run over."""
        leftovers.give_up_what_holds_erased(timezone.localdate(self.moment()))
        grants.sweep()
        search.purge()
        empty_log()
        ledger.bring_file_up_to_date()
        self.forget_days()
        self.run.finished_at = self.run.beat_at = self.moment()
        self.run.save(update_fields=["finished_at", "beat_at"])
        logger.info(
            "run of plan %d finished: %d done, %d left alone",
            self.plan.pk,
            self.run.done,
            self.run.skipped,
        )


def _grouped(items: Iterable[Item], of: Callable[[Item], Key]) -> Iterator[tuple[Key, list[Item]]]:
    found: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        found[of(item)].append(item)
    yield from found.items()
