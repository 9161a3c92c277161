"""The one door to withdrawing a notice, because its register is no longer kept.

There is no undoing once the day has come: taking the register into use again means publishing.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from privacy_notices.models import Notice, NoticeVersion, Withdrawal
from privacy_notices.publishing import open_withdrawal
from privacy_notices.served import in_force
from register.models import User
from register.refusal import Refusal
from register.texts import Text


class NotWithdrawable(Refusal):
    """The notice cannot be withdrawn, or its withdrawal cannot be cancelled."""


@transaction.atomic
def withdraw(
    notice: Notice, *, on: date, reason: Text, successor: str = "", by: User, today: date
) -> Withdrawal:
    """From `on`, the public page says that the notice is gone, why, and what replaces it."""
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    check_can_withdraw(locked, by=by)
    if on < today:
        raise NotWithdrawable(_("A notice cannot be withdrawn in the past."), "withdrawn_on")
    if not reason.fi:
        raise NotWithdrawable(_("Tell in Finnish why the notice is withdrawn."), "reason_fi")
    if successor and successor not in successors(locked, today=today):
        raise NotWithdrawable(_("That register has no notice in force."), "successor")
    withdrawal = Withdrawal(
        notice=locked,
        slug=locked.register.slug,
        withdrawn_on=on,
        withdrawn_by=by,
        successor=successor,
    )
    withdrawal.reason = reason
    withdrawal.save()
    return withdrawal


@transaction.atomic
def cancel(notice: Notice, *, by: User, today: date) -> None:
    """The register is kept after all. Only before the day: then the public page tells of it."""
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    _check_permission(by)
    withdrawal = open_withdrawal(locked)
    if withdrawal is None:
        raise NotWithdrawable(_("The notice is not going to be withdrawn."))
    if withdrawal.withdrawn_on <= today:
        raise NotWithdrawable(
            _("The notice is withdrawn already. It comes into force again when it is published.")
        )
    withdrawal.delete()


def check_can_withdraw(notice: Notice, *, by: User) -> None:
    _check_permission(by)
    if not NoticeVersion.objects.filter(slug=notice.register.slug).exists():
        raise NotWithdrawable(_("Nothing has been published yet."))
    if open_withdrawal(notice) is not None:
        raise NotWithdrawable(_("The withdrawal of this notice is noted already."))


def _check_permission(by: User) -> None:
    if not by.has_perm("privacy_notices.publish_notice"):
        raise NotWithdrawable(_("You may not withdraw notices."))


def successors(notice: Notice, *, today: date) -> Collection[str]:
    """Short names of the other registers whose notices are in force."""
    others = in_force(today).exclude(slug=notice.register.slug)
    return list(others.values_list("slug", flat=True))
