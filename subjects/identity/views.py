"""The page on which a person shows who they are, below the request's own page.

It looks the same whether or not the register knows anybody: the field for a code is always there,
whether or not one was sent, and no answer tells whom the cards name.
"""

from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET

from subjects import tokens
from subjects.enums import IdentityMethod, Status, TokenPurpose
from subjects.identity import acts, ladder, pending, strong
from subjects.identity.acts import Entered
from subjects.identity.provider import (
    NotBelieved,
    Provider,
    ProviderDown,
    Rejected,
    TooWeak,
)
from subjects.models import Request
from subjects.public.pages import behind_secret, kept_secret, page, public


class Result(StrEnum):
    """What came of a strong identification."""

    DONE = "done"
    CANCELLED = "cancelled"
    LOST = "lost"  # begun in another browser, too long ago, or answered already
    FAILED = "failed"
    DOWN = "down"
    TOO_WEAK = "too_weak"
    SOMEBODY_ELSE = "somebody_else"
    TOO_LATE = "too_late"


WORDS: dict[Result, tuple[str | Promise, str | Promise]] = {
    Result.DONE: (
        _("Thank you: you have identified yourself"),
        _(
            "We go on handling your request. Your name, date of birth and personal identity code "
            "were not kept: only that you identified yourself, when, at which level, and which of "
            "them agreed with what we hold."
        ),
    ),
    Result.CANCELLED: (
        _("The identification was broken off"),
        _("Nothing has changed. You can begin again."),
    ),
    Result.LOST: (
        _("This identification is no longer valid"),
        _(
            "It was begun in another browser or too long ago, or it has been used already. Open "
            "the page of your request by the link in your mail and begin again."
        ),
    ),
    Result.FAILED: (
        _("The identification could not be confirmed"),
        _("Nothing has changed. Begin again; if it does not help, write to us."),
    ),
    Result.DOWN: (
        _("The identification service does not answer"),
        _("Nothing has changed. Try again after a while; if it does not help, write to us."),
    ),
    Result.TOO_WEAK: (
        _("The identification was not strong enough"),
        _("Nothing has changed. Begin again with bank codes or a mobile certificate."),
    ),
    Result.SOMEBODY_ELSE: (
        _("The name is not the one in the request"),
        _(
            "Whoever identified has another name than the one given in the request. Nothing has "
            "changed. If your name is not the same any more, write to us."
        ),
    ),
    Result.TOO_LATE: (
        _("No identification is needed any more"),
        _("Your request is already being handled further. Nothing has changed."),
    ),
}
STATUS = {
    Result.LOST: 400,
    Result.FAILED: 400,
    Result.DOWN: 503,
}


