"""One link, pressed twice in the same moment: one confirmation, and a kind page for the other."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from register.models import OutgoingMail
from subjects import workflow
from subjects.enums import Channel, LetterKind, Step
from subjects.models import ContactKind, Request, TimelineEvent, Token
from tests import factories as make
from tests.subjects.public.conftest import Door, confirm_address, text_of
from tests.subjects.public.test_entered_addresses import LINK
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)


def pressed_at_once(address: str, times: int = 2) -> list[Any]:
    """What each browser was answered, the confirmation first."""
    start, answers = threading.Barrier(times), []

    def press() -> None:
        browser = Client(enforce_csrf_checks=True)
        try:
            start.wait(timeout=60)
            answers.append(browser.post(address))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers, key=lambda answer: answer.status_code)


def test_a_request_of_the_form_is_confirmed_once() -> None:
    kept_by = make.a_membership()
    make.an_address(controller=kept_by.controller)
    request = Door(kept_by).asked(email=EMAIL)
    first, second = pressed_at_once(confirm_address(request))
    assert (first.status_code, second.status_code) == (302, 404)
    assert "/fi/oma-pyynto/" in first["Location"]
    assert "Olet jo vahvistanut pyyntösi" in text_of(second)
    assert TimelineEvent.objects.filter(step=Step.CONFIRM).count() == 1
    assert Request.objects.get().letters.filter(kind=LetterKind.RECEIPT).count() == 1
    assert Token.objects.filter(used_at__isnull=False).count() == 1


def test_an_address_that_staff_entered_is_confirmed_once() -> None:
    office, now = Office(), timezone.now()
    workflow.enter(
        office.draft(contacts=[(ContactKind.EMAIL, "impi@haave.example")]),
        channel=Channel.PHONE,
        received_at=now,
        by=office.handler,
        now=now,
        asks_address=True,
    )
    [link] = LINK.findall(OutgoingMail.objects.get().body)
    first, second = pressed_at_once(link)
    assert (first.status_code, second.status_code) == (302, 404)
    assert "Linkki ei toimi" in text_of(second)
    assert TimelineEvent.objects.filter(step=Step.CONFIRM_ADDRESS).count() == 1
