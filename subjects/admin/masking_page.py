"""Going through what a copy may tell of other people (Art. 15(4)): masked, or left as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from register.admin import scope
from register.admin.people_access import reader
from register.hub import Link
from subjects.admin.access import demand, opened, page_url, record_seen
from subjects.enums import RequestedKind
from subjects.models import Redaction, Request
from subjects.package import making, masking
from subjects.package.masking import Cell, Looked
from subjects.package.others import Clue
from subjects.policies import grants

AT_ONCE = 20  # texts on a page
AROUND = 160  # signs on either side of a place
SHORTEST = 3  # signs that are masked everywhere
NAME = "subjects_request_masking"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a text, with what stands around it."""

    key: str
    before: str
    words: str
    after: str
    why: str
    is_file: bool
    is_sure: bool  # masked unless somebody says otherwise


@dataclass(frozen=True, slots=True)
class Shown:
    """A text, or a file, that somebody has to look at."""

    title: str
    file_url: str
    places: list[Place]

    @property
    def seen(self) -> str:
        """What the form sends back of it: these places were shown, and no others."""
        return " ".join(place.key for place in self.places)


def url(about: Request) -> str:
    return reverse(f"admin:{NAME}", args=(about.pk,))


def pages(site: admin.AdminSite) -> list[URLPattern]:
    return [path("<int:request_id>/masking/", site.admin_view(masking_page), name=NAME)]


@sensitive_post_parameters()
def masking_page(request: HttpRequest, request_id: int) -> HttpResponse:
    """What is left to look at, a portion at a time; by POST what was decided of it."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if not grants(about, RequestedKind.ACCESS, RequestedKind.PORTABILITY):
        messages.error(request, _("No copy of the data has been granted."))
        return redirect(page_url(about))
    if request.method != "POST":
        return _page(request, about)
    if about.closed_at is not None:
        messages.error(request, _("The request has ended: nothing is masked any more."))
    elif "words" in request.POST:
        _mask_words(request, about)
    elif "again" in request.POST:
        masking.look_again(about, by=reader(request))
        messages.success(request, _("Everything is to be looked at anew."))
    else:
        _decide(request, about)
    return redirect(url(about))


def _decide(request: HttpRequest, about: Request) -> None:
    count = masking.decide(
        about,
        {key for keys in request.POST.getlist("seen") for key in keys.split()},
        set(request.POST.getlist("mask")),
        with_codes=making.shows_codes(about),
        by=reader(request),
        now=timezone.now(),
    )
    if count:
        words = ngettext("%(count)d place noted.", "%(count)d places noted.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.warning(request, _("Nothing was noted: the texts have changed. Look again."))


def _mask_words(request: HttpRequest, about: Request) -> None:
    words = " ".join(request.POST["words"][:200].split())
    if len(words) < SHORTEST:
        messages.error(request, _("Write at least three characters."))
        return
    count = masking.mask_words(about, words, by=reader(request), now=timezone.now())
    if count:
        said = ngettext("Masked in %(count)d place.", "Masked in %(count)d places.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("These words stand in none of the texts."))


def _page(request: HttpRequest, about: Request) -> HttpResponse:
    record_seen(request, about, masking.people_of(about), page="masking")
    left = masking.unlooked(about, with_codes=making.shows_codes(about))
    found = list(islice(left, AT_ONCE + 1))
    looked = Looked(about)
    rows = Redaction.objects.filter(request=about)
    title = _("Other people's data in the copy")
    context = {
        **admin.site.each_context(request),
        "opts": Request._meta,
        "title": title,
        "about": about,
        "cells": [_shown(cell, looked) for cell in found[:AT_ONCE]],
        "has_more": len(found) > AT_ONCE,
        "is_open": about.closed_at is None,
        "has_copy": about.packages.filter(deleted_at=None).exists(),
        "masked": rows.filter(masked=True).count(),
        "left_as_is": rows.filter(masked=False).count(),
        "back": page_url(about, "copies"),
        "crumbs": [
            Link(
                capfirst(str(Request._meta.verbose_name_plural)),
                scope.url_of(Request, "changelist"),
            ),
            Link(about.reference, page_url(about, "copies")),
            Link(title, ""),
        ],
    }
    answer = TemplateResponse(request, "admin/subjects/masking.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(cell: Cell, looked: Looked) -> Shown:
    model, number, _column = cell.spot
    is_attachment = cell.is_file and model == "subjects.Attachment"
    return Shown(
        cell.title if cell.is_file else f"{cell.title}: {cell.label}",
        reverse("admin:subjects_request_file", args=(number,)) if is_attachment else "",
        list(_places(cell, looked)),
    )


def _places(cell: Cell, looked: Looked) -> Iterator[Place]:
    for found in looked.left_of(cell):
        yield Place(
            masking.place_key(cell, found),
            _cut(cell.text[: found.start], -AROUND),
            cell.text[found.start : found.end],
            _cut(cell.text[found.end :], AROUND),
            str(found.clue.label),
            cell.is_file,
            is_sure=not cell.is_file and found.clue != Clue.LOOK,
        )


def _cut(text: str, most: int) -> str:
    """The end of what stands before a place, the beginning of what stands after it."""
    if len(text) <= abs(most):
        return text
    return f"…{text[most:]}" if most < 0 else f"{text[:most]}…"
