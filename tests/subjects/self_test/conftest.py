"""A site as people reach it, with a mail server of its own."""

from typing import Any

import pytest

from register.models import RegisterController
from tests import factories as make
from tests.mail_server import MailServer
from tests.subjects.public.conftest import door as door  # a fixture

MAILBOX = "lomaketesti@esimerkki.example"


@pytest.fixture
def site(live_server: Any, post: MailServer, settings: Any) -> RegisterController:
    """The form of one register, answering over HTTP."""
    settings.SITE_URL = live_server.url
    settings.SELF_TEST_EMAIL = MAILBOX
    kept_by = make.a_membership()
    make.an_address(controller=kept_by.controller)
    return kept_by
