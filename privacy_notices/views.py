"""The public pages: frozen bytes, served as they are.

Each has a strong ETag; what stands at a version's own address never changes, so it may be kept for
ever. Around them stand a few pages of ours: lists, and answers where there is nothing to show.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language_from_request
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from privacy_notices.lifespans import Lifespan, Phase, lifespans
from privacy_notices.models import NoticeVersion
from privacy_notices.page_words import PAGE_WORDS
from privacy_notices.rendering import Alternate, style_hash
from privacy_notices.served import (
    MIME,
    all_versions,
    all_withdrawals,
    bytes_of,
    current_since,
    current_version,
    file_name,
    in_force,
    withdrawal,
)
from privacy_notices.snapshot import page_url, version_url, versions_url
from register.enums import Language
from register.models import Controller
from register.texts import Text

FIVE_MINUTES = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"

View = Callable[..., HttpResponse]


def in_its_language(view: View) -> View:
    """The page speaks the language of its address, whoever the visitor is."""

    @wraps(view)
    def speaking(request: HttpRequest, *, language: str, **rest: Any) -> HttpResponse:
        with translation.override(language):
            response = view(request, language=language, **rest)
        response["Content-Language"] = language
        response.same_for_everyone = True  # type: ignore[attr-defined] # `config.middleware` asks
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
        return _nothing(request, language, slug)
    if found.is_withdrawn:
        return _gone(request, found.version, language, today)
    return _rendering(request, found.version, language, form)


@require_safe
@xframe_options_exempt
@in_its_language
def version(
    request: HttpRequest, *, language: str, slug: str, number: int, form: str
) -> HttpResponse:
    """A version at its permanent address."""
    chosen = all_versions(slug).filter(number=number).first()
    if chosen is None:
        return _nothing(request, language, slug)
    return _rendering(request, chosen, language, form, permanent=True)


@require_safe
@in_its_language
def versions(request: HttpRequest, *, language: str, slug: str) -> HttpResponse:
    """Every version with its days, the newest first."""
    spans = _spans(slug)
    if not spans:
        return _nothing(request, language, slug)
    titles = [span.version.titles for span in spans]
    context = {
        "title": next((t[language] for t in titles if t.get(language)), ""),
        "page_url": page_url(slug, language),
        "request_url": request_url(slug, language),
        "has_current": any(span.phase == Phase.IN_FORCE for span in spans),
        "rows": [_version_row(span, language) for span in spans],
    }
    return _page(request, "privacy_notices/versions.html", language, context, keep=FIVE_MINUTES)


def _spans(slug: str) -> list[Lifespan]:
    withdrawals = list(all_withdrawals(slug))
    return lifespans(all_versions(slug), withdrawals, today=timezone.localdate())


def _version_row(span: Lifespan, language: str) -> dict[str, Any]:
    version = span.version
    own = language in version.languages
    shown = language if own else version.languages[0]
    return {
        "name": PAGE_WORDS[language].version.format(number=version.number),
        "days": span.in_words(),
        "is_current": span.phase == Phase.IN_FORCE,
        "summary": version.summary.said_in(language),
        "url": version_url(version.slug, shown, version.number),
        "pdf_url": version_url(version.slug, shown, version.number, "pdf"),
        "other": None if own else Alternate(shown, ""),
    }


@require_safe
@in_its_language
def controller(request: HttpRequest, *, language: str, key: str) -> HttpResponse:
    """The published notices of one controller; those that lack the language stand apart.

    Who has published nothing is not told of: whose registers are kept here is nobody's business.
    """
    company = Controller.objects.filter(key=key).first()
    slugs = list(company.registers.values_list("slug", flat=True)) if company else []
    if company is None or not NoticeVersion.objects.filter(slug__in=slugs).exists():
        return _nothing(request, language)
    found = list(in_force(timezone.localdate()).filter(slug__in=slugs))
    own = [one for one in found if language in one.languages]
    others = [(one, one.languages[0]) for one in found if language not in one.languages]
    context = {
        "name": company.parallel_name.said_in(language) or company.name,
        "notices": [
            (one.titles[language], page_url(one.slug, language), request_url(one.slug, language))
            for one in own
        ],
        "others": [
            (
                one.titles[code],
                Alternate(code, page_url(one.slug, code)),
                request_url(one.slug, language),
            )
            for one, code in others
        ],
    }
    return _page(request, "privacy_notices/controller.html", language, context, keep=FIVE_MINUTES)


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
@in_its_language
def nothing_here(request: HttpRequest, *, language: str, slug: str) -> HttpResponse:
    """An address below a notice that is none of ours."""
    return _nothing(request, language, slug)


def request_url(slug: str, language: str) -> str:
    """Where one asks about the register's data. The frozen notice itself cannot lead there."""
    return reverse("request_form", kwargs={"language": language, "slug": slug})


