"""A real mail server as a process of its own; what it takes lies in a folder.

It refuses whoever's address begins with "refused" for good and with "later" for now, and at the
first mail to "slow" it falls silent.
"""

import asyncio
import mailbox
import re
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.handlers import Mailbox

from tests.processes import LOCAL, PATIENCE, Server


class Office(Mailbox):
    """Runs in the server's process."""

    async def handle_RCPT(  # noqa: N802 # aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        silence = Path(f"{self.mail_dir}.silence")
        if address.startswith("refused"):
            return f"550 5.1.1 <{address}> is nobody"
        if address.startswith("later"):
            return f"451 4.7.1 <{address}> later, please"
        if address.startswith("slow") and not silence.exists():
            silence.touch()
            await asyncio.sleep(PATIENCE)
        envelope.rcpt_tos.append(address)
        return "250 OK"


class MailServer(Server):
    """That process, and the folder in which its mail lies."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder / "mail"
        self.silence = Path(f"{self.folder}.silence")

    def command(self) -> list[str]:
        place, office = f"{LOCAL}:{self.port}", f"{Office.__module__}.{Office.__qualname__}"
        return [
            *("-m", "aiosmtpd", "--nosetuid", "--listen", place),
            *("--class", office, str(self.folder)),
        ]

    def letters(self) -> "list[Message[str, str]]":
        """As they came, the newest last: the name of each begins with the moment."""
        if not self.folder.exists():
            return []
        box = mailbox.Maildir(self.folder)
        return [box[name] for name in sorted(box.keys(), key=_numbers)]


def _numbers(name: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", name)]
