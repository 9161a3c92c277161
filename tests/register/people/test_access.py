"""Who gets in where: every address of the admin, asked by everybody, against a table kept by hand.

`access_table.csv` has a line for each address: what a GET answers to nobody signed in, to an
account that was shut, to customer service of the company whose data it is, to that of another
company, to a request handler, a compliance officer, an auditor, an administrator. An address
without a line fails. 200 shows the page, 302 leads elsewhere (to sign in, to choose first), 403
refuses, 404 has nothing there for them; 405 waits for a form to be sent. That a page shown holds
nobody it should not is told by `test_doors.py`.

`access_table_post.csv` tells the same of a POST without values, of every address but those five
that Django gives each model. There 302 has done what needs no value, or says what was wrong.
"""

import re

import pytest

from register.groups import Group
from tests.admin_pages import signed_in
from tests.factories import a_controller
from tests.register.people.every_address import Everything, routes, table

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OF_EVERY_MODEL = re.compile(r"_(add|change|changelist|delete|history)$")
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


def status_of(response) -> str:
    response.getvalue()  # a file is closed once it has been read
    return str(response.status_code)


@pytest.mark.parametrize("who", WHO)
def test_every_address_answers_everybody_as_the_table_says(client, who):
    made = Everything()
    come_in(client, who, made)
    expected = {line["address"]: line[who] for line in table("get")}
    given = {
        line: status_of(client.get(made.address(line)))
        for line in expected
        if line != "logout"  # which is a POST, and would end the walk
    }
    assert given == {line: told for line, told in expected.items() if line != "logout"}


@pytest.mark.parametrize("who", WHO)
def test_whatever_is_sent_to_it_is_taken_from_those_the_table_says(client, who):
    made = Everything()
    come_in(client, who, made)
    expected = {line["address"]: line[who] for line in table("post")}
    given = {line: status_of(made.sent_empty(client, made.address(line))) for line in expected}
    assert given == expected


def test_every_address_has_its_line():
    named = {line["address"].partition("?")[0] for line in table("get")}
    assert {name for name, _route in routes() if name} - named == set()
    assert named - {name for name, _route in routes()} == set()
    sent_to = {line["address"] for line in table("post")}
    assert sent_to == {name for name in named if not OF_EVERY_MODEL.search(name)} - {"logout"}


def test_who_may_not_send_a_form_is_told_so_before_the_method_is_looked_at():
    posted = {line["address"]: line for line in table("post")}
    for line in table("get"):
        for who in WHO:
            if line[who] == "405" and line["address"] != "logout":
                assert posted[line["address"]][who] not in ("403", "404"), (line["address"], who)


def test_an_address_without_a_name_leads_to_the_form_or_nowhere():
    """Django's own: /5/ leads to /5/change/ of each model; all else is not found."""
    unnamed = [route for name, route in routes() if not name]
    assert [route for route in unnamed if not route.endswith("/<path:object_id>/")] == [
        r"(?P<url>.*)$"
    ]
