"""A real IMAP server as a process of its own, over the folder into which a mail server delivers."""

import socket
import subprocess
import sys
from typing import Any

from pysasl.hashing import BuiltinHash

from tests.mail_server import LOCAL, MailServer
from tests.processes import ROOT, wait_for

USER, PASSWORD = "robotti@esimerkki.example", "ei kenenkään: sana"


class ImapServer:
    """Shows what came to one mail server, to who knows `USER` and `PASSWORD`."""

    def __init__(self, post: MailServer) -> None:
        self.folder = post.folder.parent
        self.home = post.folder.name
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as found:
            found.bind((LOCAL, 0))
            self.port: int = found.getsockname()[1]

    @property
    def mailbox(self) -> dict[str, Any]:
        """As the setting SELF_TEST_IMAP is read."""
        told = {"host": LOCAL, "port": self.port, "tls": False}
        return {**told, "user": USER, "password": PASSWORD, "folder": "INBOX"}

    def start(self) -> None:
        secret = str(BuiltinHash(rounds=1_000).hash(PASSWORD)).replace(":", "\\:")
        (self.folder / "pymap-etc-passwd").write_text(f"{USER}:x::::{self.home}:\n")
        (self.folder / "pymap-etc-shadow").write_text(f"{USER}:{secret}\n")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-c", "from pymap.main import main; main()"),
                *("--host", LOCAL, "--port", str(self.port), "--no-tls"),
                *("maildir", str(self.folder)),
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self.listens)

    def listens(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the IMAP server ended"
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
