"""On a request's page: copies of the person's data, their codes, and what staff do with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.debug import sensitive_variables

from register.admin import scope
from register.admin.people_access import reader
from register.admin.people_words import joined, moment
from register.hub import Link
from register.journal import Actor
from subjects.admin import masking_page
from subjects.admin.access import demand, opened, page_url
from subjects.enums import CodeChannel, RequestedKind
from subjects.identity.codes import spaced
from subjects.models import DeliveryCode, Package, Request
from subjects.models.identity import MOST_TRIES
from subjects.package import delivering, making
from subjects.package.route import route_of
from subjects.package.term import can_be_fetched, standing
from subjects.policies import NotAllowed, grants
from subjects.public.downloading import as_download
from subjects.sizes import size_words

PART = "copies"


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy, how it stands, and what can be done with it."""

    title: str
    state: str
    look: str
    note: str
    file_url: str = ""
    anew_url: str = ""
    extend_url: str = ""


def copies_panel(request: HttpRequest, about: Request) -> dict[str, Any] | None:
    """What `admin/subjects/carry_copies.html` shows; nothing where no copy was granted."""
    if not grants(about, RequestedKind.ACCESS, RequestedKind.PORTABILITY):
        return None
    may = request.user.has_perm("subjects.handle_request")
    lines = [_line(one, may) for one in Package.objects.filter(pk__in=_newest(about))]
    route, opened_by_code = route_of(about), standing(about)
    if route.is_by_machine:  # mails none before the copy is given with the answer
        opened_by_code = opened_by_code.filter(expires_at__gt=timezone.now())
    asks_for_code = may and opened_by_code.exists()
    return {
        "lines": lines,
        "masking_url": masking_page.url(about) if may and about.closed_at is None else "",
        "code": _code_words(about),
        "code_url": _url("copycode", about) if asks_for_code else "",
        "by_machine": route.is_by_machine,
        "channels": [
            (one.value, capfirst(str(one.label)), one == route.channel)
            for one in (CodeChannel.PHONE, CodeChannel.POST)
        ],
    }


def pages(site: admin.AdminSite) -> list[URLPattern]:
    """For the address list of the request's own pages."""
    return [
        path(
            "<int:request_id>/copycode/",
            site.admin_view(make_code),
            name="subjects_request_copycode",
        ),
        path("copy/<int:package_id>/", site.admin_view(fetch), name="subjects_package_fetch"),
        path("copy/<int:package_id>/anew/", site.admin_view(anew), name="subjects_package_anew"),
        path(
            "copy/<int:package_id>/longer/", site.admin_view(longer), name="subjects_package_longer"
        ),
        *masking_page.pages(site),
    ]


@sensitive_variables()
def make_code(request: HttpRequest, request_id: int) -> HttpResponse:
    """A new code: mailed by the machine, or shown here once, to be told or posted."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if request.method != "POST":
        return redirect(page_url(about, PART))
    now = timezone.now()
    try:
        if route_of(about).is_by_machine and "channel" not in request.POST:
            delivering.send_again(about, now=now)
            messages.success(request, _("A new code is on its way by e-mail."))
            return redirect(page_url(about, PART))
        channel = request.POST.get("channel", "")
        if channel not in CodeChannel.values:
            raise NotAllowed(_("Choose whether you tell the code by phone or send it by post."))
        code = delivering.draw_code(about, CodeChannel(channel), by=reader(request), now=now)
    except NotAllowed as refusal:
        return _refused(request, about, refusal)
    return _code_page(request, about, code, CodeChannel(channel))


def fetch(request: HttpRequest, package_id: int) -> HttpResponse:
    """The file for a member of staff, to be printed or handed over; journalled."""
    package = _package(request, package_id)
    about = package.request
    if request.method != "POST":
        return redirect(page_url(about, PART))
    file = making.opened(package) if package.deleted_at is None else None
    if file is None:
        words = NotAllowed(_("The file is there no more: make it anew."))
        return _refused(request, about, words)
    delivering.note_fetched(package, by=Actor.staff(reader(request)), now=timezone.now())
    return as_download(package, file)


def anew(request: HttpRequest, package_id: int) -> HttpResponse:
    """Make the file anew, from what stands now."""
    package = _package(request, package_id)
    about = package.request
    if request.method == "POST":
        try:
            delivering.make_anew(package, by=reader(request), now=timezone.now())
        except NotAllowed as refusal:
            return _refused(request, about, refusal)
        messages.success(request, _("The copy has been made anew."))
    return redirect(page_url(about, PART))


def longer(request: HttpRequest, package_id: int) -> HttpResponse:
    """Let the person download it for another period."""
    package = _package(request, package_id)
    about = package.request
    if request.method == "POST":
        try:
            delivering.extend(package, by=reader(request), now=timezone.now())
        except NotAllowed as refusal:
            return _refused(request, about, refusal)
        messages.success(request, _("The copy can be downloaded longer."))
    return redirect(page_url(about, PART))


def _package(request: HttpRequest, number: int) -> Package:
    """For those who may handle the request. Raises Http404 for another controller's."""
    demand(request, "handle_request")
    found: Package | None = Package.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    found.request = opened(request, found.request_id)
    return found


