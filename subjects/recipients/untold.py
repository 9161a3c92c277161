"""Which recipients wait to be told: a request is not closed before."""

from collections.abc import Mapping, Sequence

from register.models import OutgoingMail
from subjects.enums import NoticeWay
from subjects.models import RecipientNotice, Request


def in_force(request: Request) -> Sequence[RecipientNotice]:
    """Of the rights that have been carried out. The others only may come."""
    carried = request.carriedrights.values("right")
    rows = RecipientNotice.objects.filter(request=request, right__in=carried)
    return list(rows.select_related("task", "recipient", "settled_by"))


def untold(request: Request) -> Sequence[RecipientNotice]:
    return open_ones(in_force(request))


def open_ones(notices: Sequence[RecipientNotice]) -> list[RecipientNotice]:
    """Of all notices of a request. What has ended since is told by the notice of its end alone."""
    failed = failed_mails(notices)
    over = {_of_whom(one) for one in notices if one.ended}
    return [
        one for one in notices if is_open(one, failed) and (one.ended or _of_whom(one) not in over)
    ]


def _of_whom(notice: RecipientNotice) -> tuple[str, int | None, str]:
    return notice.right, notice.recipient_id, notice.name


def is_open(notice: RecipientNotice, failed: Mapping[int, OutgoingMail]) -> bool:
    """Nobody has seen to it, its task is not done, or its mail never arrived."""
    if notice.way == NoticeWay.TASK:
        return notice.task is None or notice.task.done_at is None
    return not notice.way or notice.pk in failed


def are_on_their_way(request: Request) -> bool:
    """A mail that may still be given up; then its recipient waits again."""
    return any(
        mail.sent_at is None and mail.given_up_at is None
        for mail in mails(in_force(request)).values()
    )


def failed_mails(notices: Sequence[RecipientNotice]) -> dict[int, OutgoingMail]:
    return {number: mail for number, mail in mails(notices).items() if mail.given_up_at}


def mails(notices: Sequence[RecipientNotice]) -> dict[int, OutgoingMail]:
    """How the mail of each stands that was told by e-mail."""
    keys = {key_of(one): one.pk for one in notices if one.way == NoticeWay.EMAIL}
    rows = OutgoingMail.objects.filter(key__in=list(keys))
    return {keys[mail.key]: mail for mail in rows.only("key", "sent_at", "given_up_at")}


def key_of(notice: RecipientNotice) -> str:
    """By which the outbox knows its mail; told again after a failure it is another."""
    at = int(notice.settled_at.timestamp()) if notice.settled_at else 0
    return f"recipient:{notice.pk}:{at}"
