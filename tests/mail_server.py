"""A real mail server as a process of its own; what it takes lies in a folder.

It refuses whoever's address begins with "refused" for good and with "later" for now, and at the
first mail to "slow" it falls silent.
"""

import asyncio
import mailbox
import re
import socket
import subprocess
import sys
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.handlers import Mailbox

from tests.processes import PATIENCE, ROOT, wait_for

LOCAL = "127.0.0.1"


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


class MailServer:
    """Starts and stops that process; the port stays the same."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "mail"
        self.silence = Path(f"{self.folder}.silence")
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as found:
            found.bind((LOCAL, 0))
            self.port: int = found.getsockname()[1]

    def start(self) -> None:
        place, office = f"{LOCAL}:{self.port}", f"{Office.__module__}.{Office.__qualname__}"
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "aiosmtpd", "--nosetuid", "--listen", place),
                *("--class", office, str(self.folder)),
            ],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self.listens)

    def listens(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the mail server ended"
        try:
            socket.create_connection((LOCAL, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def letters(self) -> "list[Message[str, str]]":
        """As they came, the newest last: the name of each begins with the moment."""
        if not self.folder.exists():
            return []
        box = mailbox.Maildir(self.folder)
        return [box[name] for name in sorted(box.keys(), key=_numbers)]


def _numbers(name: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", name)]
