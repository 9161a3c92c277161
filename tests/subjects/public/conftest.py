"""A door: the public form of a register, and somebody before it."""

import re
from email.message import Message
from typing import Any

import pytest
from django.test import Client

from register import outbox
from register.models import OutgoingMail, RegisterController
from subjects.models import Request
from tests import factories as make
from tests.mail_server import MailServer
from tests.subjects.requests import EMAIL

SECRET = re.compile(r"/(?:vahvistus|oma-pyynto)/([\w-]{43})/")


class Door:
    """The form of one register, and what comes of it."""

    def __init__(self, kept_by: RegisterController) -> None:
        self.kept_by = kept_by
        # Whoever comes brings nothing along, and what is sent is looked at as in production.
        self.client = Client(enforce_csrf_checks=True)

    def address(self, language: str = "fi") -> str:
        return f"/{language}/pyynto/{self.kept_by.register.slug}/"

    def fill(self, language: str = "fi", **values: Any) -> Any:
        """Send the form; the answer."""
        values = {"rights": ["access"], "name": "Taimi Keksitty", "email": EMAIL, **values}
        headers = values.pop("headers", None)
        place = {"REMOTE_ADDR": values.pop("place", "192.0.2.1")}
        values = {name: value for name, value in values.items() if value is not None}
        return self.client.post(self.address(language), values, headers=headers, **place)

    def asked(self, language: str = "fi", **values: Any) -> Request:
        """Send the form, which is taken; the request."""
        answer = self.fill(language, **values)
        assert answer.status_code == 303, answer.content.decode()
        return Request.objects.latest("pk")

    def confirmed(self, language: str = "fi", **values: Any) -> tuple[Request, str]:
        """A request that was confirmed; the address of its own page."""
        request = self.asked(language, **values)
        answer = self.client.post(confirm_address(request))
        assert answer.status_code == 302
        request.refresh_from_db()
        return request, answer["Location"].split("?")[0]


def confirm_address(request: Request) -> str:
    """As it stands in the mail."""
    body = OutgoingMail.objects.get(key=f"confirm:{request.pk}:first").body
    found = re.search(r"http://localhost:8000(/\S+/vahvistus/\S+)", body)
    assert found, body
    return found[1]


def text_of(answer: Any) -> str:
    """What a page says, without its marks."""
    page = re.sub(r"<(style|title)>.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def door(db: None) -> Door:
    kept_by = make.a_membership()
    make.an_address(controller=kept_by.controller)
    kept_by.controller.email = "tietosuoja@esimerkki.example"
    kept_by.controller.save()
    return Door(kept_by)


def deliver_mail() -> None:
    outbox.send_waiting_mail.func()


def letter_to(server: MailServer, address: str) -> "Message[str, str]":
    """The only one to an address."""
    [letter] = [one for one in server.letters() if one["To"] == address]
    return letter


def words_of(letter: "Message[str, str]") -> str:
    content = letter.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()
