"""Fetching the copy of one's data: looking fetches nothing, the right code sent by POST does.

Two addresses lead here, and both want the code: the one of the mail, which shows nothing else, and
one below the request's own page.
"""

import logging
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple, cast

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from register.journal import THE_SUBJECT
from subjects.enums import RequestedKind, TokenPurpose
from subjects.models import Package, Request
from subjects.package import delivering, making
from subjects.package.route import route_of
from subjects.package.term import can_be_fetched, given
from subjects.policies import NotAllowed
from subjects.public import flood
from subjects.public.pages import behind_secret, page, public
from subjects.sizes import size_words

logger = logging.getLogger(__name__)

GUESSES_AN_HOUR = 20  # of one request
CODES_AN_HOUR = 3
SENT = "koodi"  # what has just been done, said once above the page
LABELS = {
    RequestedKind.ACCESS: lambda: _("Copy of your data, to read"),
    RequestedKind.PORTABILITY: lambda: _("Your data to move to another service"),
}


class Line(NamedTuple):
    """One copy on the page."""

    package: Package
    label: str
    state: str  # ready, expired, missing

    @property
    def size(self) -> str:
        return size_words(self.package.size)


class Wrong(Exception):
    """The code was not right, or nothing can be fetched with it."""


@sensitive_post_parameters("code")
@public("GET", "POST")
@behind_secret(TokenPurpose.DOWNLOAD)
def by_mail(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """By the link of the mail."""
    return _answer(request, asked, back="")


@sensitive_post_parameters("code")
@public("GET", "POST")
@behind_secret(TokenPurpose.STATUS)
def by_page(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """From the request's own page."""
    parts = {"language": language, "token": token}
    return _answer(request, asked, back=reverse("request_status", kwargs=parts))


def _answer(request: HttpRequest, asked: Request, *, back: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, asked, back)
    now = timezone.now()
    if "send" in request.POST:
        return _send_code(request, asked, back, now)
    try:
        flood.count(f"download:{asked.pk}", most=GUESSES_AN_HOUR, now=now)
        package = _opened(asked, request.POST.get("code", "")[:40], _wanted(request), now=now)
    except flood.Flooded:
        words = _("There have been many tries within an hour. Please try again later.")
        return _page(request, asked, back, fault=words, status=429)
    except Wrong as wrong:
        return _page(request, asked, back, fault=str(wrong), status=400)
    return _file(request, asked, back, package, now=now)


@transaction.atomic
def _guess(asked: Request, said: str) -> bool:
    held = Request.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    return delivering.guess(held, said)


def _opened(asked: Request, said: str, number: int, *, now: datetime) -> Package:
    """The copy that is wanted, for whoever has the code. Raises Wrong, after counting it."""
    if not _guess(asked, said):
        raise Wrong(
            _(
                "This code is not valid. It may be mistyped, or a newer one has been sent. After "
                "five wrong tries we have to send a new code."
            )
        )
    found: Package | None = given(asked).filter(pk=number).first()
    if found is None or not can_be_fetched(found, now):
        raise Wrong(_over())
    return found


def _file(
    request: HttpRequest, asked: Request, back: str, package: Package, *, now: datetime
) -> HttpResponse:
    file = making.opened(package)
    if file is None:
        package.refresh_from_db()
        if not can_be_fetched(package, timezone.now()):  # its time has ended just now
            return _page(request, asked, back, fault=_over(), status=400)
        logger.error("%s: the file is not there whole", package)
        words = _("The file is missing. We have to make it anew: please come back later.")
        return _page(request, asked, back, fault=words, status=503)
    try:
        delivering.note_fetched(package, by=THE_SUBJECT, now=now)
    except BaseException:
        file.close()
        raise
    return as_download(package, file)


def _over() -> str:
    return _("This file can no longer be downloaded.")


def as_download(package: Package, file: BinaryIO) -> HttpResponse:
    """The file, piece by piece, so that no browser shows or keeps it and no page learns of it."""
    answer = FileResponse(
        file,
        as_attachment=True,
        filename=delivering.file_name(package),
        content_type="application/zip",
    )
    answer["Content-Length"] = str(package.size)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    answer["Referrer-Policy"] = "no-referrer"
    return cast("HttpResponse", answer)  # it streams, and is answered all the same


def _send_code(request: HttpRequest, asked: Request, back: str, now: datetime) -> HttpResponse:
    try:
        with transaction.atomic():
            flood.count(f"download code:{asked.pk}", most=CODES_AN_HOUR, now=now)
            if not any(line.state == "ready" for line in lines_of(asked, now)):
                raise NotAllowed(_over())
            delivering.send_code(asked, now=now)
    except flood.Flooded:
        words = _("Several codes have been sent within an hour. Please try again later.")
        return _page(request, asked, back, fault=words, status=429)
    except NotAllowed as refusal:
        return _page(request, asked, back, fault=str(refusal), status=409)
    return HttpResponseRedirect(f"{request.path}?{SENT}", status=303)


def lines_of(asked: Request, now: datetime) -> list[Line]:
    """The copies that were given, each with its state."""
    return [
        Line(one, LABELS[RequestedKind(one.right)](), _state(one, now))
        for one in given(asked).order_by("pk")
    ]


def _state(package: Package, now: datetime) -> str:
    if not can_be_fetched(package, now):
        return "expired"
    return "ready" if making.is_there(package) else "missing"


def _page(
    request: HttpRequest, asked: Request, back: str, *, fault: str = "", status: int = 200
) -> HttpResponse:
    lines = lines_of(asked, timezone.now())
    context: dict[str, Any] = {
        "asked": asked,
        "lines": lines,
        "is_ready": any(line.state == "ready" for line in lines),
        "fault": fault,
        "was_sent": SENT in request.GET and not fault,
        "sends_code": route_of(asked).is_by_machine,
        "was_mailed": delivering.was_mailed(asked),
        "back_url": back,
    }
    return page(request, "download.html", context, status=status)


def _wanted(request: HttpRequest) -> int:
    written = request.POST.get("package", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else 0
