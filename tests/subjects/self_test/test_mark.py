"""Nobody but the self-test makes a request that is overlooked, and it is overlooked everywhere."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from register.groups import Group
from register.models import JournalEntry, OutgoingMail
from subjects import forgetting, jobs, workflow
from subjects.enums import IdentityMethod, Status, Step
from subjects.figures import figures_of
from subjects.models import FormMark, Request, SelfTest
from subjects.policies import NotAllowed
from subjects.self_test import mark
from tests import factories as make
from tests.subjects.public.conftest import Door, confirm_address

pytestmark = pytest.mark.django_db


def a_test(**values: Any) -> SelfTest:
    return SelfTest.objects.create(**{"started_at": timezone.now(), **values})


def send(door: Door, said: str) -> int:
    answer = door.fill(headers={mark.HEADER: said})
    code: int = answer.status_code
    return code


@pytest.fixture
def marked(door: Door) -> Request:
    """A request of the self-test, confirmed."""
    assert send(door, mark.of(a_test())) == 303
    request = Request.everything.get()
    assert door.client.post(confirm_address(request)).status_code == 302
    request.refresh_from_db()
    return request


def test_a_mark_serves_once(door: Door) -> None:
    said = mark.of(a_test())
    assert [send(door, said), send(door, said)] == [303, 404]
    assert Request.everything.count() == 1


def test_a_mark_that_is_not_ours_or_over_makes_no_request(door: Door) -> None:
    good, now = a_test(), timezone.now()
    forged = (
        "",
        str(good.pk),
        f"{mark.of(good)}x",
        TimestampSigner(salt="another").sign(str(good.pk)),
        mark.SIGNER.sign("a word"),
        mark.SIGNER.sign(str(good.pk + 1)),
        mark.of(a_test(started_at=now, ended_at=now)),
    )
    assert {send(door, said) for said in forged} == {404}
    assert not Request.everything.exists()


@pytest.mark.parametrize(("seconds", "answer"), [(590, 303), (610, 404)])
def test_a_mark_lasts_ten_minutes(door: Door, seconds: int, answer: int) -> None:
    class Then(TimestampSigner):
        def timestamp(self) -> str:
            return b62_encode(int(time.time()) - seconds)

    said = Then(salt=mark.SIGNER.salt).sign(str(a_test().pk))
    assert send(door, said) == answer


def test_a_form_without_a_mark_is_somebodys(door: Door) -> None:
    assert door.asked().self_test is None


@pytest.mark.usefixtures("marked")
def test_it_is_no_request_to_anybody(client: Client) -> None:
    assert not Request.objects.exists()
    client.force_login(make.a_user(Group.COMPLIANCE_OFFICER))
    for name in ("index", "subjects_request_changelist"):
        said = client.get(reverse(f"admin:{name}"))
        assert said.status_code == 200
        assert Request.everything.get().reference not in said.content.decode()
    found = figures_of(Request.objects.all(), timezone.localdate().year, today=timezone.localdate())
    assert (found.all.tally.received, found.unconfirmed) == (0, 0)


def test_it_is_owed_no_letter_and_reminds_nobody(marked: Request) -> None:
    before = OutgoingMail.objects.count()
    make.a_user(Group.COMPLIANCE_OFFICER, email="vastaava@esimerkki.example")
    later = timezone.now() + timedelta(days=40)
    jobs.send_owed_letters(later)
    jobs.remind_staff(later)
    jobs.lapse_unconfirmed(later)
    assert not marked.letters.exists()
    assert OutgoingMail.objects.count() == before
    assert Request.everything.get().status == Status.RECEIVED


@pytest.mark.usefixtures("marked")
def test_it_is_counted_in_no_flood_and_journalled_nowhere() -> None:
    assert not FormMark.objects.exists()
    assert not JournalEntry.objects.exists()


def test_nobody_works_on_it(marked: Request) -> None:
    officer = make.a_user(Group.COMPLIANCE_OFFICER)
    step = {"by": officer, "now": timezone.now(), "expected_version": marked.version}
    refused = {"match": "Nobody works on a self-test"}
    with translation.override("en"):
        with pytest.raises(NotAllowed, **refused):
            workflow.move(marked, Step.ASSIGN, to=officer, **step)
        with pytest.raises(NotAllowed, **refused):
            workflow.move(marked, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON, **step)


@pytest.mark.parametrize(
    "values",
    [
        {"status": Status.WITHDRAWN},
        {"identified_at": timezone.now()},
        {"matched_at": timezone.now(), "identified_at": timezone.now()},
        {"channel": "letter"},
    ],
)
def test_the_database_lets_it_go_no_further(marked: Request, values: dict[str, Any]) -> None:
    values = {"closed_at": timezone.now(), **values} if "status" in values else values
    with (
        pytest.raises(IntegrityError, match="request_self_test_goes_no_further"),
        transaction.atomic(),
    ):
        Request.everything.filter(pk=marked.pk).update(**values)


def test_it_goes_with_its_test_and_takes_nobody_along(door: Door, marked: Request) -> None:
    somebodys = door.asked(email="toinen@esimerkki.example")
    now = timezone.now()
    assert forgetting.forget_self_tests(now) == 0  # it goes on
    SelfTest.objects.update(ended_at=now)
    assert forgetting.forget_self_tests(now) == 1
    assert list(Request.everything.all()) == [somebodys]
    assert somebodys.tokens.exists()
    assert not JournalEntry.objects.exists()
