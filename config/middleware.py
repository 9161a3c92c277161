"""What stands around every request."""

from collections.abc import Callable
from typing import Any

from auditlog.middleware import AuditlogMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from register.support.visitors import address_of

PUBLIC = "privacy_notices"  # whose addresses are the same for everybody, signed in or not


def is_public(path: str) -> bool:
    """Whether no account acts at this address: it is a public page, or none of ours.

    Public pages name their language in their address; the admin's are in the reader's own.
    """
    try:
        found = resolve(path)
    except Resolver404:
        return True
    return PUBLIC in found.app_names or "language" in found.kwargs


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
        return address_of(request)

    @staticmethod
    def _get_remote_port(request: HttpRequest) -> None:
        return None  # says nothing about a person's act

    def get_extra_data(self, request: HttpRequest) -> dict[str, Any]:
        """Without the address auditlog copies from the account: it would outlive the account."""
        return {**super().get_extra_data(request), "actor_email": None}
