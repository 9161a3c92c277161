"""Holds in the admin: placed from a person's card, reviewed, lifted; and the list of them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from register.admin.listing import Cell, Filter, Line, Table
from register.admin.people_access import (
    origin_of,
    person_for,
    reader,
    survivor_of,
    url_of_person,
)
from register.admin.people_act_pages import allowed, done, form_page, sent
from register.admin.people_forms import refuse_identity_codes
from register.admin.people_words import called, day, joined, name_of
from register.dates import add_months
from register.enums import DataCategory
from register.models import DataSubject
from register.querysets import of_visible
from retention import holds
from retention.admin.lists import DeskList
from retention.models import Hold, HoldReason

PART = "retention"  # the panel's anchor on the card
UNTIL_REVIEW = 6  # months, unless somebody chooses otherwise


class DayField(forms.DateField):
    widget = UnfoldAdminDateWidget


class PlaceForm(forms.Form):
    """What is held, why, and until which review."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[
            ("", gettext_lazy("Choose")),
            *(each for each in HoldReason.choices if each[0] != HoldReason.REQUEST),
        ],
        widget=UnfoldAdminSelectWidget,
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Data"),
        choices=[("", gettext_lazy("Everything held on the person")), *DataCategory.choices],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    review_on = DayField(
        label=gettext_lazy("To be reviewed"),
        help_text=gettext_lazy("You and the compliance officers get a reminder by e-mail."),
    )
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text=gettext_lazy("Only what is needed. The person has the right to read this."),
    )

    def clean(self) -> dict[str, Any]:
        refuse_identity_codes(self)
        return self.cleaned_data


class ReviewForm(forms.Form):
    review_on = DayField(label=gettext_lazy("Next review"))
    seen = forms.DateField(widget=forms.HiddenInput)


@admin.register(Hold)
class HoldAdmin(DeskList):
    """The holds in force, those to be reviewed first."""

    order: ClassVar[str] = "review_on"
    nothing_yet = gettext_lazy("No hold is in force. A hold is placed from a person's card.")
    page_name = "holds"
    filters = (
        Filter(
            "reason",
            gettext_lazy("Reason"),
            lambda request: [(value, str(words)) for value, words in HoldReason.choices],
            lambda rows, chosen: rows.filter(reason=chosen),
        ),
    )

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        known = of_visible(holds.in_force(), reader(request))
        return known.select_related("subject__kept_by", "placed_by")

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        today = timezone.localdate()
        return Table(_("To be reviewed"), [self.line(hold, today) for hold in rows])

    def line(self, hold: Hold, today: date) -> Line:
        return Line(
            day(hold.review_on),
            url_of_person(hold.subject, part=PART),
            [
                Cell(_("Person"), [called(hold.subject)]),
                Cell(_("Reason"), [capfirst(str(hold.get_reason_display()))]),
                Cell(_("Data"), [data_in_words(hold)]),
                Cell(_("Held from"), [day(hold.placed_on), name_of(hold.placed_by)]),
            ],
            mark=_("review is due") if hold.review_on <= today else "",
        )

    # Acts

    def get_urls(self) -> list[URLPattern]:
        own: list[tuple[str, str, Callable[..., HttpResponse]]] = [
            ("person/<int:person_id>/", "place", place),
            ("<int:hold_id>/review/", "review", review),
            ("<int:hold_id>/lift/", "lift", lift),
        ]
        pages = [
            path(address, self.admin_site.admin_view(view), name=f"retention_hold_{name}")
            for address, name, view in own
        ]
        return [*pages, *self.list_urls()]


def place(request: HttpRequest, person_id: int) -> HttpResponse:
    """Stop the erasure of a person's data, or of one category (Art. 17(3)(e), 18(1)(c))."""
    if not request.user.has_perm("retention.add_hold"):
        raise PermissionDenied
    person = person_for(request, person_id)
    if person.merged_into is not None:
        return redirect(url_of_person(survivor_of(person), origin=origin_of(request)))
    today = timezone.localdate()
    form = PlaceForm(sent(request), initial={"review_on": add_months(today, UNTIL_REVIEW)})
    if form.is_valid() and allowed(
        form, lambda: holds.place(person, **form.cleaned_data, by=reader(request), today=today)
    ):
        return done(request, person, _("The hold is in force: nothing it covers is erased."), PART)
    law = _("A hold stops erasure, not access. Art. 17(3)(e), 18(1)(c).")
    return form_page(request, person, _("Place a hold"), form, page="place_hold", law=law)


def review(request: HttpRequest, hold_id: int) -> HttpResponse:
    hold = _opened(request, hold_id)
    today = timezone.localdate()
    said = {"review_on": add_months(today, UNTIL_REVIEW), "seen": hold.review_on}
    form = ReviewForm(sent(request), initial=said)
    if form.is_valid() and allowed(
        form, lambda: holds.review(hold, **form.cleaned_data, today=today)
    ):
        return done(request, hold.subject, _("The review is noted: the hold stays in force."), PART)
    return form_page(
        request,
        hold.subject,
        _("The hold stays in force"),
        form,
        page="review_hold",
        intro=hold_in_words(hold),
        law=hold.explanation,
    )


def lift(request: HttpRequest, hold_id: int) -> HttpResponse:
    hold = _opened(request, hold_id)
    form = forms.Form(sent(request))
    if form.is_valid() and allowed(
        form, lambda: holds.lift(hold, by=reader(request), today=timezone.localdate())
    ):
        return done(request, hold.subject, _("The hold is lifted."), PART)
    return form_page(
        request,
        hold.subject,
        _("Lift the hold"),
        form,
        page="lift_hold",
        intro=hold_in_words(hold),
        law=_("Data whose time is up are erased by the next plan."),
        submit=gettext_lazy("Lift the hold"),
    )


def _opened(request: HttpRequest, hold_id: int) -> Hold:
    """The hold, for those who may change holds and see the person."""
    if not request.user.has_perm("retention.change_hold"):
        raise PermissionDenied
    hold = get_object_or_404(Hold, pk=hold_id)
    if not DataSubject.objects.visible_to(reader(request)).filter(pk=hold.subject_id).exists():
        raise Http404
    return hold


# Words


def data_in_words(hold: Hold) -> str:
    return str(hold.get_category_display()) if hold.category else _("everything held")


def hold_in_words(hold: Hold) -> str:
    reason = capfirst(str(hold.get_reason_display()))
    return joined((reason, data_in_words(hold), _("from %s") % day(hold.placed_on)))


def place_url(person: DataSubject) -> str:
    return reverse("admin:retention_hold_place", args=(person.pk,))
