"""Withdrawing a notice whose register is no longer kept, and cancelling that before the day."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldBooleanWidget

from privacy_notices import withdrawing
from privacy_notices.admin.fields import ChoiceField, DayField, text_of, words_in_languages
from privacy_notices.admin.pages import opened, page_url, reader, show
from privacy_notices.admin.standing import day_words, obstacle, standing
from privacy_notices.models import Notice
from privacy_notices.publishing import open_withdrawal
from privacy_notices.snapshot import draft_of
from privacy_notices.snapshot import page_url as public_url
from register.admin.sending import sent_by
from register.enums import Language
from register.models import Register
from register.refusal import Refusal


class WithdrawForm(forms.Form):
    withdrawn_on = DayField(label=gettext_lazy("Withdrawn on"))
    successor = ChoiceField(
        required=False,
        label=gettext_lazy("Register that replaces this one"),
        help_text=gettext_lazy("Only registers whose notice is in force. The page leads to it."),
    )
    is_sure = forms.BooleanField(
        widget=UnfoldBooleanWidget,
        label=gettext_lazy("The register is no longer kept"),
        error_messages={"required": gettext_lazy("Tick this to withdraw the notice.")},
    )

    def __init__(self, data: Any, *, successors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["successor"].choices = [("", _("No register")), *successors]  # type: ignore[attr-defined]
        for language, field in words_in_languages(_("Why it is withdrawn"), rows=3).items():
            field.required = language == Language.FI
            self.fields[f"reason_{language}"] = field
        self.fields["reason_fi"].help_text = _("Shown to whoever opens the old address.")

    @property
    def reasons(self) -> list[forms.BoundField]:
        return [self[f"reason_{language}"] for language in Language.values]


def withdraw_page(request: HttpRequest, notice_id: int) -> HttpResponse:
    """When, why and what comes instead; or the withdrawal that is noted already."""
    notice, by = opened(request, notice_id), reader(request)
    today = timezone.localdate()
    form = WithdrawForm(
        request.POST if request.method == "POST" else None,
        successors=_successors(notice),
        initial={"withdrawn_on": today},
    )
    if form.is_bound and form.is_valid():
        try:
            left = withdrawing.withdraw(
                notice,
                on=form.cleaned_data["withdrawn_on"],
                reason=text_of(form.cleaned_data, "reason"),
                successor=form.cleaned_data["successor"],
                by=by,
                today=today,
            )
        except Refusal as refusal:
            form.add_error(refusal.about or None, str(refusal))
        else:
            words = _("The notice is withdrawn from %s.") % day_words(left.withdrawn_on)
            messages.success(request, words)
            return redirect(page_url(notice, "withdraw"))
    in_the_way = obstacle(withdrawing.check_can_withdraw, notice, by=by)
    left_open = open_withdrawal(notice)
    answer = show(
        request,
        notice,
        "withdraw",
        _("Withdrawing the notice"),
        standing=standing(notice, draft_of(notice.register), today=today),
        withdrawal=left_open,
        public_url=public_url(notice.register.slug, Language.FI),
        form=form if form.is_bound or not in_the_way else None,
        in_the_way=in_the_way,
        may_cancel=bool(
            left_open
            and left_open.withdrawn_on > today
            and by.has_perm("privacy_notices.publish_notice")
        ),
    )
    if form.is_bound and not by.has_perm("privacy_notices.publish_notice"):
        answer.status_code = 403
    return answer


def _successors(notice: Notice) -> list[tuple[str, str]]:
    slugs = withdrawing.successors(notice, today=timezone.localdate())
    known = {register.slug: str(register) for register in Register.objects.filter(slug__in=slugs)}
    return [(slug, known.get(slug, slug)) for slug in slugs]


@sent_by("privacy_notices.view_notice")
def cancel(request: HttpRequest, notice_id: int) -> HttpResponse:
    """The register is kept after all."""
    notice = opened(request, notice_id)
    try:
        withdrawing.cancel(notice, by=reader(request), today=timezone.localdate())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The notice stays in force."))
    return redirect(page_url(notice, "withdraw"))
