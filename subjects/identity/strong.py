"""Strong identification: what the provider told, compared with the request and with the cards.

What it told is kept in memory alone, for as long as it takes to compare. What stays is that the
person identified, when, at which level, and which cards agreed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from register import identity_codes, journal
from register.enums import KeyDateKind
from register.models import Act, DataSubject, KeyDate, Occasion
from register.refusal import Refusal
from register.spellings import folded
from subjects.candidates import looked_into
from subjects.enums import ActingAs, Agreement
from subjects.identity.points import emails_on_file
from subjects.identity.provider import Provider
from subjects.models import ContactKind, Request, StrongComparison, StrongIdentification
from subjects.policies import Hand, NotAllowed

A = Agreement
LOOKED_AT = 100  # namesakes


@dataclass(frozen=True, slots=True)
class Identified:
    """Whom the provider identified. Its repr says nothing: it may reach an error report."""

    identity_code: str = field(repr=False)  # "" where it told none
    family_name: str = field(repr=False)
    given_names: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    level: str = ""

    @property
    def family(self) -> set[str]:
        return set(folded(self.family_name).split())

    @property
    def given(self) -> set[str]:
        return set(folded(self.given_names).split())


def is_on() -> bool:
    return settings.STRONG_IDENTIFICATION is not None


def read(claims: Mapping[str, Any], provider: Provider) -> Identified:
    """The person from the claims, under the names that the settings give them."""

    def told(name: str) -> str:
        value = claims.get(name)
        return value.strip() if isinstance(value, str) else ""

    return Identified(
        identity_code=_code(told(provider.identity_code)),
        family_name=told(provider.family_name),
        given_names=told(provider.given_names),
        birth_date=_day(told(provider.birth_date)),
        level=told("acr")[:200],
    )


def is_the_requester(request: Request, identified: Identified) -> bool:
    """Whether it is whoever the request says it comes from: family name and one given name.

    Goes by the request alone, so that the answer says nothing of whom the register knows.
    """
    said = set(folded(request.requester.name).split())
    return bool(identified.family) and identified.family <= said and bool(identified.given & said)


def compare(request: Request, identified: Identified) -> Sequence[StrongComparison]:
    """How the cards compare that bear the same identity code or a like name; not yet saved."""
    return [
        StrongComparison(
            request=request,
            card=person.uuid,
            identity_code=_compare_code(person, identified),
            names=_compare_names(person, identified),
            birth_date=_compare_birth(person, identified),
        )
        for person in _like(request, identified)
    ]


def keep(
    request: Request, hand: Hand, *, level: str, comparisons: Sequence[StrongComparison]
) -> StrongIdentification:
    """Note that it happened. Called by the step alone."""
    made = StrongIdentification.objects.create(request=request, made_at=hand.now, level=level)
    for comparison in comparisons:
        comparison.identification = made
        comparison.save()
    found = [one.card for one in comparisons if one.identity_code == A.AGREES]
    journal.record_many(
        Act.SEARCHED_BY_CODE,
        DataSubject.objects.filter(uuid__in=found),
        by=hand.actor,
        occasion=Occasion.REQUEST,
        reference=request.reference,
    )
    return made


def agrees(comparison: StrongComparison) -> bool:
    """The card is that person's: the same identity code, or where no code is known the names.

    Names alone never do: somebody of the same name identifies just as strongly. The day of birth
    agrees, too, or something else that the person has shown.
    """
    if comparison.identity_code != A.NOT_COMPARED:
        return comparison.identity_code == A.AGREES
    if comparison.names != A.AGREES or comparison.birth_date == A.DIFFERS:
        return False
    return comparison.birth_date == A.AGREES or _more_agrees(comparison)


def _more_agrees(comparison: StrongComparison) -> bool:
    """A confirmed e-mail address or a customer number that is on the card, or a code entered."""
    request = comparison.request
    if request.identitycodes.filter(entered_at__isnull=False, card=comparison.card).exists():
        return True
    person = DataSubject.objects.filter(uuid=comparison.card).first()
    if person is None:
        return False
    told = request.contacts.filter(kind=ContactKind.EMAIL, confirmed_at__isnull=False)
    on_card = emails_on_file(before=request.received_at).filter(
        subject=person, normalised__in=told.values("normalised")
    )
    number = request.requester.customer_number.strip()
    return on_card.exists() or bool(number and number == person.customer_number)


def check_people(request: Request, people: Sequence[DataSubject]) -> None:
    """Each card is of the person who identified. Whoever acts for another shows that otherwise."""
    if request.requester.acting_as != ActingAs.SELF:
        return
    agreed = {one.card for one in request.strongcomparisons.all() if agrees(one)}
    if any(person.uuid not in agreed for person in people):
        words = _("Whoever identified themselves is not the person of this card.")
        raise NotAllowed(words, "people")


def _like(request: Request, identified: Identified) -> Iterator[DataSubject]:
    people = DataSubject.objects.standing().filter(kept_by__in=looked_into(request))
    found: dict[int, DataSubject] = {}
    if identified.identity_code:
        for person in identity_codes.find(identified.identity_code, people)[:LOOKED_AT]:
            found[person.pk] = person
    if identified.family_name:
        same = people.filter(sort_name__startswith=f"{folded(identified.family_name)} ")
        for person in same[:LOOKED_AT]:
            if _compare_names(person, identified) == A.AGREES:
                found[person.pk] = person
    yield from found.values()


def _compare_code(person: DataSubject, identified: Identified) -> Agreement:
    if not (person.identity_code_hash and identified.identity_code):
        return A.NOT_COMPARED
    same = person.identity_code_hash == identity_codes.hash_of(identified.identity_code)
    return A.AGREES if same else A.DIFFERS


def _compare_names(person: DataSubject, identified: Identified) -> Agreement:
    """Family names alike, and a given name in common: cards seldom hold all of them."""
    family, given = folded(person.family_name), set(folded(person.given_names).split())
    if not (family and given and identified.family and identified.given):
        return A.NOT_COMPARED
    same = family == folded(identified.family_name) and bool(given & identified.given)
    return A.AGREES if same else A.DIFFERS


def _compare_birth(person: DataSubject, identified: Identified) -> Agreement:
    held = KeyDate.objects.filter(subject=person, kind=KeyDateKind.BIRTH).first()
    if held is None or identified.birth_date is None:
        return A.NOT_COMPARED
    return A.AGREES if held.happened_on == identified.birth_date else A.DIFFERS


def _code(written: str) -> str:
    """A Finnish code in its one spelling; "" for another country's."""
    try:
        return identity_codes.normalised(written) if written else ""
    except Refusal:
        return ""


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
