"""Lists of people as files: the list that is on the screen, and mailing lists.

A page says how many people there are, up to a bound, and asks what for and with which columns. The
file is made by what is sent back, once: what the page showed is signed and told apart from any
other page. How many there were of more than the bound is settled as the file is journalled.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from tempfile import TemporaryFile
from typing import Any, Self
from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.widgets import DATETIME_CLASSES, UnfoldAdminSelectWidget

from register import exports, search
from register.admin import scope
from register.admin.listing import (
    AFTER,
    BEFORE,
    SEARCH,
    Asked,
    WrongAddress,
    written_like_a_code,
)
from register.admin.people_access import reader, served
from register.admin.people_act_forms import Picked, ReasonForm, Ticked
from register.admin.people_words import kept_in
from register.enums import MarketingChannel, MarketingScope
from register.exports import Column, PeopleFile
from register.hub import Link
from register.mailing import Mailing
from register.models import DataSubject, Occasion, RegisterController, User
from register.refusal import Refusal
from register.support import tables
from register.support.tables import FOR_EXCEL, FOR_PROGRAMS

MAY = "register.export_people"
FORM_LASTS = 60 * 60  # seconds in which a page can be sent
MOST_IN_XLSX = 20_000  # people: a workbook is made whole before any of it is sent
MOST_COUNTED = MOST_IN_XLSX  # people: beyond, a page says only that there are more
DAYS_AHEAD = 31  # for which a mailing list is made; nobody knows who forbids it by then


def urls() -> list[URLPattern]:
    page = admin.site.admin_view
    return [
        path("export/", page(export_view), name="register_datasubject_export"),
        path("mailing/", page(mailing_view), name="register_datasubject_mailing"),
    ]


def links(request: HttpRequest) -> list[Link]:
    """What the list of people offers: the list one sees, with what it is narrowed by."""
    if not request.user.has_perm(MAY):
        return []
    kept = {key: request.GET[key] for key in request.GET if key not in (AFTER, BEFORE)}
    export = reverse("admin:register_datasubject_export")
    return [
        Link(_("Export this list"), f"{export}?{urlencode(kept)}" if kept else export),
        Link(_("Mailing list"), reverse("admin:register_datasubject_mailing")),
    ]


# What is asked


class FileForm(models.TextChoices):
    """Kinds of file; the names stand in the journal."""

    XLSX = "xlsx", pgettext_lazy("kind of file", "Excel workbook (XLSX)")
    CSV = "csv", pgettext_lazy("kind of file", "CSV for Excel (semicolons)")
    PLAIN_CSV = "plain_csv", pgettext_lazy("kind of file", "CSV for other programs (commas)")


class ReasonedForm(ReasonForm):
    """What kind of file, and why."""

    file = Picked(label=gettext_lazy("Kind of file"), choices=FileForm.choices)
    field_order = ["occasion", "reference", "file", "columns"]

    def columns_chosen(self) -> frozenset[Column] | None:
        """None where the list itself tells."""
        return None


class ExportForm(ReasonedForm):
    """An export of a list: also what of each person."""

    columns = Ticked(
        label=gettext_lazy("What the file holds of each person"),
        choices=Column.choices,
        initial=[
            *(Column.CUSTOMER_NUMBER, Column.FAMILY_NAME, Column.GIVEN_NAMES),
            *(Column.ORGANISATION, Column.EMAIL, Column.PHONE),
        ],
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["columns"].choices = [
            (column.value, column.label)
            for column in Column
            if user.has_perm(exports.ASKS_FOR.get(column, MAY))
        ]
        fields["occasion"].label = _("What the list is needed for")
        fields["occasion"].choices = [("", _("Choose")), *Occasion.choices]

    def columns_chosen(self) -> frozenset[Column]:
        return frozenset(Column(one) for one in self.cleaned_data["columns"])


class MailingForm(ReasonedForm):
    """A mailing list: its columns follow from the channel, its occasion from what it is."""

    occasion = Picked(choices=Occasion.choices, required=False, widget=forms.HiddenInput)

    def clean_occasion(self) -> str:
        return Occasion.MARKETING.value


class WhichMailing(forms.Form):
    """Whose marketing, by what, and when."""

    kept_by = forms.ModelChoiceField(
        label=gettext_lazy("Register and controller"),
        queryset=RegisterController.objects.none(),
        widget=UnfoldAdminSelectWidget,
        empty_label=None,
    )
    channel = Picked(label=gettext_lazy("Channel"), choices=MarketingChannel.choices)
    scope = Picked(
        label=pgettext_lazy("of marketing", "Scope of marketing"), choices=MarketingScope.choices
    )
    on = forms.DateField(
        label=gettext_lazy("Day of sending"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(
            attrs={"type": "date", "class": " ".join(DATETIME_CLASSES)}, format="%Y-%m-%d"
        ),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate()
        places: Any = self.fields["kept_by"]
        places.queryset = served(user)
        places.label_from_instance = kept_in

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        today = timezone.localdate()
        if not today <= on <= today + timedelta(days=DAYS_AHEAD):
            words = _("A list is made for today or a day within the next %d days.")
            raise forms.ValidationError(words % DAYS_AHEAD)
        return on

    def mailing(self) -> Mailing:
        said = self.cleaned_data
        channel, of = MarketingChannel(said["channel"]), MarketingScope(said["scope"])
        return Mailing(said["kept_by"], channel, of, said["on"])


# The pages


def export_view(request: HttpRequest) -> HttpResponseBase:
    """The list that the address asks for, whole: with its search and choices, without its pages."""
    _check_may(request)
    asked = _asked(request)
    if asked is None:
        return redirect(scope.url_of(DataSubject, "changelist"))
    if asked.found is not None and asked.found.more_than:
        most = number_format(search.MOST, force_grouping=True)
        words = _(
            "More than %s people match, and the list does not hold them all. Narrow it first."
        )
        return _page(request, _("Export a list"), refused=words % most)
    rows: Any = asked.rows
    people = PeopleFile(people=rows, columns=frozenset())
    form_of = partial(ExportForm, user=reader(request))
    return _shown_or_made(request, _("Export a list"), people, form_of, _("People"))


def _asked(request: HttpRequest) -> Asked | None:
    """None for an address that is no list's: a wrong word there must not mean everybody."""
    people: Any = admin.site.get_model_admin(DataSubject)
    if written_like_a_code(request.GET.get(SEARCH, "")):
        return None
    try:
        found: Asked = people.asked(request)
    except WrongAddress:
        return None
    return found