def _refused(request: HttpRequest, about: Request, refusal: NotAllowed) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect(page_url(about, PART))


def _code_page(
    request: HttpRequest, about: Request, code: str, channel: CodeChannel
) -> HttpResponse:
    how = {
        CodeChannel.PHONE: _("Call the person and read the code out. Check whom you talk to."),
        CodeChannel.POST: _("Post the code to the person, or hand it over."),
    }
    title = _("Code for the copy of the data")
    context = {
        **admin.site.each_context(request),
        "opts": Request._meta,
        "title": title,
        "code": spaced(code),
        "where": route_of(about).place.splitlines(),
        "how": how[channel],
        "back": page_url(about, PART),
        "crumbs": [
            Link(
                capfirst(str(Request._meta.verbose_name_plural)),
                scope.url_of(Request, "changelist"),
            ),
            Link(about.reference, page_url(about, PART)),
            Link(title, ""),
        ],
    }
    answer = TemplateResponse(request, "admin/subjects/identity_code.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


# Parts of the page


def _newest(about: Request) -> Sequence[int]:
    rows = Package.objects.filter(request=about).order_by("pk").values_list("right", "pk")
    return list(dict(rows).values())


def _line(package: Package, may: bool) -> CopyLine:
    state, look = _state(package)
    until = (
        _("can be downloaded until %s") % moment(package.expires_at)
        if can_be_fetched(package, timezone.now()) and package.expires_at
        else ""
    )
    words = ngettext(
        "downloaded %(count)d time, last %(when)s",
        "downloaded %(count)d times, last %(when)s",
        package.downloads,
    )
    values = {"count": package.downloads, "when": moment(package.last_downloaded_at)}
    fetched = words % values if package.downloads else ""
    made = _("made %s") % moment(package.made_at)
    title = capfirst(str(package.get_right_display()))
    note = joined((made, size_words(package.size), until, fetched))
    if not may:
        return CopyLine(title, state, look, note)
    there = package.deleted_at is None and making.is_there(package)
    return CopyLine(
        title,
        state,
        look,
        note,
        file_url=_url_of("fetch", package) if there else "",
        anew_url=_url_of("anew", package),
        extend_url=_url_of("longer", package) if there and package.expires_at else "",
    )


def _state(package: Package) -> tuple[str, str]:
    now = timezone.now()
    if package.deleted_at is not None or (package.expires_at and package.expires_at <= now):
        return pgettext("a copy of data", "expired and deleted"), "is-quiet"
    if not making.is_there(package):
        return pgettext("a copy of data", "the file is missing: make it anew"), "is-lacking"
    if package.expires_at is None:
        return pgettext("a copy of data", "ready, given with the answer"), "is-untranslated"
    if package.downloads:
        return pgettext("a copy of data", "downloaded"), "is-done"
    return pgettext("a copy of data", "not downloaded yet"), "is-untranslated"


def _code_words(about: Request) -> str:
    code = DeliveryCode.objects.filter(request=about, replaced_at=None).first()
    if code is None:
        return _("No code has been given yet.") if standing(about).exists() else ""
    values = {"how": str(code.get_channel_display()), "when": moment(code.made_at)}
    if code.tries >= MOST_TRIES:
        return _("The code was guessed at too often: give a new one.")
    return _("The code was given %(how)s, %(when)s.") % values


def _url(name: str, about: Request) -> str:
    return reverse(f"admin:subjects_request_{name}", args=(about.pk,))


def _url_of(name: str, package: Package) -> str:
    return reverse(f"admin:subjects_package_{name}", args=(package.pk,))
