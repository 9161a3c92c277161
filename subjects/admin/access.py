"""Who may open a request, what is journalled of it, and the second of two clicks."""

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from register import journal
from register.admin.people_access import reader
from register.models import Act, DataSubject, Occasion
from subjects.models import Request

SENT = "requests_sent"  # in the session: what was sent last, as digests
REMEMBERED = 10
WITH = (
    *("controller", "register", "requester", "assigned_to", "entered_by", "joined_to"),
    *("decided_by", "approved_by", "extended_by"),
)


def demand(request: HttpRequest, permission: str) -> None:
    """Raises PermissionDenied for whoever may not, such as “handle_request”."""
    if not request.user.has_perm(f"subjects.{permission}"):
        raise PermissionDenied


def opened(request: HttpRequest, number: int) -> Request:
    """The request, for those who may see it. Raises Http404 for another controller's."""
    demand(request, "view_request")
    rows = Request.objects.visible_to(reader(request)).select_related(*WITH)
    found: Request | None = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def page_url(request: Request | int, part: str = "") -> str:
    number = request if isinstance(request, int) else request.pk
    address = reverse("admin:subjects_request_change", args=(number,))
    return f"{address}{f'#{part}' if part else ''}"


def origin(request: Request) -> str:
    """What cards opened from its page say they are opened for."""
    return f"request-{request.pk}"


def record_seen(
    request: HttpRequest, about: Request, people: Iterable[DataSubject], *, page: str
) -> None:
    """Journal that these people's data are shown for a request (CJEU C-579/21).

    A page fetched before anybody asks for it is refused, as it is on a person's own page.
    """
    if request.method == "HEAD":
        return
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        raise PermissionDenied
    journal.record_many(
        Act.VIEWED,
        [person.pk for person in people],
        by=journal.Actor.staff(reader(request)),
        occasion=Occasion.REQUEST,
        reference=about.reference,
        detail={"page": page},
    )


# The second of two clicks


def digest_of(request: HttpRequest) -> str:
    """Names a form as it was sent, to this address."""
    said: dict[str, Any] = {name: request.POST.getlist(name) for name in request.POST}
    said.pop("csrfmiddlewaretoken", None)
    said.pop("password", None)
    text = json.dumps([request.path, said], sort_keys=True)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def was_sent(request: HttpRequest) -> str:
    """Where the very same form led that was taken before; "" where none was."""
    session: Any = request.session
    stored = type(session)(session.session_key).get(SENT, [])  # as it is by now
    digest = digest_of(request)
    return next((address for known, address in stored if known == digest), "")


def remember(request: HttpRequest, address: str) -> None:
    """Called in the transaction of the act, so that both are there or neither is."""
    session: Any = request.session
    known = [*session.get(SENT, []), [digest_of(request), address]]
    session[SENT] = known[-REMEMBERED:]
    session.save()
