"""A letter from a request's rows: complete by construction, in the person's language.

What the law wants in it (Art. 12(3)–(4), 77, 79) is written here, from what was decided; around it
stands our wording or the company's own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.enums import DataCategory, Language
from register.models import SupervisoryAuthority
from register.texts import Text
from subjects import clock
from subjects.deadlines import received_date
from subjects.enums import (
    ActingAs,
    ExtensionGround,
    Ground,
    IdentityMethod,
    LetterKind,
    Outcome,
    PauseReason,
    RequestedKind,
)
from subjects.grounds import LAW_RESTRICTS
from subjects.identity.ladder import last_asked
from subjects.identity.words import ANSWER_BY_CONTACT, ANSWER_ON_PAGE, HOW_TO
from subjects.letters import (
    banned,
    copies,
    done,
    erased,
    phrases,
    phrases_done,
    recipients,
    rectified,
    together,
)
from subjects.letters.parties import called
from subjects.letters.placeholders import NEVER, faults, fill, paragraph_named, paragraphs
from subjects.letters.reading import heading, listed, one_line, own_paragraphs, within
from subjects.letters.wordings import TITLES, WORDINGS
from subjects.models import Decision, Letter, LetterTemplate, Pause, Request, Task
from subjects.policies import (
    QUESTIONS,
    NotAllowed,
    identity_of,
    page_address,
    requested,
    running_pause,
)
from subjects.recipients import ends
from subjects.restricted import held_by

Paragraphs = Sequence[str]
# After which paragraph of ours the handler's own words stand.
OWN_WORDS_AFTER: Mapping[LetterKind, str] = {
    LetterKind.RECEIPT: "time",
    LetterKind.IDENTITY_QUESTION: "question",
    LetterKind.SPECIFICATION_QUESTION: "question",
    LetterKind.REMINDER: "reminder",
    LetterKind.EXTENSION: "extension",
    LetterKind.DECISION: "decision",
    LetterKind.RESTRICTION_END: "restriction",
    LetterKind.LAPSED: "lapsed",
    LetterKind.WITHDRAWN: "withdrawn",
    LetterKind.JOINED: "joined",
}


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter before it leaves."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Told:
    """What the paragraphs are made from."""

    request: Request
    kind: LetterKind
    language: str
    today: date
    own_words: str = ""

    def say(self, text: Text, **values: str) -> str:
        return fill(text.said_in(self.language), values)

    def day(self, day: date) -> str:
        return day_in(self.language, day)

    @property
    def by_page(self) -> bool:
        """The person has an address to which the link to the request's own page goes."""
        return bool(page_address(self.request))

    @property
    def reading(self) -> clock.Reading:
        return clock.read(clock.facts_of(self.request), today=self.today)


def day_in(language: str, day: date) -> str:
    """A day as letters write it: 1.9.2026, in English 1 September 2026."""
    with translation.override(language):
        form = "DATE_FORMAT" if language == Language.EN else "SHORT_DATE_FORMAT"
        return str(date_format(day, form))


def compose(letter: Letter, *, today: date, own_words: str = "") -> Composed:
    """The letter as it would leave today; as it left, where it has. Raises NotAllowed."""
    if letter.sent_at is not None:
        return Composed(letter.title, tuple(paragraphs(letter.body)))
    kind = LetterKind(letter.kind)
    return compose_for(letter.request, kind, letter.language, today=today, own_words=own_words)


def compose_answer(request: Request, *, today: date, own_words: str = "") -> Composed:
    """The decision, which is owed from the very step that sends it. Raises NotAllowed."""
    if requested(request) - set(request.decisions.values_list("right", flat=True)):
        raise NotAllowed(_("Something the person asked for is not decided yet."))
    return compose_for(
        request, LetterKind.DECISION, request.language, today=today, own_words=own_words
    )


def compose_for(
    request: Request, kind: LetterKind, language: str, *, today: date, own_words: str = ""
) -> Composed:
    told = Told(request, kind, language, today, own_words)
    return compose_by(wording_of(told), told)


