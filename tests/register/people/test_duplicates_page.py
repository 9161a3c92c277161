"""The way to possible duplicates: from the menu, the list and the card; and what stands there."""

import pytest
from django.urls import reverse

from register.groups import Group
from register.models import DataSubject
from tests import factories as make
from tests.admin_pages import signed_in, url
from tests.register.people.test_lists import text_of

pytestmark = pytest.mark.django_db
DUPLICATES = "admin:register_datasubject_duplicates"


def menu(client, address):
    """The labels of the menu, those where one is marked."""
    sections = client.get(address).context["sidebar_navigation"]
    return {
        str(item["title"]): bool(item["active"])
        for section in sections
        for item in section["items"]
    }


def two_alike(ours):
    for number in ("A-1", "A-2"):
        make.a_contact_point(make.a_person(ours, customer_number=number), "sama@satumaa.example")


def test_the_menu_and_the_list_lead_there_whoever_may_merge(officer, ours):
    people, duplicates = url(DataSubject, "changelist"), reverse(DUPLICATES)
    assert menu(officer, people)["People"] is True
    assert menu(officer, people)["Possible duplicates"] is False
    there = menu(officer, duplicates)
    assert (there["People"], there["Possible duplicates"]) == (False, True)
    assert f'href="{duplicates}"' in officer.get(people).content.decode()


@pytest.mark.parametrize("group", [Group.STAFF, Group.REQUEST_HANDLER, Group.AUDITOR])
def test_nobody_else_is_led_there(client, ours, group):
    signed_in(client, group).controllers.add(ours.controller)
    shown = client.get(url(DataSubject, "changelist"))
    assert reverse(DUPLICATES) not in shown.content.decode()
    assert client.get(reverse(DUPLICATES)).status_code == 403


def test_each_pair_is_proposed_with_its_reason_and_a_way_to_compare(officer, ours):
    two_alike(ours)
    page = officer.get(reverse(DUPLICATES))
    assert "Impi Sylvia Tarulainen · A-1 – Impi Sylvia Tarulainen · A-2" in text_of(page)
    assert "The same e-mail address" in text_of(page)
    [line] = page.context["lines"]
    assert officer.get(line.links[0].url).status_code == 200


def test_the_card_names_its_likely_twin(officer, ours):
    two_alike(ours)
    first = DataSubject.objects.earliest("pk")
    card = reverse("admin:register_datasubject_card", args=(first.pk,))
    assert "Possible duplicates" in text_of(officer.get(card))


def test_where_nobody_is_alike_the_page_says_so(officer, ours):
    make.a_person(ours)
    assert "No two cards have anything in common" in text_of(officer.get(reverse(DUPLICATES)))
