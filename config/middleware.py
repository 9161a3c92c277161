"""What stands around every request."""

from collections.abc import Callable
from typing import Any

from auditlog.middleware import AuditlogMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

PUBLIC = "privacy_notices"  # whose addresses are the same for everybody, signed in or not


def is_public(path: str) -> bool:
    """Whether nobody acts at this address: it is a public page, or none of ours."""
    try:
        return PUBLIC in resolve(path).app_names
    except Resolver404:
        return True


class SameForEveryone:
    """Whatever stands around the request: what depends on the address alone names no header.

    A cache keeps such an answer for everybody, once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(response, "same_for_everyone", False):
            del response["Vary"]
        return response


class AuditMiddleware(AuditlogMiddleware):  # type: ignore[misc]  # auditlog has no types
    """Notes who acts, from which address; auditlog itself believes any X-Forwarded-For header.

    Where nobody acts, nobody is asked for: the session stays unread.
    """

    @staticmethod
    def _get_actor(request: HttpRequest) -> Any:
        if is_public(request.path_info):
            return None
        return AuditlogMiddleware._get_actor(request)

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