@sensitive_post_parameters("code")
@public("GET", "POST")
@behind_secret(TokenPurpose.STATUS)
def identify(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """Shown by GET; a code is compared by POST."""
    entered = None
    if request.method == "POST":
        said = request.POST.get("code", "")[:40]
        entered = acts.enter_code(asked, said, now=timezone.now())
        asked.refresh_from_db()
    return _identify_page(request, asked, language=language, token=token, entered=entered)


def _identify_page(
    request: HttpRequest, asked: Request, *, language: str, token: str, entered: Entered | None
) -> HttpResponse:
    parts = {"language": language, "token": token}
    offers_strong = _offers_strong(asked)
    context = {
        "back_url": reverse("request_status", kwargs=parts),
        "is_open": asked.status == Status.RECEIVED and ladder.needs_identity(asked),
        "is_right": entered == Entered.RIGHT,
        "is_wrong": entered == Entered.WRONG,
        "strong_url": reverse("request_strong_start", kwargs=parts) if offers_strong else "",
    }
    answer = page(request, "identify.html", context, status=400 if context["is_wrong"] else 200)
    return _may_lead_to_provider(answer) if offers_strong else answer


def _offers_strong(asked: Request) -> bool:
    """Only where somebody of staff had reason to ask for it: Art. 12(6)."""
    return (
        strong.is_on()
        and asked.status == Status.RECEIVED
        and IdentityMethod.STRONG in ladder.asked_rungs(asked)
    )


@public("GET", "POST")
@behind_secret(TokenPurpose.STATUS)
def start(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """Off to the provider. From here until the way back, and no longer, a session is kept."""
    if request.method != "POST":
        parts = {"language": language, "token": token}
        return HttpResponseRedirect(reverse("request_identify", kwargs=parts), status=303)
    provider = Provider.of_settings()
    if provider is None or not _offers_strong(asked):
        return _told(request, Result.TOO_LATE, token=token, language=language)
    question = pending.begin(request, token=token, language=language)
    try:
        address = provider.ask(question, back=back_address(), language=language)
    except ProviderDown:
        pending.forget(request)
        return _told(request, Result.DOWN, token=token, language=language)
    return HttpResponseRedirect(address)


@sensitive_variables()
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """The way back from the provider: its answer is taken once, in the browser that began."""
    begun = pending.take(request, request.GET.get("state", ""))
    if begun is None and "error" in request.GET and "state" not in request.GET:
        begun = pending.the_only_one(request)
    language = begun.language if begun else translation.get_language_from_request(request)
    with translation.override(language):
        answer = _come_back(request, begun, language)
    answer["Content-Language"] = language
    pending.forget_if_done(request)
    return answer


@sensitive_variables()
def _come_back(request: HttpRequest, begun: pending.Begun | None, language: str) -> HttpResponse:
    if begun is None:
        return _told(request, Result.LOST, token="", language=language)
    asked = tokens.look(begun.token, TokenPurpose.STATUS, now=timezone.now())
    if asked is None or not _offers_strong(asked):
        result = Result.LOST if asked is None else Result.TOO_LATE
        return _told(request, result, token=begun.token if asked else "", language=language)
    result = _result(request, begun, asked)
    return _told(request, result, token=begun.token, language=language)


@sensitive_variables()
def _result(request: HttpRequest, begun: pending.Begun, asked: Request) -> Result:
    provider = Provider.of_settings()
    code, error = request.GET.get("code", ""), request.GET.get("error", "")
    if provider is None or not (code or error):
        return Result.FAILED
    told_issuer = request.GET.get("iss", provider.issuer)  # RFC 9207
    if told_issuer != provider.issuer:
        return Result.FAILED
    if error:
        return Result.CANCELLED if error == "access_denied" else Result.FAILED
    try:
        claims = provider.answer(code, begun.question, back=back_address())
    except ProviderDown:
        return Result.DOWN
    except TooWeak:
        return Result.TOO_WEAK
    except (Rejected, NotBelieved):
        return Result.FAILED
    identified = strong.read(claims, provider)
    if not strong.is_the_requester(asked, identified):
        return Result.SOMEBODY_ELSE
    done = acts.accept(asked, identified, now=timezone.now())
    return Result.DONE if done else Result.TOO_LATE


def back_address() -> str:
    """Fixed and the same for everybody: nothing in a request leads elsewhere."""
    return f"{settings.SITE_URL}{reverse('request_strong_return')}"


def _told(request: HttpRequest, result: Result, *, token: str, language: str) -> HttpResponse:
    title, words = WORDS[result]
    parts: dict[str, Any] = {"language": language, "token": token}
    again = result not in (Result.DONE, Result.TOO_LATE)
    context: dict[str, Any] = {
        "title": title,
        "words": words,
        "is_done": result == Result.DONE,
        "again_url": reverse("request_identify", kwargs=parts) if token and again else "",
        "back_url": reverse("request_status", kwargs=parts) if token else "",
        "alternates": [],
    }
    return kept_secret(page(request, "identified.html", context, status=STATUS.get(result, 200)))


def _may_lead_to_provider(response: HttpResponse) -> HttpResponse:
    """Browsers hold form-action against where a form leads in the end, too."""
    provider = Provider.of_settings()
    parts = urlsplit(provider.issuer if provider else "")
    own = f" http://{parts.netloc}" if parts.scheme == "http" else ""  # on one's own machine
    policy = response["Content-Security-Policy"]
    allowed = f"form-action 'self' https:{own}"
    response["Content-Security-Policy"] = policy.replace("form-action 'self'", allowed)
    return response
