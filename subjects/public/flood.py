"""How much the public pages take: from one address, one network, for one register, to one mailbox.

What is counted is a keyed hash together with its hour, forgotten when that hour is over: it brakes
a flood and follows nobody. Nobody's request is ever refused because of what others sent in their
name: the limits go by where a form comes from, and the mail to one mailbox is merely put off.
"""

import ipaddress
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from register.support.secrets import keyed_hash
from register.support.tasks import task
from register.support.visitors import address_of
from subjects.models import FormMark

HOUR = timedelta(hours=1)
SENT_TWICE = timedelta(days=1)  # for how long the same page sent again is known as the same
BITS_OF_A_NETWORK = {4: 24, 6: 64}


class Flooded(Exception):
    """Raised where more has come than is taken in an hour. Names nobody."""


def count_visit(request: HttpRequest, *, door: str, of: str = "", now: datetime) -> None:
    """Count a form that is about to be taken. Raises Flooded; the caller then undoes the count.

    `door` is the page, `of` what it belongs to: all forms of one register have a limit together.
    """
    for place, most in _places(address_of(request)):
        count(f"{door}:{place}", most=most, now=now)
    if of:
        count(f"{door}:of:{of}", most=settings.FORM_PER_REGISTER, now=now)


@transaction.atomic
def count(what: str, *, most: int, now: datetime) -> None:
    """Count one more in this hour; with `most` 0, without an end. Raises Flooded."""
    if not most:
        return
    mark = _hash(f"{what}|{now:%Y-%m-%d %H}")
    FormMark.objects.get_or_create(hash=mark, defaults={"expires_at": now + HOUR})
    FormMark.objects.filter(hash=mark).update(count=F("count") + 1)  # holds the row until the end
    if FormMark.objects.get(hash=mark).count > most:
        raise Flooded


def is_first(what: str, *, now: datetime) -> bool:
    """Whether this very thing has not been sent before: of two at once, one is the first."""
    _mark, is_new = FormMark.objects.get_or_create(
        hash=_hash(f"once:{what}"), defaults={"expires_at": now + SENT_TWICE}
    )
    return is_new


@task()
def forget_marks() -> None:
    forget(timezone.now())


def forget(now: datetime) -> None:
    """Remove what no longer counts."""
    FormMark.objects.filter(expires_at__lte=now).delete()


def _places(written: str | None) -> Iterator[tuple[str, int]]:
    """The address and its network with their limits; nothing where no address is told."""
    try:
        address = ipaddress.ip_address(written or "")
    except ValueError:
        return
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    bits = BITS_OF_A_NETWORK[address.version]
    network = ipaddress.ip_network(f"{address}/{bits}", strict=False)
    yield f"address:{address}", settings.FORM_PER_ADDRESS
    yield f"network:{network}", settings.FORM_PER_NETWORK


def _hash(what: str) -> str:
    return keyed_hash("form", what, settings.LOOKUP_KEY)
