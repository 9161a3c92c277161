"""What a request has done in the register by itself, and what of it is in force: on its page."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.admin.people_words import day, moment
from register.panels import Line, Panel
from subjects import policies, restricted
from subjects.effects.reached import points_of
from subjects.enums import NEVER_REFUSED, LetterKind, RequestedKind
from subjects.models import CarriedRight, Request

R = RequestedKind


def effects_panel(about: Request) -> Panel | None:
    """None where nothing of the kind was asked."""
    asked = policies.requested(about)
    rows = {row.right: row for row in about.carriedrights.filter(right__in=sorted(NEVER_REFUSED))}
    lines = []
    if R.MARKETING_BAN in asked:
        lines.append(_ban(about, rows.get(R.MARKETING_BAN)))
    if R.CONSENT_WITHDRAWAL in asked:
        lines.append(_withdrawal(about, rows.get(R.CONSENT_WITHDRAWAL)))
    if asked & {R.RESTRICTION, R.OBJECTION}:
        lines.append(_restriction(about))
    return Panel("effects", _("What is in force"), lines) if lines else None


def _ban(about: Request, row: CarriedRight | None) -> Line:
    title = _("Marketing ban")
    if row is None:
        return Line(title, _waits(about))
    first, in_all = row.detail["at_once"], row.detail["cards"]
    if in_all > first:
        words = ngettext(
            "The marketing ban stands on %(count)d card.",
            "The marketing ban stands on %(count)d cards.",
            in_all,
        ) % {"count": in_all}
    elif first:
        words = ngettext(
            "The marketing ban was put on %(count)d card at once.",
            "The marketing ban was put on %(count)d cards at once.",
            first,
        ) % {"count": first}
    else:
        words = _("No card has the address or number.")
    if row.detail["listed"]:
        kept = _("The ban is kept for a card that may come: as a hash that cannot be read.")
        words = f"{words} {kept}"
    return Line(title, words, moment(row.carried_at))


def _withdrawal(about: Request, row: CarriedRight | None) -> Line:
    title = _("Withdrawal of consent")
    if row is None:
        return Line(title, _waits(about))
    count = row.detail["consents"]
    if not count:
        words = _("No consent in force was found.")
    else:
        words = ngettext(
            "%(count)d consent was withdrawn.", "%(count)d consents were withdrawn.", count
        ) % {"count": count}
    as_of = _("as of %s") % day(timezone.localdate(about.received_at))
    return Line(title, words, as_of if count else "")


def _waits(about: Request) -> str:
    """It acts at once only by the person's own confirmed address, or what staff have entered."""
    if about.confirmed_at is None and about.entered_by_id is None:
        return _("Acts when the e-mail address is confirmed.")
    if points_of(about):
        return _("Acts when the request is carried out.")
    return _(
        "The person's own e-mail address or phone number is not known: it acts when it is fixed "
        "whom the request is about."
    )


def _restriction(about: Request) -> Line:
    title = _("Restriction of processing")
    held = list(restricted.held_by(about).order_by("restricted_at"))
    if held:
        count = len(held)
        words = ngettext(
            "The processing of %(count)d person's data is restricted.",
            "The processing of %(count)d people's data is restricted.",
            count,
        ) % {"count": count}
        since = _("since %s") % moment(held[0].restricted_at)
        return Line(title, f"{words} {_ends(about)}".strip(), since)
    ended = about.matches.filter(restriction_ended_at__isnull=False).first()
    if ended is not None:
        return Line(title, _("Lifted."), moment(ended.restriction_ended_at))
    if R.OBJECTION in policies.requested(about):
        return Line(title, _("Begins when it is fixed whom the request is about."))
    return Line(title, _("Begins when the request is carried out."))


def _ends(about: Request) -> str:
    """The person is told first."""
    ends_on = restricted.ends_on(about)
    if ends_on is not None:
        return _("It is lifted by itself on %s.") % day(ends_on)
    if about.decided_at and restricted.ends_with_answer(about):
        return _("It is lifted a week after the answer has told the person so.")
    if about.letters.filter(kind=LetterKind.RESTRICTION_END, sent_at__isnull=False).exists():
        return _("It is lifted a week after the letter has left.")
    return ""
