"""The published versions of a notice: when each was in force, who answers for it, its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from privacy_notices.admin.pages import OWN_NAMES, opened, read, show
from privacy_notices.admin.standing import moment_words
from privacy_notices.checklist import Severity
from privacy_notices.lifespans import Lifespan, Phase, lifespans
from privacy_notices.models import Notice, NoticeVersion, with_review_day
from privacy_notices.served import MIME, bytes_of, file_name
from privacy_notices.snapshot import page_url as public_url
from privacy_notices.snapshot import version_url
from register.hub import Link
from register.texts import Text

FORMS = {"pdf": "PDF", "html": "HTML", "json": "JSON"}
GOES_ON = (Phase.COMING, Phase.IN_FORCE)


@dataclass(frozen=True, slots=True)
class LanguageFiles:
    """A language of a version: its public page, and its frozen files to download."""

    code: str
    name: str
    page_url: str
    files: Sequence[Link]


@dataclass(frozen=True, slots=True)
class VersionCard:
    """A version as the page shows it."""

    span: Lifespan
    published: str  # by whom and when
    submitted: str
    summary: Sequence[str]
    overridden: Sequence[str]  # the findings that stood
    languages: Sequence[LanguageFiles]
    previous: int | None
    review_on: date | None  # of a version whose time is not over


@dataclass(frozen=True, slots=True)
class Snippet:
    """HTML for the company's own site, in one language."""

    code: str
    name: str
    link: str
    frame: str


def versions_page(request: HttpRequest, notice_id: int) -> HttpResponse:
    notice = _looked_at(request, notice_id)
    rows = notice.versions.select_related("published_by", "submitted_by").defer("snapshot")
    left = list(notice.withdrawals.all())
    spans = lifespans(with_review_day(rows), left, today=timezone.localdate())
    shown = next((span for span in spans if span.phase == Phase.IN_FORCE), None)
    return show(
        request,
        notice,
        "versions",
        _("Published versions"),
        cards=[_card(notice, span) for span in spans],
        snippets=_snippets(shown.version) if shown else [],
        may_publish=request.user.has_perm("privacy_notices.publish_notice"),
    )


def download(
    request: HttpRequest, notice_id: int, number: int, language: str, form: str
) -> HttpResponse:
    """The bytes as they were frozen. They are public, so that nobody notes who took them."""
    notice = _looked_at(request, notice_id)
    version = get_object_or_404(notice.versions.defer("snapshot", "findings"), number=number)
    found = bytes_of(version, language, form) if form in FORMS else None
    if found is None:
        raise Http404
    answer = HttpResponse(found[0], content_type=MIME[form])
    name = file_name(version, language, form)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _looked_at(request: HttpRequest, notice_id: int) -> Notice:
    notice = opened(request, notice_id)
    if not request.user.has_perm("privacy_notices.view_noticeversion"):
        raise PermissionDenied
    return notice


def _card(notice: Notice, span: Lifespan) -> VersionCard:
    version = span.version
    submitter = version.submitted_by
    return VersionCard(
        span,
        published=f"{version.published_by.get_username()}, {moment_words(version.published_at)}",
        submitted=submitter.get_username() if submitter else "",
        summary=read(version.summary).splitlines(),
        overridden=[
            read(Text(**finding["message"]))
            for finding in version.findings
            if finding["severity"] == Severity.ERROR and version.override_reason
        ],
        languages=[_files(notice, version, code) for code in version.languages],
        previous=version.number - 1 or None,
        # noted by `with_review_day`
        review_on=version.review_on if span.phase in GOES_ON else None,  # type: ignore[attr-defined]
    )


def _files(notice: Notice, version: NoticeVersion, code: str) -> LanguageFiles:
    def address(form: str) -> str:
        arguments = (notice.pk, version.number, code, form)
        return reverse("admin:privacy_notices_notice_frozen", args=arguments)

    return LanguageFiles(
        code,
        OWN_NAMES[code],
        version_url(version.slug, code, version.number),
        [Link(label, address(form)) for form, label in FORMS.items()],
    )


def _snippets(version: NoticeVersion) -> list[Snippet]:
    """A line that links to the notice, and one that shows it inside another page.

    The public page may be framed: it holds no form, no script and no cookie to be misused.
    """
    return [_snippet(version, code) for code in version.languages]


def _snippet(version: NoticeVersion, code: str) -> Snippet:
    url = escape(f"{settings.SITE_URL}{public_url(version.slug, code)}")
    title = escape(version.titles[code])
    return Snippet(
        code,
        OWN_NAMES[code],
        link=f'<a href="{url}" hreflang="{code}" lang="{code}">{title}</a>',
        frame=f'<iframe src="{url}" title="{title}" lang="{code}" width="100%" height="800">'
        "</iframe>",
    )
