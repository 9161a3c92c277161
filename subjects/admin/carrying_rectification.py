"""Corrections on a request's page: what the person says is right, beside what the cards hold."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from register.admin import scope
from register.admin.people_access import hides_address, reader
from register.admin.people_words import about as in_words
from register.admin.people_words import called, day_of, joined, kept_in, name_of
from register.hub import Link
from register.models import DataSubject
from subjects.admin.access import demand, opened, page_url, record_seen
from subjects.enums import Ground, ProposalOutcome
from subjects.models import ProposedChange, Request
from subjects.models.proposal import REFUSABLE
from subjects.policies import NotAllowed
from subjects.rectifying import acts, values
from subjects.rectifying.acts import Draft
from subjects.rectifying.fields import (
    Place,
    card_of,
    cards_of,
    label_of,
    label_of_change,
    places_on,
    row_of,
)

PART = "corrections"
LONG = 10_000
LOOKS = {
    ProposalOutcome.PENDING: "is-untranslated",
    ProposalOutcome.ACCEPTED: "is-done",
    ProposalOutcome.REFUSED: "is-lacking",
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One proposed correction as the page shows it."""

    number: int
    label: str
    card: str
    now: str
    proposed: str
    state: str
    look: str
    note: str
    is_past: bool  # what stood there then, and not what stands there now
    stuck: bool
    to_accept: bool
    form: "DecideChangeForm | None"
    url: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """The part of the request's page."""

    lines: Sequence[ChangeLine]
    write_url: str


def corrections_panel(about: Request, request: HttpRequest) -> Corrections | None:
    """None where nothing of the kind is asked or was ever proposed."""
    changes = list(about.proposedchanges.select_related("decided_by"))
    may = request.user.has_perm("subjects.handle_request")
    can_write = may and acts.may_propose(about)
    if not changes and not can_write:
        return None
    seen = {card.pk: card for card in _cards(about, request)}
    lines = [_line(about, change, seen, request, may=may) for change in changes]
    return Corrections(lines, _url("corrections", about.pk) if can_write else "")


def pages(site: admin.AdminSite) -> list[URLPattern]:
    """For the address list of the request's own pages."""
    return [
        path(
            "<int:request_id>/corrections/",
            site.admin_view(write_down),
            name="subjects_request_corrections",
        ),
        path(
            "<int:request_id>/corrections/<int:change_id>/",
            site.admin_view(decide),
            name="subjects_request_correction",
        ),
    ]


# One correction


