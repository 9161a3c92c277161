"""The page where a code is entered, and what the request's page in the admin does about codes."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from register.groups import Group
from register.models import ContactPoint, JournalEntry, OutgoingMail, SubjectAddress
from subjects.enums import CodeChannel, IdentityMethod, Status, Step
from subjects.enums import RequestedKind as R
from subjects.identity import acts
from subjects.identity.points import points_for
from subjects.models import IdentityCode, Request
from subjects.public.links import status_link
from tests import factories as make
from tests.admin_pages import signed_in
from tests.subjects.identity.conftest import OTHER_EMAIL, PHONE
from tests.subjects.requests import Office


def page_of(request: Request, language: str = "en") -> str:
    path = urlsplit(status_link(request, now=timezone.now())).path
    return path.replace("/fi/", f"/{language}/") + "tunnistus/"


def send(office: Office, request: Request, channel: CodeChannel) -> str:
    request.refresh_from_db()
    point = next(one for one in points_for(request, [office.person]) if one.channel == channel)
    sent = acts.send_code(
        request,
        person=office.person.pk,
        key=point.key,
        by=office.handler,
        now=timezone.now(),
        expected_version=request.version,
    )
    return str(sent.code)


# The person's page


def test_the_right_code_is_taken(on_file: Office, client: Client) -> None:
    request = on_file.entered()
    page, code = page_of(request), send(on_file, request, CodeChannel.PHONE)
    assert client.get(page).status_code == 200
    answer = client.post(page, {"code": code})
    assert b"the code was right" in answer.content
    assert not answer.cookies
    request.refresh_from_db()
    assert request.identitycodes.get().entered_at


def test_looking_uses_nothing_up(on_file: Office, client: Client) -> None:
    """A mail scanner follows every link."""
    request = on_file.entered()
    page, code = page_of(request), send(on_file, request, CodeChannel.PHONE)
    client.get(f"{page}?code={code}")
    client.head(page)
    kept = IdentityCode.objects.get()
    assert (kept.entered_at, kept.tries) == (None, 0)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_looks_the_same_whoever_is_known(on_file: Office, client: Client, language: str) -> None:
    """Somebody known who got a code, somebody known who got none, somebody whom nobody knows."""
    sent, not_sent, unknown = (on_file.entered(name=name) for name in ("Impi", "Impi", "Outo"))
    send(on_file, sent, CodeChannel.EMAIL)
    pages = [page_of(request, language) for request in (sent, not_sent, unknown)]
    for said in (None, {"code": "1234"}, {"code": "12345678"}):
        answers = [client.get(page) if said is None else client.post(page, said) for page in pages]
        bodies = {
            re.sub(r"/oma-pyynto/[-\w]+/", "/oma-pyynto/…/", answer.content.decode())
            for answer in answers
        }
        assert len(bodies) == 1
        assert len({answer.status_code for answer in answers}) == 1


def test_the_page_of_another_request_takes_nothing(on_file: Office, client: Client) -> None:
    mine, other = on_file.entered(), on_file.entered()
    code = send(on_file, mine, CodeChannel.PHONE)
    assert client.post(page_of(other), {"code": code}).status_code == 400
    assert client.post("/en/oma-pyynto/arvattu/tunnistus/", {"code": code}).status_code == 404
    assert not IdentityCode.objects.get().entered_at


def test_another_site_sends_nothing_here(on_file: Office) -> None:
    request = on_file.entered()
    page, code = page_of(request), send(on_file, request, CodeChannel.PHONE)
    client = Client(headers={"sec-fetch-site": "cross-site"})
    assert client.post(page, {"code": code}).status_code == 403
    assert not IdentityCode.objects.get().entered_at


def test_who_need_not_show_anything_is_told_so(on_file: Office, client: Client) -> None:
    ban = on_file.entered(R.MARKETING_BAN)
    settled = on_file.identified()
    for request in (ban, settled):
        answer = client.get(page_of(request))
        assert b"nothing is asked of you now" in answer.content
        assert b"<form" not in answer.content


def test_the_requests_page_leads_there_whether_or_not_a_code_was_sent(
    on_file: Office, client: Client
) -> None:
    for request in (on_file.entered(), on_file.entered(name="Outo Ihminen")):
        page = page_of(request)
        status = client.get(page.removesuffix("tunnistus/"))
        assert f'href="{page}"' in status.content.decode()


# The handler's part


def handler(office: Office, client: Client, group: Group = Group.REQUEST_HANDLER) -> Client:
    user = signed_in(client, group)
    user.controllers.add(office.kept_by.controller)
    return client


def request_page(request: Request) -> str:
    return reverse("admin:subjects_request_change", args=(request.pk,))


def choices(client: Client, request: Request) -> list[str]:
    body = client.get(request_page(request)).content.decode()
    return re.findall(r'name="point" id="[^"]+" value="([^"]+)"', body)


def post(client: Client, name: str, request: Request, **said: Any) -> Any:
    request.refresh_from_db()
    address = reverse(f"admin:subjects_request_{name}", args=(request.pk,))
    return client.post(address, {"version": request.version, **said}, follow=True)


def test_a_code_by_mail_leaves_and_is_shown_to_nobody(on_file: Office, client: Client) -> None:
    request = on_file.entered()
    handler(on_file, client)
    chosen = next(one for one in choices(client, request) if ":email" in one)
    answer = post(client, "code", request, point=chosen)
    assert b"on its way by e-mail" in answer.content
    body = OutgoingMail.objects.get(kind="identity_code").body
    code = next(line for line in body.splitlines() if line[:1].isdigit())
    assert code not in answer.content.decode()


@pytest.mark.parametrize(("channel", "where"), [("phone", PHONE), ("post", "Haavekuja 7 B 21")])
def test_a_code_to_be_told_is_shown_once(
    on_file: Office, client: Client, channel: str, where: str
) -> None:
    request = on_file.entered()
    handler(on_file, client)
    chosen = next(one for one in choices(client, request) if f":{channel}" in one)
    version = Request.objects.get(pk=request.pk).version
    answer = post(client, "code", request, point=chosen)
    body = answer.content.decode()
    code = re.search(r"seloste-code\">(\d{4} \d{4})<", body)
    assert code
    assert where in body
    assert "no-store" in answer["Cache-Control"]
    assert code[1] not in client.get(request_page(request)).content.decode()
    again = post(client, "code", request, point=chosen, version=version)  # the page sent again
    assert b"Somebody else has worked on this request" in again.content
    told = post(client, "told", request, code=code[1])
    assert b"The code was right" in told.content
    assert JournalEntry.objects.filter(detail__step="prove_identity").exists()


def test_contact_points_stand_on_the_page_as_hints(on_file: Office, client: Client) -> None:
    request = on_file.entered(contacts=[])
    handler(on_file, client)
    body = client.get(request_page(request)).content.decode()
    assert len(choices(client, request)) == 4
    for secret in (OTHER_EMAIL, PHONE, "Haavekuja"):
        assert secret not in body


def test_under_a_security_ban_nothing_is_disclosed(on_file: Office, client: Client) -> None:
    on_file.person.address_protected = True
    on_file.person.save()
    request = on_file.entered(contacts=[])
    handler(on_file, client)
    body = client.get(request_page(request)).content.decode()
    for secret in ("satumaa.example", PHONE, "234", "Haavekuja", "20100", "Turku"):
        assert secret not in body, secret
    person = on_file.person.pk
    phone, address = ContactPoint.objects.get(kind="phone").pk, SubjectAddress.objects.get().pk
    for forged in (f"{person}:phone-{phone}", f"{person}:post-{address}"):
        answer = post(client, "code", request, point=forged)
        assert b"cannot be sent to this contact point" in answer.content
    assert not IdentityCode.objects.exists()


@pytest.mark.parametrize("group", [Group.AUDITOR, Group.STAFF, Group.ADMINISTRATOR])
def test_whoever_does_not_handle_requests_sends_nothing(
    on_file: Office, client: Client, group: Group
) -> None:
    request = on_file.entered()
    handler(on_file, client, group)
    for name in ("code", "told"):
        assert post(client, name, request, point="1:email-1", code="1").status_code == 403


def test_another_controllers_request_is_not_there(on_file: Office, client: Client) -> None:
    user = signed_in(client, Group.REQUEST_HANDLER)
    user.controllers.add(make.a_controller("toinen", name="Toinen Oy"))
    for name in ("code", "told"):
        assert post(client, name, on_file.entered(), point="1:email-1").status_code == 404


def test_a_wrong_code_told_is_counted_and_refused(on_file: Office, client: Client) -> None:
    request = on_file.entered()
    send(on_file, request, CodeChannel.POST)
    handler(on_file, client)
    assert b"The code is not valid" in post(client, "told", request, code="1").content
    assert IdentityCode.objects.get().tries == 1


def test_the_ladder_stands_on_the_page_and_leads_to_the_question(
    on_file: Office, client: Client
) -> None:
    request = on_file.entered()
    handler(on_file, client)
    body = client.get(request_page(request)).content.decode()
    assert "How the person can show who they are" in body
    assert re.search(r"Code sent to another.*?recommended", body, re.S)
    step = reverse("admin:subjects_request_step", args=(request.pk, "ask_identity"))
    said = {"version": request.version, "method": IdentityMethod.CODE_TO_CONTACT}
    client.post(step, said)
    request.refresh_from_db()
    assert request.timelineevents.last().detail == {"method": "code_to_contact"}


def test_no_ladder_where_nobody_is_asked(on_file: Office, client: Client) -> None:
    handler(on_file, client)
    ban = client.get(request_page(on_file.entered(R.MARKETING_BAN))).content
    assert b"needs no proof of identity" in ban
    settled = on_file.identified()
    assert settled.status == Status.IDENTIFIED
    for body in (ban, client.get(request_page(settled)).content):
        assert b"How the person can show who they are" not in body
        assert b'name="point"' not in body


def test_what_can_settle_it_is_what_was_shown(on_file: Office, client: Client) -> None:
    request = on_file.entered()
    handler(on_file, client)
    before = client.get(request_page(request)).content.decode()
    code = send(on_file, request, CodeChannel.PHONE)
    acts.enter_code(request, code, now=timezone.now())
    after = client.get(request_page(request)).content.decode()
    form = f'action="{step_url(request)}"'
    offered = [
        {value for value in IdentityMethod if f'value="{value}"' in body.partition(form)[2]}
        for body in (before, after)
    ]
    assert offered[1] - offered[0] == {IdentityMethod.CODE_TO_CONTACT}
    assert "rightly entered" in after


def step_url(request: Request) -> str:
    return reverse("admin:subjects_request_step", args=(request.pk, Step.SETTLE_IDENTITY.value))