def compose_by(wording: str, told: Told) -> Composed:
    """The letter by a wording that has been checked."""
    values = {
        "reference": told.request.reference,
        "controller": one_line(called(told.request.controller, told.language)),
        "name": one_line(told.request.requester.name),
        "arrived": told.day(received_date(told.request.received_at)),
    }
    found: list[str] = []
    for paragraph in paragraphs(wording):
        name = paragraph_named(paragraph)
        if not name:
            found.append(fill(paragraph, values))
            continue
        found += BLOCKS[name](told)
        if name == OWN_WORDS_AFTER[told.kind]:
            found += own_paragraphs(told.own_words)
    return Composed(title_of(told), tuple(found))


def wording_of(told: Told) -> str:
    """The company's own wording in this language, or ours."""
    own = LetterTemplate.objects.filter(
        controller=told.request.controller_id, kind=told.kind, language=told.language
    ).first()
    if own is None or (told.kind in NEVER and any(faults(own.body, told.kind))):
        return WORDINGS[told.kind].said_in(told.language)  # what it may not say it said before
    return str(own.body)


def title_of(told: Told) -> str:
    if told.kind != LetterKind.DECISION:
        return told.say(TITLES[told.kind])
    decisions = list(told.request.decisions.all())
    refused = [each for each in decisions if each.outcome == Outcome.REFUSED]
    if _is_granted_for_nothing(told, decisions):
        return told.say(phrases.DECIDED_REFUSED)
    if not refused:
        partly = (
            _open_tasks(told)
            or rectified.is_partly_refused(told.request)
            or erased.is_partly_kept(told.request)
        )
        return told.say(phrases.DECIDED_PARTLY if partly else phrases.DECIDED_WHOLE)
    if len(refused) < len(decisions):
        return told.say(phrases.DECIDED_PARTLY)
    grounds = {each.ground for each in refused}
    if grounds == {Ground.NOT_IDENTIFIED}:
        return told.say(phrases.DECIDED_NOT_IDENTIFIED)
    if grounds == {Ground.NOTHING_HELD} and not any(_of_part(each) for each in refused):
        if is_known_by_address(told.request):
            return told.say(phrases.DECIDED_NOTHING_BY_ADDRESS)
        return told.say(phrases.DECIDED_NOTHING_HELD)
    return told.say(phrases.DECIDED_REFUSED)


def _is_granted_for_nothing(told: Told, decisions: Sequence[Decision]) -> bool:
    """Only rectification was granted, and since then each of the corrections was refused."""
    granted = {each.right for each in decisions if each.outcome == Outcome.GRANTED}
    return (
        granted == {RequestedKind.RECTIFICATION}
        and rectified.is_wholly_refused(told.request)
        and not _tasks(told).exists()
    )


# What was asked, by when, and how to follow it


def _asked(told: Told) -> Paragraphs:
    asked = requested(told.request)
    items = [told.say(phrases.RIGHTS[right]) for right in RequestedKind if right in asked]
    found = [f"{told.say(phrases.ASKED)}", listed(items)]
    requester = told.request.requester
    if requester.acting_as != ActingAs.SELF:
        found.append(told.say(phrases.FOR_ANOTHER, name=one_line(requester.on_behalf_of)))
    return found


def _time(told: Told) -> Paragraphs:
    arrived = told.day(received_date(told.request.received_at))
    return [told.say(phrases.TIME, arrived=arrived, limit=told.day(told.reading.limit))]


def _follow(told: Told) -> Paragraphs:
    return [told.say(phrases.FOLLOW_ON_PAGE if told.by_page else phrases.FOLLOW_BY_ASKING)]


# Questions


def _question(told: Told) -> Paragraphs:
    how = phrases.ANSWER_ON_PAGE if told.by_page else phrases.ANSWER_BY_CONTACT
    said = told.say(phrases.QUESTION[QUESTIONS[told.kind]])
    method = last_asked(told.request) if told.kind == LetterKind.IDENTITY_QUESTION else None
    if method is None:
        return [said, told.say(how)]
    answers = ANSWER_ON_PAGE if told.by_page else ANSWER_BY_CONTACT
    return [said, told.say(HOW_TO[method]), told.say(answers[method])]


