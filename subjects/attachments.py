"""Files added to a request, such as a scanned letter: what is taken, and under what name.

What a file is is told by its content. It is stored as it came and never opened here again: staff
get it as a download that no browser shows or runs (`subjects/admin/files.py`).
"""

import hashlib
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from register.hidden_codes import holds_identity_code
from register.models import User
from register.refusal import Refusal
from subjects.enums import FileKind
from subjects.models import Attachment, Request
from subjects.models.correspondence import LARGEST_FILE

MOST_FILES = 20  # of one request
MOST_PIXELS = 100_000_000  # an A3 page at 600 dots per inch has seventy million
LONGEST_NAME = 120
PDF_LOOKED_AT_FOR = 30  # seconds
INSPECTION = Path(__file__).with_name("pdf_inspection.py")

ENDINGS: Mapping[FileKind, str] = {
    FileKind.PDF: ".pdf",
    FileKind.PNG: ".png",
    FileKind.JPEG: ".jpg",
}
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PDF_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,8}%PDF-[12]\.\d")
# What a JPEG frame begins with: 0xC0–0xCF, but for the tables among them.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


class Refused(Refusal):
    """The file is not taken; the words say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "files")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept."""

    name: str
    kind: FileKind
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def check(name: str, content: bytes) -> Checked:
    """Raises Refused for what is too large, of another kind, or does more than show a page."""
    if not content:
        raise Refused(_("The file is empty."))
    if len(content) > LARGEST_FILE:
        raise Refused(_("The file is larger than 10 MB."))
    kind = kind_of(content)
    if kind is None:
        raise Refused(_("Only PDF, PNG and JPEG files are taken."))
    LOOKED_INTO[kind](content)
    return Checked(safe_name(name, kind), kind, content)


def kind_of(content: bytes) -> FileKind | None:
    """What the content is, whatever the name or the browser says."""
    if content.startswith(PNG_SIGNATURE):
        return FileKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    return FileKind.PDF if PDF_BEGINS.match(content) else None


def keep(request: Request, file: Checked, *, by: User, now: datetime) -> Attachment:
    """Keep it with the request; the same file once. Raises Refused where there are too many."""
    held = list(Attachment.objects.filter(request=request).defer("content"))
    for one in held:
        if one.sha256 == file.sha256:
            return one
    if len(held) >= MOST_FILES:
        raise Refused(_("A request takes twenty files at most."))
    return Attachment.objects.create(
        request=request,
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        sha256=file.sha256,
        content=file.content,
        added_at=now,
        added_by=by,
    )


def safe_name(written: str, kind: FileKind) -> str:
    """A name that leads nowhere, hides nothing and ends as its content is."""
    plain = unicodedata.normalize("NFC", written).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    words = re.sub(r'[<>:"|?*%;\s]+', " ", seen).strip(". ")
    stem = words.rpartition(".")[0] or words
    stem = stem[:LONGEST_NAME].strip(". ")
    if not stem or holds_identity_code(stem) or RESERVED.match(stem):
        stem = _("attachment")
    return f"{stem}{ENDINGS[kind]}"


# By kind


def _png(content: bytes) -> None:
    begins = content[8:16] == b"\x00\x00\x00\rIHDR" and len(content) > 33
    if not begins or b"IEND" not in content[-32:]:
        raise Refused(_("The picture is broken."))
    _check_pixels(int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))


def _jpeg(content: bytes) -> None:
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:  # filling
            place += 1
        elif marker in ALONE:
            place += 2
        elif marker in FRAMES:
            height = int.from_bytes(content[place + 5 : place + 7])
            width = int.from_bytes(content[place + 7 : place + 9])
            _check_pixels(width, height)
            return
        else:
            place += 2 + int.from_bytes(content[place + 2 : place + 4])
    raise Refused(_("The picture is broken."))


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(_("The picture is broken."))
    if width * height > MOST_PIXELS:
        raise Refused(_("The picture is too large once opened."))


def _pdf(content: bytes) -> None:
    """Opened in a process of its own: a bomb takes that one down and nothing else."""
    try:
        done = subprocess.run(  # noqa: S603 # our own program, and no word from outside
            [sys.executable, "-I", str(INSPECTION)],
            input=content,
            capture_output=True,
            timeout=PDF_LOOKED_AT_FOR,
            check=False,
        )
        found = done.stdout.decode("ascii", "replace") if done.returncode == 0 else "bomb"
    except subprocess.TimeoutExpired:
        found = "bomb"
    match found:
        case "ok":
            return
        case "encrypted":
            raise Refused(_("The PDF is encrypted. Save it without a password."))
        case "active":
            raise Refused(
                _("The PDF holds a program, another file or a form. Print it to a new PDF.")
            )
        case "pages":
            raise Refused(_("The PDF has no page, or more than two hundred."))
        case "bomb":
            raise Refused(_("The PDF is too large once opened."))
        case _:
            raise Refused(_("The PDF is broken."))


LOOKED_INTO: Mapping[FileKind, Callable[[bytes], None]] = {
    FileKind.PDF: _pdf,
    FileKind.PNG: _png,
    FileKind.JPEG: _jpeg,
}
