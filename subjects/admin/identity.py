"""What a request's page shows about who asks: the ladder, codes, strong identification."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from register.admin import scope
from register.admin.people_access import reader, url_of_person
from register.admin.people_words import called, joined, moment
from register.hub import Link
from register.models import DataSubject, User
from register.panels import Line
from subjects import candidates
from subjects.admin.access import demand, opened, origin, page_url
from subjects.enums import Agreement, CodeChannel, IdentityMethod, Status
from subjects.identity import acts, codes, ladder, strong
from subjects.identity.acts import Entered
from subjects.identity.points import Point, points_for
from subjects.models import IdentityCode, Request, StrongComparison, StrongIdentification
from subjects.models.identity import MOST_TRIES
from subjects.policies import NotAllowed

PART = "identity"


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung as the page draws it."""

    label: str
    why: str
    state: str
    look: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A contact point that can be chosen: of whom, and by a hint alone."""

    value: str
    label: str


def identity_panel(
    about: Request, user: User, people: Sequence[DataSubject] | None = None
) -> dict[str, Any]:
    """What `admin/subjects/identity.html` shows; `people`: those whom the request may be about."""
    is_open = about.status == Status.RECEIVED and user.has_perm("subjects.handle_request")
    needs = ladder.needs_identity(about)
    if people is None:
        people = [one.person for one in candidates.candidates_for(about, user).people]
    asks = is_open and needs
    return {
        "none_needed": is_open and not needs,
        "rungs": [_rung(rung) for rung in ladder.rungs(about, people)] if asks else [],
        "notes": list(ladder.acts_for_another(about)) if asks else [],
        "shown": [*_codes(about), *_strong(about, user)],
        "points": list(_choices(about, people)) if asks else [],
        "waits": asks and codes.standing(about).exists(),
        "send_url": _url("code", about),
        "told_url": _url("told", about),
    }


def pages(site: admin.AdminSite) -> list[URLPattern]:
    """For the address list of the request's own pages."""
    return [
        path(f"<int:request_id>/{name}/", site.admin_view(view), name=f"subjects_request_{name}")
        for name, view in (("code", send_code), ("told", enter_told))
    ]


@sensitive_variables()
def send_code(request: HttpRequest, request_id: int) -> HttpResponse:
    """Send a code; one to be told or posted is shown here, once."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if request.method != "POST":
        return redirect(page_url(about, PART))
    person, _sign, key = request.POST.get("point", "").partition(":")
    try:
        sent = acts.send_code(
            about,
            person=_number(person),
            key=key,
            by=reader(request),
            now=timezone.now(),
            expected_version=_number(request.POST.get("version", "")),
        )
    except NotAllowed as refusal:
        return _refused(request, about, str(refusal))
    if sent.code is None:
        words = _("The code is on its way by e-mail. The person enters it on the request's page.")
        messages.success(request, words)
        return redirect(page_url(about, PART))
    return _code_page(request, about, sent.code, sent.point)


@sensitive_post_parameters("code")
def enter_told(request: HttpRequest, request_id: int) -> HttpResponse:
    """A code that the person told a member of staff, who types it in."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if request.method != "POST":
        return redirect(page_url(about, PART))
    said = request.POST.get("code", "")[:40]
    try:
        entered = acts.enter_code(about, said, now=timezone.now(), by=reader(request))
    except NotAllowed as refusal:
        return _refused(request, about, str(refusal))
    match entered:
        case Entered.RIGHT:
            messages.success(request, _("The code was right. Settle the identity now."))
        case Entered.WRONG:
            words = _("The code is not valid: mistyped, too old, or replaced by a newer one.")
            return _refused(request, about, words)
        case Entered.TOO_LATE:
            return _refused(request, about, _("The identity is no longer asked for."))
    return redirect(page_url(about, PART))


def _code_page(request: HttpRequest, about: Request, code: str, point: Point) -> HttpResponse:
    is_post = point.channel == CodeChannel.POST
    how = (
        _("Post it to this address. It is valid for 14 days.")
        if is_post
        else _("Call this number, which is on the card, and read the code out. Valid 15 minutes.")
    )
    title = _("Code for identification")
    context = {
        **admin.site.each_context(request),
        "opts": Request._meta,
        "title": title,
        "code": code,
        "where": point.value.splitlines(),
        "how": how,
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


def _refused(request: HttpRequest, about: Request, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect(page_url(about, PART))


# Parts of the page


def _rung(rung: ladder.Rung) -> RungLine:
    label = capfirst(str(rung.method.label))
    if rung.is_recommended:
        return RungLine(label, rung.why, pgettext("a way to identify", "recommended"), "is-done")
    if rung.is_possible:
        return RungLine(label, rung.why, pgettext("a way to identify", "possible"), "is-quiet")
    return RungLine(label, rung.why, pgettext("a way to identify", "not possible"), "is-quiet")


def _choices(about: Request, people: Sequence[DataSubject]) -> Iterator[Choice]:
    names = {person.pk: called(person) for person in people}
    for point in points_for(about, people):
        way = capfirst(str(point.channel.label))
        value = f"{point.person}:{point.key}"
        yield Choice(value, joined((names[point.person], way, point.hint)))


def _codes(about: Request) -> Iterator[Line]:
    for code in about.identitycodes.select_related("sent_by"):
        note = joined((str(code.get_channel_display()), moment(code.sent_at)))
        yield Line(_("Code"), _state(code), note)


def _state(code: IdentityCode) -> str:
    if code.entered_at:
        return _("rightly entered %s") % moment(code.entered_at)
    if code.replaced_at:
        return _("replaced by a newer one")
    if code.tries >= MOST_TRIES:
        return _("guessed at too often: send a new one")
    if code.expires_at <= timezone.now():
        return _("expired: send a new one")
    return _("waits to be entered, valid until %s") % moment(code.expires_at)


def _strong(about: Request, user: User) -> Iterator[Line]:
    for made in StrongIdentification.objects.filter(request=about):
        rows = list(made.comparisons.all())
        seen = DataSubject.objects.visible_to(user).filter(uuid__in=[row.card for row in rows])
        cards = {person.uuid: person for person in seen}
        label = capfirst(str(IdentityMethod.STRONG.label))
        nobody = "" if rows else _("No card bears the name or the identity code.")
        yield Line(label, moment(made.made_at), nobody)
        for row in rows:
            yield _compared(about, row, cards.get(row.card))


def _compared(about: Request, row: StrongComparison, person: DataSubject | None) -> Line:
    """Yes or no: what the provider told is not known any more."""
    facts = joined(
        f"{label}: {Agreement(value).label}"
        for label, value in (
            (_("identity code"), row.identity_code),
            (_("names"), row.names),
            (_("date of birth"), row.birth_date),
        )
    )
    words = _("is the person of this card") if strong.agrees(row) else _("is not the same person")
    if person is None:
        return Line(_("A card that is not shown to you"), words, facts)
    link = Link(_("Open"), url_of_person(person, origin=origin(about)))
    return Line(called(person), words, facts, [link])


def _url(name: str, about: Request) -> str:
    return reverse(f"admin:subjects_request_{name}", args=(about.pk,))


def _number(written: str) -> int:
    fits = written.isascii() and written.isdigit() and len(written) < 16
    return int(written) if fits else 0
