"""One request on one screen: what is asked, how long is left, and what can be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from register.admin import scope
from register.admin.people_access import reader, url_of_person
from register.admin.people_words import called, day, joined, kept_in, moment, name_of
from register.admin.words import words_of
from register.hub import Link
from register.models import DataSubject, OutgoingMail, User
from register.panels import Line, Panel
from subjects import candidates, clock, erasing, policies, strays, unmatched
from subjects.admin.access import opened, origin, page_url, record_seen
from subjects.admin.carrying_copies import copies_panel
from subjects.admin.carrying_effects import effects_panel
from subjects.admin.carrying_erasure import erasure_panel
from subjects.admin.carrying_recipients import recipients_panel
from subjects.admin.carrying_rectification import corrections_panel
from subjects.admin.identity import identity_panel
from subjects.admin.items import Choices, flat, items_of, words_of_item
from subjects.admin.step_forms import (
    FORMS,
    DecideForm,
    FinishTaskForm,
    FixMatchForm,
    LiftBansForm,
    NoteAnothersForm,
    StepForm,
)
from subjects.admin.words import (
    Time,
    decided_words,
    detail,
    happened,
    kept_words,
    new_message,
    rights_of,
    time_of,
    who,
)
from subjects.candidates import Candidate, Candidates
from subjects.enums import ActingAs, Outcome, RequestedKind, Status, Step
from subjects.letters import undelivered
from subjects.letters.undelivered import Undelivered
from subjects.models import (
    Attachment,
    Contact,
    ContactKind,
    Decision,
    IdentityCheck,
    Letter,
    Match,
    Request,
    Task,
)
from subjects.policies import Hand
from subjects.sizes import size_words
from subjects.steps import BY_PAGE
from subjects.transitions import WAYS

# Where a step has a place of its own on the page, and is not among the next steps.
PLACES: Mapping[Step, str] = {
    Step.SETTLE_IDENTITY: "identity",
    Step.SEND_CODE: "identity",
    Step.PROVE_IDENTITY: "identity",
    Step.FIX_MATCH: "people",
    Step.DECIDE_ITEM: "decisions",
    Step.NOTE_ANOTHERS: "erasure",
    Step.LIFT_BANS: "effects",
    Step.ADD_TASK: "tasks",
    Step.FINISH_TASK: "tasks",
    Step.SEND_LETTER: "letters",
    Step.WRITE: "messages",
}
ONE_FORM = {
    Step.SETTLE_IDENTITY: "identity",
    Step.FIX_MATCH: "people",
    Step.ADD_TASK: "tasks",
    Step.WRITE: "messages",
}
LEADS_BACK_OR_OUT = frozenset({Step.RECONSIDER, Step.TAKE_UP_AGAIN, Step.WITHDRAW, Step.JOIN})
# The step that leads on, of which it is told why it cannot be taken yet.
ONWARD: Mapping[Status, Step] = {
    Status.MATCHED: Step.FINISH_DECIDING,
    Status.ANSWERED: Step.CLOSE,
}
NOT_YET_KNOWN = frozenset({Status.RECEIVED, Status.IDENTIFIED})
NOT_YET_ERASED = frozenset({Status.DECIDED, Status.APPROVED})
ALIKE = 5  # other requests from the same contact point


@dataclass(frozen=True, slots=True)
class Act:
    """A step that can be taken now: its form, or the part of the page where it is taken."""

    step: Step
    title: str
    url: str
    form: StepForm | None = None
    is_open: bool = False

    @property
    def leads_on(self) -> bool:
        return WAYS[self.step].to is not None and self.step not in LEADS_BACK_OR_OUT


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody, or another request, with the step that is taken on it."""

    name: str
    url: str
    facts: str
    act: Act | None


@dataclass(frozen=True, slots=True)
class RightPart:
    """One right that is asked for, what was decided of it, and the form that decides."""

    title: str
    lines: Sequence["DecidedLine"]
    act: Act | None


@dataclass(frozen=True, slots=True)
class DecidedLine:
    item: str
    words: str
    look: str
    explanation: str
    kept: str
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A person on the page: fixed or perhaps meant."""

    name: str
    url: str
    facts: str
    why: str = ""
    number: int = 0
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class LetterLine:
    kind: str
    state: str
    look: str
    note: str
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class TaskLine:
    title: str
    note: str
    over: bool
    late: bool
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class File:
    name: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    body: str
    at: str
    by: str
    from_person: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that came back: with its faults, or because somebody else was quicker."""

    form: StepForm
    stale: str = ""
    since: int = 0  # the version that was looked at


