"""Cards that may be of one person: proposed, looked at side by side, merged or told apart."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register import duplicates, merging, panels
from register.admin import scope
from register.admin.people_access import (
    origin_of,
    person_for,
    reader,
    record_view,
    url_of_person,
)
from register.admin.people_words import address, called, day, joined, kind_of, moment, name_of
from register.duplicates import Proposal
from register.hub import Link
from register.models import ContactPoint, DataSubject, KeyDate, Merge, SubjectAddress
from register.panels import Line, Panel
from register.refusal import Refusal

MAY = "register.merge_people"


def urls() -> list[URLPattern]:
    wrap = admin.site.admin_view
    return [
        path("duplicates/", wrap(proposals_view), name="register_datasubject_duplicates"),
        path(
            "<int:person_id>/same/<int:other_id>/",
            wrap(compare_view),
            name="register_datasubject_same",
        ),
        path(
            "<int:person_id>/merges/<int:merge_id>/undo/",
            wrap(undo_view),
            name="register_datasubject_undo_merge",
        ),
    ]


# In the list and on the card


def list_links(request: HttpRequest) -> list[Link]:
    if not request.user.has_perm(MAY):
        return []
    return [Link(_("Possible duplicates"), reverse("admin:register_datasubject_duplicates"))]


def duplicates_panel(request: HttpRequest, person: DataSubject) -> Panel | None:
    """Cards that may be the same person's, and merges that can still be undone."""
    if not request.user.has_perm(MAY):
        return None
    found = duplicates.of_person(person, _visible(request))
    lines = [*_lines(request, found, beside=person), *_merged(person)]
    if not lines:
        return None
    return Panel("duplicates", _("Possible duplicates"), lines)


def _merged(person: DataSubject) -> list[Line]:
    today = timezone.localdate()
    notes = Merge.objects.filter(survivor=person, undone_at=None).select_related("merged_by")
    return [
        Line(
            moment(note.merged_at),
            _("A card was merged into this one."),
            joined((name_of(note.merged_by), _undo_words(note))),
            [Link(_("Undo"), _undo_url(note))] if today <= note.undo_until else [],
        )
        for note in notes
    ]


def _undo_words(note: Merge) -> str:
    return _("can be undone until %s") % day(note.undo_until)


def _undo_url(note: Merge) -> str:
    where = (note.survivor_id, note.pk)
    return reverse("admin:register_datasubject_undo_merge", args=where)


# All proposals


def proposals_view(request: HttpRequest) -> HttpResponse:
    _check_may(request)
    found = duplicates.proposals(_visible(request))
    return _page(
        request,
        _("Possible duplicates"),
        "people_duplicates",
        lines=_lines(request, found),
    )


def _lines(
    request: HttpRequest, found: Sequence[Proposal], beside: DataSubject | None = None
) -> list[Line]:
    """A line a proposal; beside a card only the other card is named."""
    numbers = {number for one in found for number in (one.first, one.second)}
    people = DataSubject.objects.in_bulk(numbers)
    lines = []
    for one in found:
        first, second = people[one.first], people[one.second]
        if beside is not None and second.pk == beside.pk:
            first, second = second, first
        whom = _named(second) if beside else f"{_named(first)} – {_named(second)}"
        reasons = capfirst(joined(str(why.label) for why in one.likenesses))
        link = Link(_("Compare"), _same_url(request, first, second))
        lines.append(Line(whom, reasons, links=[link]))
    return lines


def _named(person: DataSubject) -> str:
    return joined((called(person), person.customer_number))


def _same_url(request: HttpRequest, person: DataSubject, other: DataSubject) -> str:
    return reverse("admin:register_datasubject_same", args=(person.pk, other.pk))


# Two cards side by side


