"""Recipients on a request's page: whom the data went to, and how each was told (Art. 19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from register.admin import scope
from register.admin.people_access import reader
from register.admin.people_forms import refuse_identity_codes
from register.admin.people_words import day, day_of, joined, name_of
from register.enums import DataCategory, Language
from register.hub import Link
from register.models import DataSubject, OutgoingMail
from subjects.admin.access import demand, opened, page_url, record_seen
from subjects.admin.step_forms import Day, Someone, staff_of
from subjects.carrying.recipients import TOLD_OF
from subjects.enums import NoticeWay, RequestedKind
from subjects.models import RecipientNotice, Request
from subjects.models.recipient_notice import NOT_TOLD
from subjects.policies import NotAllowed
from subjects.recipients import acts, mail, untold
from subjects.recipients.mail import Composed
from subjects.recipients.scope import known_by

PART = "recipients"


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One recipient as the page shows it."""

    name: str
    right: str
    went: str
    state: str
    look: str
    note: str
    identifier: str  # for whoever does the task
    url: str


@dataclass(frozen=True, slots=True)
class Recipients:
    """The part of the request's page."""

    lines: Sequence[NoticeLine]
    form: "AddForm | None"
    add_url: str

    @property
    def wait(self) -> bool:
        """There is somebody for the reader to tell."""
        return any(line.url for line in self.lines)


def recipients_panel(about: Request, request: HttpRequest) -> Recipients | None:
    """None before anything was carried out that recipients are told of."""
    carried = about.carriedrights.filter(right__in=sorted(TOLD_OF))
    rights = [RequestedKind(one) for one in carried.values_list("right", flat=True)]
    if not rights:
        return None
    notices = untold.in_force(about)
    mails = untold.mails(notices)
    handles, is_open = request.user.has_perm("subjects.handle_request"), about.closed_at is None
    waiting = {one.pk for one in untold.open_ones(notices)}
    lines = [
        _line(one, mails, is_open=one.pk in waiting, may=handles and (is_open or one.ended))
        for one in notices
    ]
    form = AddForm(rights=rights) if handles and is_open else None
    return Recipients(lines, form, reverse("admin:subjects_request_recipients", args=(about.pk,)))


def pages(site: admin.AdminSite) -> list[URLPattern]:
    """For the address list of the request's own pages."""
    return [
        path(
            "<int:request_id>/recipients/",
            site.admin_view(add),
            name="subjects_request_recipients",
        ),
        path(
            "recipients/<int:recipient_notice_id>/",
            site.admin_view(tell),
            name="subjects_request_recipient",
        ),
    ]


def _line(
    notice: RecipientNotice, mails: dict[int, OutgoingMail], *, is_open: bool, may: bool
) -> NoticeLine:
    state, look = _state(notice, mails.get(notice.pk), is_open=is_open)
    waits = is_open and notice.way != NoticeWay.TASK
    url = reverse("admin:subjects_request_recipient", args=(notice.pk,)) if may and waits else ""
    whose = known_by(notice) if may and is_open and notice.way == NoticeWay.TASK else ""
    went, note = went_words(notice), _note(notice)
    return NoticeLine(notice.name, what_words(notice), went, state, look, note, whose, url)


def _state(notice: RecipientNotice, sent: OutgoingMail | None, *, is_open: bool) -> tuple[str, str]:
    if notice.way == NoticeWay.EMAIL and sent is not None and sent.given_up_at:
        return pgettext("letter", "the mail could not be delivered"), "is-lacking"
    if notice.way == NoticeWay.EMAIL and sent is not None and not sent.sent_at:
        return pgettext("letter", "the mail is on its way"), "is-untranslated"
    if not notice.way:
        return pgettext("recipient", "to be told"), "is-untranslated"
    words = str(notice.get_way_display())
    if is_open:
        return joined((words, pgettext("task", "not done yet"))), "is-untranslated"
    return words, "is-quiet" if notice.way in NOT_TOLD else "is-done"


def what_words(notice: RecipientNotice) -> str:
    """What the recipient is told of."""
    if notice.ended:
        return _("That the restriction of processing has ended")
    return str(capfirst(str(notice.get_right_display())))


