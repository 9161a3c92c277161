"""What staff do with copies: hand them over, give a code, more time; and who may."""

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from register.groups import Group
from register.models import Act, JournalEntry
from subjects import checks
from subjects.enums import IdentityMethod, RequestedKind
from subjects.models import DeliveryCode
from subjects.package import making, store
from subjects.package.schema import SCHEMA
from subjects.policies import Hand
from tests import factories as make
from tests.subjects.carrying.test_delivery import Given
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import Office


@pytest.fixture
def given(office: Office) -> Given:
    return Given(office, IdentityMethod.IN_PERSON, timezone.now())


def url(name: str, given: Given) -> str:
    about = given.request if name in {"copycode", "masking"} else given.package
    kind = "request" if about is given.request else "package"
    return reverse(f"admin:subjects_{kind}_{name}", args=(about.pk,))


def test_staff_fetch_the_file_to_hand_it_over_and_it_is_journalled(given: Given) -> None:
    desk = Desk(given.office.handler)
    assert desk.client.get(url("fetch", given)).status_code == 302  # looking fetches nothing
    answer: Any = desk.client.post(url("fetch", given))
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
    entry = JournalEntry.objects.get(act=Act.EXPORTED, uuid=given.office.person.uuid)
    assert (entry.actor, entry.reference) == (given.office.handler.pk, given.request.reference)
    given.package.refresh_from_db()
    assert given.package.downloads == 0  # the person has not had it


def test_the_code_is_shown_once_and_opens_the_copy(given: Given) -> None:
    desk = Desk(given.office.handler)
    answer = desk.client.post(url("copycode", given), {"channel": "phone"})
    assert "no-store" in answer["Cache-Control"]
    assert given.fetch(answer.context["code"]).status_code == 200
    page = desk.page(given.request).content.decode()
    assert answer.context["code"] not in page
    assert "The code was given told by phone" in page
    desk.client.post(url("copycode", given), {"channel": "email"})  # no way for this request
    assert DeliveryCode.objects.count() == 1


def test_a_lost_file_shows_and_is_made_anew(given: Given) -> None:
    desk = Desk(given.office.handler)
    store.remove(given.package.file)
    assert "the file is missing: make it anew" in desk.page(given.request).content.decode()
    desk.client.post(url("fetch", given))
    assert not JournalEntry.objects.filter(act=Act.EXPORTED).exists()
    desk.client.post(url("anew", given))
    page = desk.page(given.request).content.decode()
    assert "not downloaded yet" in page
    assert "the file is missing" not in page


@pytest.mark.parametrize("name", ["fetch", "anew", "longer", "copycode", "masking"])
def test_only_handlers_of_the_controller_get_in(given: Given, name: str) -> None:
    elsewhere = make.a_user(Group.REQUEST_HANDLER, make.a_controller("toinen", name="Muu Oy"))
    assert Desk(elsewhere).client.post(url(name, given)).status_code == 404
    for group in (Group.AUDITOR, Group.STAFF):
        user = make.a_user(group, given.office.kept_by.controller)
        assert Desk(user).client.post(url(name, given)).status_code == 403


def test_the_published_schema_is_the_one_in_the_copies(given: Given) -> None:
    with store.opened(given.package.file) as file, ZipFile(file) as archive:
        place = json.loads(archive.read("data.json"))["schema"]
        inside = json.loads(archive.read("schema.json"))
    answer = Client().get(place.removeprefix("http://localhost:8000"))
    assert answer.json() == inside == SCHEMA
    assert not answer.cookies
    call_command("access_schema", check=True)


def test_deploying_looks_where_the_copies_lie(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checks.copies_lie_apart(None) == []
    # Without a signal, by which the storage of the test would be made anew.
    monkeypatch.setattr(settings, "STATIC_ROOT", str(store.folder().parent))
    monkeypatch.setattr(settings, "PACKAGE_DAYS", 0)
    store.folder().chmod(0o755)
    found = {one.id for one in checks.copies_lie_apart(None)}
    assert found == {"subjects.E001", "subjects.E002", "subjects.E004"}


def test_two_who_make_it_at_once_leave_one(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    request = office.decided()
    hand = Hand(office.handler, timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        making.make(request, RequestedKind.ACCESS, hand)
        second = making.make(request, RequestedKind.ACCESS, hand)
    assert [one.name for one in store.folder().iterdir()] == [second.file]
