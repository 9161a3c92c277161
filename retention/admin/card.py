"""On a person's card: the holds, and when each part of the data is erased by which rule."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin import scope
from register.admin.people_words import day, joined, name_of
from register.admin.words import words_of
from register.enums import DataCategory
from register.hub import Link
from register.models import DataSubject
from register.panels import PANELS, Line, Panel
from retention.admin.figures import rules_of
from retention.admin.holds import PART, data_in_words, place_url
from retention.enums import Action, Trigger
from retention.models import GrantedErasure, Hold, RetentionRule
from retention.outlook import Fate, Outlook, Prospect, outlook


def panel(request: HttpRequest, person: DataSubject) -> Panel | None:
    """How long what is held is kept, and what stops its erasure."""
    if not request.user.has_perm("retention.view_retentionrule"):
        return None
    today = timezone.localdate()
    known = outlook(person, today=today)
    holds = list(Hold.objects.filter(subject=person).select_related("placed_by", "lifted_by"))
    lines = [
        *(hold_line(request, hold, today) for hold in holds if hold.lifted_on is None),
        *grant_lines(known.granted),
        *whole_lines(known, today, stopped_by(person, holds)),
        *part_lines(request, person, known, today),
        *(hold_line(request, hold, today) for hold in holds if hold.lifted_on is not None),
    ]
    links = []
    if request.user.has_perm("retention.add_hold"):
        links.append(Link(_("Place a hold"), place_url(person)))
    text = "" if known.parts else _("Nothing that has a retention period is held.")
    return Panel(PART, _("Retention"), lines, text, links)


# Holds


def hold_line(request: HttpRequest, hold: Hold, today: date) -> Line:
    label = _("Hold")
    reason = capfirst(str(hold.get_reason_display()))
    words = joined((reason, data_in_words(hold)))
    placed = _("placed %(day)s by %(who)s") % {
        "day": day(hold.placed_on),
        "who": name_of(hold.placed_by),
    }
    if hold.lifted_on is not None:
        return Line(label, words, joined((placed, _("lifted %s") % day(hold.lifted_on))), over=True)
    due = _("review is due since %s") if hold.review_on <= today else _("review by %s")
    links = []
    if request.user.has_perm("retention.change_hold"):
        links = [
            Link(_("Stays in force"), reverse("admin:retention_hold_review", args=(hold.pk,))),
            Link(_("Lift"), reverse("admin:retention_hold_lift", args=(hold.pk,))),
        ]
    return Line(label, words, joined((placed, due % day(hold.review_on), hold.explanation)), links)


# What was granted


def grant_lines(grant: GrantedErasure | None) -> Iterator[Line]:
    """Why the company's own rules keep nothing of it, or do so again."""
    if grant is None:
        return
    words = _("granted on %s") % day(grant.decided_on)
    note = _("What the law requires is kept until its day, and then erased.")
    if grant.ended_on is not None:
        note = _("Something new was written on the card: since %s all rules count again.")
        note = note % day(grant.ended_on)
    label = _("Erasure on request")
    is_over = grant.ended_on is not None
    yield Line(label, capfirst(words), joined((grant.reference, note)), over=is_over)


# What awaits the data


def stopped_by(person: DataSubject, holds: Sequence[Hold]) -> str:
    """What keeps the whole card, whatever the rules say of it."""
    if any(hold.lifted_on is None for hold in holds):
        return _("kept as long as a hold is in force")
    if person.restricted_at is not None:
        return _("kept as long as the processing is restricted")
    return ""


def whole_lines(known: Outlook, today: date, stopped: str) -> Iterator[Line]:
    whole = known.whole_on
    if whole is None:
        return
    is_due = whole <= today
    words = _("due since %s") % day(whole) if is_due else _("erased on %s") % day(whole)
    notes = []
    if stopped and is_due:
        notes, words = [_("otherwise due since %s") % day(whole)], stopped
    elif stopped:
        notes = [stopped]
    if any(one.is_voucher and not one.keeps_card for one in known.parts):
        notes.append(_("Invoices stay until their own time is up, without a link to the person."))
    yield Line(_("The whole card"), capfirst(words), joined(notes))


