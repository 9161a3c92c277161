"""From where somebody calls: what our own proxies say, and nothing that the caller says."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The caller's IP address; none where no proxy of ours told it."""
    address: str | None = request.META.get("REMOTE_ADDR")
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES:
        # Each proxy adds the address it was called from: ours wrote the last ones.
        address = forwarded[-settings.TRUSTED_PROXIES] or address
    return address or None