def went_words(notice: RecipientNotice) -> str:
    """What went there and when; or that the register says so of all its people."""
    if notice.disclosed_on is None:
        return _("receives data by the register's facts") if notice.recipient_id else ""
    names = [capfirst(str(DataCategory(one).label)) for one in notice.categories.split()]
    return joined((", ".join(names), _("last disclosed %s") % day(notice.disclosed_on)))


def _note(notice: RecipientNotice) -> str:
    if notice.settled_at is None or notice.settled_by is None:
        return ""
    by = {"who": name_of(notice.settled_by), "day": day_of(notice.settled_at)}
    task = ""
    if notice.task is not None:
        owner = {"who": name_of(notice.task.owner), "day": day(notice.task.due_on)}
        task = _("%(who)s, by %(day)s") % owner
    return joined((task, notice.reason, _("by %(who)s, %(day)s") % by))


# One more


class AddForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the recipient"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    right = forms.ChoiceField(
        label=gettext_lazy("What it is told of"), widget=UnfoldAdminSelectWidget
    )

    def __init__(self, data: Any = None, *, rights: Sequence[RequestedKind]) -> None:
        super().__init__(data, auto_id="id_recipient_%s")
        right: Any = self.fields["right"]
        right.choices = [(one.value, capfirst(str(one.label))) for one in rights]


def add(request: HttpRequest, request_id: int) -> HttpResponse:
    """A recipient whom nobody had recorded."""
    demand(request, "handle_request")
    about = opened(request, request_id)
    if request.method == "POST":
        form = AddForm(request.POST, rights=sorted(TOLD_OF))
        try:
            if not form.is_valid():
                raise NotAllowed(_("Write the name of the recipient."))
            said = form.cleaned_data
            right = RequestedKind(said["right"])
            acts.add(about, right=right, name=said["name"], by=reader(request), now=timezone.now())
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The recipient was added."))
    return redirect(page_url(about, PART))


# One recipient


class MailForm(forms.Form):
    """What the mail says; it is looked at before it goes."""

    to = forms.CharField(
        label=gettext_lazy("E-mail address of the recipient"),
        max_length=254,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "email", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[(value, capfirst(label)) for value, label in Language.choices],
        widget=UnfoldAdminSelectWidget,
    )
    identifier = forms.CharField(
        label=gettext_lazy("By what the recipient knows the person"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "What the data were disclosed by, such as the customer number. Not more than is needed."
        ),
    )
    own_words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=4_000,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text=gettext_lazy(
            "The mail can be read on its way: write personal data here only if it must be so."
        ),
    )
    looked_at = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        refuse_identity_codes(self)
        return self.cleaned_data


class ToldForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("How"),
        required=False,
        max_length=500,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Such as “by phone” or “in the bureau's own service”."),
    )


class GiveTaskForm(forms.Form):
    owner = Someone(label=gettext_lazy("Who does it"), empty_label=gettext_lazy("Choose"))
    due_on = Day(label=gettext_lazy("To be done by"))


