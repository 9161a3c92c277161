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
from subjects.models.pause import Pause
from subjects.models.reminder import ReminderKind, StaffReminder
from subjects.models.request import Request, RequestedRight
from subjects.models.requester import Contact, ContactKind, Requester
from subjects.models.timeline import TimelineEvent
from subjects.models.token import Token

__all__ = [
    "Attachment",
    "CarriedRight",
    "Contact",
    "ContactKind",
    "Decision",
    "FormMark",
    "Frozen",
    "IdentityCheck",
    "IdentityCode",
    "Letter",
    "LetterTemplate",
    "Match",
    "Message",
    "Pause",
    "ReminderKind",
    "Request",
    "RequestedRight",
    "Requester",
    "StaffReminder",
    "StrongComparison",
    "StrongIdentification",
    "Task",
    "TimelineEvent",
    "Token",
]
