"""Who gets in where: every address of the admin, asked by everybody, against a table kept by hand.

`access_table.csv` has a line for each address: what a GET answers to nobody signed in, to an
account that was shut, to customer service of the company whose data it is, to that of another
company, to a request handler, a compliance officer, an auditor, an administrator. An address
without a line fails. 200 shows the page, 302 leads elsewhere (to sign in, to choose first), 403
refuses, 404 has nothing there for them. That a page shown holds nobody it should not is told by
`test_doors.py`.
"""

import csv
from pathlib import Path

import pytest

from register.groups import Group
from tests.admin_pages import signed_in
from tests.factories import a_controller
from tests.register.people.every_address import Everything, routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TABLE = Path(__file__).parent / "access_table.csv"
WHO = {
    "anonymous": None,
    "shut account": Group.STAFF,
    "staff": Group.STAFF,
    "other staff": Group.STAFF,
    "handler": Group.REQUEST_HANDLER,
    "officer": Group.COMPLIANCE_OFFICER,
    "auditor": Group.AUDITOR,
    "administrator": Group.ADMINISTRATOR,
}


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def come_in(client, who: str, made: Everything) -> None:
    group = WHO[who]
    if group is None:
        return
    user = signed_in(client, group)
    if who == "other staff":
        user.controllers.add(a_controller("toinen", name="Vieras Oy"))
    else:
        user.controllers.add(made.ours.controller)
    if who == "shut account":
        user.is_active = False
        user.save()


@pytest.mark.parametrize("who", WHO)
def test_every_address_answers_everybody_as_the_table_says(client, who):
    made = Everything()
    come_in(client, who, made)
    expected = {line["address"]: line[who] for line in table()}
    given = {
        line: str(client.get(made.address(line)).status_code)
        for line in expected
        if line != "logout"  # which is a POST, and would end the walk
    }
    assert given == {line: told for line, told in expected.items() if line != "logout"}


def test_every_address_has_its_line():
    named = {line["address"].partition("?")[0] for line in table()}
    assert {name for name, _route in routes() if name} - named == set()
    assert named - {name for name, _route in routes()} == set()


def test_an_address_without_a_name_leads_to_the_form_or_nowhere():
    """Django's own: /5/ leads to /5/change/ of each model; all else is not found."""
    unnamed = [route for name, route in routes() if not name]
    assert [route for route in unnamed if not route.endswith("/<path:object_id>/")] == [
        r"(?P<url>.*)$"
    ]
