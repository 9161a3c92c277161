"""What the notices show on a register's hub page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy_notices.admin.checks import short_form
from privacy_notices.admin.drift import drift_panel
from privacy_notices.admin.notices import preview_url
from privacy_notices.admin.pages import OWN_NAMES, ways
from privacy_notices.checklist import check_register
from privacy_notices.models import Notice
from register import hub
from register.admin import scope
from register.enums import Language
from register.hub import Link, Panel
from register.models import Register


def notice_panel(request: HttpRequest, register: Register) -> Panel | None:
    """The notice as it would be today, and where its look is changed."""
    if not request.user.has_perm("privacy_notices.view_notice"):
        return None
    title = capfirst(str(Notice._meta.verbose_name))
    export = Link(
        _("Download as a file (YAML)"),
        reverse("admin:privacy_notices_notice_export", args=(register.pk,)),
    )
    notice = Notice.objects.filter(register=register).first()
    if notice is None:
        return Panel(title, _("There is none."), [*beginnings(request, register), export])
    return Panel(
        title,
        _("As it would be today; what is missing is marked."),
        [*previews(notice), *edits(request, notice), export],
    )


def beginnings(request: HttpRequest, register: Register) -> list[Link]:
    if not request.user.has_perm("privacy_notices.add_notice"):
        return []
    url = reverse("admin:privacy_notices_notice_make", args=(register.pk,))
    return [Link(_("Make a notice"), url, post=True)]


def previews(notice: Notice) -> list[Link]:
    return [
        Link(
            f"{OWN_NAMES[language]}{label}",
            preview_url(notice.pk, language, form),
            language=language,
        )
        for form, label in (("html", ""), ("pdf", " (PDF)"))
        for language in Language.values
    ]


def edits(request: HttpRequest, notice: Notice) -> list[Link]:
    links = []
    if request.user.has_perm("privacy_notices.change_notice"):
        links.append(Link(_("Title, dates and look"), scope.url_of(Notice, "change", notice.pk)))
    if request.user.has_perm("privacy_notices.add_section") and not notice.sections.exists():
        url = reverse("admin:privacy_notices_notice_standard", args=(notice.pk,))
        links.append(Link(_("Add the standard sections"), url, post=True))
    return links


def check_panel(request: HttpRequest, register: Register) -> Panel | None:
    """The check in short, and where the notice is published."""
    if not request.user.has_perm("privacy_notices.view_notice"):
        return None
    notice = Notice.objects.filter(register=register).first()
    if notice is None:
        return None
    report = check_register(register)
    return Panel(_("Check and publishing"), short_form(report), list(ways(notice).values()))


hub.PANELS += [notice_panel, check_panel, drift_panel]
