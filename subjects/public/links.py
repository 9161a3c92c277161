"""Secret links, whole: what stands in a mail, in the language of the request.

The secret is part of the address, so nothing may repeat the address: no log (`config/logs.py`), no
Referer, no cache, no search engine (`pages.py`).
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from subjects import tokens
from subjects.enums import TokenPurpose
from subjects.models import Contact, Request

# Longer than any request can wait to be confirmed: whether it still may is told by `policies.py`.
CONFIRM_LASTS = timedelta(days=45)
ADDRESS_LASTS = timedelta(days=14)
STATUS_LASTS = timedelta(days=180)  # who loses the link or comes later asks for a new one


def confirm_link(request: Request, *, now: datetime) -> str:
    """Where the requester confirms the e-mail address. Serves once."""
    text = tokens.issue(request, TokenPurpose.CONFIRM, now=now, lasts=CONFIRM_LASTS)
    return absolute("request_confirm", language=request.language, token=text)


def address_link(contact: Contact, *, now: datetime) -> str:
    """Where the person confirms an address that staff entered. Serves once."""
    request = contact.request
    text = tokens.issue(
        request, TokenPurpose.ADDRESS, now=now, lasts=ADDRESS_LASTS, contact=contact
    )
    return absolute("request_confirm_address", language=request.language, token=text)


def status_link(request: Request, *, now: datetime) -> str:
    """The request's own page. Serves until it expires."""
    text = tokens.issue(request, TokenPurpose.STATUS, now=now, lasts=STATUS_LASTS)
    return absolute("request_status", language=request.language, token=text)


def download_link(request: Request, *, now: datetime) -> str:
    """Where the copies of a request are fetched with a code, and nothing else is seen."""
    text = tokens.issue(request, TokenPurpose.DOWNLOAD, now=now, lasts=STATUS_LASTS)
    return absolute("request_download", language=request.language, token=text)


def new_link_page(language: str) -> str:
    """Where one asks for a new link."""
    return absolute("request_new_link", language=language)


def absolute(name: str, **parts: Any) -> str:
    return settings.SITE_URL + reverse(name, kwargs=parts)


def if_there(name: str, **parts: Any) -> str:
    """The address of a page that others of the house may have; "" where there is none."""
    try:
        return reverse(name, kwargs=parts)
    except NoReverseMatch:
        return ""
