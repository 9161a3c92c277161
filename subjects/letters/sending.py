"""Sending what was looked at: a letter is shown first, and it leaves as it was shown.

`seen` names the very text of the preview. Where the rows behind it have changed meanwhile, the
letter would be another one, and is shown again instead of being sent.
"""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from register.journal import Actor
from register.models import User
from subjects import workflow
from subjects.enums import Delivery, LetterKind, Step
from subjects.letters.composing import Composed, Told, check_own_words, compose, compose_answer
from subjects.models import Letter, Request
from subjects.policies import Stale


def digest(composed: Composed) -> str:
    return hashlib.sha256(f"{composed.title}\n\n{composed.body}".encode()).hexdigest()


@transaction.atomic
def send(
    letter: Letter,
    *,
    by: User | Actor,
    now: datetime,
    delivery: Delivery,
    expected_version: int,
    own_words: str = "",
    seen: str = "",
) -> Request:
    """Send a letter that is owed. Raises NotAllowed, or Stale. The machine looks at none first."""
    today = timezone.localdate(now)
    kind = LetterKind(letter.kind)
    check_own_words(Told(letter.request, kind, letter.language, today, own_words))
    composed = compose(letter, today=today, own_words=own_words)
    _check_seen(composed, seen, by)
    return workflow.move(
        letter.request,
        Step.SEND_LETTER,
        by=by,
        now=now,
        expected_version=expected_version,
        letter=letter.pk,
        title=composed.title,
        body=composed.body,
        delivery=delivery,
    )


@transaction.atomic
def answer(
    request: Request,
    *,
    by: User,
    now: datetime,
    delivery: Delivery,
    expected_version: int,
    own_words: str = "",
    seen: str = "",
) -> Request:
    """Send the decision. Raises NotAllowed, or Stale."""
    composed = compose_answer(request, today=timezone.localdate(now), own_words=own_words)
    _check_seen(composed, seen, by)
    return workflow.move(
        request,
        Step.ANSWER,
        by=by,
        now=now,
        expected_version=expected_version,
        title=composed.title,
        body=composed.body,
        delivery=delivery,
    )


def _check_seen(composed: Composed, seen: str, by: User | Actor) -> None:
    if isinstance(by, User) and digest(composed) != seen:
        raise Stale(_("The letter has changed since you looked at it. Look at it again."))
