"""“Reviewed, nothing to change”: the officer went through the published notice, and it stands."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy_notices.admin.checks import short_form
from privacy_notices.admin.fields import DayField
from privacy_notices.admin.pages import opened, page_url, reader, show
from privacy_notices.admin.publish import UNTIL_REVIEW
from privacy_notices.admin.standing import day_words, obstacle, standing
from privacy_notices.checklist import check_register
from privacy_notices.models import review_day
from privacy_notices.reviewing import check_can_review, last_review, review
from privacy_notices.snapshot import draft_of
from register.dates import add_months
from register.refusal import Refusal


class ReviewForm(forms.Form):
    next_review_on = DayField(
        label=gettext_lazy("Next review"),
        help_text=gettext_lazy("The compliance officers get a reminder by e-mail."),
    )


def review_page(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Who went through the version and when; and the button that notes it."""
    notice, by, now = opened(request, notice_id), reader(request), timezone.now()
    today = timezone.localdate(now)
    draft = draft_of(notice.register)
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        initial={"next_review_on": add_months(today, UNTIL_REVIEW)},
    )
    if form.is_bound and form.is_valid():
        try:
            noted = review(
                notice,
                by=by,
                expected_digest=request.POST.get("digest", ""),
                after=_number(request.POST.get("after")),
                next_review_on=form.cleaned_data["next_review_on"],
                now=now,
            )
        except Refusal as refusal:
            form.add_error(refusal.about or None, str(refusal))
        else:
            words = _("The review is noted. The next one is on %s.")
            messages.success(request, words % day_words(noted.next_review_on))
            return redirect(page_url(notice, "review"))
    last = notice.versions.first()
    in_the_way = obstacle(check_can_review, notice, draft, by=by, today=today)
    answer = show(
        request,
        notice,
        "review",
        _("Review of the published notice"),
        standing=standing(notice, draft, today=today),
        check=short_form(check_register(notice.register, today=today)),
        review_on=review_day(last) if last else None,
        is_due=bool(last and (day := review_day(last)) and day <= today),
        reviews=last.reviews.select_related("reviewed_by") if last else [],
        digest=draft.digest,
        after=last_review(last) if last else None,
        form=form if form.is_bound or not in_the_way else None,
        in_the_way=in_the_way,
    )
    if form.is_bound and not by.has_perm("privacy_notices.publish_notice"):
        answer.status_code = 403
    return answer


def _number(sent: Any) -> int | None:
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 16 else None
