"""On the start page: does the public form work, as far as it was tried?"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from register.models import User
from subjects.self_test.telling import Door, Standing, standing


@dataclass(frozen=True, slots=True)
class Note:
    words: str
    grave: bool


def note_for(user: User, now: datetime) -> Note | None:
    """That it is off is told only to those who answer for requests."""
    found = standing(now)
    if found.door == Door.OFF and not user.has_perm("subjects.approve_request"):
        return None
    return Note(_words(found), found.is_grave)


def _words(found: Standing) -> str:
    moment = ""
    if found.at:
        moment = date_format(timezone.localtime(found.at), "SHORT_DATETIME_FORMAT")
    facts = {"moment": moment, "part": found.part.label if found.part else ""}
    match found.door:
        case Door.OFF:
            text = _(
                "Nobody tries whether the public form works: the setting SELF_TEST_EMAIL is empty."
            )
        case Door.NEW:
            text = _("The public form has not been tried yet. It is tried every morning.")
        case Door.WORKS:
            text = _("The public form works. Tried on %(moment)s.")
        case Door.FAILS:
            text = _(
                "The public form does not work, first seen on %(moment)s: %(part)s. People may not "
                "be able to send requests. Tell whoever runs the system."
            )
        case Door.SILENT if not moment:
            text = _(
                "The public form should be tried every morning, but no try has come to its end. "
                "Tell whoever runs the system: background jobs may have stopped."
            )
        case Door.SILENT:
            text = _(
                "The public form was last tried on %(moment)s, although it should be tried every "
                "morning. Tell whoever runs the system: background jobs may have stopped."
            )
    return text % facts
