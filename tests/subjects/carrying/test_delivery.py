"""The copy reaches the person: a link to one mailbox, a code over another channel, for a time."""

import io
import json
import re
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from register import journal
from register.enums import ContactPointKind
from register.models import Act, ContactPoint, DataSubject, JournalEntry, OutgoingMail
from subjects import jobs, tokens
from subjects.enums import CodeChannel, Delivery, IdentityMethod, RequestedKind, Step, TokenPurpose
from subjects.identity import acts
from subjects.letters.composing import compose_answer
from subjects.models import DeliveryCode, Package, Request
from subjects.package import delivering, keeping, store
from subjects.policies import NotAllowed, page_address
from tests import factories as make
from tests.subjects.public.conftest import text_of
from tests.subjects.requests import EMAIL, LETTER, Office

DAY = timedelta(days=1)
LONG_AGO = timedelta(days=400)


class Given:
    """A copy that has been answered, and somebody at the download page."""

    def __init__(self, office: Office, method: IdentityMethod, now: datetime) -> None:
        self.office, self.now = office, now
        self.client = Client(enforce_csrf_checks=True)
        make.an_interaction(office.person, summary="Palautti rikkinäisen lampun.")
        is_mailed = method == IdentityMethod.EMAIL_ON_FILE
        request = confirmed(office, now) if is_mailed else office.entered(at=now)
        self.request = self.settled(request, method)
        self.request = office.carry_out(self.request, now=now)
        delivery = Delivery.STATUS_PAGE if page_address(self.request) else Delivery.BY_HAND
        facts = {**LETTER, "delivery": delivery}
        self.request = office.step(self.request, Step.ANSWER, now=now, **facts)
        self.package = Package.objects.get(request=self.request)

    def settled(self, request: Request, method: IdentityMethod) -> Request:
        office = self.office
        request = office.step(request, Step.SETTLE_IDENTITY, method=method, now=self.now)
        request = office.step(request, Step.FIX_MATCH, people=[office.person], now=self.now)
        request = office.decide(request, now=self.now)
        return office.step(request, Step.FINISH_DECIDING, now=self.now)

    @property
    def link(self) -> str:
        body = OutgoingMail.objects.filter(kind="package_link").latest("pk").body
        found = re.search(r"http://localhost:8000(/\S+/lataus/\S+)", body)
        assert found, body
        return found[1]

    @property
    def mailed_code(self) -> str:
        mail = OutgoingMail.objects.filter(kind="package_code").latest("pk")
        found = re.search(r"^(\d{4} \d{4})$", mail.body, re.MULTILINE)
        assert found, mail.body
        return found[1]

    def told_code(self) -> str:
        return delivering.draw_code(
            self.request, CodeChannel.PHONE, by=self.office.handler, now=self.now
        )

    def fetch(self, code: str, link: str = "", number: int = 0, **headers: Any) -> Any:
        values = {"code": code, "package": number or self.package.pk}
        answer: Any = self.client.post(link or self.link, values, **headers)
        answer.read = b"".join(answer.streaming_content) if answer.streaming else b""
        return answer


def confirmed(office: Office, now: datetime) -> Request:
    return office.step(office.submitted(at=now), Step.CONFIRM, by=journal.THE_SUBJECT, now=now)


def proved(office: Office, request: Request, point: ContactPoint, *, now: datetime) -> None:
    """The person enters the code that went to this contact point."""
    acts.send_code(
        request,
        person=office.person.pk,
        key=f"{CodeChannel.EMAIL}-{point.pk}",
        by=office.handler,
        now=now,
        expected_version=request.version,
    )
    body = OutgoingMail.objects.get(kind="identity_code").body
    found = re.search(r"^(\d{4} \d{4})$", body, re.MULTILINE)
    assert found, body
    assert acts.enter_code(request, found[1], now=now) == acts.Entered.RIGHT


@pytest.fixture
def by_mail(office: Office) -> Given:
    """The confirmed e-mail address, on the card already, settled who asks."""
    return Given(office, IdentityMethod.EMAIL_ON_FILE, timezone.now())


@pytest.fixture
def in_person(office: Office) -> Given:
    return Given(office, IdentityMethod.IN_PERSON, timezone.now())


# Link and code


def test_link_and_code_go_in_two_mails_that_name_nobody(by_mail: Given) -> None:
    mails = {mail.kind: mail for mail in OutgoingMail.objects.filter(kind__startswith="package_")}
    assert set(mails) == {"package_link", "package_code"}
    assert {mail.recipient for mail in mails.values()} == {EMAIL}
    assert by_mail.mailed_code not in mails["package_link"].body
    assert "/lataus/" not in mails["package_code"].body
    for mail in mails.values():
        assert "Tarulainen" not in mail.subject + mail.body
        assert by_mail.request.reference in mail.body
    assert by_mail.mailed_code.replace(" ", "") not in str(DeliveryCode.objects.values())


