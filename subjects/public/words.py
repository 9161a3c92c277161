"""The rights and the standing of a request in the words of whoever asks."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subjects.enums import ActingAs, RequestedKind, Status

K, S = RequestedKind, Status


class Offer(NamedTuple):
    """A right on the form: what one ticks, and a line that explains it."""

    label: Promise
    explanation: Promise


OFFERS: Mapping[RequestedKind, Offer] = {
    K.ACCESS: Offer(
        _("I want to see my data"),
        _("You get a copy of the data kept on you, and learn what they are used for."),
    ),
    K.RECTIFICATION: Offer(
        _("I want my data corrected"),
        _("Tell below what is wrong or missing and how it should be."),
    ),
    K.ERASURE: Offer(
        _("I want my data erased"),
        _("Some data, such as invoices, the law may require us to keep for a time."),
    ),
    K.RESTRICTION: Offer(
        _("I want the use of my data restricted"),
        _("The data are kept but not used, for instance while their correctness is examined."),
    ),
    K.PORTABILITY: Offer(
        _("I want my data in a form that can be moved to another service"),
        _("Concerns data that you have given yourself and that are processed automatically."),
    ),
    K.OBJECTION: Offer(
        _("I object to the use of my data"),
        _("Tell below which use you object to and why in your situation."),
    ),
    K.MARKETING_BAN: Offer(
        _("I forbid direct marketing to me"),
        _("Marketing stops. You need not give a reason or prove who you are."),
    ),
    K.CONSENT_WITHDRAWAL: Offer(
        _("I withdraw my consent"),
        _("Tell below which consent you mean, if you have given several."),
    ),
    K.HUMAN_REVIEW: Offer(
        _("I want a person to review an automated decision"),
        _("Tell below which decision you mean."),
    ),
    K.OTHER: Offer(
        _("Another matter of data protection"),
        _("Describe your matter below in your own words."),
    ),
}

ACTING: Mapping[ActingAs, Promise] = {
    ActingAs.SELF: _("For myself"),
    ActingAs.GUARDIAN: _("As the guardian or trustee of another person"),
    ActingAs.ATTORNEY: _("With a power of attorney from another person"),
    ActingAs.OTHER: _("For another person on other grounds"),
}

_IN_HAND = _("Your request is being handled.")
_NEARLY = _("Your request has been gone through, and the answer is being prepared.")

STANDING: Mapping[Status, Promise] = {
    S.UNCONFIRMED: _("Your request waits for you to confirm your e-mail address."),
    S.RECEIVED: _("We have received your request and will handle it."),
    S.IDENTIFIED: _IN_HAND,  # not a word of whether anybody was found
    S.MATCHED: _IN_HAND,
    S.DECIDED: _NEARLY,
    S.APPROVED: _NEARLY,
    S.CARRIED_OUT: _NEARLY,
    S.ANSWERED: _("We have answered your request."),
    S.CLOSED: _("We have answered your request, and its handling has ended."),
    S.LAPSED: _("Your request was not confirmed in time, so we did not handle it."),
    S.WITHDRAWN: _("You have withdrawn your request, and its handling has ended."),
    S.JOINED: _("We handle this together with an earlier request of yours and answer them as one."),
}
