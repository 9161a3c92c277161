"""The mailbox of the self-test over IMAP: the mail that came to it, which is taken out."""

import imaplib
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

SILENCE = 10  # seconds
LOOKS_EVERY = 2.0  # seconds


class NotArrived(Exception):
    """What was seen of the mailbox: no address, no name."""


def take_out(mailbox: Mapping[str, Any], message_id: str, *, patience: timedelta) -> str:
    """The text of the mail, which is then gone from the mailbox. Raises NotArrived.

    `mailbox`: as `SELF_TEST_IMAP` is read (`config/environment.py`).
    """
    until = time.monotonic() + patience.total_seconds()
    while True:
        try:
            text = _look(mailbox, message_id)
        except (imaplib.IMAP4.error, OSError, UnicodeError) as trouble:
            # Not its words: servers repeat the user name in them.
            raise NotArrived(f"IMAP: {type(trouble).__name__}") from None
        if text is not None:
            return text
        if time.monotonic() >= until:
            raise NotArrived(f"no mail after {patience.total_seconds():.0f} s")
        time.sleep(LOOKS_EVERY)


def _look(mailbox: Mapping[str, Any], message_id: str) -> str | None:
    kind = imaplib.IMAP4_SSL if mailbox["tls"] else imaplib.IMAP4
    server = kind(mailbox["host"], mailbox["port"], timeout=SILENCE)
    try:
        _sign_in(server, mailbox["user"], mailbox["password"])
        _said(server.select(_quoted(mailbox["folder"])))
        found = _said(server.uid("SEARCH", "HEADER", "Message-ID", _quoted(message_id)))
        numbers = (found[0] or b"").split()
        if not numbers:
            return None
        fetched = _said(server.uid("FETCH", numbers[0].decode(), "(BODY.PEEK[])"))
        _said(server.uid("STORE", b",".join(numbers).decode(), "+FLAGS", r"(\Deleted)"))
        _said(server.expunge())
        return _text(fetched)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _sign_in(server: imaplib.IMAP4, user: str, password: str) -> None:
    """LOGIN takes no letters beyond ASCII."""
    if "AUTH=PLAIN" in server.capabilities:
        server.authenticate("PLAIN", lambda _challenge: f"\0{user}\0{password}".encode())
    else:
        server.login(user, password)


def _said(answer: tuple[str, list[Any]]) -> list[Any]:
    told, rest = answer
    if told != "OK":
        raise imaplib.IMAP4.error(told)
    return rest


def _text(fetched: list[Any]) -> str:
    whole = next((part[1] for part in fetched if isinstance(part, tuple)), b"")
    body = message_from_bytes(whole, policy=policy.default).get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
