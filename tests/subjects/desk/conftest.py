"""A handler at the desk, and the small files that people send."""

import io
import struct
import zlib
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from register.models import User
from subjects.enums import Step
from subjects.models import Request
from tests.subjects.requests import Office

PNG = b"\x89PNG\r\n\x1a\n"


class Desk:
    """The admin as one of the staff uses it."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(user)

    def page(self, request: Request) -> Any:
        return self.client.get(reverse("admin:subjects_request_change", args=(request.pk,)))

    def take(self, request: Request, step: Step, *, version: int = 0, **facts: Any) -> Any:
        """Send the form of a step as the page of `version` shows it; of the newest unless told."""
        current = version or Request.objects.get(pk=request.pk).version
        address = reverse("admin:subjects_request_step", args=(request.pk, step.value))
        return self.client.post(address, {"version": current, **facts})

    def board(self, query: str = "") -> Any:
        return self.client.get(f"{reverse('admin:subjects_request_changelist')}{query}")

    def listed(self, query: str = "") -> list[str]:
        """The references, in the order of the list."""
        return [line.title for line in self.board(query).context["table"].lines]


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office.handler)


def a_png(width: int = 8, height: int = 8) -> bytes:
    """A picture whose header says this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_of = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_of)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00\x00" * 8)
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_jpeg(width: int = 8, height: int = 8) -> bytes:
    """The beginning of a picture: what its header says is all that is looked at."""
    app = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + app + frame + b"\xff\xd9"


def a_pdf(pages: int = 1, **root: Any) -> bytes:
    """A PDF with blank pages; `root` goes into its catalogue."""
    pdf = pikepdf.new()
    for _number in range(pages):
        pdf.add_blank_page()
    for name, value in root.items():
        pdf.Root[f"/{name}"] = pdf.make_indirect(value)
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    file = io.BytesIO()
    pdf.save(file, **options)
    return file.getvalue()
