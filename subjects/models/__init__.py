"""Requests of data subjects: who asks, what, by when it is answered, and how it was decided."""

from subjects.models.carried import CarriedRight
from subjects.models.correspondence import Attachment, Frozen, Letter, Message
from subjects.models.decision import Decision, Task
from subjects.models.identity import (
    IdentityCheck,
    IdentityCode,
    Match,
    StrongComparison,
    StrongIdentification,
)
from subjects.models.letter_template import LetterTemplate
from subjects.models.mark import FormMark
from subjects.models.package import DeliveryCode, Package, Redaction
from subjects.models.pause import Pause
from subjects.models.proposal import ProposedChange
from subjects.models.recipient_notice import RecipientNotice
from subjects.models.reminder import ReminderKind, StaffReminder
from subjects.models.request import Request, RequestedRight
from subjects.models.requester import Contact, ContactKind, Requester
from subjects.models.self_test import Part, SelfTest
from subjects.models.timeline import TimelineEvent
from subjects.models.token import Token

__all__ = [
    "Attachment",
    "CarriedRight",
    "Contact",
    "ContactKind",
    "Decision",
    "DeliveryCode",
    "FormMark",
    "Frozen",
    "IdentityCheck",
    "IdentityCode",
    "Letter",
    "LetterTemplate",
    "Match",
    "Message",
    "Package",
    "Part",
    "Pause",
    "ProposedChange",
    "RecipientNotice",
    "Redaction",
    "ReminderKind",
    "Request",
    "RequestedRight",
    "Requester",
    "SelfTest",
    "StaffReminder",
    "StrongComparison",
    "StrongIdentification",
    "Task",
    "TimelineEvent",
    "Token",
]
