"""Files of a request: added by its handlers, and handed out so that no browser runs them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register import journal
from register.admin.people_access import reader
from register.models import Act, DataSubject, Occasion, User
from subjects import attachments
from subjects.admin.access import demand, opened, page_url, record_seen
from subjects.admin.request_page import shown
from subjects.attachments import ENDINGS, MOST_FILES, Checked, Refused
from subjects.enums import FileKind
from subjects.models import Attachment, Request
from subjects.models.correspondence import LARGEST_FILE

FILES = "files"


def checked(uploads: Iterable[Any]) -> list[Checked]:
    """What was sent, looked into. Raises Refused for the first that cannot be taken."""
    found: list[Any] = list(uploads)
    if len(found) > MOST_FILES:
        raise Refused(_("A request takes twenty files at most."))
    return [attachments.check(one.name or "", one.read(LARGEST_FILE + 1)) for one in found]


def keep(request: Request, files: Iterable[Checked], *, by: User, now: datetime) -> None:
    for file in files:
        attachments.keep(request, file, by=by, now=now)


def attach(request: HttpRequest, request_id: int) -> HttpResponse:
    """Add files to a request. The same file twice is there once."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if request.method != "POST":
        return redirect(page_url(about))
    try:
        files = checked(request.FILES.getlist(FILES))
        if not files:
            raise Refused(_("Choose a file first."))
        with transaction.atomic():
            held = Request.objects.select_for_update(of=("self",)).get(pk=about.pk)  # one at a time
            if held.closed_at is not None:
                raise Refused(_("The request has ended: nothing is added to it any more."))
            keep(held, files, by=reader(request), now=timezone.now())
            journal.record(
                Act.CHANGED,
                about=held,
                by=journal.Actor.staff(reader(request)),
                occasion=Occasion.REQUEST,
                reference=held.reference,
                count=len(files),
                detail={"part": "attachment"},
            )
    except Refused as refusal:
        return shown(request, about, fault=str(refusal))
    count = len(files)
    words = ngettext("%(count)d file was added.", "%(count)d files were added.", count)
    messages.success(request, words % {"count": count})
    return redirect(page_url(about, "files"))


def download(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """The file as it came: saved, never shown; reading it is journalled."""
    demand(request, "view_request")
    file = Attachment.objects.filter(pk=attachment_id).first()
    if file is None:
        raise Http404
    about = opened(request, file.request_id)
    people = DataSubject.objects.filter(request_matches__request=about)
    record_seen(request, about, people, page="attachment")
    answer = HttpResponse(bytes(file.content), content_type="application/octet-stream")
    # Not under its own name: headers are kept by proxies, and a name may be somebody's.
    name = f"{about.reference}-{file.pk}{ENDINGS[FileKind(file.kind)]}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-store"
    return answer
