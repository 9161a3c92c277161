"""Confirming an address that staff entered: from the link in the mail to the request's own page."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from register.journal import THE_SUBJECT
from subjects import tokens, workflow
from subjects.enums import Step, TokenPurpose
from subjects.models import Request
from subjects.policies import NotAllowed
from subjects.public.links import status_link
from subjects.public.pages import behind_secret, no_such_link, page, public


@public("GET", "POST")
@behind_secret(TokenPurpose.ADDRESS)
def confirm(request: HttpRequest, *, language: str, token: str, asked: Request) -> HttpResponse:
    """Looking confirms nothing: mail scanners follow every link. Pressing the button does."""
    if request.method != "POST":
        return page(request, "confirm_address.html", {"asked": asked})
    try:
        link = _confirmed(token, now=timezone.now())
    except NotAllowed:
        link = ""
    return HttpResponseRedirect(f"{link}?osoite") if link else no_such_link(request, language)


@transaction.atomic
def _confirmed(token: str, *, now: datetime) -> str:
    """Use the link up and confirm; the address of the request's page. Raises NotAllowed."""
    found = tokens.look(token, TokenPurpose.ADDRESS, now=now)
    if found is None:
        return ""
    asked = Request.objects.select_for_update(of=("self",)).get(pk=found.pk)
    contact = tokens.contact_of(token, now=now)  # it may have been corrected until just now
    if contact is None or tokens.use(token, TokenPurpose.ADDRESS, now=now) is None:
        return ""
    workflow.move(
        asked,
        Step.CONFIRM_ADDRESS,
        by=THE_SUBJECT,
        now=now,
        expected_version=asked.version,
        contact=contact.pk,
    )
    return status_link(asked, now=now).removeprefix(settings.SITE_URL)
