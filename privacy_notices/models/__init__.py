"""The notice as it is written, and the versions of it that are published."""

from privacy_notices.models.notice import (
    Block,
    ChosenRow,
    Notice,
    NoticeLabel,
    Section,
    SectionKind,
)
from privacy_notices.models.record import ProcessingRecord
from privacy_notices.models.reminder import ReminderKind, ReviewReminder
from privacy_notices.models.review import Review, review_day, with_review_day
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
    "ProcessingRecord",
    "ReminderKind",
    "Rendering",
    "Review",
    "ReviewReminder",
    "Section",
    "SectionKind",
    "Submission",
    "Withdrawal",
    "review_day",
    "with_review_day",
]
