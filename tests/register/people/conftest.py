"""Two companies with their customers, and staff who serve one of them."""

import pytest
from django.utils import translation

from register.groups import Group
from tests.admin_pages import signed_in
from tests.factories import a_controller, a_membership, a_person, a_register


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def ours(db):
    """Where the people are kept whom our staff serves."""
    return a_membership(a_register(name_fi="Asiakkaat"), a_controller())


@pytest.fixture
def theirs(db):
    """Another company's customers, in a register of their own."""
    return a_membership(a_register("muut"), a_controller("toinen", name="Toinen Oy"))


@pytest.fixture
def person(ours):
    return a_person(ours)


@pytest.fixture
def staff(client, ours):
    """Customer service of our company, signed in; returns the client."""
    user = signed_in(client, Group.STAFF)
    user.controllers.add(ours.controller)
    client.user = user
    return client


@pytest.fixture
def officer(client):
    client.user = signed_in(client, Group.COMPLIANCE_OFFICER)
    return client
