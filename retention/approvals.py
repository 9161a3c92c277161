"""Who may say that a plan is carried out, and for how long that word stands.

Design §7: another person than the one who made it, where two hold the permission; else the sole
officer, who signs in again and types the count, also where the machine made the plan; below a set
size nobody, by policy. The word is for one very plan, named by its digest.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from register.models import User
from register.refusal import Refusal
from retention.models import Approval, ApprovalWay, Outcome, Plan

PERMISSION = "retention.approve_plan"
OF_REQUESTS = "subjects.approve_request"  # a plan made for a request is approved with its decision
AHEAD = timedelta(days=14)  # so that data go on the day promised, and nobody approves a far future
STANDS_FOR = timedelta(days=14)  # after the plan's day: much may have changed since somebody looked
SIGNED_IN_WITHIN = timedelta(minutes=15)
DESTRUCTIVE = (Outcome.ERASE, Outcome.ANONYMISE)


def size_of(plan: Plan) -> int:
    """How many things an approval of this plan would let go: the count a sole officer types."""
    return plan.items.filter(outcome__in=DESTRUCTIVE).count()


def ways_for(plan: Plan, by: User) -> ApprovalWay:
    """How this person may approve this plan. Raises Refusal where not at all."""
    if plan.reference:
        raise Refusal(_("This plan is approved with the request that it was made for."))
    if not (by.is_active and by.has_perm(PERMISSION)):
        raise Refusal(_("You may not approve retention plans."))
    if plan.made_by_id not in (None, by.pk):
        return ApprovalWay.SECOND_PERSON
    if not User.objects.with_perm(PERMISSION).exclude(pk=by.pk).exists():
        return ApprovalWay.SOLE_OFFICER
    if plan.made_by_id == by.pk:
        raise Refusal(_("You made this plan: somebody else must approve it."))
    return ApprovalWay.SECOND_PERSON


@transaction.atomic
def approve(
    plan: Plan,
    *,
    by: User | None,
    way: ApprovalWay,
    now: datetime,
    digest: str,
    count: int | None = None,
) -> Approval:
    """Approve the plan whose digest somebody has seen. Raises Refusal; nothing is changed then.

    `by` is None for policy alone. Who clicks twice gets the approval of the first click. Who may
    approve a plan made for a request, and in which way, its own door has settled (`subjects`).
    """
    held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not held.complete:
        raise Refusal(_("The plan is still being made."))
    if held.overtaken:
        raise Refusal(_("People of this plan went by another plan since: make a new one."))
    if digest != held.digest:
        raise Refusal(_("The plan is not the one you looked at: look at it again."))
    earlier = Approval.objects.filter(plan=held).first()
    if earlier is not None:
        if by is not None and earlier.approved_by_id == by.pk and earlier.digest == digest:
            return earlier
        raise Refusal(_("The plan has been approved already."))
    if held.on > timezone.localdate(now) + AHEAD:
        raise Refusal(_("A plan can be approved from fourteen days before its day."))
    _check_way(held, by, way, now, count)
    return Approval.objects.create(
        plan=held, digest=digest, way=way, approved_at=now, approved_by=by
    )


def _check_way(
    plan: Plan, by: User | None, way: ApprovalWay, now: datetime, count: int | None
) -> None:
    if way == ApprovalWay.POLICY:
        if by is not None:
            raise ValueError("Policy has no person.")
        if not policy_allows(plan):
            raise Refusal(_("The plan is too large to be approved by policy."))
        return
    if by is None:
        raise ValueError("Only policy approves without a person.")
    if not plan.reference and ways_for(plan, by) != way:
        raise Refusal(_("This plan cannot be approved in this way."))
    if way == ApprovalWay.SOLE_OFFICER:
        if by.last_login is None or not timedelta() <= now - by.last_login <= SIGNED_IN_WITHIN:
            raise Refusal(_("Sign in again first: you approve your own plan."))
        if count != size_of(plan):
            raise Refusal(_("The count is not that of the plan: type how many things go."), "count")


def policy_allows(plan: Plan) -> bool:
    """May the plan be carried out without anybody's word? The setting's size itself is too much."""
    return not plan.reference and size_of(plan) < settings.RETENTION_POLICY_SIZE


def check_approved(plan: Plan, *, today: date) -> Approval:
    """The approval under which the plan may be carried out today. Raises Refusal."""
    approval = Approval.objects.filter(plan=plan).select_related("approved_by").first()
    if approval is None:
        raise Refusal(_("Nobody has approved the plan."))
    if approval.digest != plan.digest:
        raise Refusal(_("The plan has changed since it was approved."))
    if timezone.localdate(approval.approved_at) < plan.on - AHEAD:
        raise Refusal(_("The plan was approved more than fourteen days before its day."))
    if today < plan.on:
        raise Refusal(_("The day of the plan has not come."))
    if today > plan.on + STANDS_FOR:
        raise Refusal(_("The plan is more than fourteen days old: make a new one."))
    by = approval.approved_by
    permission = OF_REQUESTS if plan.reference else PERMISSION
    if by is not None and not (by.is_active and by.has_perm(permission)):
        raise Refusal(_("Whoever approved the plan may no longer approve plans: make a new one."))
    return approval
