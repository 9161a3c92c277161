"""A site as people reach it, with a mail server of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from register.models import RegisterController
from tests import factories as make
from tests.mail_server import LOCAL, MailServer

MAILBOX = "lomaketesti@esimerkki.example"


@pytest.fixture
def post(tmp_path: Path, settings: Any) -> Iterator[MailServer]:
    server = MailServer(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = LOCAL, server.port
    server.start()
    yield server
    server.stop()


@pytest.fixture
def site(live_server: Any, post: MailServer, settings: Any) -> RegisterController:
    """The form of one register, answering over HTTP."""
    settings.SITE_URL = live_server.url
    settings.SELF_TEST_EMAIL = MAILBOX
    kept_by = make.a_membership()
    make.an_address(controller=kept_by.controller)
    return kept_by
