"""What stands around every request."""

from typing import Any

from auditlog.middleware import AuditlogMiddleware
from django.conf import settings
from django.http import HttpRequest


class AuditMiddleware(AuditlogMiddleware):  # type: ignore[misc]  # auditlog has no types
    """Notes who acts, from which address; auditlog itself believes any X-Forwarded-For header."""

    @staticmethod
    def _get_remote_addr(request: HttpRequest) -> str | None:
        address: str | None = request.META.get("REMOTE_ADDR")
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES:
            # Each proxy adds the address it was called from: ours wrote the last ones.
            address = forwarded[-settings.TRUSTED_PROXIES] or address
        return address or None

    @staticmethod
    def _get_remote_port(request: HttpRequest) -> None:
        return None  # says nothing about a person's act

    def get_extra_data(self, request: HttpRequest) -> dict[str, Any]:
        """Without the address auditlog copies from the account: it would outlive the account."""
        return {**super().get_extra_data(request), "actor_email": None}