@dataclass
class Page:
    """Everything the page shows; each part asks the database a fixed number of times."""

    request: HttpRequest
    about: Request
    refused: Refused | None = None
    sought: str = ""
    today: date = field(default_factory=timezone.localdate)

    @property
    def user(self) -> User:
        return reader(self.request)

    @cached_property
    def possible(self) -> list[Step]:
        return list(policies.possible_steps(self.about, Hand(self.user, timezone.now())))

    @cached_property
    def users(self) -> Mapping[int, User]:
        """The accounts that the timeline names by number."""
        numbers = {event.actor for event in self.events if event.actor}
        numbers |= {
            event.detail["to"]
            for event in self.events
            if event.step == Step.ASSIGN and "to" in event.detail
        }
        return User.objects.in_bulk(numbers)

    @cached_property
    def events(self) -> list[Any]:
        return list(self.about.timelineevents.order_by("version"))

    @property
    def has_news(self) -> bool:
        return Request.objects.with_news().filter(pk=self.about.pk).exists()

    # Steps

    def act(self, step: Step) -> Act | None:
        """The form of a step, as it was sent where it came back."""
        if step not in self.possible or step not in FORMS:
            return None
        if self.refused is not None and self.refused.form.step == step:
            return self._act(step, self.refused.form, is_open=True)
        return self._act(step, FORMS[step](None, **self.whose))

    def _act(self, step: Step, form: StepForm, *, is_open: bool = False) -> Act:
        return Act(step, capfirst(form.heading), self.step_url(step), form, is_open)

    @property
    def lost_form(self) -> StepForm | None:
        """A form that was refused and has no place on the page any more."""
        if self.refused is None or self.refused.stale:
            return None
        return None if self.refused.form.step in self.possible else self.refused.form

    @property
    def whose(self) -> dict[str, Any]:
        return {"about": self.about, "user": self.user}

    def step_url(self, step: Step) -> str:
        return reverse("admin:subjects_request_step", args=(self.about.pk, step.value))

    def next_steps(self) -> list[Act]:
        """What leads on comes first; what leads back, or ends the request otherwise, comes last."""
        acts = []
        for step in self.possible:
            if step == Step.FIX_MATCH and self.about.matched_at:
                continue  # to be mended in its place, and nothing that is to be done
            if step in PLACES:
                acts.append(Act(step, capfirst(str(step.label)), f"#{PLACES[step]}"))
            elif (act := self.act(step)) is not None:
                acts.append(act)
            elif (address := self.own_page(step)) != "":
                acts.append(Act(step, capfirst(str(step.label)), address))
        return sorted(acts, key=lambda one: (one.step in LEADS_BACK_OR_OUT, not one.leads_on))

    def hindrance(self) -> str:
        """Why the request cannot go on yet, in words for who works on it."""
        step = ONWARD.get(Status(self.about.status))
        if step is None or not self.user.has_perm("subjects.handle_request"):
            return ""
        try:
            policies.check_can_take(self.about, step, Hand(self.user, timezone.now()))
        except policies.NotAllowed as refusal:
            return str(refusal)
        return ""

    def own_page(self, step: Step) -> str:
        """A step that is taken on a page of its own: the decision is looked at before it goes."""
        if step == Step.ANSWER:
            return reverse("admin:subjects_letter_answer", args=(self.about.pk,))
        return ""

    # Parts

    def asked(self) -> Panel:
        about = self.about
        entered = _("%(when)s by %(who)s") % {
            "when": moment(about.registered_at),
            "who": name_of(about.entered_by) if about.entered_by else _("the person"),
        }
        everywhere = _("every register of the controller is looked into")
        lines = [
            Line(_("Controller"), about.controller.name),
            Line(
                _("Register"),
                words_of(about.register),
                _("only this register") if about.register_only else everywhere,
            ),
            Line(_("Arrived"), moment(about.received_at), str(about.get_channel_display())),
            Line(_("Entered"), entered),
            Line(_("Language"), capfirst(str(about.get_language_display()))),
        ]
        if about.joined_to is not None:
            link = Link(_("Open"), page_url(about.joined_to))
            lines.append(Line(_("Joined to"), about.joined_to.reference, "", [link]))
        return Panel("asked", _("What is asked"), lines)

    def time(self) -> Time:
        return time_of(self.about, self.today)

    def clock(self) -> Panel:
        """Target and limit, and what has moved them."""
        about = self.about
        reading = clock.read(clock.facts_of(about), today=self.today)
        lines = [
            Line(_("Target"), day(reading.target)),
            Line(_("Time limit"), day(reading.limit)),
        ]
        if about.extended_at and about.extended_by:
            by = {
                "who": name_of(about.extended_by),
                "day": day(timezone.localdate(about.extended_at)),
            }
            counts = (
                "" if reading.extended else _("It counts once the person has been told in time.")
            )
            note = joined((_("by %(who)s, %(day)s") % by, counts))
            ground = capfirst(str(about.get_extension_ground_display()))
            lines.append(Line(_("Extended"), joined((ground, about.extension_reason)), note))
        for pause in about.pauses.all():
            until = day(pause.answered_on) if pause.answered_on else _("still")
            words = _("%(since)s – %(until)s") % {"since": day(pause.asked_on), "until": until}
            if pause.answered_on == pause.asked_on:
                words = until
            note = str(pause.get_reason_display())
            if pause.reminded_on:
                note = joined((note, _("reminded %s") % day(pause.reminded_on)))
            lines.append(Line(_("Clock stood still"), words, note))
        if reading.paused_days:
            count = reading.paused_days
            words = ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
            lines.append(Line(_("In all"), words))
        return Panel("time", _("How long is left"), lines)

    def requester(self) -> Panel:
        requester = self.about.requester
        lines = [Line(_("Name"), requester.name)]
        if requester.acting_as != ActingAs.SELF:
            acts = capfirst(str(requester.get_acting_as_display()))
            lines.append(Line(_("On behalf of"), requester.on_behalf_of, acts))
        for contact in self.about.contacts.all():
            kind = capfirst(str(contact.get_kind_display()))
            lines.append(Line(kind, contact.value, confirmed_words(contact)))
        if requester.customer_number:
            lines.append(Line(_("Customer number"), requester.customer_number))
        if requester.organisation:
            lines.append(Line(_("Organisation"), requester.organisation))
        return Panel("requester", _("Who asks"), lines)

    def identity(self) -> Panel:
        checks: Sequence[IdentityCheck] = list(
            self.about.identitychecks.select_related("settled_by")
        )
        lines = [
            Line(
                day(timezone.localdate(check.settled_at)),
                capfirst(str(check.get_method_display())),
                joined((name_of(check.settled_by), str(check.get_mandate_display()))),
            )
            for check in checks
        ]
        if self.about.identified_at is not None:
            text = ""
        elif lines:
            text = _("Not settled now: the request was taken up again after these.")
        else:
            text = _("Not settled yet.")
        return Panel("identity", _("Identity"), lines, text)

    # People

    @cached_property
    def matches(self) -> list[Match]:
        return list(self.about.matches.order_by("pk"))

    @cached_property
    def people(self) -> list[DataSubject]:
        """The people fixed, of those whom the reader may see."""
        numbers = [match.subject_id for match in self.matches if match.subject_id]
        rows = DataSubject.objects.visible_to(self.user).filter(pk__in=numbers)
        return list(rows.select_related("kept_by__register", "kept_by__controller").order_by("pk"))

    @cached_property
    def found(self) -> Candidates:
        """Who may be meant, until it is fixed."""
        if Status(self.about.status) not in NOT_YET_KNOWN:
            return Candidates()
        return candidates.candidates_for(self.about, self.user, sought=self.sought)

    @cached_property
    def offered(self) -> list[Candidate]:
        """With those who were ticked on a form that came back."""
        known = {one.person.pk for one in self.found.people}
        rest = self.ticked - known
        rows = candidates.reachable(self.about, self.user) if rest else DataSubject.objects.none()
        more = rows.select_related("kept_by__register", "kept_by__controller").filter(pk__in=rest)
        return [*self.found.people, *(Candidate(person, []) for person in more)]

    @property
    def ticked(self) -> set[int]:
        form = self.refused.form if self.refused else None
        return form.ticked if isinstance(form, FixMatchForm) else set()

    def fixed(self) -> list[Shown]:
        seen = {person.pk: person for person in self.people}
        return [self._fixed(seen, match) for match in self.matches]

    def _fixed(self, seen: Mapping[int, DataSubject], match: Match) -> Shown:
        person = seen.get(match.subject_id or 0)
        if person is not None:
            return self._shown(person)
        return Shown(_("Not shown to you") if match.subject_id else _("Erased"), "", "")

    def meant(self) -> list[Shown]:
        return [self._shown(one.person, one.reasons) for one in self.offered]

    def _shown(self, person: DataSubject, reasons: Sequence[Any] = ()) -> Shown:
        return Shown(
            called(person),
            url_of_person(person, origin=origin(self.about)),
            joined((person.customer_number, kept_in(person.kept_by))),
            ", ".join(str(reason.label) for reason in reasons),
            person.pk,
            person.pk in self.ticked,
        )

    @cached_property
    def strays(self) -> list[DataSubject]:
        """Whom a ban of the request still concerns by mistake, of those whom the reader may see."""
        numbers = [person.pk for person in strays.strays_of(self.about)]
        rows = DataSubject.objects.visible_to(self.user).filter(pk__in=numbers)
        return list(rows.select_related("kept_by__register", "kept_by__controller").order_by("pk"))

    def banned_by_mistake(self) -> list[Beside]:
        return [self._banned(person) for person in self.strays]

    def _banned(self, person: DataSubject) -> Beside:
        shown = self._shown(person)
        act = None
        if Step.LIFT_BANS in self.possible:
            number = {"person": person.pk}
            form = LiftBansForm(initial=number, suffix=f"_{person.pk}", **self.whose)
            act = self._act(Step.LIFT_BANS, form)
        return Beside(shown.name, shown.url, shown.facts, act)

    def may_need_the_data(self) -> list[Beside]:
        """Requests that an erasure waits for, until it is known whom they are about."""
        if not erasing.is_granted(self.about) or self.about.status not in NOT_YET_ERASED:
            return []
        found = unmatched.perhaps_of_the_same(self.about)
        seen = Request.objects.visible_to(self.user)
        mine = set(seen.filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
        return [self._needing(other, is_seen=other.pk in mine) for other in found]

    def _needing(self, other: Request, *, is_seen: bool) -> Beside:
        act = None
        if is_seen and Step.NOTE_ANOTHERS in self.possible:
            form = NoteAnothersForm(
                initial={"other": other.pk}, suffix=f"_{other.pk}", **self.whose
            )
            act = self._act(Step.NOTE_ANOTHERS, form)
        facts = joined((*rights_of(other), _("arrived %s") % moment(other.received_at)))
        unseen = "" if is_seen else _("of a controller that you do not serve")
        url = page_url(other, "people") if is_seen else ""
        return Beside(other.reference, url, joined((facts, unseen)), act)

    # Decisions

    @cached_property
    def items(self) -> Choices:
        decides = Step.DECIDE_ITEM in self.possible or self.decisions
        return items_of(self.request, self.people if decides else [])

    @cached_property
    def decisions(self) -> list[Decision]:
        return list(self.about.decisions.select_related("decided_by", "reviewed_by"))

    def rights(self) -> list[RightPart]:
        known = flat(self.items)
        parts = []
        for asked in self.about.requestedrights.all():
            lines = [
                self._decided(one, known) for one in self.decisions if one.right == asked.right
            ]
            title = capfirst(str(asked.get_right_display()))
            parts.append(RightPart(title, lines, self._deciding(RequestedKind(asked.right))))
        return parts

    def _decided(self, decision: Decision, known: dict[str, str]) -> DecidedLine:
        granted = decision.outcome == Outcome.GRANTED
        by = {
            "who": name_of(decision.decided_by),
            "day": day(timezone.localdate(decision.decided_at)),
        }
        return DecidedLine(
            words_of_item(decision, known),
            decided_words(decision),
            "is-done" if granted else "is-lacking",
            decision.explanation,
            kept_words(decision),
            _("by %(who)s, %(day)s") % by,
        )

    def _deciding(self, right: RequestedKind) -> Act | None:
        if Step.DECIDE_ITEM not in self.possible:
            return None
        came_back = self.refused.form if self.refused else None
        if isinstance(came_back, DecideForm) and came_back.of_right == right:
            return self._act(Step.DECIDE_ITEM, came_back, is_open=True)
        form = DecideForm(right=right, items=self.items, **self.whose)
        return self._act(Step.DECIDE_ITEM, form)

    # What is to be done, written and kept

    def tasks(self) -> list[TaskLine]:
        return [self._task(task) for task in self.about.tasks.select_related("owner", "system")]

    def _task(self, task: Task) -> TaskLine:
        where = words_of(task.system) if task.system else ""
        ends = (
            _("done %s") % moment(task.done_at)
            if task.done_at
            else _("to be done by %s") % day(task.due_on)
        )
        act = None
        if Step.FINISH_TASK in self.possible and not task.done_at:
            form = FinishTaskForm(initial={"task": task.pk}, suffix=f"_{task.pk}", **self.whose)
            act = self._act(Step.FINISH_TASK, form)
        late = not task.done_at and task.due_on < self.today
        note = joined((where, name_of(task.owner), ends))
        return TaskLine(task.title, note, bool(task.done_at), late, act)

    def letters(self) -> list[LetterLine]:
        letters = list(self.about.letters.all())
        mails = mails_of([one for one in letters if one.delivery in BY_PAGE])
        return [self._letter(letter, mails.get(letter.pk)) for letter in letters]

    def _letter(self, letter: Letter, mail: OutgoingMail | None) -> LetterLine:
        kind = capfirst(str(letter.get_kind_display()))
        if letter.overtaken_at:
            words = pgettext("letter", "no longer needed")
            return LetterLine(kind, words, "is-quiet", "")
        if not letter.sent_at:
            by = _("to be sent by %s") % day(letter.due_on) if letter.due_on else ""
            note = joined((_("owed since %s") % moment(letter.owed_at), by))
            state = pgettext("letter", "owed")
            return LetterLine(kind, state, "is-untranslated", note, self._letter_links(letter))
        sender = name_of(letter.sent_by) if letter.sent_by else _("by itself")
        note = joined((moment(letter.sent_at), str(letter.get_delivery_display()), sender))
        state, look = pgettext("letter", "sent"), "is-done"
        if mail is not None and mail.given_up_at:
            state, look = pgettext("letter", "the mail could not be delivered"), "is-lacking"
        elif mail is not None and not mail.sent_at:
            state, look = pgettext("letter", "the mail is on its way"), "is-untranslated"
        return LetterLine(kind, state, look, note, self._letter_links(letter))

    def _letter_links(self, letter: Letter) -> list[Link]:
        page = Link(
            _("Read") if letter.sent_at else _("Look at it and send"),
            reverse("admin:subjects_letter_preview", args=(letter.pk,)),
        )
        if not letter.sent_at:
            return [page]
        return [page, Link(_("PDF"), reverse("admin:subjects_letter_pdf", args=(letter.pk,)))]

    def messages(self) -> list[MessageLine]:
        return [
            MessageLine(
                one.body,
                moment(one.written_at),
                name_of(one.written_by) if one.written_by else "",
                one.from_person,
            )
            for one in self.about.messages.select_related("written_by")
        ]

    def files(self) -> list[File]:
        rows = Attachment.objects.filter(request=self.about).defer("content")
        return [
            File(
                one.name,
                joined(
                    (
                        str(one.get_kind_display()),
                        size_words(one.size),
                        moment(one.added_at),
                        name_of(one.added_by) if one.added_by else "",
                    )
                ),
                reverse("admin:subjects_request_file", args=(one.pk,)),
            )
            for one in rows.select_related("added_by")
        ]

    def timeline(self, *, after: int = 0) -> list[Line]:
        """As it happened, the newest last; with the mail that never arrived."""
        told = [
            (
                event.at,
                happened(event),
                joined((who(event, self.users), detail(event, self.users))),
            )
            for event in self.events
            if event.version > after
        ]
        if not after:
            told += [
                (mail.given_up_at, _("A mail could not be delivered."), mail_words(mail))
                for mail in undelivered.of_request(self.about)
            ]
        return [Line(moment(at), words, note) for at, words, note in sorted(told, key=first)]

    def alike(self) -> list[Link]:
        """Others that came from the same contact point: perhaps the same is asked twice."""
        rows: Any = Request.objects.visible_to(self.user)
        found = rows.like(self.about).order_by("received_at", "pk")[:ALIKE]
        return [Link(one.reference, page_url(one)) for one in found]

    def joined_here(self) -> list[Link]:
        """Those that are answered with this one, of those the reader may see."""
        rows = Request.objects.visible_to(self.user).filter(joined_to=self.about)
        return [Link(one.reference, page_url(one)) for one in rows.order_by("received_at", "pk")]


def confirmed_words(contact: Contact) -> str:
    """Whether the person has shown that the mailbox is theirs."""
    if contact.confirmed_at:
        return _("confirmed %s") % moment(contact.confirmed_at)
    return _("not confirmed yet") if contact.kind == ContactKind.EMAIL else ""


def first(told: tuple[Any, ...]) -> Any:
    return told[0]


def mail_words(mail: Undelivered) -> str:
    """Of which letter it told; or that it asked for a confirmation."""
    if mail.letter is None:
        return _("the mail that asks for a confirmation")
    return str(mail.letter.get_kind_display())


def mails_of(letters: Sequence[Letter]) -> dict[int, OutgoingMail]:
    """How the mail of each letter stands."""
    keys = {f"letter:{letter.pk}": letter.pk for letter in letters}
    rows = OutgoingMail.objects.filter(key__in=keys)
    return {keys[mail.key]: mail for mail in rows.only("key", "sent_at", "given_up_at")}


def request_page(request: HttpRequest, request_id: int) -> HttpResponse:
    return shown(request, opened(request, request_id))


def panels_of(request: HttpRequest, page: Page) -> dict[str, Any]:
    """What is carried out and how far it has come, each part by its own module."""
    about = page.about
    people = [one.person for one in page.offered]
    return {
        "effects": effects_panel(about),
        "copies": copies_panel(request, about),
        "identity": identity_panel(about, page.user, people),
        "corrections": corrections_panel(about, request),
        "recipients": recipients_panel(about, request),
        "erasure": erasure_panel(about, page.user),
    }


def crumbs_of(about: Request) -> list[Link]:
    name = capfirst(str(Request._meta.verbose_name_plural))
    return [Link(name, scope.url_of(Request, "changelist")), Link(about.reference, "")]


def shown(
    request: HttpRequest,
    about: Request,
    refused: Refused | None = None,
    *,
    sought: str = "",
    fault: str | Promise = "",
) -> HttpResponse:
    """The page; with a form that came back, if one did, and what it said."""
    page = Page(request, about, refused, sought)
    may_handle = request.user.has_perm("subjects.handle_request")
    record_seen(
        request,
        about,
        [*page.people, *page.strays, *(one.person for one in page.offered)],
        page="request",
    )
    time = page.time()
    stale = refused.stale if refused else ""
    lost = refused.form if refused and stale and refused.form.step not in page.possible else None
    context = {
        **admin.site.each_context(request),
        "opts": Request._meta,
        "title": about.reference,
        "about": about,
        "page": page,
        "time": time,
        "status": capfirst(str(about.get_status_display())),
        "rights": rights_of(about),
        "handler": name_of(about.assigned_to) if about.assigned_to else "",
        "steps": page.next_steps(),
        "places": {place: page.act(step) for step, place in ONE_FORM.items()},
        **panels_of(request, page),
        "may_handle": may_handle,
        "news": new_message() if page.has_news else "",
        "needs_approval": Step.APPROVE not in page.possible
        and Request.objects.to_be_approved().filter(pk=about.pk).exists(),
        "may_search": may_handle and Status(about.status) in NOT_YET_KNOWN,
        "stale": stale,
        "since": page.timeline(after=refused.since) if refused and stale else [],
        "lost": lost.written if lost else [],
        "fault": fault,
        "files_url": reverse("admin:subjects_request_attach", args=(about.pk,)),
        "search_url": reverse("admin:subjects_request_seek", args=(about.pk,)),
        "crumbs": crumbs_of(about),
    }
    answer = TemplateResponse(
        request, "admin/subjects/request.html", context, status=409 if stale else 200
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
