"""Secret links: made once, told once, kept as a keyed hash.

Looking is one thing, using another: mail scanners follow every link, so a page that is opened uses
nothing up. A link to confirm is used once; one to a page serves until it expires.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from register.support.secrets import keyed_hash
from subjects.enums import TokenPurpose
from subjects.models import Contact, Request, Token

ONCE = frozenset({TokenPurpose.CONFIRM, TokenPurpose.ADDRESS})
BYTES = 32


def issue(
    request: Request,
    purpose: TokenPurpose,
    *,
    now: datetime,
    lasts: timedelta,
    contact: Contact | None = None,
) -> str:
    """A new secret for this request. It is not kept: who loses it needs another.

    `contact`: the address that staff entered and this secret confirms, and no other.
    """
    text = secrets.token_urlsafe(BYTES)
    Token.objects.create(
        request=request,
        purpose=purpose,
        hash=_hash(purpose, text),
        made_at=now,
        expires_at=now + lasts,
        contact=contact,
    )
    return text


def look(text: str, purpose: TokenPurpose, *, now: datetime) -> Request | None:
    """The request behind a secret that is still good; uses nothing up."""
    token = Token.objects.filter(_good(text, purpose, now)).select_related("request").first()
    return token.request if token else None


def contact_of(text: str, *, now: datetime) -> Contact | None:
    """The address that a secret confirms, while the secret is still good."""
    good = Token.objects.filter(_good(text, TokenPurpose.ADDRESS, now)).select_related("contact")
    token = good.first()
    return token.contact if token else None


def use(text: str, purpose: TokenPurpose, *, now: datetime) -> Request | None:
    """The request behind a secret; of two who use the same at once, one gets it."""
    good = Token.objects.filter(_good(text, purpose, now))
    if not good.update(used_at=now):
        return None
    return Token.objects.select_related("request").get(hash=_hash(purpose, text)).request


def _good(text: str, purpose: TokenPurpose, now: datetime) -> Q:
    good = Q(hash=_hash(purpose, text), purpose=purpose, expires_at__gt=now)
    return good & Q(used_at__isnull=True) if purpose in ONCE else good


def _hash(purpose: TokenPurpose, text: str) -> str:
    return keyed_hash(f"token:{purpose}", text, settings.LOOKUP_KEY)
