"""How the door stands, on the start page and by mail: once when it fails, once when it works."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from register.groups import Group
from register.models import OutgoingMail
from subjects.models import Part, SelfTest
from subjects.self_test.telling import Door, Standing, standing, tell
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
OFFICER = "vastaava@esimerkki.example"


@pytest.fixture(autouse=True)
def _on(settings: Any) -> None:
    settings.SELF_TEST_EMAIL = "lomaketesti@esimerkki.example"


def tried(days: int, failed: Part | str = "", *, now: datetime = NOW, **values: Any) -> SelfTest:
    """So many days ago."""
    began = now - timedelta(days=days)
    values = {"started_at": began, "ended_at": began, "failed": failed, **values}
    return SelfTest.objects.create(**values)


def before(days: int) -> datetime:
    return NOW - timedelta(days=days)


def test_off_where_no_address_is_set(settings: Any) -> None:
    settings.SELF_TEST_EMAIL = ""
    tried(1, Part.MAIL)
    assert standing(NOW) == Standing(Door.OFF)


def test_new_before_it_was_tried() -> None:
    assert standing(NOW) == Standing(Door.NEW)


def test_works() -> None:
    tried(1, Part.MAIL)
    tried(0)
    assert standing(NOW) == Standing(Door.WORKS, NOW)


def test_fails_since_the_first_of_a_row() -> None:
    for days, failed in [(5, Part.SITE), (4, ""), (3, Part.MAIL), (2, Part.MAIL), (1, Part.LINK)]:
        tried(days, failed)
    tried(0, Part.INTERRUPTED)
    assert standing(NOW) == Standing(Door.FAILS, before(3), Part.LINK)


@pytest.mark.parametrize(("days", "door"), [(2, Door.WORKS), (3, Door.SILENT)])
def test_silent_where_the_job_does_not_run(days: int, door: Door) -> None:
    tried(days)
    tried(1, ended_at=None)  # killed
    assert standing(NOW) == Standing(door, before(days))


def test_silent_where_none_ever_came_to_its_end() -> None:
    tried(3, Part.INTERRUPTED)
    assert standing(NOW) == Standing(Door.SILENT)


def test_one_mail_a_streak_and_one_when_it_works_again() -> None:
    make.a_user(Group.COMPLIANCE_OFFICER, email=OFFICER)
    make.a_user(Group.COMPLIANCE_OFFICER, email="")
    make.a_user(Group.REQUEST_HANDLER, email="toinen@esimerkki.example")
    row = ["", Part.MAIL, Part.INTERRUPTED, Part.SITE, "", "", Part.FORM]
    found = []
    for days, failed in zip(range(len(row), 0, -1), row, strict=True):
        known = set(OutgoingMail.objects.values_list("pk", flat=True))
        tell(tried(days, failed))
        new = OutgoingMail.objects.exclude(pk__in=known)
        found.append([(mail.recipient, mail.subject) for mail in new])
    broken = [(OFFICER, "Pyyntölomake ei toimi")]
    works = [(OFFICER, "Pyyntölomake toimii taas")]
    assert found == [[], broken, [], [], works, [], broken]
    first = OutgoingMail.objects.earliest("pk")
    assert "16.11.2026 8.00" in first.body
    assert "postipalvelin ei ottanut vahvistusviestiä vastaan" in first.body


class TestStartPage:
    @staticmethod
    def said(group: Group) -> str:
        client = Client(headers={"accept-language": "en"})
        client.force_login(make.a_user(group))
        return client.get(reverse("admin:index")).content.decode()

    @pytest.mark.parametrize(
        "group", [Group.REQUEST_HANDLER, Group.COMPLIANCE_OFFICER, Group.AUDITOR]
    )
    def test_alarms_whoever_sees_requests(self, group: Group) -> None:
        tried(0, Part.MAIL, now=timezone.now())
        said = self.said(group)
        assert 'role="alert">The public form does not work' in said
        assert ": the mail server did not take the confirmation mail." in said

    def test_alarms_where_the_job_does_not_run(self) -> None:
        tried(3, now=timezone.now())
        assert 'role="alert">The public form was last tried on' in self.said(Group.AUDITOR)

    def test_says_quietly_that_it_works(self) -> None:
        tried(0, now=timezone.now())
        said = self.said(Group.REQUEST_HANDLER)
        assert "The public form works. Tried on" in said
        assert 'role="alert">The public form' not in said

    def test_tells_that_it_is_off_only_to_officers(self, settings: Any) -> None:
        settings.SELF_TEST_EMAIL = ""
        assert "SELF_TEST_EMAIL is empty" in self.said(Group.COMPLIANCE_OFFICER)
        assert "SELF_TEST_EMAIL" not in self.said(Group.REQUEST_HANDLER)