class DecideChangeForm(forms.Form):
    """Accept, refuse or take away: three buttons of one form."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Ground of a refusal"), required=False, widget=UnfoldAdminSelectWidget
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason in words"),
        required=False,
        max_length=2_000,
        widget=UnfoldAdminTextareaWidget({"rows": 2}),
        help_text=gettext_lazy("The person reads this in the answer. Art. 12(4)."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, number: int, seen: str = "") -> None:
        super().__init__(data, auto_id=f"id_change_{number}_%s", initial={"seen": seen})
        ground: Any = self.fields["ground"]
        named = [(one.value, capfirst(str(one.label))) for one in REFUSABLE]
        ground.choices = [("", gettext_lazy("Choose")), *named]


def decide(request: HttpRequest, request_id: int, change_id: int) -> HttpResponse:
    """Accept, refuse or take away one correction."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if request.method != "POST":
        return redirect(page_url(about, PART))
    form = DecideChangeForm(request.POST, number=change_id)
    form.is_valid()
    said = form.cleaned_data
    by: Any = {"by": reader(request), "now": timezone.now()}
    try:
        match request.POST.get("act"):
            case "accept":
                seen = _text_seen(about, change_id, said.get("seen", ""))
                acts.accept(about, change_id, seen=seen, **by)
            case "refuse":
                ground, reason = said.get("ground", ""), said.get("reason", "")
                acts.refuse(about, change_id, ground=ground, reason=reason, **by)
            case "take_away":
                acts.take_away(about, change_id, **by)
            case _:
                raise NotAllowed(_("Choose what to do with the correction."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(page_url(about, PART))
    messages.success(request, _("Noted."))
    return redirect(page_url(about, PART))


def _text_seen(about: Request, number: int, digest: str) -> str:
    """What stands on the card, where it is what the page showed; else something that is not it."""
    change = about.proposedchanges.filter(pk=number).first()
    row = row_of(change) if change is not None else None
    if change is None or row is None or change.is_statement:
        return ""
    now = values.present(row, change.column)
    return now if _digest(now) == digest else f"{now}\0"


def _line(
    about: Request,
    change: ProposedChange,
    cards: Mapping[int, DataSubject],
    request: HttpRequest,
    *,
    may: bool,
) -> ChangeLine:
    row = row_of(change)
    card = cards.get(card_of(row)) if row is not None else None
    language = get_language() or "fi"
    present = values.present(row, change.column) if row is not None and change.column else ""
    # Once it has been carried out the card holds the new value: what stood there is on the row.
    is_open = acts.may_decide(about, change)
    stood = present if is_open else change.former
    now, proposed = _shown(change, stood), _shown(change, change.proposed)
    gone = acts.is_gone(change, row)
    if card is None and (row is not None or _are_some_unseen(about, cards)):
        now = proposed = _("Not shown to you")
    elif _is_hidden(request, change.model, [card] if card is not None else cards.values()):
        now = proposed = _("Hidden: the address is under a security ban")
    outcome = ProposalOutcome(change.outcome)
    stuck = not acts.is_carried(about) and acts.is_stuck(change)
    form = None
    if may and is_open and (card is not None or gone):
        form = DecideChangeForm(number=change.pk, seen=_digest(present if card else ""))
    return ChangeLine(
        number=change.pk,
        label=label_of_change(change, language),
        card=called(card) if card is not None and len(cards) > 1 else "",
        now=now,
        proposed=proposed,
        state=capfirst(str(outcome.label)),
        look=LOOKS[outcome],
        note=_decided_note(change),
        is_past=not is_open,
        stuck=stuck,
        to_accept=stuck or outcome != ProposalOutcome.ACCEPTED,
        form=form,
        url=reverse("admin:subjects_request_correction", args=(about.pk, change.pk)),
    )


def _shown(change: ProposedChange, text: str) -> str:
    if change.is_statement:
        return text
    field: Any = apps.get_model(change.model)._meta.get_field(change.column)
    return values.shown(field, text)


def _decided_note(change: ProposedChange) -> str:
    if change.decided_at is None or change.decided_by is None:
        return ""
    ground = str(Ground(change.ground).label) if change.ground else ""
    by = {"who": name_of(change.decided_by), "day": day_of(change.decided_at)}
    return joined((ground, change.reason, _("by %(who)s, %(day)s") % by))


def _is_hidden(request: HttpRequest, model: str, cards: Iterable[DataSubject]) -> bool:
    """`cards`: the one it stands on; any it may have stood on, where the row is gone."""
    if model != "register.SubjectAddress":
        return False
    return any(hides_address(request, card) for card in cards)


def _are_some_unseen(about: Request, cards: Mapping[int, DataSubject]) -> bool:
    return not set(cards_of(about)) <= set(cards)


def _cards(about: Request, request: HttpRequest) -> list[DataSubject]:
    """The cards that the reader may see, the one that stands first."""
    rows: Any = DataSubject.objects.visible_to(reader(request)).filter(pk__in=cards_of(about))
    found = rows.select_related("kept_by__register", "kept_by__controller")
    return sorted(found, key=lambda card: (card.merged_into_id is not None, card.pk))


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


# The page on which they are written down


@dataclass(frozen=True, slots=True)
class Offered:
    """A field of a card that can be corrected, with what stands there."""

    place: Place
    label: str
    now: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together: a card, an address, an order."""

    title: str
    fields: Sequence[tuple[Offered, Any]]  # with its bound field


@dataclass(frozen=True, slots=True)
class CardPart:
    title: str
    groups: Sequence[Group]
    statement: Any


class CorrectionsForm(forms.Form):
    """What is right, for each field that is wrong; the others are left empty."""

    everywhere = forms.BooleanField(
        label=gettext_lazy("Correct the same value on every card of the person where it stands"),
        required=False,
        initial=True,
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, offered: Sequence[Offered], cards: Sequence[DataSubject]
    ) -> None:
        super().__init__(data)
        self.offered = {one.place.key: one for one in offered}
        self.cards = {acts.statement_on(card).key: card for card in cards}
        for key, one in self.offered.items():
            self.fields[key] = _field_of(one)
        for key in self.cards:
            self.fields[key] = forms.CharField(
                label=_("Supplementary statement"),
                required=False,
                max_length=LONG,
                widget=UnfoldAdminTextareaWidget({"rows": 3}),
                help_text=_(
                    "Where the person wants to add to the data in words of their own (Art. 16). "
                    "It is kept among the contacts of the card."
                ),
            )
        if not self.is_bound:
            self.initial["stamp"] = json.dumps(
                {key: _digest(one.text) for key, one in self.offered.items()}
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for key, one in self.offered.items():
            if said := str(cleaned.get(key) or "").strip():
                try:
                    cleaned[key] = values.written(one.place.field, said)
                except ValidationError as fault:
                    self.add_error(key, fault)
        if not self.errors and not self.drafts():
            raise ValidationError(_("Write at least one right value, or a statement."))
        return cleaned

    def drafts(self) -> list[Draft]:
        """What was written; where wanted, of each place where the same value stands."""
        said = self.cleaned_data
        stamp = self._stamped()
        found: dict[str, Draft] = {}
        for key in self._filled():
            one = self.offered[key]
            looked_at = stamp.get(key) == _digest(one.text)
            found[key] = Draft(one.place, said[key], one.text if looked_at else f"{one.text}\0")
        if said.get("everywhere"):
            for key, draft in list(found.items()):
                for other in self._same(self.offered[key]):
                    found.setdefault(other.place.key, Draft(other.place, draft.text, other.text))
        for key, card in self.cards.items():
            if text := str(said.get(key) or "").strip():
                found[key] = Draft(acts.statement_on(card), text, "")
        return list(found.values())

    def _filled(self) -> Iterator[str]:
        for key in self.offered:
            if str(self.data.get(self.add_prefix(key), "")).strip():
                yield key

    def _same(self, one: Offered) -> Iterator[Offered]:
        """The same field of the same kind on other cards, holding the same."""
        for other in self.offered.values():
            is_alike = (other.place.model, other.place.column, other.place.kind) == (
                one.place.model,
                one.place.column,
                one.place.kind,
            )
            if is_alike and other.place.card != one.place.card and other.text == one.text:
                yield other

    def _stamped(self) -> Mapping[str, Any]:
        try:
            read = json.loads(self.cleaned_data.get("stamp") or "{}")
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}


def _field_of(one: Offered) -> forms.Field:
    field = one.place.field
    choices = _choices(field)
    if choices:
        return forms.ChoiceField(
            label=one.label,
            required=False,
            choices=[("", _("As it is")), *choices],
            widget=UnfoldAdminSelectWidget,
        )
    if isinstance(field, models.TextField):
        widget: Any = UnfoldAdminTextareaWidget({"rows": 2})
    else:
        widget = UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"})
    return forms.CharField(label=one.label, required=False, max_length=LONG, widget=widget)


def _choices(field: Any) -> list[tuple[str, Any]]:
    if isinstance(field, models.BooleanField):
        return [("True", _("yes")), ("False", _("no"))]
    if hasattr(field, "countries"):
        found = [(str(code), str(name)) for code, name in field.countries]
    else:
        found = [(str(code), capfirst(str(name))) for code, name in field.flatchoices if code]
    empty = [(values.NOTHING, _("Nothing: the value is taken away"))]
    return [*found, *empty] if found and field.blank else found


def write_down(request: HttpRequest, request_id: int) -> HttpResponse:
    """Every field of every card, the present value beside the place for the right one."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if not acts.may_propose(about):
        words = _("Corrections are written down while the request is being decided.")
        messages.warning(request, words)
        return redirect(page_url(about))
    cards = _cards(about, request)
    offered = [one for card in cards for one in _offered(request, card)]
    data = request.POST if request.method == "POST" else None
    form = CorrectionsForm(data, offered=offered, cards=cards)
    if form.is_valid():
        try:
            count = acts.propose(about, form.drafts(), by=reader(request), now=timezone.now())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as fault:
            for key, words_at in fault.message_dict.items():
                form.add_error(key if key in form.fields else None, words_at)
        else:
            told = ngettext(
                "%(count)d correction is written down.",
                "%(count)d corrections are written down.",
                count,
            )
            messages.success(request, told % {"count": count})
            return redirect(page_url(about, PART))
    return _page(request, about, form, cards)


def _offered(request: HttpRequest, card: DataSubject) -> Iterator[Offered]:
    language = get_language() or "fi"
    for place in places_on(card):
        if place.is_address and hides_address(request, card):
            continue
        text = values.present(place.row, place.column)
        label = label_of(place.model, place.column, place.kind, language)
        yield Offered(place, label, values.shown(place.field, text), text)


def _page(
    request: HttpRequest, about: Request, form: CorrectionsForm, cards: Sequence[DataSubject]
) -> HttpResponse:
    record_seen(request, about, cards, page="corrections")
    title = _("Write down corrections")
    context = {
        **admin.site.each_context(request),
        "opts": Request._meta,
        "title": title,
        "heading": about.reference,
        "remark": title,
        "about": about,
        "form": form,
        "parts": [_card_part(form, card) for card in cards],
        "has_many": len(cards) > 1,
        "back": page_url(about, PART),
        "crumbs": [
            Link(
                capfirst(str(Request._meta.verbose_name_plural)),
                scope.url_of(Request, "changelist"),
            ),
            Link(about.reference, page_url(about, PART)),
            Link(title, ""),
        ],
    }
    answer = TemplateResponse(request, "admin/subjects/corrections.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _card_part(form: CorrectionsForm, card: DataSubject) -> CardPart:
    groups: dict[tuple[str, int], list[tuple[Offered, Any]]] = {}
    for key, one in form.offered.items():
        if one.place.card == card.pk:
            row = one.place.row
            groups.setdefault((row._meta.label, row.pk), []).append((one, form[key]))
    found = [Group(_group_title(fields[0][0].place), fields) for fields in groups.values()]
    title = joined((called(card), kept_in(card.kept_by)))
    if card.merged_into_id is not None:
        title = joined((title, _("merged into another card")))
    return CardPart(title, found, form[acts.statement_on(card).key])


def _group_title(place: Place) -> str:
    row = place.row
    if isinstance(row, DataSubject):
        return capfirst(_("the card itself"))
    return joined((capfirst(str(row._meta.verbose_name)), in_words(row)))


def _url(name: str, number: int) -> str:
    return reverse(f"admin:subjects_request_{name}", args=(number,))
