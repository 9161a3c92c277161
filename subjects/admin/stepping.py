"""A request is taken a step further: one POST a step, and twice is once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from register.admin.people_access import reader
from register.models import User
from subjects import policies, workflow
from subjects.admin.access import demand, opened, page_url, remember, was_sent
from subjects.admin.items import items_of
from subjects.admin.request_page import PLACES, Page, Refused, shown
from subjects.admin.step_forms import FORMS, ApproveForm, DecideForm, StepForm
from subjects.admin.words import TOLD
from subjects.carrying import carry_out
from subjects.enums import RequestedKind, Step
from subjects.models import Request
from subjects.policies import NotAllowed, Stale


@sensitive_post_parameters("password")
def take(request: HttpRequest, request_id: int, step: str) -> HttpResponse:
    """Take a step as it was filled in on the page of a version; refused if that one is past."""
    known = _step(step)
    demand(request, "approve_request" if known == Step.APPROVE else "handle_request")
    about = opened(request, request_id)
    if request.method != "POST":
        return redirect(page_url(about))
    if address := was_sent(request):  # the second of two clicks
        return redirect(address)
    form = _form(request, about, known)
    version = _number(request.POST.get("version", ""))
    try:
        policies.check_is_current(about, version)
        if not form.is_valid():
            return shown(request, about, Refused(form))
        by = _signed_in(request, form)
        if by is None:
            return shown(request, about, Refused(form))
        address = page_url(about, PLACES.get(known, ""))
        if known == Step.CARRY_OUT:  # commits as it goes
            carry_out(about, by=by, now=timezone.now(), expected_version=version, **form.facts)
            remember(request, address)
        else:
            with transaction.atomic():
                workflow.move(
                    about,
                    known,
                    by=by,
                    now=timezone.now(),
                    expected_version=version,
                    **form.facts,
                )
                remember(request, address)
    except Stale as stale:
        if address := was_sent(request):
            return redirect(address)
        # What was typed comes back, beside what has happened since.
        now = opened(request, request_id)
        return shown(request, now, Refused(form, str(stale), version))
    except NotAllowed as refusal:
        fields = form.fields
        form.add_error(refusal.about if refusal.about in fields else None, str(refusal))
        return shown(request, opened(request, request_id), Refused(form))
    messages.success(request, str(TOLD[known]))
    return redirect(address)


def seek(request: HttpRequest, request_id: int) -> HttpResponse:
    """Search for more people; sent as a form, so that no name stands in an address."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if request.method != "POST":
        return redirect(page_url(about))
    return shown(request, about, sought=request.POST.get("sought", "")[:200])


def _step(written: str) -> Step:
    if written not in Step.values or not {Step(written)} & {*FORMS, Step.DECIDE_ITEM}:
        raise Http404
    return Step(written)


def _form(request: HttpRequest, about: Request, step: Step) -> StepForm:
    whose: dict[str, Any] = {"about": about, "user": reader(request)}
    if step != Step.DECIDE_ITEM:
        return FORMS[step](request.POST, **whose)
    right = request.POST.get("right", "")
    if right not in RequestedKind.values:
        raise Http404
    items = items_of(request, Page(request, about).people)
    return DecideForm(request.POST, right=RequestedKind(right), items=items, **whose)


def _signed_in(request: HttpRequest, form: StepForm) -> User | None:
    """Who takes the step; a sole officer signs in again, by every rule of signing in."""
    by = reader(request)
    if not isinstance(form, ApproveForm) or not form.is_alone:
        return by
    found = authenticate(
        request, username=by.get_username(), password=form.cleaned_data["password"]
    )
    if not isinstance(found, User) or found.pk != by.pk:
        form.add_error("password", _("This is not your password."))
        return None
    login(request, found)
    return found


def _number(written: str) -> int:
    fits = written.isascii() and written.isdigit() and len(written) < 10
    return int(written) if fits else 0