def check_own_words(told: Told) -> None:
    """A question of the handler's own must be in the letter: without it nobody can answer."""
    if told.kind != LetterKind.IDENTITY_QUESTION or told.own_words.strip():
        return
    if last_asked(told.request) == IdentityMethod.QUESTION:
        raise NotAllowed(_("Write in your own words what you ask the person."), "own_words")


def _waiting(told: Told) -> Paragraphs:
    """A question asked after the limit stops nothing, and a letter does not say that it does."""
    silent = told.say(phrases.IF_SILENT[QUESTIONS[told.kind]])
    if told.today > told.reading.limit:
        return [silent]
    return [f"{told.say(phrases.STANDS_STILL)} {silent}"]


def _reminder(told: Told) -> Paragraphs:
    pause = running_pause(told.request) or Pause.objects.filter(request=told.request).last()
    if pause is None:
        raise NotAllowed(_("We are not waiting for an answer."))
    how = phrases.ANSWER_ON_PAGE if told.by_page else phrases.ANSWER_BY_CONTACT
    asked = told.say(phrases.REMINDER, asked=told.day(pause.asked_on))
    return [f"{asked} {told.say(phrases.REMINDED_OF[PauseReason(pause.reason)])}", told.say(how)]


# Extension (Art. 12(3))


def _extension(told: Told) -> Paragraphs:
    """The time as it stands once the person has been told, which is by this letter."""
    request, facts = told.request, clock.facts_of(told.request)
    if not request.extension_ground:
        raise NotAllowed(_("The time limit has not been extended."))
    extended = clock.read(replace(facts, extension_told_on=told.today), today=told.today)
    limits = {"limit": told.day(extended.limit), "first_limit": told.day(extended.first_limit)}
    return [
        told.say(phrases.EXTENSION, **limits),
        told.say(phrases.EXTENSION_GROUND[ExtensionGround(request.extension_ground)]),
        told.say(phrases.REASON, reason=one_line(request.extension_reason)),
    ]


# Decisions


def _decision(told: Told) -> Paragraphs:
    found = [heading(told.say(phrases.DECISION))]
    by_right: dict[str, list[Decision]] = {}
    for decision in told.request.decisions.all():
        by_right.setdefault(decision.right, []).append(decision)
    rights = [right for right in RequestedKind if right in by_right]
    granted = [right for right in rights if _is_granted(by_right[right])]
    copied, informed = together.of_copies(told, granted), together.of_recipients(told, rights)
    for right in rights:
        copy = () if copied else copies.paragraphs(told, [right])
        found += _of_right(told, right, by_right[right], copy)
        found += () if informed else recipients.paragraphs(told, right)
    return [*found, *copied, *informed]


def _is_granted(decisions: Sequence[Decision]) -> bool:
    return any(each.outcome == Outcome.GRANTED for each in decisions)


def _of_right(
    told: Told, right: RequestedKind, decisions: Sequence[Decision], copy: Paragraphs
) -> Paragraphs:
    """`copy`: how a copy of it is given."""
    granted = [each for each in decisions if each.outcome == Outcome.GRANTED]
    refused = [each for each in decisions if each.outcome == Outcome.REFUSED]
    name = told.say(phrases.OF_RIGHT[right])
    by_field = _by_field(told, right, name, decisions)
    if by_field is not None:
        return by_field
    found = []
    if granted:
        found.append(f"{name}: {within(_done(told, right))}")
        if any(_of_part(each) for each in granted):
            items = [_item(told, each, _reasons(told, each)) for each in granted]
            found += [told.say(phrases.CONCERNS), listed(items)]
        else:
            found += [one_line(each.explanation) for each in granted if each.explanation.strip()]
    if granted:
        found += [*copy, *erased.paragraphs(told, right)]
    erases = right == RequestedKind.ERASURE and erased.is_in_backups(told.request)
    if granted and erases and settings.BACKUP_LAG_DAYS:
        found.append(told.say(phrases.BACKUPS, days=str(settings.BACKUP_LAG_DAYS)))
    if refused:
        found += _refused(told, name, refused)
    if right == RequestedKind.OBJECTION and done.lasted_while_weighed(told.request):
        found.append(_ends_after(told))
    return found


