"""The notice as it is written, and the versions of it that are published."""

from privacy_notices.models.notice import (
    Block,
    ChosenRow,
    Notice,
    NoticeLabel,
    Section,
    SectionKind,
)
from privacy_notices.models.reminder import ReminderKind, ReviewReminder
from privacy_notices.models.version import (
    Frozen,
    NoticeVersion,
    Rendering,
    Submission,
    Withdrawal,
)

__all__ = [
    "Block",
    "ChosenRow",
    "Frozen",
    "Notice",
    "NoticeLabel",
    "NoticeVersion",
    "ReminderKind",
    "Rendering",
    "ReviewReminder",
    "Section",
    "SectionKind",
    "Submission",
    "Withdrawal",
]
