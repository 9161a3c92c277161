"""A real IMAP server as a process of its own, over the folder into which a mail server delivers."""

from typing import Any

from pysasl.hashing import BuiltinHash

from tests.mail_server import MailServer
from tests.processes import LOCAL, Server

USER, PASSWORD = "robotti@esimerkki.example", "ei kenenkään: sana"


class ImapServer(Server):
    """Shows what came to one mail server, to who knows `USER` and `PASSWORD`."""

    def __init__(self, post: MailServer) -> None:
        super().__init__()
        self.folder = post.folder.parent
        self.home = post.folder.name

    @property
    def mailbox(self) -> dict[str, Any]:
        """As the setting SELF_TEST_IMAP is read."""
        told = {"host": LOCAL, "port": self.port, "tls": False}
        return {**told, "user": USER, "password": PASSWORD, "folder": "INBOX"}

    def command(self) -> list[str]:
        return [
            *("-c", "from pymap.main import main; main()"),
            *("--host", LOCAL, "--port", str(self.port), "--no-tls"),
            *("maildir", str(self.folder)),
        ]

    def start(self) -> None:
        secret = str(BuiltinHash(rounds=1_000).hash(PASSWORD)).replace(":", "\\:")
        (self.folder / "pymap-etc-passwd").write_text(f"{USER}:x::::{self.home}:\n")
        (self.folder / "pymap-etc-shadow").write_text(f"{USER}:{secret}\n")
        super().start()