def _done(told: Told, right: RequestedKind) -> str:
    elsewhere = bool(_open_tasks(told))
    if right == RequestedKind.ERASURE and (nothing := erased.words_of(told.request)):
        return told.say(nothing)
    if right == RequestedKind.MARKETING_BAN and (
        said := banned.sentences(told, elsewhere=elsewhere)
    ):
        return said
    if words := done.words_of(told.request, right, elsewhere=elsewhere):
        text, values = words
        return told.say(text, **values)
    here = phrases.GRANTED_HERE if elsewhere else phrases.GRANTED
    return told.say(here.get(right) or phrases.GRANTED[right])


def _ends_after(told: Told) -> str:
    """The restriction while an objection was weighed: its end is told before it comes."""
    return told.say(phrases_done.WHILE_WEIGHED, day=told.day(done.may_end_on(told.today)))


def _by_field(
    told: Told, right: RequestedKind, name: str, decisions: Sequence[Decision]
) -> Paragraphs | None:
    """Of corrections that were decided field by field."""
    if right != RequestedKind.RECTIFICATION:
        return None
    [outcome] = [each.outcome for each in decisions if not _of_part(each)] or [Outcome.REFUSED]
    return rectified.paragraphs(told, name, outcome, is_here=bool(_open_tasks(told)))


def _refused(told: Told, name: str, refused: Sequence[Decision]) -> Paragraphs:
    if len(refused) == 1 and not _of_part(refused[0]):
        opening = [told.say(phrases.NOT_GRANTED_AT_ALL)]
        if refused[0].ground == Ground.NOTHING_HELD:  # to say so is to answer
            opening = []
        return [f"{name}: {within(' '.join(opening + _reasons(told, refused[0])))}"]
    items = dict.fromkeys(_item(told, each, _reasons(told, each)) for each in refused)
    return [f"{name}: {within(told.say(phrases.NOT_GRANTED))}", listed(list(items))]


def _of_part(decision: Decision) -> bool:
    """It concerns a category of data or a row, not everything that was asked."""
    return bool(decision.category or decision.model)


def _item(told: Told, decision: Decision, reasons: Sequence[str]) -> str:
    part = _part(told, decision)
    if not part or not reasons:
        return part or " ".join(reasons)
    return " ".join((f"{part}.", *reasons))


def _part(told: Told, decision: Decision) -> str:
    """Which data. Of what is secret by law not even that (Act 444/2017, ch. 4 s. 4)."""
    if decision.ground in LAW_RESTRICTS:
        return ""
    with translation.override(told.language):
        if decision.category:
            return str(capfirst(DataCategory(decision.category).label))
        if decision.model:
            model = str(apps.get_model(decision.model)._meta.verbose_name)
            return str(capfirst(f"{told.say(phrases.SINGLE_ROW)}: {model}"))
    return ""


def _reasons(told: Told, decision: Decision) -> list[str]:
    """Why, in words of ours and of the handler's; what is kept until when, under which statute."""
    if decision.ground in LAW_RESTRICTS:
        return [told.say(phrases.GROUNDS[Ground(decision.ground)])]
    found = []
    if decision.ground == Ground.NOTHING_HELD and is_known_by_address(told.request):
        found.append(told.say(phrases.NOTHING_BY_ADDRESS))
    elif decision.ground:
        found.append(told.say(phrases.GROUNDS[Ground(decision.ground)]))
    if decision.explanation.strip():
        found.append(_sentence(one_line(decision.explanation)))
    if decision.kept_until:
        found.append(told.say(phrases.KEPT_UNTIL, day=told.day(decision.kept_until)))
    if decision.kept_under.strip():
        statute = one_line(decision.kept_under).rstrip(".")
        found.append(told.say(phrases.KEPT_UNDER, statute=statute))
    return found