def test_the_right_code_gives_the_file_and_it_holds_what_the_database_holds(by_mail: Given) -> None:
    answer = by_mail.fetch(by_mail.mailed_code)
    assert answer.status_code == 200
    assert answer.streaming
    with ZipFile(io.BytesIO(answer.read)) as archive:
        assert archive.testzip() is None
        [card] = json.loads(archive.read("data.json"))["cards"]
    [row] = card["tables"]["datasubject"]["rows"]
    person = DataSubject.objects.get(pk=by_mail.office.person.pk)
    assert (row["family_name"], row["given_names"]) == (person.family_name, person.given_names)
    assert card["tables"]["interaction"]["rows"][0]["summary"] == "Palautti rikkinäisen lampun."
    assert card["tables"]["contactpoint"]["rows"][0]["value"] == EMAIL


def test_the_file_is_saved_and_never_shown_cached_or_told_of(by_mail: Given) -> None:
    answer = by_mail.fetch(by_mail.mailed_code)
    name = f"{by_mail.request.reference}-access.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Length"] == str(by_mail.package.size)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_each_download_is_counted_and_journalled_about_the_person(by_mail: Given) -> None:
    for _time in range(2):  # twice is allowed: a download may break off
        by_mail.fetch(by_mail.mailed_code)
    by_mail.package.refresh_from_db()
    assert by_mail.package.downloads == 2
    assert by_mail.package.last_downloaded_at is not None
    entries = JournalEntry.objects.filter(act=Act.EXPORTED, uuid=by_mail.office.person.uuid)
    assert [(one.reference, one.actor_kind) for one in entries] == [
        (by_mail.request.reference, "subject")
    ] * 2


def test_looking_fetches_nothing_and_uses_nothing_up(by_mail: Given) -> None:
    for method in ("get", "head"):
        answer = getattr(by_mail.client, method)(by_mail.link)
        assert answer.status_code == 200
        assert not answer.streaming
    by_mail.package.refresh_from_db()
    assert by_mail.package.downloads == 0
    assert by_mail.fetch(by_mail.mailed_code).status_code == 200


def test_link_alone_or_code_alone_gives_nothing(by_mail: Given) -> None:
    page = text_of(by_mail.client.get(by_mail.link))
    for word in ("Tarulainen", EMAIL, "lampun"):
        assert word not in page
    assert by_mail.fetch("", by_mail.link).status_code == 400
    guessed = by_mail.link.replace("/lataus/", "/lataus/x")
    assert by_mail.fetch(by_mail.mailed_code, guessed).status_code == 404


def test_a_link_serves_its_one_purpose(by_mail: Given) -> None:
    token = by_mail.link.rstrip("/").rpartition("/")[2]
    assert by_mail.client.get(f"/fi/oma-pyynto/{token}/").status_code == 404
    status = tokens.issue(by_mail.request, TokenPurpose.STATUS, now=by_mail.now, lasts=DAY)
    assert by_mail.client.get(f"/fi/lataus/{status}/").status_code == 404


def test_five_wrong_guesses_close_the_code_and_a_new_one_opens_again(by_mail: Given) -> None:
    code = by_mail.mailed_code
    for _time in range(5):
        answer = by_mail.fetch("0000 0000" if code != "0000 0000" else "1111 1111")
        assert answer.status_code == 400
    assert by_mail.fetch(code).status_code == 400  # the right one, too late
    assert by_mail.client.post(by_mail.link, {"send": "on"}).status_code == 303
    assert by_mail.fetch(code).status_code == 400  # the earlier one is void
    assert by_mail.fetch(by_mail.mailed_code).status_code == 200


def test_codes_are_not_mailed_without_end(by_mail: Given) -> None:
    answers = [by_mail.client.post(by_mail.link, {"send": "on"}).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]


def test_the_code_of_one_request_opens_no_other(office: Office, by_mail: Given) -> None:
    other = Given(office, IdentityMethod.IN_PERSON, timezone.now())
    other.told_code()
    assert other.fetch(by_mail.mailed_code).status_code == 400
    code = other.told_code()
    assert other.fetch(code, number=by_mail.package.pk).status_code == 400
    assert other.fetch(code).status_code == 200


