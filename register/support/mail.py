"""Hands one mail to the mail server and says what came of it, without repeating whom it was for."""

from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one person."""

    message_id: str
    to: str
    subject: str
    body: str


class NotDelivered(Exception):
    """A mail that did not leave.

    The server's own words and the cause are left out: they repeat the address, and exceptions end
    up in logs.
    """

    def __init__(self, reason: str, *, is_final: bool, concerns_all: bool) -> None:
        super().__init__(reason)
        self.is_final = is_final  # trying again would not help
        self.concerns_all = concerns_all  # the server, not this mail


def deliver(letter: Letter) -> None:
    """Raises NotDelivered."""
    message = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.to],
        headers={
            "Message-ID": letter.message_id,  # the same at every attempt
            "Auto-Submitted": "auto-generated",  # no out-of-office answers, please (RFC 3834)
        },
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        code = next((code for code, _words in refusal.recipients.values()), 0)
        failure = _refused(refusal, code)
    except SMTPDataError as refusal:
        failure = _refused(refusal, refusal.smtp_code)
    except (SMTPException, OSError) as trouble:
        failure = NotDelivered(_name(trouble), is_final=False, concerns_all=True)
    except ValueError as fault:  # an address or a subject that makes no header
        failure = NotDelivered(type(fault).__name__, is_final=True, concerns_all=False)
    else:
        return
    raise failure  # here, where no cause hangs on it


def _refused(refusal: SMTPException, code: int) -> NotDelivered:
    """Of this mail: 5xx for good, 4xx for now (RFC 5321, 4.2.1)."""
    reason = f"{type(refusal).__name__} {code}"
    return NotDelivered(reason, is_final=500 <= code < 600, concerns_all=False)


def _name(trouble: Exception) -> str:
    if isinstance(trouble, SMTPResponseException):
        return f"{type(trouble).__name__} {trouble.smtp_code}"
    return type(trouble).__name__
