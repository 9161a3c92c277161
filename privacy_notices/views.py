"""The public pages: frozen bytes, served as they are.

Every answer has a strong ETag; a version's own address never changes, so it may be kept for ever.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from privacy_notices.models import NoticeVersion
from privacy_notices.page_words import PAGE_WORDS
from privacy_notices.rendering import Edition, style_hash
from privacy_notices.served import (
    all_versions,
    bytes_of,
    current_version,
    in_force,
    titles,
    withdrawal,
)
from privacy_notices.snapshot import page_url, version_url, versions_url
from register.models import Controller

MIME = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json"}
FIVE_MINUTES = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"

View = Callable[..., HttpResponse]


def in_its_language(view: View) -> View:
    """The page speaks the language of its address, whatever the visitor's."""

    @wraps(view)
    def speaking(request: HttpRequest, *, language: str, **rest: Any) -> HttpResponse:
        with translation.override(language):
            response = view(request, language=language, **rest)
        response["Content-Language"] = language
        return response

    return speaking


@require_safe
@xframe_options_exempt  # a company may show its notice inside its own page
@in_its_language
def current(request: HttpRequest, *, language: str, slug: str, form: str) -> HttpResponse:
    """The notice in force."""
    today = timezone.localdate()
    found = current_version(slug, today)
    if found is None:
        return _nothing(request, language)
    if found.is_withdrawn:
        return _gone(request, found.version, language)
    return _rendering(request, found.version, language, form, keep=FIVE_MINUTES)


@require_safe
@xframe_options_exempt
@in_its_language
def version(
    request: HttpRequest, *, language: str, slug: str, number: int, form: str
) -> HttpResponse:
    """A version at its permanent address."""
    chosen = all_versions(slug).filter(number=number).first()
    if chosen is None:
        return _nothing(request, language)
    return _rendering(request, chosen, language, form, keep=FOR_EVER)


@require_safe
@in_its_language
def versions(request: HttpRequest, *, language: str, slug: str) -> HttpResponse:
    """Every version, the one in force marked; what is older is superseded."""
    found = list(all_versions(slug))
    if not found:
        return _nothing(request, language)
    today = timezone.localdate()
    in_force_now = next((v.number for v in found if v.effective_on <= today), None)
    rows = [
        {
            "words": Edition(one.number, one.effective_on).in_words(language),
            "summary": one.summary.said_in(language),
            "state": _state(one, in_force_now, today),
            **_addresses(one, language),
        }
        for one in found
    ]
    title = next((t for _slug, t in titles(all_versions(slug), language) if t), slug)
    context = {"rows": rows, "page_url": page_url(slug, language), "title": title}
    return _page(request, "privacy_notices/versions.html", language, context)


def _addresses(version: NoticeVersion, language: str) -> dict[str, str]:
    if language not in version.languages:
        return {}
    return {
        "url": version_url(version.slug, language, version.number),
        "pdf_url": version_url(version.slug, language, version.number, "pdf"),
    }


def _state(version: NoticeVersion, in_force_now: int | None, today: date) -> str:
    if version.number == in_force_now:
        return _("in force")
    return _("not yet in force") if version.effective_on > today else _("superseded")


@require_safe
@in_its_language
def controller(request: HttpRequest, *, language: str, key: str) -> HttpResponse:
    """The published notices of one controller."""
    company = Controller.objects.filter(key=key).first()
    if company is None:
        return _nothing(request, language)
    slugs = company.registers.values_list("slug", flat=True)
    found = in_force(timezone.localdate()).filter(slug__in=slugs)
    notices = [
        (title, page_url(slug, language)) for slug, title in titles(found, language) if title
    ]
    name = company.parallel_name.said_in(language) or company.name
    context = {"name": name, "notices": notices}
    return _page(request, "privacy_notices/controller.html", language, context)


@require_safe
def negotiate(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The address without a language leads to the visitor's own, or to one that exists."""
    found = current_version(slug, timezone.localdate())
    wanted = get_language_from_request(request)
    languages = found.version.languages if found else [wanted]
    language = wanted if wanted in languages else languages[0]
    response = HttpResponseRedirect(page_url(slug, language))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@require_safe
def nothing_here(request: HttpRequest) -> HttpResponse:
    """An address below a notice that is none of ours."""
    return in_its_language(_nothing_in)(request, language=request.path_info[1:3])


def _nothing_in(request: HttpRequest, *, language: str) -> HttpResponse:
    return _nothing(request, language)


# Answers


def _rendering(
    request: HttpRequest, version: NoticeVersion, language: str, form: str, *, keep: str
) -> HttpResponse:
    found = bytes_of(version, language, form)
    if found is None:
        return _other_languages(request, version, language)
    content, digest = found
    etag = quote_etag(digest)
    response = HttpResponse(content, content_type=MIME[form])
    response["ETag"] = etag
    response["Cache-Control"] = keep
    response["Last-Modified"] = http_date(version.published_at.timestamp())
    if form == "html":
        response["Content-Security-Policy"] = (
            f"default-src 'none'; style-src {style_hash(content.decode())}; base-uri 'none'; "
            "form-action 'none'"
        )
    else:
        response["Content-Disposition"] = f'inline; filename="{file_name(version, language, form)}"'
    conditional = get_conditional_response(request, etag=etag, response=response)
    return conditional or response


def file_name(version: NoticeVersion, language: str, form: str) -> str:
    """Tells register, version, language and date: “asiakkaat-v3-fi-2026-09-01.pdf”."""
    return f"{version.slug}-v{version.number}-{language}-{version.effective_on}.{form}"


def _page(
    request: HttpRequest,
    template: str,
    language: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of ours around the notices: same look, same strictness."""
    words = PAGE_WORDS[language]
    response = render(
        request, template, {"language": language, "words": words, **context}, status=status
    )
    style = style_hash(response.content.decode())
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return response


def _nothing(request: HttpRequest, language: str) -> HttpResponse:
    return _page(request, "privacy_notices/nothing.html", language, {}, status=404)


def _gone(request: HttpRequest, version: NoticeVersion, language: str) -> HttpResponse:
    left = withdrawal(version.slug)
    context = {
        "withdrawal": left,
        "reason": left.reason.said_in(language) if left else "",
        "successor_url": page_url(left.successor, language) if left and left.successor else "",
        "versions_url": versions_url(version.slug, language),
    }
    return _page(request, "privacy_notices/gone.html", language, context, status=410)


def _other_languages(request: HttpRequest, version: NoticeVersion, language: str) -> HttpResponse:
    """A language is published when it is complete; the others name those that exist."""
    others = [
        (PAGE_WORDS[one].own_name, one, page_url(version.slug, one)) for one in version.languages
    ]
    return _page(
        request, "privacy_notices/other_languages.html", language, {"others": others}, status=404
    )
