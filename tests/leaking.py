"""Tests that leak, each in its own way: `test_collector.py` sees each of them fail.

Not collected with the others. What the names begin with tells what has to become of them.
"""

import logging

import pytest
from auditlog.models import LogEntry
from django.core.management.base import OutputWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from register import journal, outbox
from register.models import Act, ContactPoint, DataSubject, OutgoingMail
from register.support.tasks import task
from tests import processes
from tests.factories import a_contact_point, a_membership, a_person, an_invoice

pytestmark = pytest.mark.django_db
logger = logging.getLogger("register.leaking")


@task()
def greet(whom: str) -> None:
    """A task whose argument is a name."""


def redirecting(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=302, headers={"Location": "/elsewhere/?name=Tarulainen"})


def faulty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("no such customer: Impi Sylvia Tarulainen", status=500)


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError("no such customer: Impi Sylvia Tarulainen")


def greeting(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Impi Sylvia Tarulainen")


urlpatterns = [
    path("redirecting/", redirecting),
    path("faulty/", faulty),
    path("failing/", failing),
    path("hallinta/people/", greeting),
]
our_addresses = override_settings(ROOT_URLCONF="tests.leaking")


def test_leaks_into_the_log() -> None:
    a_person()
    logger.warning("saved %s", "Tarulainen")


def test_leaks_in_another_case() -> None:
    a_person()
    logger.warning("saved TARULAINEN")


def test_leaks_before_it_is_saved() -> None:
    logger.warning("going to save Impi Sylvia")
    a_person()


def test_leaks_a_phone_number_as_it_is_compared() -> None:
    a_contact_point(a_person(), "045 000 1234", "phone")
    logger.warning("calling +358450001234")


def test_leaks_what_was_written_set_wise() -> None:
    DataSubject.objects.bulk_create(
        [DataSubject(kept_by=a_membership(), kind="other", family_name="Joukkonen")]
    )
    logger.warning("imported Joukkonen")


def test_leaks_a_buyer() -> None:
    an_invoice(None, buyer_name="Sepustuksen Sepät Oy")
    logger.warning("billed Sepustuksen Sepät Oy")


def test_leaks_an_identity_code_nobody_saved() -> None:
    logger.warning("typed 010190-900P")


@our_addresses
def test_leaks_into_an_address(client: Client) -> None:
    a_person()
    client.get("/nowhere/?name=Tarulainen")


@our_addresses
def test_leaks_into_a_path(client: Client) -> None:
    a_contact_point(a_person())
    client.get("/nowhere/impi.tarulainen%40satumaa.example/")


@our_addresses
def test_leaks_into_a_redirection(client: Client) -> None:
    a_person()
    client.get("/redirecting/")


@our_addresses
def test_leaks_by_an_error_report(client: Client) -> None:
    a_person()
    client.get("/faulty/")


def test_leaks_by_str(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DataSubject, "__str__", lambda person: person.full_name)
    a_person()
    # `monkeypatch` is undone only after the collector has looked.


def test_leaks_by_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContactPoint, "__repr__", lambda point: f"<{point.value}>")
    a_contact_point(a_person())


def test_leaks_into_the_audit_log() -> None:
    person = a_person()
    LogEntry.objects.log_create(
        person, action=LogEntry.Action.UPDATE, changes={"family_name": ["", "Tarulainen"]}
    )


def test_leaks_into_the_journal() -> None:
    journal.record(
        Act.CHANGED, about=a_person(), by=journal.COMMAND, detail={"column": "Tarulainen"}
    )


def test_leaks_into_a_reference() -> None:
    journal.record(Act.VIEWED, about=a_person(), by=journal.COMMAND, reference="Tarulainen/1")


def test_leaks_by_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    import sys  # noqa: PLC0415 # captured now

    a_person()
    OutputWrapper(sys.stdout).write("1 saved: Impi Sylvia Tarulainen")


@pytest.mark.django_db(transaction=True)
def test_leaks_by_a_command_of_its_own() -> None:
    a_person()
    words = "from tests.factories import *; print(DataSubject.objects.get().full_name)"
    processes.output_of(processes.start("shell", "-v", "0", "-c", words))


def test_leaks_into_the_key_of_a_mail() -> None:
    a_person()
    outbox.queue_mail(
        key="welcome-tarulainen", kind="welcome", to="x@satumaa.example", subject="", body=""
    )


def test_leaks_into_a_task() -> None:
    a_person()
    greet.enqueue("Tarulainen")


# No leaks


@our_addresses
def test_harmless_search_in_the_admin(client: Client) -> None:
    a_person()
    assert b"Tarulainen" in client.get("/hallinta/people/?q=Tarulainen").content


@our_addresses
def test_harmless_failure(client: Client) -> None:
    """The log tells where and of what kind, and so does the answer: the message is in neither."""
    a_person()
    client.raise_request_exception = False
    assert client.get("/failing/").status_code == 500
    try:
        raise ValueError("no such customer: Tarulainen")
    except ValueError:
        logger.exception("failed")


def test_harmless_page_and_mail() -> None:
    a_contact_point(a_person())
    OutgoingMail.objects.create(
        key="welcome-1",
        kind="welcome",
        recipient="impi.tarulainen@satumaa.example",
        subject="Impi Tarulainen",
        queued_at=timezone.now(),
        next_attempt_at=timezone.now(),
    )


def test_harmless_words() -> None:
    """Short names, ordinary words and longer words that hold a name."""
    a_person(family_name="Aho", given_names="Ii", customer_number="2026")
    a_person(family_name="Salmelainen", given_names="")
    logger.warning("2026: ahosalmelainenkin sai Salmen.")


def test_harmless_without_a_database() -> None:
    logger.warning("Tarulainen is nobody here")
