"""How a public page of requests is answered: strictly, and in the language of its address.

No page sets a cookie or needs one. A form that is sent acts by what is in it and by the secret in
its address, never by who happens to be signed in, so there is nothing for another site to borrow,
and no CSRF token (which a page without a Referer could not check: browsers then name no origin).
What another site sends all the same is turned away.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from register.enums import Language
from subjects import tokens
from subjects.enums import TokenPurpose

View = Callable[..., HttpResponse]
OWN_NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}


def public(*methods: str) -> Callable[[View], View]:
    """Around every view: the methods it knows, its language, and who may send it a form."""

    def decorate(view: View) -> View:
        @require_http_methods([*(methods or ("GET",)), "HEAD"])
        def answering(request: HttpRequest, *, language: str, **rest: Any) -> HttpResponse:
            if request.method == "POST" and _is_of_another_site(request):
                return page(request, "elsewhere.html", {}, status=403)
            return view(request, language=language, **rest)

        @csrf_exempt
        @wraps(view)
        def speaking(request: HttpRequest, *, language: str, **rest: Any) -> HttpResponse:
            with translation.override(language):
                response: HttpResponse = answering(request, language=language, **rest)
            response["Content-Language"] = language
            return kept_secret(response) if "token" in rest else response

        return speaking

    return decorate


def behind_secret(purpose: TokenPurpose) -> Callable[[View], View]:
    """The view of a secret link: is handed the request as `asked`, and the secret as `token`.

    A secret that is unknown, used or expired gets one and the same page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *, language: str, token: str, **rest: Any) -> HttpResponse:
            asked = tokens.look(token, purpose, now=timezone.now())
            if asked is None:
                return no_such_link(request, language)
            return view(request, language=language, token=token, asked=asked, **rest)

        return opened

    return decorate


def no_such_link(request: HttpRequest, language: str) -> HttpResponse:
    context = {"new_link_url": reverse("request_new_link", kwargs={"language": language})}
    return kept_secret(page(request, "no_link.html", context, status=404))


def kept_secret(response: HttpResponse) -> HttpResponse:
    """Whatever is answered at a secret address is told to nobody else."""
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    address: str = "",
) -> HttpResponse:
    """A page under `templates/subjects/public/`, with nothing in it but itself.

    `address`: where the page is shown in other languages, if not where the form was sent to.
    """
    language = translation.get_language() or Language.FI
    below = (address or request.path_info).removeprefix(f"/{language}")
    response = render(
        request,
        f"subjects/public/{template}",
        {
            "language": language,
            "style": _style(),
            "alternates": [
                {"language": code, "own_name": name, "url": f"/{code}{below}"}
                for code, name in OWN_NAMES.items()
            ],
            **context,
        },
        status=status,
    )
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {_style_hash()}; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store"
    return response


def seconds_to_next_hour(now: datetime) -> int:
    return 3600 - now.minute * 60 - now.second


def _is_of_another_site(request: HttpRequest) -> bool:
    """As the browser tells it; whatever is no browser has nobody's browser to borrow."""
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


@cache
def _style() -> SafeString:
    return mark_safe(render_to_string("subjects/public/page.css"))  # noqa: S308 # our own file


def _style_hash() -> str:
    digest = hashlib.sha256(_style().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
