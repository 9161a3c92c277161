"""The page on which corrections are written down, as staff use it."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from register import merging
from register.enums import ContactPointKind
from register.groups import Group
from register.models import DataSubject
from subjects.enums import ProposalOutcome, RequestedKind, Step
from subjects.models import Request
from subjects.rectifying import acts, values
from subjects.rectifying.acts import Draft
from subjects.rectifying.fields import Place
from tests import factories as make
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import NOW, Office

pytestmark = pytest.mark.django_db
HIDDEN = "Hidden: the address is under a security ban"


def address(request: Request) -> str:
    return reverse("admin:subjects_request_corrections", args=(request.pk,))


def write_down(desk: Desk, request: Request, **fields: str) -> Any:
    return desk.client.post(address(request), {"stamp": stamp(desk, request), **fields})


def stamp(desk: Desk, request: Request) -> str:
    """What stood on the cards when the page was opened, as the page remembers it."""
    return str(desk.client.get(address(request)).context["form"]["stamp"].value())


@pytest.fixture
def request_(office: Office) -> Request:
    return office.matched(RequestedKind.RECTIFICATION)


def key(row: Any, column: str) -> str:
    return Place(row, column).key


@pytest.mark.parametrize(("everywhere", "written"), [("on", 2), ("", 1)])
def test_the_same_value_on_every_card_of_the_person(office, desk, request_, everywhere, written):
    twin = make.a_person(office.kept_by, family_name="Tarulinen")
    phones = [
        make.a_contact_point(one, "040 123 4567", ContactPointKind.PHONE)
        for one in (office.person, twin)
    ]
    make.a_contact_point(twin, "050 000 1111", ContactPointKind.PHONE)
    merging.merge(office.person, twin, by=office.officer, now=NOW)
    fields = {key(phones[0], "value"): "045 765 4321", "everywhere": everywhere}
    answer = write_down(desk, request_, **fields)
    assert answer.status_code == 302
    changes = request_.proposedchanges.order_by("row")
    assert [(one.former, one.proposed) for one in changes] == [
        ("040 123 4567", "045 765 4321")
    ] * written


def test_what_changed_while_the_page_was_open_is_looked_at_again(office, desk, request_):
    looked_at = stamp(desk, request_)
    office.person.family_name = "Muuttunut"
    office.person.save()
    field = key(office.person, "family_name")
    answer = desk.client.post(address(request_), {"stamp": looked_at, field: "Uusi"})
    assert "This has changed on the card since you opened the page" in answer.content.decode()
    assert not request_.proposedchanges.exists()


def test_an_address_under_a_security_ban_is_not_shown_to_whoever_need_not_know_it(
    office, desk, request_
):
    home = make.a_home_address(office.person, street="Piilokuja 3")
    told = Draft(Place(home, "street"), "Salakuja 4", values.present(home, "street"))
    acts.propose(request_, [told], by=office.handler, now=NOW)
    office.person.address_protected = True
    office.person.save()
    by_phone = make.a_user(Group.STAFF, office.kept_by.controller)
    by_phone.user_permissions.add(*permissions("view_request", "handle_request"))
    for who, sees in ((by_phone, False), (office.officer, True)):
        other = Desk(who)
        page = other.page(request_).content.decode()
        assert (HIDDEN in page, "Salakuja" in page) == (not sees, sees)
        assert ("Piilokuja" in other.client.get(address(request_)).content.decode()) is sees


def test_of_a_row_that_is_gone_the_correction_can_be_refused_and_hides_what_it_held(
    office, desk, request_
):
    home = make.a_home_address(office.person, street="Piilokuja 3")
    told = Draft(Place(home, "street"), "Salakuja 4", values.present(home, "street"))
    acts.propose(request_, [told], by=office.handler, now=NOW)
    [change] = request_.proposedchanges.all()
    acts.accept(request_, change.pk, by=office.handler, now=NOW, seen="Piilokuja 3")
    request = office.decide(request_, RequestedKind.RECTIFICATION)
    office.step(request, Step.FINISH_DECIDING)
    home.delete()
    office.person.address_protected = True
    office.person.save()
    by_phone = make.a_user(Group.STAFF, office.kept_by.controller)
    by_phone.user_permissions.add(*permissions("view_request", "handle_request"))
    page = Desk(by_phone).page(request_).content.decode()
    assert HIDDEN in page
    assert "Piilokuja" not in page
    assert "Salakuja" not in page

    url = reverse("admin:subjects_request_correction", args=(request_.pk, change.pk))
    assert url in desk.page(request_).content.decode()
    desk.client.post(url, {"act": "refuse", "ground": "nothing_held", "reason": ""})
    change.refresh_from_db()
    assert change.outcome == ProposalOutcome.REFUSED


def test_what_is_accepted_is_accepted_again_only_when_the_card_has_changed(office, desk, request_):
    former = values.present(office.person, "family_name")
    acts.propose(
        request_,
        [Draft(Place(office.person, "family_name"), "Uusi", former)],
        by=office.handler,
        now=NOW,
    )
    [change] = request_.proposedchanges.all()

    def buttons() -> set[str]:
        page = desk.page(request_).content.decode()
        return {act for act in ("accept", "refuse", "take_away") if f'value="{act}"' in page}

    assert buttons() == {"accept", "refuse", "take_away"}
    acts.accept(request_, change.pk, by=office.handler, now=NOW, seen=former)
    assert buttons() == {"refuse", "take_away"}
    DataSubject.objects.filter(pk=office.person.pk).update(family_name="Muuttunut")
    assert buttons() == {"accept", "refuse", "take_away"}


def permissions(*names: str) -> Any:
    return Permission.objects.filter(content_type__app_label="subjects", codename__in=names)


def test_who_sees_no_requests_of_this_controller_finds_nothing_there(office, request_):
    stranger = Desk(make.a_user(Group.REQUEST_HANDLER, make.a_controller("muu", name="Muu Oy")))
    assert stranger.client.get(address(request_)).status_code == 404
    assert stranger.client.post(address(request_), {}).status_code == 404