class DecisionForm(forms.Form):
    """What somebody found, having looked."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        widget=forms.RadioSelect,
        choices=[
            ("left", gettext_lazy("One person: the card on the left stands")),
            ("right", gettext_lazy("One person: the card on the right stands")),
            ("apart", gettext_lazy("Two people: do not propose them again")),
        ],
    )


def compare_view(request: HttpRequest, person_id: int, other_id: int) -> HttpResponse:
    _check_may(request)
    person, other = person_for(request, person_id), person_for(request, other_id)
    standing = next((one for one in (person, other) if one.merged_into_id is None), person)
    if person.pk == other.pk or person.merged_into_id or other.merged_into_id:
        messages.info(request, _("These cards have already been merged."))
        return redirect(url_of_person(standing, origin=origin_of(request)))
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _decided(request, form.cleaned_data["decision"], person, other)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    for one in (person, other):
        record_view(request, one, page="same")
    return _page(
        request,
        _("Are these one person?"),
        "people_same",
        form=form,
        cards=[_side(person), _side(other)],
        back=url_of_person(person, origin=origin_of(request)),
    )


def _decided(
    request: HttpRequest, decision: str, person: DataSubject, other: DataSubject
) -> HttpResponse:
    if decision == "apart":
        duplicates.not_the_same(person, other, by=reader(request))
        messages.success(request, _("Noted: these are two people."))
        return redirect(url_of_person(person, origin=origin_of(request)))
    kept, gone = (person, other) if decision == "left" else (other, person)
    note = merging.merge(kept, gone, by=reader(request), now=timezone.now())
    messages.success(request, _("The cards are merged; this %s.") % _undo_words(note))
    return redirect(url_of_person(kept, origin=origin_of(request)))


def _side(person: DataSubject) -> dict[str, Any]:
    """One card in short. An address under a security ban is not shown here to anybody."""
    days = KeyDate.objects.filter(subject=person)
    lines = [
        Line(_("Customer number"), person.customer_number or "–"),
        Line(_("Relationship"), joined((person.get_relationship_display(), _since(person)))),
        *(
            Line(kind_of(point), point.value)
            for point in ContactPoint.objects.filter(subject=person)
        ),
        *(Line(kind_of(one), day(one.happened_on)) for one in days),
    ]
    if not person.address_protected:
        homes = SubjectAddress.objects.filter(subject=person)
        lines += [Line(kind_of(home), address(home)) for home in homes]
    counts: list[tuple[str, Any]] = [
        (_("Contacts with customer service"), person.interactions),
        (_("Orders"), person.orders),
        (_("Invoices"), person.invoices),
    ]
    lines += [Line(label, str(rows.count())) for label, rows in counts]
    return {"title": called(person), "lines": lines, "url": url_of_person(person)}


def _since(person: DataSubject) -> str:
    return day(person.relationship_started_on) if person.relationship_started_on else ""


# Undoing


def undo_view(request: HttpRequest, person_id: int, merge_id: int) -> HttpResponse:
    _check_may(request)
    person = person_for(request, person_id)
    note = get_object_or_404(
        Merge.objects.select_related("survivor", "absorbed"), pk=merge_id, survivor=person
    )
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            merging.undo(note, by=reader(request), now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The merge is undone: there are two cards again."))
            return redirect(url_of_person(person, origin=origin_of(request)))
    record_view(request, person, page="undo_merge")
    return _page(
        request,
        _("Undo the merge"),
        "person_act",
        form=form,
        intro=_("Both cards will stand again, each with the rows that came with it."),
        law=_("What was added or changed after the merge stays on this card."),
        submit=_("Undo the merge"),
        back=url_of_person(person, origin=origin_of(request)),
    )


# What they share


def _check_may(request: HttpRequest) -> None:
    if not request.user.has_perm(MAY):
        raise PermissionDenied


def _visible(request: HttpRequest) -> Any:
    return DataSubject.objects.visible_to(reader(request))


def _page(request: HttpRequest, title: str, name: str, **context: Any) -> TemplateResponse:
    return TemplateResponse(
        request,
        f"admin/register/{name}.html",
        {
            **admin.site.each_context(request),
            "opts": DataSubject._meta,
            "title": title,
            "crumbs": [
                Link(_("People"), scope.url_of(DataSubject, "changelist")),
                Link(title, ""),
            ],
            **context,
        },
    )


panels.PANELS.append(duplicates_panel)
