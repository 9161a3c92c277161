"""Direct marketing: the one answer to “may we”, and the doors for bans and consents.

Act on Electronic Communications Services (917/2014) s. 200–202; GDPR Art. 7(3), 21(2)–(3). Where
the law wants consent, the answer is no until there is one; where it leaves us free, the answer is
yes until somebody forbids it. `may_market` answers for one person, `allowed` for many in the
database; a test holds the two to the same answers.

What is left to the controller, because no row tells of it:
- s. 200(3) asks that a customer could refuse, free of charge and easily, both when the address was
  collected and in every message. The answer CUSTOMER takes that for granted.
- s. 201: mobile subscriptions may be sold to consumers by calling a mobile number only at their
  request. Nothing here knows what is sold, nor which number is mobile: a phone list from here is
  not for selling mobile subscriptions. Nor does anything here ask the Robinson lists.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from register import journal, reaching, suppressions
from register.enums import (
    GivenBy,
    KeyDateKind,
    MarketingChannel,
    MarketingScope,
    Relationship,
)
from register.journal import Actor
from register.models import (
    Act,
    Consent,
    ConsentText,
    ContactPoint,
    DataSubject,
    Invoice,
    KeyDate,
    MarketingBan,
    Occasion,
    Order,
    Purpose,
    SubjectAddress,
    User,
)
from register.querysets import DataSubjects
from register.refusal import Refusal

# What reaches a natural person without anybody calling or writing: s. 200(1) wants prior consent.
ELECTRONIC = frozenset(
    {
        MarketingChannel.EMAIL,
        MarketingChannel.SMS,
        MarketingChannel.APP,
        MarketingChannel.SOCIAL_MEDIA,
    }
)
# s. 200(3): the contact a customer gave when buying, for the seller's own similar products. What
# came from elsewhere was not got "in connection with a sale" and does not count.
OF_A_CUSTOMER = frozenset({MarketingChannel.EMAIL, MarketingChannel.SMS})


class Why(models.TextChoices):
    """The ground of an answer, in the order in which they are looked at."""

    ABSORBED = "absorbed", pgettext_lazy("marketing", "the card was merged into another")
    RESTRICTED = "restricted", pgettext_lazy("marketing", "the processing is restricted")
    DECEASED = "deceased", pgettext_lazy("marketing", "the person has died")
    BANNED = "banned", pgettext_lazy("marketing", "the person has forbidden it")
    BANNED_ELSEWHERE = (
        "banned_elsewhere",
        pgettext_lazy("marketing", "somebody has forbidden it to the same address or number"),
    )
    PROTECTED_ADDRESS = (
        "protected_address",
        pgettext_lazy("marketing", "there is a security ban on the address"),
    )
    NOT_A_PURPOSE = (
        "not_a_purpose",
        pgettext_lazy("marketing", "the register is not kept for direct marketing"),
    )
    CONSENT = "consent", pgettext_lazy("marketing", "the person has consented")
    CUSTOMER = "customer", pgettext_lazy("marketing", "the person is a customer who has bought")
    NOT_FORBIDDEN = "not_forbidden", pgettext_lazy("marketing", "nobody has forbidden it")
    NO_CONSENT = "no_consent", pgettext_lazy("marketing", "there is no consent")


@dataclass(frozen=True, slots=True)
class Answer:
    """May it be done, and why or why not."""

    allowed: bool
    why: Why

    def __bool__(self) -> bool:
        return self.allowed


YES = frozenset({Why.CONSENT, Why.CUSTOMER, Why.NOT_FORBIDDEN})


def may_market(
    person: DataSubject, channel: MarketingChannel, scope: MarketingScope, on: date
) -> Answer:
    """May the person be approached through `channel` for `scope` on day `on` (Helsinki date)?"""
    people = DataSubject.objects.filter(pk=person.pk)
    grounds = _grounds(channel, scope, on)
    holds = {f"is_{why}": Case(When(its, then=True), default=False) for why, its in grounds}
    row = people.annotate(**holds).values(*holds).get()
    found = next((why for why, _its in grounds if row[f"is_{why}"]), Why.NO_CONSENT)
    return Answer(found in YES, found)


def allowed(
    people: DataSubjects, channel: MarketingChannel, scope: MarketingScope, on: date
) -> DataSubjects:
    """Those of `people` who may be approached."""
    no, yes = Q(), Q(pk__in=[])
    for why, condition in _grounds(channel, scope, on):
        if why in YES:
            yes |= condition
        else:
            no |= condition
    return people.filter(yes).exclude(no) if no else people.filter(yes)


def _grounds(channel: MarketingChannel, scope: MarketingScope, on: date) -> list[tuple[Why, Q]]:
    """Each ground with the condition under which it holds; those that say no come first."""
    bans = reaching.bans(channel, scope, on)
    died = KeyDate.objects.filter(kind=KeyDateKind.DEATH, happened_on__lte=on)
    purposes = Purpose.objects.filter(direct_marketing=True, register=OuterRef("kept_by__register"))
    grounds = [
        (Why.ABSORBED, Q(merged_into__isnull=False)),
        (Why.RESTRICTED, Q(restricted_at__isnull=False)),
        (Why.DECEASED, _has(died)),
        (Why.BANNED, _has(bans)),
    ]
    if channel in reaching.REACHED_BY:
        held = ContactPoint.objects.filter(kind=reaching.REACHED_BY[channel])
        is_open = _has(reaching.points(channel, scope, on))
        grounds.append((Why.BANNED_ELSEWHERE, _has(held) & ~is_open))
    if channel == MarketingChannel.POST:
        is_open = _has(reaching.addresses(channel, scope, on))
        grounds.append((Why.BANNED_ELSEWHERE, _has(SubjectAddress.objects.all()) & ~is_open))
        # Past its day too, as on cards and lists: only somebody who looks knows whether the ban was
        # renewed, and takes the mark away.
        grounds.append((Why.PROTECTED_ADDRESS, Q(address_protected=True)))
    grounds += [
        (Why.NOT_A_PURPOSE, Q(~Exists(purposes))),
        (Why.CONSENT, _has(_consents(channel, scope, on))),
    ]
    if channel in OF_A_CUSTOMER and scope == MarketingScope.OWN:
        bought = _has(Order.objects.filter(ordered_on__lte=on)) | _has(
            Invoice.objects.filter(issued_on__lte=on)
        )
        given = _has(reaching.points(channel, scope, on).filter(reaching.FROM_THE_PERSON))
        grounds.append((Why.CUSTOMER, Q(relationship=Relationship.CUSTOMER) & bought & given))
    if channel not in ELECTRONIC and scope != MarketingScope.PARTNERS:
        grounds.append((Why.NOT_FORBIDDEN, ~Q(pk__in=[])))
    return grounds


def points(channel: MarketingChannel, scope: MarketingScope, on: date) -> QuerySet[ContactPoint]:
    """By which of their e-mail addresses or phone numbers those who are allowed may be reached."""
    found = reaching.points(channel, scope, on)
    if channel not in ELECTRONIC:
        return found
    consents = _consents(channel, scope, on).filter(subject=OuterRef("subject"))
    return found.filter(Q(Exists(consents)) | reaching.FROM_THE_PERSON)


def _consents(channel: MarketingChannel, scope: MarketingScope, on: date) -> QuerySet[Consent]:
    """Those in force on day `on`."""
    end = reaching.end_of(on)
    still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=end)
    return Consent.objects.filter(still, channel=channel, scope=scope, given_at__lt=end)


def _has(rows: "models.QuerySet[models.Model]") -> Q:
    return Q(Exists(rows.filter(subject=OuterRef("pk"))))


# The doors. A ban and a withdrawal are never refused (Art. 7(3), 21(3)).


@transaction.atomic
def ban(
    person: DataSubject,
    channel: MarketingChannel | str,
    scope: MarketingScope | str,
    *,
    by: User | Actor,
    given_by: GivenBy | str = GivenBy.DATA_SUBJECT,
    given_at: datetime | None = None,
) -> MarketingBan:
    """Forbid it, at once; the ban in force, which may be an earlier one. The day may be past."""
    now = timezone.now()
    _lock(person)
    row, is_new = MarketingBan.objects.get_or_create(
        subject=person,
        channel=channel,
        scope=scope,
        lifted_at=None,
        defaults={
            "given_at": min(given_at or now, now),
            "given_by": given_by,
            "recorded_by": by if isinstance(by, User) else None,
        },
    )
    if is_new:
        _write_down(Act.BANNED, row, by, channel=str(channel), scope=str(scope))
    return row


@transaction.atomic
def lift(row: MarketingBan, *, by: User | Actor, lifted_at: datetime | None = None) -> None:
    """End a ban at the person's own wish, and what would bring it back.

    Raises Refusal for a moment before it was given.
    """
    _lock(row.subject)
    held = MarketingBan.objects.select_for_update().get(pk=row.pk)
    if held.lifted_at is not None:
        return
    words = _("A ban cannot be lifted before it is given.")
    held.lifted_at = _after(held.given_at, lifted_at, words)
    held.save(update_fields=["lifted_at"])
    suppressions.forget_ban(held)
    _lifted(held, by)


@transaction.atomic
def take_back(row: MarketingBan, *, by: User | Actor) -> None:
    """A ban that we put on this card by mistake never was: lifted as of when it was given.

    The person has allowed nothing: what somebody has forbidden by the same address stays listed.
    """
    _lock(row.subject)
    held = MarketingBan.objects.select_for_update().get(pk=row.pk)
    if held.lifted_at is not None:
        return
    held.lifted_at = held.given_at
    held.save(update_fields=["lifted_at"])
    _lifted(held, by)


def _lifted(held: MarketingBan, by: User | Actor) -> None:
    _write_down(Act.BAN_LIFTED, held, by, channel=held.channel, scope=held.scope)


@transaction.atomic
def give_consent(
    person: DataSubject,
    text: ConsentText,
    *,
    by: User | Actor,
    channel: MarketingChannel | str = "",
    scope: MarketingScope | str = "",
    given_by: GivenBy | str = GivenBy.DATA_SUBJECT,
    given_at: datetime | None = None,
) -> Consent:
    """Note a person's yes to these words; the consent in force, which may be an earlier one.

    Raises Refusal for words of another register, or a channel without its scope.
    """
    now = timezone.now()
    _lock(person)
    if text.register_id != person.kept_by.register_id:
        raise Refusal(_("These words belong to another register."), "text")
    if bool(channel) != bool(scope):
        raise Refusal(_("A consent to marketing names channel and scope."), "scope")
    row, is_new = Consent.objects.get_or_create(
        subject=person,
        text=text,
        channel=channel,
        scope=scope,
        withdrawn_at=None,
        defaults={
            "given_at": min(given_at or now, now),
            "given_by": given_by,
            "recorded_by": by if isinstance(by, User) else None,
        },
    )
    if is_new:
        _write_down(Act.CONSENT_GIVEN, row, by, **_named(row))
    return row


@transaction.atomic
def withdraw_consent(
    row: Consent, *, by: User | Actor, withdrawn_at: datetime | None = None
) -> None:
    """End a consent. Raises Refusal only for a moment before it was given."""
    _lock(row.subject)
    held = Consent.objects.select_for_update().get(pk=row.pk)
    if held.withdrawn_at is not None:
        return
    words = _("A consent cannot be withdrawn before it is given.")
    held.withdrawn_at = _after(held.given_at, withdrawn_at, words)
    held.save(update_fields=["withdrawn_at"])
    _write_down(Act.CONSENT_WITHDRAWN, held, by, **_named(held))


def _lock(person: DataSubject) -> None:
    """One at a time on one card, so that a second click finds what the first one wrote."""
    DataSubject.objects.select_for_update().only("pk").get(pk=person.pk)


def _after(given_at: datetime, wanted: datetime | None, words: str) -> datetime:
    now = timezone.now()
    moment = min(wanted or now, now)
    if moment < given_at:
        raise Refusal(words, "at")
    return moment


def _named(row: Consent) -> dict[str, str]:
    marketing = {"channel": row.channel, "scope": row.scope} if row.channel else {}
    return {"text": row.text.key, **marketing}


def _write_down(act: Act, row: models.Model, by: User | Actor, **detail: str) -> None:
    actor = Actor.staff(by) if isinstance(by, User) else by
    journal.record(act, about=row, by=actor, occasion=Occasion.MARKETING, detail=detail)
