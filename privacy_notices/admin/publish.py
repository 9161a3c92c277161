"""Publishing: where the notice stands, what would be published, and the buttons that do it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from privacy_notices import publishing
from privacy_notices.admin.checks import short_form
from privacy_notices.admin.fields import DayField, WordsField, text_of, words_in_languages
from privacy_notices.admin.pages import OWN_NAMES, opened, page_url, read, reader, show
from privacy_notices.admin.standing import (
    changes_since,
    language_rows,
    obstacle,
    proposal,
    standing,
)
from privacy_notices.checklist import Report, check_register
from privacy_notices.compare import in_words
from privacy_notices.models import Notice, NoticeVersion, review_day
from privacy_notices.publishing import NotPublishable, State, Terms
from privacy_notices.snapshot import Draft, draft_of, version_url
from register.admin.sending import sent_by
from register.dates import add_months
from register.enums import Language
from register.models import User
from register.refusal import Refusal
from register.texts import Text, tidy

MOST_CHANGES = 40
UNTIL_REVIEW = 12  # months, unless the officer chooses otherwise


class PublishForm(forms.Form):
    """The terms of a publication. The texts are proposed, and the officer's to change."""

    effective_on = DayField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("Until then the public page stays as it is."),
    )
    next_review_on = DayField(
        label=gettext_lazy("Next review"),
        help_text=gettext_lazy("The compliance officers get a reminder by e-mail."),
    )

    def __init__(
        self, data: Any, *, languages: Collection[str], override: bool, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        for language, field in words_in_languages(_("What changed"), rows=5).items():
            field.required = language in languages
            self.fields[f"summary_{language}"] = field
            # What was proposed when the page was opened: so it is known whose words come back.
            self.fields[f"proposed_{language}"] = forms.CharField(
                required=False, initial=initial[f"summary_{language}"], widget=forms.HiddenInput
            )
        if override:
            self.fields["override_reason"] = WordsField(
                label=_("Why it is published although errors stand"),
                help_text=_("Kept with the version, for whoever asks later. Not public."),
                error_messages={
                    "required": _("The check finds errors. Mend them, or tell why you publish.")
                },
            )

    @property
    def summaries(self) -> list[forms.BoundField]:
        return [self[f"summary_{language}"] for language in Language.values]

    @property
    def proposals(self) -> list[forms.BoundField]:
        return [self[f"proposed_{language}"] for language in Language.values]

    def terms(self) -> Terms:
        return Terms(
            effective_on=self.cleaned_data["effective_on"],
            summary=text_of(self.cleaned_data, "summary"),
            override_reason=self.cleaned_data.get("override_reason", ""),
            next_review_on=self.cleaned_data["next_review_on"],
        )

    def refuse(self, refusal: Refusal) -> None:
        """At the field that stands in the way, if it is here."""
        self.add_error(refusal.about if refusal.about in self.fields else None, str(refusal))


@dataclass(frozen=True, slots=True)
class _Case:
    """What is decided about: a notice, what would be published of it, and who looks."""

    notice: Notice
    draft: Draft
    report: Report
    last: NoticeVersion | None
    told: Text  # the change log proposed
    by: User
    now: datetime

    @classmethod
    def of(cls, notice: Notice, by: User, now: datetime) -> Self:
        today = timezone.localdate(now)
        draft, report = draft_of(notice.register), check_register(notice.register, today=today)
        last = notice.versions.first()
        told = proposal(notice, last, draft, today=today)
        return cls(notice, draft, report, last, told, by, now)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def may_override(self) -> bool:
        return bool(self.report.errors) and self.by.has_perm("privacy_notices.override_checks")

    def in_the_way(self) -> str:
        """Why it cannot be published now, or nothing."""
        check = publishing.check_can_publish
        found = obstacle(check, self.notice, self.draft, by=self.by, today=self.today)
        if self.report.errors and not self.may_override:
            return found or _("The check finds errors. Mend them, and the button is here.")
        return found


def publish_page(request: HttpRequest, notice_id: int) -> HttpResponse:
    """What would be published and how; and, sent back, the act itself."""
    notice = opened(request, notice_id)
    case = _Case.of(notice, reader(request), timezone.now())
    form = _form(request, case)
    version = _published(request, form, case)
    if version is not None:
        messages.success(request, published_words(version))
        return redirect(page_url(notice, "versions"))
    answer = _shown(request, form, case)
    if form.is_bound and not case.by.has_perm("privacy_notices.publish_notice"):
        answer.status_code = 403
    return answer


def _form(request: HttpRequest, case: _Case) -> PublishForm:
    """The form as it was sent, but for proposals that the register has left behind."""
    is_stale = request.method == "POST" and _seen(request) != case.draft.digest
    data = _proposed_anew(request.POST, case.told) if is_stale else request.POST
    form = PublishForm(
        data if request.method == "POST" else None,
        languages=case.draft.languages,
        override=case.may_override,
        initial=_initial(case.told, case.today),
    )
    if is_stale:
        _show_beside(form, case.told, request.POST)
    return form


def _seen(request: HttpRequest) -> str:
    """Which draft stood on the page that was sent back."""
    return request.POST.get("digest", "")


def _published(request: HttpRequest, form: PublishForm, case: _Case) -> NoticeVersion | None:
    """The act, if the form asks for it; what stands in its way is said in the form."""
    if not form.is_bound:
        return None
    is_valid = form.is_valid()
    try:
        # Told also where something else is wrong, as the page comes back with the new digest.
        publishing.check_unchanged(case.draft, _seen(request))
        if not is_valid:
            return None
        return publishing.publish(
            case.notice, form.terms(), by=case.by, expected_digest=_seen(request), now=case.now
        )
    except NotPublishable as refusal:
        form.refuse(refusal)
        return None


def _shown(request: HttpRequest, form: PublishForm, case: _Case) -> TemplateResponse:
    """Where the notice stands and what would be published, with the form where that is possible."""
    notice, draft, by, today = case.notice, case.draft, case.by, case.today
    in_the_way, changes = case.in_the_way(), changes_since(case.last, draft)
    return show(
        request,
        notice,
        "publish",
        _("Publishing the notice"),
        standing=standing(notice, draft, today=today),
        is_published=publishing.state_of(notice, draft, today=today) == State.PUBLISHED,
        last=case.last,
        review_on=review_day(case.last) if case.last else None,
        may_review=by.has_perm("privacy_notices.publish_notice"),
        languages=language_rows(request, notice, draft, case.last),
        check=short_form(case.report),
        has_errors=bool(case.report.errors),
        told=read(case.told).splitlines() if case.last else [],
        changes=[in_words(change, _language()) for change in changes[:MOST_CHANGES]],
        more_changes=max(0, len(changes) - MOST_CHANGES),
        digest=draft.digest,
        four_eyes=settings.NOTICE_FOUR_EYES,
        form=form if form.is_bound or not in_the_way else None,
        in_the_way=in_the_way,
        may_submit=not obstacle(publishing.check_can_submit, notice, draft, by=by, today=today),
        may_take_back=not obstacle(publishing.check_can_take_back, notice, by=by),
    )


def _initial(told: Text, today: date) -> dict[str, Any]:
    summaries = {f"summary_{code}": getattr(told, code) for code in Language.values}
    return {
        **summaries,
        "effective_on": today,
        "next_review_on": add_months(today, UNTIL_REVIEW),
    }


def _proposed_anew(sent: QueryDict, told: Text) -> QueryDict:
    """What came from a page that the register has left behind.

    A proposal that nobody touched gives way to the new one; the officer's own words stay.
    """
    anew = sent.copy()
    for code in Language.values:
        if _is_proposal(sent, code):
            anew[f"summary_{code}"] = getattr(told, code)
        anew[f"proposed_{code}"] = getattr(told, code)
    return anew


def _is_proposal(sent: QueryDict, code: str) -> bool:
    return tidy(sent.get(f"summary_{code}", "")) == tidy(sent.get(f"proposed_{code}", ""))


def _show_beside(form: PublishForm, told: Text, sent: QueryDict) -> None:
    """The new proposal beside the officer's own words."""
    for code in Language.values:
        proposed = getattr(told, code)
        if proposed and not _is_proposal(sent, code):
            words = _("Proposed now: %s") % " ".join(proposed.splitlines())
            form.fields[f"summary_{code}"].help_text = words


def _language() -> str:
    language = (get_language() or "")[:2]
    return language if language in Language.values else Language.FI.value


def published_words(version: NoticeVersion) -> SafeString:
    """That it is done, with its public pages; the current one may be kept for some minutes."""
    links = format_html_join(
        " · ",
        '<a href="{}" lang="{}" hreflang="{}">{}</a>',
        (
            (version_url(version.slug, code, version.number), code, code, OWN_NAMES[code])
            for code in version.languages
        ),
    )
    words = _("Version %d is published. Its public page:") % version.number
    return format_html("{} {}", words, links)


# Review by another person


@sent_by("privacy_notices.view_notice")
def submit(request: HttpRequest, notice_id: int) -> HttpResponse:
    return _done(
        request,
        opened(request, notice_id),
        lambda notice: publishing.submit(
            notice,
            by=reader(request),
            expected_digest=request.POST.get("digest", ""),
            now=timezone.now(),
        ),
        _("The notice is in review. Any change to the register ends the review."),
    )


@sent_by("privacy_notices.view_notice")
def take_back(request: HttpRequest, notice_id: int) -> HttpResponse:
    return _done(
        request,
        opened(request, notice_id),
        lambda notice: publishing.take_back(notice, by=reader(request)),
        _("The notice is no longer in review."),
    )


def _done(
    request: HttpRequest, notice: Notice, act: Callable[[Notice], object], words: str
) -> HttpResponse:
    """Do it or say why not; then back to the page."""
    try:
        act(notice)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(page_url(notice, "publish"))
