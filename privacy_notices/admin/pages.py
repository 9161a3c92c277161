"""What the notice's own pages have in common: which notice, who may look, where one is."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from privacy_notices.models import Notice
from register.admin import scope
from register.admin.words import words_of
from register.enums import Language
from register.hub import Link
from register.models import User
from register.texts import Text

OWN_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def opened(request: HttpRequest, notice_id: int) -> Notice:
    """The notice, for those who may look at notices."""
    notice = get_object_or_404(Notice.objects.select_related("register"), pk=notice_id)
    if not request.user.has_perm("privacy_notices.view_notice"):
        raise PermissionDenied
    return notice


def reader(request: HttpRequest) -> User:
    """Who is signed in: the admin lets nobody else in."""
    return cast("User", request.user)


def page_url(notice: Notice, name: str) -> str:
    return reverse(f"admin:privacy_notices_notice_{name}", args=(notice.pk,))


def show(
    request: HttpRequest, notice: Notice, name: str, title: str, **context: Any
) -> TemplateResponse:
    """The page `name` of a notice, with the ways to its others."""
    register = notice.register
    crumbs = [
        Link(words_of(register), scope.hub_url(register.pk)),
        Link(capfirst(str(notice._meta.verbose_name)), scope.url_of(Notice, "change", notice.pk)),
        Link(title, ""),
    ]
    return TemplateResponse(
        request,
        f"admin/privacy_notices/{name}.html",
        {
            **admin.site.each_context(request),
            "title": title,
            "opts": Notice._meta,
            "notice": notice,
            "register": register,
            "crumbs": crumbs,
            "links_are_plain": True,
            "links": [link for page, link in ways(notice).items() if page != name],
            **context,
        },
    )


def ways(notice: Notice) -> dict[str, Link]:
    """The notice's own pages."""
    return {
        "check": Link(_("Check"), page_url(notice, "check")),
        "publish": Link(_("Publishing"), page_url(notice, "publish")),
        "versions": Link(_("Published versions"), page_url(notice, "versions")),
        "compare": Link(_("Compare"), page_url(notice, "compare")),
    }


def read(text: Text) -> str:
    """A text of ours in the reader's language; Finnish where that is none of the three."""
    language = (get_language() or "")[:2]
    return text.said_in(language if language in Language.values else Language.FI)