# Answers


def _rendering(
    request: HttpRequest,
    version: NoticeVersion,
    language: str,
    form: str,
    *,
    permanent: bool = False,
) -> HttpResponse:
    found = bytes_of(version, language, form)
    if found is None:
        return _other_languages(request, version, language, permanent=permanent)
    content, digest = found
    etag = quote_etag(digest)
    response = HttpResponse(content, content_type=MIME[form])
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER if permanent else FIVE_MINUTES
    changed_at = version.published_at if permanent else current_since(version)
    response["Last-Modified"] = http_date(changed_at.timestamp())
    if form == "html":
        response["Content-Security-Policy"] = (
            f"default-src 'none'; style-src {style_hash(content.decode())}; base-uri 'none'; "
            "form-action 'none'"
        )
    else:
        response["Content-Disposition"] = f'inline; filename="{file_name(version, language, form)}"'
    conditional = get_conditional_response(request, etag=etag, response=response)
    return conditional or response


def _page(
    request: HttpRequest,
    template: str,
    language: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    keep: str = "",
) -> HttpResponse:
    """A page of ours around the notices: same look, same strictness, in every language."""
    below = request.path_info.removeprefix(f"/{language}")
    context = {
        "language": language,
        "words": PAGE_WORDS[language],
        "alternates": [Alternate(code, f"/{code}{below}") for code in PAGE_WORDS],
        "is_found": status == 200,
        **context,
    }
    response = render(request, template, context, status=status)
    style = style_hash(response.content.decode())
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    if keep:
        response["Cache-Control"] = keep
    return response


def _nothing(request: HttpRequest, language: str, slug: str = "") -> HttpResponse:
    """Says what there is instead, where the address is that of a notice."""
    spans = _spans(slug)
    coming = next((span for span in reversed(spans) if span.phase == Phase.COMING), None)
    context = {
        "has_versions": bool(spans),
        "has_current": any(span.phase == Phase.IN_FORCE for span in spans),
        "coming": coming,
        "coming_url": version_url(slug, language, coming.version.number) if coming else "",
        "page_url": page_url(slug, language),
        "versions_url": versions_url(slug, language),
    }
    return _page(request, "privacy_notices/nothing.html", language, context, status=404)


def _gone(request: HttpRequest, version: NoticeVersion, language: str, today: date) -> HttpResponse:
    left = withdrawal(version.slug, today)
    reason = left.reason if left else Text()
    said_in = next((code for code in (language, *Language.values) if reason.said_in(code)), "")
    context = {
        "withdrawal": left,
        "reason": reason.said_in(said_in) if said_in else "",
        "reason_language": said_in,
        "successor_url": page_url(left.successor, language) if left and left.successor else "",
        "versions_url": versions_url(version.slug, language),
        "request_url": request_url(version.slug, language),
    }
    return _page(request, "privacy_notices/gone.html", language, context, status=410)


def _other_languages(
    request: HttpRequest, version: NoticeVersion, language: str, *, permanent: bool
) -> HttpResponse:
    """A language is published when it is complete; the others name those that exist."""
    others = [
        Alternate(
            code,
            version_url(version.slug, code, version.number)
            if permanent
            else page_url(version.slug, code),
        )
        for code in version.languages
    ]
    context = {"others": others, "versions_url": versions_url(version.slug, language)}
    return _page(request, "privacy_notices/other_languages.html", language, context, status=404)