def part_lines(
    request: HttpRequest, person: DataSubject, known: Outlook, today: date
) -> Iterator[Line]:
    """Data with the same end stand in one line; rows with events of their own in one a rule."""
    rules = rules_of({one.prospect.rule.number for one in known.parts if one.prospect.rule})
    alike: dict[tuple[object, ...], list[tuple[DataCategory, Prospect]]] = {}
    for one in known.parts:
        prospect = one.prospect
        end = () if prospect.of_row else (prospect.due_on, prospect.event_on)
        of_rows = (one.category,) if prospect.of_row else ()
        rule = prospect.rule.number if prospect.rule else 0
        key = (prospect.fate, rule, prospect.trigger, *end, *of_rows)
        alike.setdefault(key, []).append((one.category, prospect))
    for kept in sorted(alike.values(), key=lambda kept: _place(kept[0][1])):
        decided_by = kept[0][1].rule
        rule_kept = rules.get(decided_by.number) if decided_by else None
        yield part_line(request, person, kept, rule_kept, today)


def _place(prospect: Prospect) -> tuple[int, date]:
    """What wants a look first, then what goes first."""
    looked = (Fate.UNKNOWN, Fate.NO_RULE, Fate.REFUSED, Fate.IN_WORDS, Fate.CONDITION)
    ends = (Fate.ENDS, Fate.GRANTED)
    order = 0 if prospect.fate in looked else 1 if prospect.fate in ends else 2
    return order, prospect.due_on or date.max


def part_line(
    request: HttpRequest,
    person: DataSubject,
    kept: Sequence[tuple[DataCategory, Prospect]],
    rule: RetentionRule | None,
    today: date,
) -> Line:
    prospect = kept[0][1]
    names = dict.fromkeys(str(DataCategory(category).label) for category, _prospect in kept)
    days = sorted({one.due_on for _category, one in kept if one.due_on})
    return Line(
        capfirst(", ".join(names)),
        capfirst(end_in_words(prospect, days, today)),
        joined((words_of(rule) if rule else "", ground(prospect, days))),
        mending(request, person, prospect),
    )


def end_in_words(prospect: Prospect, days: Sequence[date], today: date) -> str:
    rule = prospect.rule
    match prospect.fate:
        case Fate.ENDS if len(days) > 1:
            return _("one by one from %(first)s to %(last)s") % {
                "first": day(days[0]),
                "last": day(days[-1]),
            }
        case Fate.ENDS if rule is not None and rule.action == Action.REVIEW:
            return _("reviewed by a person on %s") % day(days[0])
        case Fate.ENDS if days[0] <= today:
            return _("due since %s") % day(days[0])
        case Fate.ENDS if rule is not None and rule.action == Action.ANONYMISE:
            return _("anonymised on %s") % day(days[0])
        case Fate.ENDS:
            return _("erased on %s") % day(days[0])
        case Fate.GRANTED:
            return _("erased when nothing else of the card is kept")
        case Fate.REFUSED:
            return _("kept: the erasure was refused")
        case Fate.GOES_ON:
            return _("kept: the period has not begun")
        case Fate.UNKNOWN:
            return _("nobody can tell: a day is missing")
        case Fate.PERMANENT:
            return _("kept permanently")
        case Fate.CONDITION:
            return _("a person must judge whether a condition holds")
        case Fate.IN_WORDS:
            return _("nobody can tell: the rule is in words")
        case _:
            return _("nobody can tell: no rule covers these")


def ground(prospect: Prospect, days: Sequence[date]) -> str:
    """The event the period is counted from, with its day where there is one of them."""
    if not prospect.trigger:
        return ""
    event = str(Trigger(prospect.trigger).label)
    if prospect.event_on is not None and len(days) == 1:
        return f"{event} {day(prospect.event_on)}"
    return event


def mending(request: HttpRequest, person: DataSubject, prospect: Prospect) -> list[Link]:
    """The page on which what is missing can be written."""
    may = request.user.has_perm
    if prospect.fate in (Fate.NO_RULE, Fate.REFUSED) and may("retention.add_retentionrule"):
        return [Link(_("Make a rule"), scope.add_url(RetentionRule, person.kept_by.register_id))]
    if prospect.fate == Fate.UNKNOWN and may("register.change_datasubject"):
        return [Link(_("Write the day"), scope.url_of(DataSubject, "change", person.pk))]
    in_rule = prospect.fate in (Fate.IN_WORDS, Fate.CONDITION)
    if in_rule and prospect.rule is not None:
        return [
            Link(_("Open the rule"), scope.url_of(RetentionRule, "change", prospect.rule.number))
        ]
    return []


PANELS.append(panel)