def mailing_view(request: HttpRequest) -> HttpResponseBase:
    """Whom the law and the people themselves let us approach."""
    _check_may(request)
    user = reader(request)
    which = WhichMailing(request.GET or None, user=user, auto_id="which_%s")
    title = _("Mailing list")
    if not which.is_valid():
        return _page(request, title, which=which)
    mailing = which.mailing()
    people = mailing.list_of(DataSubject.objects.visible_to(user))
    name = f"{title} {mailing.channel.value} {mailing.scope.value} {mailing.on}".replace("_", " ")
    return _shown_or_made(request, title, people, MailingForm, name, which=which)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page said, as it comes back signed: a name of its own, and how many people."""

    number: str
    count: int
    more: bool = False  # than `count`

    @classmethod
    def of(cls, people: models.QuerySet[Any]) -> Self:
        found = people.order_by()[: MOST_COUNTED + 1].count()
        return cls(uuid4().hex, min(found, MOST_COUNTED), more=found > MOST_COUNTED)

    def signed(self, request: HttpRequest) -> str:
        return signing.dumps([self.number, self.count, self.more], salt=_salt(request))

    @classmethod
    def read(cls, request: HttpRequest) -> "Shown | None":
        try:
            number, count, more = signing.loads(
                request.POST.get("shown", ""), salt=_salt(request), max_age=FORM_LASTS
            )
        except (signing.BadSignature, ValueError):
            return None
        return cls(str(number), int(count), bool(more))


def _salt(request: HttpRequest) -> str:
    """A page of one list by one person is not sent for another."""
    return f"register.export:{request.user.pk}:{request.get_full_path()}"


def _shown_or_made(
    request: HttpRequest,
    title: str,
    people: PeopleFile,
    form_of: Callable[[Any], ReasonedForm],
    name: str,
    **context: Any,
) -> HttpResponseBase:
    form = form_of(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        shown = Shown.read(request)
        try:
            if shown is None:
                raise Refusal(_("This page has grown old. Look at it, and send it again."))
            return _made(request, people, form, shown, name)
        except Refusal as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
    return _page(request, title, people, form, **context)


def _page(
    request: HttpRequest,
    title: str,
    people: PeopleFile | None = None,
    form: ReasonedForm | None = None,
    **context: Any,
) -> TemplateResponse:
    shown = Shown.of(people.people) if people is not None else Shown("", 0)
    return TemplateResponse(
        request,
        "admin/register/people_export.html",
        {
            **admin.site.each_context(request),
            "opts": DataSubject._meta,
            "title": title,
            "crumbs": [
                Link(_("People"), scope.url_of(DataSubject, "changelist")),
                Link(title, ""),
            ],
            "people": people,
            "count": shown.count,
            "more": shown.more,
            "form": form if shown.count else None,
            "shown": shown.signed(request),
            "headings": exports.headings(people.columns) if people else [],
            "narrowed": _narrowed(request),
            "most_in_xlsx": number_format(MOST_IN_XLSX, force_grouping=True),
            "list_url": scope.url_of(DataSubject, "changelist"),
            **context,
        },
    )


def _narrowed(request: HttpRequest) -> Sequence[str]:
    """What the list is narrowed by, in words; what was searched for too."""
    asked = _asked(request) if request.path.endswith("/export/") else None
    if asked is None:
        return []
    chosen = [
        f"{choice.label}: {dict(choice.options)[choice.chosen]}"
        for choice in asked.choices
        if choice.chosen
    ]
    return [*([_("Search: %s") % asked.written] if asked.written else []), *chosen]


# The file


def _made(
    request: HttpRequest, people: PeopleFile, form: ReasonedForm, shown: Shown, name: str
) -> HttpResponseBase:
    """Journal everybody on the list, and then send them. Raises Refusal."""
    said: Mapping[str, Any] = form.cleaned_data
    kind = FileForm(said["file"])
    if kind == FileForm.XLSX and (shown.more or shown.count > MOST_IN_XLSX):
        words = _("A workbook holds %s people at most here. Choose CSV.")
        raise Refusal(words % number_format(MOST_IN_XLSX, force_grouping=True), "file")
    chosen = form.columns_chosen()
    if chosen is not None:
        people = PeopleFile(people=people.people, columns=chosen)
    exports.record(
        people,
        by=reader(request),
        occasion=said["occasion"],
        reference=said["reference"],
        number=shown.number,
        form=kind.value,
        expected=shown.count,
        or_more=shown.more,
    )
    headings, rows = exports.headings(people.columns), exports.rows(people, shown.number)
    now = timezone.localtime()
    file_name = slugify(f"{name} {now:%Y-%m-%d %H%M}")
    answer: HttpResponseBase
    if kind == FileForm.XLSX:
        held = TemporaryFile()  # noqa: SIM115 # without a name; the answer closes it
        about = tables.About(_("People"), translation.get_language() or "fi", now.date())
        columns = [tables.Column(heading) for heading in headings]
        tables.write_xlsx(held, [tables.Sheet(_("People"), columns, rows)], about=about)
        held.seek(0)
        answer = FileResponse(
            held, as_attachment=True, filename=f"{file_name}.xlsx", content_type=tables.XLSX_TYPE
        )
    else:
        csv_form = FOR_EXCEL if kind == FileForm.CSV else FOR_PROGRAMS
        answer = StreamingHttpResponse(
            tables.csv_lines(headings, rows, form=csv_form), content_type=tables.CSV_TYPE
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _check_may(request: HttpRequest) -> None:
    if not request.user.has_perm(MAY) or not request.user.has_perm("register.view_datasubject"):
        raise PermissionDenied