def is_known_by_address(request: Request) -> bool:
    """Nothing but a confirmed e-mail address settled who asks: not by a check that has fallen."""
    check = identity_of(request)
    return check is not None and check.method == IdentityMethod.EMAIL_ON_FILE


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _remains(told: Told) -> Paragraphs:
    """What other systems still do: the answer is in time, the rest has a day (Art. 12(3))."""
    items = [
        told.say(phrases.BY_DAY, task=one_line(task.title).rstrip("."), day=told.day(task.due_on))
        for task in _open_tasks(told)
    ]
    if not items:
        return []
    return [
        heading(told.say(phrases.REMAINS_HEADING)),
        told.say(phrases.REMAINS),
        listed(items),
    ]


def _open_tasks(told: Told) -> Sequence[Task]:
    """What is still to be done in other systems: until then not all has been carried out.

    Telling a recipient is no part of that; whom we have yet to tell is said by itself.
    """
    return list(_tasks(told).filter(done_at__isnull=True))


def _tasks(told: Told) -> QuerySet[Task]:
    telling = told.request.recipientnotices.filter(task__isnull=False)
    rows: QuerySet[Task] = told.request.tasks.exclude(pk__in=telling.values("task"))
    return rows


def _complaint(told: Told) -> Paragraphs:
    return complaint_in(told.language)


def complaint_in(language: str) -> Paragraphs:
    """To the authority and to court (Art. 12(4), 77, 79): its details are data of the register."""
    authority = SupervisoryAuthority.objects.first()
    if authority is None:
        raise NotAllowed(_("Record the supervisory authority first: the letter must name it."))
    details = [
        (phrases.VISITING, authority.visiting_address),
        (phrases.POST, authority.postal_address),
        (phrases.PHONE, authority.phone),
        (phrases.EMAIL, Text(authority.email, neutral=True)),
        (phrases.WEBSITE, authority.website),
    ]
    lines = [authority.name.said_in(language) or str(authority.name)]
    for label, detail in details:
        if said := detail.said_in(language) or str(detail):
            lines.append(f"{capfirst(label.said_in(language))}: {said}")
    return [
        heading(phrases.COMPLAINT_HEADING.said_in(language)),
        phrases.COMPLAINT.said_in(language),
        "\n".join(lines),
        phrases.COURT.said_in(language),
    ]


# Ends


def _lapsed(told: Told) -> Paragraphs:
    return [told.say(phrases.LAPSED), told.say(phrases.LAPSED_WHAT_NOW)]


def _withdrawn(told: Told) -> Paragraphs:
    closed_at = told.request.closed_at
    day = timezone.localdate(closed_at) if closed_at else told.today
    said = [told.say(phrases.WITHDRAWN, day=told.day(day))]
    return [*said, _ends_after(told)] if held_by(told.request).exists() else said


def _restriction(told: Told) -> Paragraphs:
    since = done.restricted_since(told.request)
    if since is None:
        raise NotAllowed(_("This request does not keep anybody's processing restricted."))
    days = {"since": told.day(since), "day": told.day(done.may_end_on(told.today))}
    found = [told.say(phrases_done.RESTRICTION_ENDS, **days)]
    if ends.are_to_be_told(told.request):
        found.append(told.say(phrases_done.RECIPIENTS_TOLD_OF_END))
    return found


def _joined(told: Told) -> Paragraphs:
    earlier = told.request.joined_to
    if earlier is None:
        raise NotAllowed(_("This request has not been joined to another."))
    limit = clock.read(clock.facts_of(earlier), today=told.today).limit
    return [told.say(phrases.JOINED, earlier=earlier.reference, limit=told.day(limit))]


BLOCKS: Mapping[str, Callable[[Told], Paragraphs]] = {
    "asked": _asked,
    "time": _time,
    "follow": _follow,
    "question": _question,
    "waiting": _waiting,
    "reminder": _reminder,
    "extension": _extension,
    "decision": _decision,
    "remains": _remains,
    "complaint": _complaint,
    "restriction": _restriction,
    "lapsed": _lapsed,
    "withdrawn": _withdrawn,
    "joined": _joined,
}