class NotToldForm(forms.Form):
    way = forms.ChoiceField(label=gettext_lazy("Why not"), widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(
        label=gettext_lazy("Reason, told to the person"),
        max_length=1_000,
        widget=UnfoldAdminTextareaWidget({"rows": 2}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        way: Any = self.fields["way"]
        way.choices = [
            ("", gettext_lazy("Choose")),
            *((one.value, capfirst(str(one.label))) for one in sorted(NOT_TOLD, reverse=True)),
        ]


@dataclass(slots=True)
class Forms:
    """The four ways to see to a recipient; one of them came back, perhaps."""

    mail: MailForm
    told: ToldForm
    task: GiveTaskForm
    not_told: NotToldForm
    preview: Composed | None = None
    is_ready: bool = False  # the mail was looked at as it is and may go


def tell(request: HttpRequest, recipient_notice_id: int) -> HttpResponse:
    """Tell one recipient by a mail that is looked at first, or write down how it was told."""
    demand(request, "handle_request")
    notice = RecipientNotice.objects.filter(pk=recipient_notice_id).first()
    if notice is None:
        raise Http404
    about = opened(request, notice.request_id)
    waiting = {one.pk: one for one in untold.untold(about)}
    is_over = about.closed_at is not None and not notice.ended
    if notice.pk not in waiting or waiting[notice.pk].way == NoticeWay.TASK or is_over:
        messages.warning(request, _("Somebody has seen to this recipient already."))
        return redirect(page_url(about, PART))
    notice.request = about
    act = request.POST.get("act", "") if request.method == "POST" else ""
    ways = _forms(notice, about, request.POST if act else None, act)
    done = _taken(request, notice, ways, act)
    if done:
        messages.success(request, done)
        return redirect(page_url(about, PART))
    return _page(request, about, notice, ways)


def _forms(notice: RecipientNotice, about: Request, data: Any, act: str) -> Forms:
    mail_data = data if act in ("look", "send") else None
    first: Any = {"language": about.language, "identifier": known_by(notice)}
    task = GiveTaskForm(data if act == "task" else None, auto_id="id_task_%s")
    owner: Any = task.fields["owner"]
    owner.queryset = staff_of(about)
    task.fields["due_on"].initial = about.limit_on
    ways = Forms(
        MailForm(mail_data, initial=first, auto_id="id_mail_%s"),
        ToldForm(data if act == "told" else None, auto_id="id_told_%s"),
        task,
        NotToldForm(data if act == "not_told" else None, auto_id="id_not_%s"),
    )
    said = ways.mail.cleaned_data if ways.mail.is_bound and ways.mail.is_valid() else first
    ways.preview = mail.compose(
        notice,
        language=said["language"],
        identifier=said["identifier"] or "…",
        own_words=said.get("own_words", ""),
    )
    ways.is_ready = ways.mail.is_bound and ways.mail.is_valid()
    return ways


def _taken(request: HttpRequest, notice: RecipientNotice, ways: Forms, act: str) -> str:
    """What was done, in words; "" where the page comes back."""
    by: Any = {"by": reader(request), "now": timezone.now()}
    forms_of: dict[str, forms.Form] = {
        "send": ways.mail,
        "told": ways.told,
        "task": ways.task,
        "not_told": ways.not_told,
    }
    form = forms_of.get(act)
    if form is None or not form.is_valid():
        return ""
    said = form.cleaned_data
    try:
        match act:
            case "send":
                return _send(notice, ways, by)
            case "told":
                acts.note_as_told(notice, reason=said["reason"], **by)
                return _("It is noted that the recipient was told.")
            case "task":
                acts.make_task(notice, owner=said["owner"], due_on=said["due_on"], **by)
                return _("The task was given.")
            case _:
                way = NoticeWay(said["way"])
                acts.note_as_not_told(notice, way=way, reason=said["reason"], **by)
                return _("It is noted why the recipient is not told.")
    except NotAllowed as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return ""


def _send(notice: RecipientNotice, ways: Forms, by: Any) -> str:
    said, composed = ways.mail.cleaned_data, ways.preview
    if composed is None or said["looked_at"] != composed.digest:
        ways.mail.add_error(None, _("Look at the mail as it is now before you send it."))
        return ""
    acts.tell_by_mail(notice, to=said["to"].strip(), composed=composed, **by)
    return _("The mail is on its way to the recipient.")


def _page(
    request: HttpRequest, about: Request, notice: RecipientNotice, ways: Forms
) -> HttpResponse:
    people = DataSubject.objects.filter(request_matches__request=about)
    record_seen(request, about, people, page="recipient")
    title = _("Tell a recipient")
    context = {
        **admin.site.each_context(request),
        "opts": Request._meta,
        "title": title,
        "heading": notice.name,
        "remark": joined((what_words(notice), went_words(notice))),
        "about": about,
        "gives_tasks": about.closed_at is None,
        "ways": ways,
        "crumbs": [
            Link(
                capfirst(str(Request._meta.verbose_name_plural)),
                scope.url_of(Request, "changelist"),
            ),
            Link(about.reference, page_url(about, PART)),
            Link(title, ""),
        ],
    }
    answer = TemplateResponse(request, "admin/subjects/recipient.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
