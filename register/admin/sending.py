"""Addresses that a form is sent to, and that show no page of their own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.views.decorators.http import require_POST

View = Callable[..., Any]


def sent_by(permission: str) -> Callable[[View], View]:
    """Who may not send it is told so, however it is asked; then only a POST is taken."""

    def decorated(view: View) -> View:
        posted = require_POST(view)

        @wraps(view)
        def page(request: HttpRequest, *args: Any, **options: Any) -> Any:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return posted(request, *args, **options)

        return page

    return decorated
