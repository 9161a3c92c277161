"""What is said of people on screens: what they are called, and their choices in whole sentences."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from register.admin.words import words_of
from register.enums import AddressKind
from register.models import (
    Attribute,
    Consent,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    KeyDate,
    MarketingBan,
    Order,
    Organisation,
    RegisterController,
    SubjectAddress,
    SubjectRole,
    User,
)

SHORT = 160


def called(person: DataSubject) -> str:
    """What a page is headed with: the name, or else what the person is known by."""
    known = person.full_name or person.customer_number or person.user_id
    return known or _("Person %(number)d, no name held") % {"number": person.pk}


def kept_in(membership: RegisterController) -> str:
    """Under which register and controller."""
    return f"{membership.register} · {membership.controller.name}"


def day(value: date | None) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def moment(value: datetime | None) -> str:
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT") if value else ""


def day_of(value: datetime) -> str:
    return day(timezone.localdate(value))


def money(amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return ""
    return f"{number_format(amount, 2, force_grouping=True)}\N{NO-BREAK SPACE}{currency}"


def name_of(user: User) -> str:
    """What a member of staff is called."""
    return user.get_full_name() or user.get_username()


def joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def address(row: SubjectAddress) -> str:
    country = str(row.country.name) if row.country and row.country.code != "FI" else ""
    care_of = f"c/o {row.care_of}" if row.care_of else ""
    town = f"{row.postal_code} {row.town}".strip()
    return ", ".join(part for part in (care_of, row.street, town, country) if part)


def about(row: Model) -> str:
    """A row of a card in a few words, for headings, crumbs and the question before deleting."""
    match row:
        case DataSubject():
            return called(row)
        case Organisation():
            return row.name
        case ContactPoint():
            return row.value
        case SubjectAddress():
            return address(row)
        case KeyDate():
            return f"{row.get_kind_display()} {day(row.happened_on)}"
        case SubjectRole():
            return str(row.get_role_display())
        case Attribute():
            return f"{words_of(row.item)}: {Truncator(row.value).chars(SHORT)}"
        case Interaction():
            said = Truncator(row.summary).chars(SHORT)
            return joined((moment(row.at), str(row.get_channel_display()), said))
        case Disclosure():
            return joined((words_of(row.recipient), day(row.disclosed_on)))
        case Order() | Invoice():
            return row.number
        case _:
            return str(row)


def kind_of(row: Model) -> str:
    """What kind of thing a row is, as a heading says it: “Phone number”, “Postal address”."""
    if isinstance(row, ContactPoint):
        return capfirst(str(row.get_kind_display()))
    if isinstance(row, SubjectAddress):
        return capfirst(str(AddressKind(row.kind).label))
    return capfirst(str(row._meta.verbose_name))


# Choices


def consent_in_words(consent: Consent) -> str:
    """When a yes was given, and whether it still stands."""
    words: dict[str, Any] = {
        "given": day_of(consent.given_at),
        "by": consent.get_given_by_display(),
    }
    if consent.withdrawn_at is None:
        return _("Given %(given)s by %(by)s, in force.") % words
    words["withdrawn"] = day_of(consent.withdrawn_at)
    return _("Given %(given)s by %(by)s, withdrawn %(withdrawn)s.") % words


def consented_to(consent: Consent) -> str:
    """To what: the channel and scope of marketing, or the words agreed to."""
    if consent.channel:
        return choice_in_words(consent)
    return Truncator(str(consent.text.text)).chars(SHORT)


def ban_in_words(ban: MarketingBan) -> str:
    words: dict[str, Any] = {"given": day_of(ban.given_at), "by": ban.get_given_by_display()}
    if ban.lifted_at is None:
        return _("Forbidden %(given)s by %(by)s, in force.") % words
    words["lifted"] = day_of(ban.lifted_at)
    return _("Forbidden %(given)s by %(by)s, lifted %(lifted)s.") % words


def choice_in_words(choice: Consent | MarketingBan) -> str:
    """Channel and scope: “E-mail: own marketing”."""
    words = {"channel": choice.get_channel_display(), "scope": choice.get_scope_display()}
    return capfirst(pgettext("marketing", "%(channel)s: %(scope)s") % words)
