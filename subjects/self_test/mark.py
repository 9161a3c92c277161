"""How the form knows a self-test: by a header that only we can write, for minutes, once.

No address and no field of the form makes a request a test: whoever could would have it overlooked.
"""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from subjects.models import SelfTest

HEADER = "X-Seloste-Self-Test"
LASTS = timedelta(minutes=10)
SIGNER = TimestampSigner(salt="subjects.self_test")


class NotGood(Exception):
    """A mark that is not ours, too old, or used before."""


def of(run: SelfTest) -> str:
    return SIGNER.sign(str(run.pk))


def run_of(visit: HttpRequest, *, now: datetime) -> SelfTest | None:
    """Whose mark a visit bears, used up by this; None where it bears none. Raises NotGood.

    Undone with the caller's transaction. Of two who bring the same at once, one gets it.
    """
    said = visit.headers.get(HEADER)
    if said is None:
        return None
    try:
        number = int(SIGNER.unsign(said, max_age=LASTS))
    except (BadSignature, ValueError):
        raise NotGood from None
    if not SelfTest.objects.filter(pk=number, sent_at=None, ended_at=None).update(sent_at=now):
        raise NotGood
    return SelfTest.objects.get(pk=number)