def test_what_another_site_sends_is_turned_away(by_mail: Given) -> None:
    answer = by_mail.fetch(by_mail.mailed_code, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_the_page_says_how_the_code_that_is_valid_went(by_mail: Given) -> None:
    assert "lähettäneet koodin sähköpostilla" in text_of(by_mail.client.get(by_mail.link))
    by_mail.told_code()
    page = text_of(by_mail.client.get(by_mail.link))
    assert "lähettäneet koodin sähköpostilla" not in page
    assert "puhelimitse" in page


# The channel that settled the identity


def test_who_was_seen_in_person_is_told_the_code_by_staff(in_person: Given) -> None:
    assert not OutgoingMail.objects.filter(kind="package_code").exists()
    assert in_person.client.post(in_person.link, {"send": "on"}).status_code == 409
    assert in_person.fetch(in_person.told_code()).status_code == 200


def test_a_code_to_another_mailbox_goes_there_and_the_link_does_not(office: Office) -> None:
    other = "impi.tyopaikka@satumaa.example"
    make.a_contact_point(office.person, other)
    now = timezone.now()
    ContactPoint.objects.update(created_at=now - LONG_AGO)
    request = confirmed(office, now)
    point = ContactPoint.objects.get(normalised=other, kind=ContactPointKind.EMAIL)
    proved(office, request, point, now=now)
    given = Given.__new__(Given)
    given.office, given.now, given.client = office, now, Client()
    request = given.settled(request, IdentityMethod.CODE_TO_CONTACT)
    request = office.carry_out(request, now=now)
    facts = {**LETTER, "delivery": Delivery.STATUS_PAGE}
    office.step(request, Step.ANSWER, now=now, **facts)
    to = dict(
        OutgoingMail.objects.filter(kind__startswith="package_").values_list("kind", "recipient")
    )
    assert to == {"package_link": EMAIL, "package_code": other}


def test_where_no_address_is_known_staff_hand_the_copy_over(office: Office) -> None:
    ContactPoint.objects.filter(subject=office.person).delete()
    given = Given(office, IdentityMethod.IN_PERSON, timezone.now())
    assert not OutgoingMail.objects.filter(kind__startswith="package_").exists()
    assert given.package.expires_at is not None


# What the person reads


def test_the_letter_says_how_and_until_when(office: Office) -> None:
    now = timezone.now()
    request = office.step(
        office.entered(at=now), Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON, now=now
    )
    request = office.step(request, Step.FIX_MATCH, people=[office.person], now=now)
    request = office.step(office.decide(request, now=now), Step.FINISH_DECIDING, now=now)
    request = office.carry_out(request, now=now)
    today = timezone.localdate(now)
    until = today + timedelta(days=14)
    body = compose_answer(request, today=today).body
    assert (
        f"{until.day}.{until.month}.{until.year} saakka. Sen jälkeen tiedosto poistetaan." in body
    )
    assert "koodin, jonka kerromme sinulle puhelimitse tai lähetämme postitse" in body


def test_the_own_page_leads_to_the_download(by_mail: Given) -> None:
    token = tokens.issue(by_mail.request, TokenPurpose.STATUS, now=by_mail.now, lasts=DAY)
    own = f"/fi/oma-pyynto/{token}/"
    page = by_mail.client.get(own)
    assert "Ladattavat tietosi" in text_of(page)
    assert f"{own}lataus/" in page.content.decode()
    assert by_mail.fetch(by_mail.mailed_code, f"{own}lataus/").status_code == 200


# The end


def expire(given: Given) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Package.objects.update(made_at=past - 20 * DAY, expires_at=past)


def test_after_its_time_nothing_is_given_and_the_page_says_so(by_mail: Given) -> None:
    expire(by_mail)
    assert by_mail.fetch(by_mail.mailed_code).status_code == 400
    assert "on poistettu" in text_of(by_mail.client.get(by_mail.link))


def test_the_nightly_job_deletes_the_file_once(by_mail: Given) -> None:
    keeping.remove_old_packages.func()
    assert (store.folder() / by_mail.package.file).exists()
    expire(by_mail)
    for _night in range(2):
        keeping.remove_old_packages.func()
    assert not (store.folder() / by_mail.package.file).exists()
    by_mail.package.refresh_from_db()
    assert by_mail.package.deleted_at is not None
    assert by_mail.package.sha256 == ""
    assert not DeliveryCode.objects.exists()
    erased = JournalEntry.objects.filter(act=Act.ERASED, actor_kind=journal.JOB.kind)
    assert erased.count() == 1


def test_a_file_that_is_lost_is_told_of_and_made_anew(by_mail: Given) -> None:
    store.remove(by_mail.package.file)
    answer = by_mail.client.get(by_mail.link)
    assert "Tiedosto puuttuu" in text_of(answer)
    assert by_mail.fetch(by_mail.mailed_code).status_code == 503
    made = delivering.make_anew(by_mail.package, by=by_mail.office.handler, now=timezone.now())
    answer = by_mail.fetch(by_mail.mailed_code, number=made.pk)
    assert answer.status_code == 200
    assert len(answer.read) == made.size


def test_a_file_that_was_changed_is_not_given(by_mail: Given) -> None:
    path = store.folder() / by_mail.package.file
    path.write_bytes(b"x" * by_mail.package.size)
    assert by_mail.fetch(by_mail.mailed_code).status_code == 503
    by_mail.package.refresh_from_db()
    assert by_mail.package.downloads == 0


def test_more_time_is_given_while_the_file_is_there(by_mail: Given) -> None:
    Package.objects.update(expires_at=timezone.now() + DAY)
    delivering.extend(by_mail.package, by=by_mail.office.handler, now=timezone.now())
    by_mail.package.refresh_from_db()
    ends = by_mail.package.expires_at
    assert ends is not None
    assert ends > timezone.now() + 13 * DAY
    store.remove(by_mail.package.file)
    with pytest.raises(NotAllowed, match="make it anew"):
        delivering.extend(by_mail.package, by=by_mail.office.handler, now=timezone.now())


def test_what_has_been_erased_is_not_copied_again(by_mail: Given) -> None:
    by_mail.request.carriedrights.create(
        right=RequestedKind.ERASURE, carried_at=by_mail.now, detail={}
    )
    with pytest.raises(NotAllowed, match="erased since"):
        delivering.make_anew(by_mail.package, by=by_mail.office.handler, now=timezone.now())


def test_what_was_erased_with_the_answer_is_kept_for_two_periods_at_most(by_mail: Given) -> None:
    by_mail.request.carriedrights.create(
        right=RequestedKind.ERASURE, carried_at=by_mail.now, detail={}
    )
    for later in (13 * DAY, 20 * DAY):
        delivering.extend(by_mail.package, by=by_mail.office.handler, now=by_mail.now + later)
    by_mail.package.refresh_from_db()
    assert by_mail.package.expires_at is not None
    assert by_mail.package.expires_at <= by_mail.now + 28 * DAY
    with pytest.raises(NotAllowed, match="not kept any longer"):
        delivering.extend(by_mail.package, by=by_mail.office.handler, now=by_mail.now + 27 * DAY)


def test_a_copy_made_anew_after_its_time_gets_a_code_of_its_own(by_mail: Given) -> None:
    expire(by_mail)
    keeping.remove_old_packages.func()
    OutgoingMail.objects.filter(kind="package_code").delete()
    made = delivering.make_anew(by_mail.package, by=by_mail.office.handler, now=timezone.now())
    assert by_mail.fetch(by_mail.mailed_code, number=made.pk).status_code == 200
    delivering.make_anew(made, by=by_mail.office.handler, now=timezone.now())
    assert OutgoingMail.objects.filter(kind="package_code").count() == 1  # it is valid still


def test_a_copy_that_got_more_time_meanwhile_is_not_deleted(
    by_mail: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    expire(by_mail)
    remove = keeping._remove

    def after_more_time(*told: Any) -> bool:
        Package.objects.update(expires_at=timezone.now() + DAY)
        return remove(*told)

    monkeypatch.setattr(keeping, "_remove", after_more_time)
    assert keeping.remove_expired(timezone.now()) == 0
    assert by_mail.fetch(by_mail.mailed_code).status_code == 200


# Reminded once


def test_who_has_not_downloaded_is_reminded_once(by_mail: Given) -> None:
    def reminders() -> int:
        return OutgoingMail.objects.filter(kind="package_reminder").count()

    now = timezone.now()
    keeping.remind_of_downloads(now)
    assert reminders() == 0
    Package.objects.update(made_at=now - 11 * DAY, expires_at=now + 3 * DAY)
    for _morning in range(2):
        jobs.look_at_days.func()
    assert reminders() == 1


def test_who_has_downloaded_is_left_in_peace(by_mail: Given) -> None:
    by_mail.fetch(by_mail.mailed_code)
    now = timezone.now()
    Package.objects.update(made_at=now - 11 * DAY, expires_at=now + 3 * DAY)
    keeping.remind_of_downloads(now)
    assert not OutgoingMail.objects.filter(kind="package_reminder").exists()
