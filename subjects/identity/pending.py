"""What this browser has asked the provider and not yet been answered: in its session alone.

An answer that belongs to none of these was asked for by somebody else, or is a copy of one already
taken. Each is taken once. Two tabs each have their own.
"""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from register.support.secrets import Undecipherable, decrypt, encrypt
from subjects.identity.provider import Question

NAME = "strong_identification"
LASTS = 20 * 60  # seconds
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Begun:
    question: Question
    token: str = field(repr=False)
    language: str = "fi"


def begin(request: HttpRequest, *, token: str, language: str) -> Question:
    """A new question. The secret of the request's page lies encrypted in the session's row."""
    question = Question(*(secrets.token_urlsafe(32) for _part in range(3)))
    known = dict(list(_standing(request).items())[1 - AT_ONCE :])
    known[question.state] = {
        "nonce": question.nonce,
        "verifier": question.verifier,
        "token": encrypt(token, [settings.SECRET_KEY]),
        "language": language,
        "at": int(time.time()),
    }
    request.session[NAME] = known
    if not _is_signed_in(request):
        request.session.set_expiry(LASTS)
    return question


def the_only_one(request: HttpRequest) -> Begun | None:
    """Of providers that name no state when the person breaks off; nothing is forgotten by it."""
    known = _standing(request)
    return _read(*next(iter(known.items()))) if len(known) == 1 else None


def take(request: HttpRequest, state: str) -> Begun | None:
    """The question that `state` answers; it is forgotten at once, whatever comes of it."""
    known = _standing(request)
    found = known.pop(state, None)
    if NAME in request.session:
        request.session[NAME] = known
        request.session.save()
    return None if found is None else _read(state, found)


def _read(state: str, found: dict[str, Any]) -> Begun | None:
    try:
        token = decrypt(found["token"], [settings.SECRET_KEY])
    except Undecipherable:
        return None
    return Begun(Question(state, found["nonce"], found["verifier"]), token, found["language"])


def forget(request: HttpRequest) -> None:
    request.session.pop(NAME, None)
    forget_if_done(request)


def forget_if_done(request: HttpRequest) -> None:
    """Nothing waits: the session of somebody who is not signed in ends, and its cookie."""
    if _standing(request) or _is_signed_in(request):
        return
    request.session.flush()


def _standing(request: HttpRequest) -> dict[str, Any]:
    since = int(time.time()) - LASTS
    known = request.session.get(NAME, {})
    return {state: one for state, one in known.items() if one["at"] >= since}


def _is_signed_in(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session
