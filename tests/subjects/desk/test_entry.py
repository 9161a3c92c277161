"""Requests that came by phone, letter, e-mail or at the counter, entered by staff."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from register.groups import Group
from subjects.enums import ActingAs, Channel, LetterKind, RequestedKind, Status
from subjects.models import Attachment, ContactKind, Request
from tests import factories as make
from tests.subjects.desk.conftest import Desk, a_png


def enter(desk, office, **values):
    address = reverse("admin:subjects_request_enter")
    sent = {
        "kept_by": office.kept_by.pk,
        "channel": "letter",
        "received_at": "2026-03-10T09:15",
        "language": "sv",
        "rights": ["access", "erasure"],
        "name": "Impi Sylvia Tarulainen",
        "acting_as": "self",
        "once": str(uuid4()),
        **values,
    }
    return desk.client.post(address, sent)


def faults(page):
    return page.context["form"].errors


def test_everything_that_was_told_is_written_down(office, desk):
    answer = enter(
        desk,
        office,
        channel="phone",
        words="Haluan kaikki tietoni.\nKiitos.",
        register_only="on",
        email="Impi.Tarulainen@satumaa.example",
        phone="040 1234567",
        address="Haavekuja 7 B 21, 20100 Turku",
        customer_number="A-1001",
        organisation="Satumaan Sorvaamo Oy",
        acting_as="attorney",
        on_behalf_of="Aune Tarulainen",
    )
    request = Request.objects.get()
    assert answer.headers["Location"] == reverse(
        "admin:subjects_request_change", args=(request.pk,)
    )
    assert (request.status, request.channel, request.language) == (
        Status.RECEIVED,
        Channel.PHONE,
        "sv",
    )
    assert (request.register_only, request.entered_by) == (True, office.handler)
    assert request.words == "Haluan kaikki tietoni.\nKiitos."
    rights = set(request.requestedrights.values_list("right", flat=True))
    assert rights == {RequestedKind.ACCESS, RequestedKind.ERASURE}
    who = request.requester
    assert (who.acting_as, who.on_behalf_of) == (ActingAs.ATTORNEY, "Aune Tarulainen")
    assert (who.customer_number, who.organisation) == ("A-1001", "Satumaan Sorvaamo Oy")
    assert dict(request.contacts.values_list("kind", "value")) == {
        ContactKind.EMAIL: "Impi.Tarulainen@satumaa.example",
        ContactKind.PHONE: "040 1234567",
        ContactKind.ADDRESS: "Haavekuja 7 B 21, 20100 Turku",
    }
    assert request.letters.get().kind == LetterKind.RECEIPT


@pytest.mark.parametrize("channel", ["email", "phone", "letter", "counter"])
def test_each_channel_but_the_form(office, desk, channel):
    assert enter(desk, office, channel=channel).status_code == 302
    assert Request.objects.get().channel == channel


def test_the_form_enters_by_itself(office, desk):
    assert faults(enter(desk, office, channel="form")).keys() == {"channel"}


class TestArrival:
    def test_what_counts_is_the_true_arrival_in_helsinki(self, office, desk):
        """31.3. at 22:30 in UTC is 1.4. at 01:30 in Helsinki: the limit follows from April."""
        enter(desk, office, received_at="2026-04-01T01:30")
        request = Request.objects.get()
        assert request.received_at.isoformat() == "2026-03-31T22:30:00+00:00"
        assert (request.target_on, request.limit_on) == (date(2026, 5, 1), date(2026, 5, 4))

    def test_nothing_arrives_in_the_future(self, office, desk):
        later = timezone.localtime() + timedelta(hours=1)
        page = enter(desk, office, received_at=later.strftime("%Y-%m-%dT%H:%M"))
        assert faults(page).keys() == {"received_at"}
        assert not Request.objects.exists()

    def test_an_hour_that_the_clocks_leave_out_is_no_time(self, office, desk):
        page = enter(desk, office, received_at="2026-03-29T03:30")
        assert faults(page).keys() == {"received_at"}

    def test_a_letter_that_nobody_read_for_months_is_late_from_the_beginning(self, office, desk):
        enter(desk, office, received_at="2026-01-05T10:00")
        page = desk.page(Request.objects.get())
        assert page.context["time"].look == "is-lacking"


class TestRefused:
    @pytest.mark.parametrize(
        ("values", "fields"),
        [
            ({"rights": []}, {"rights"}),
            ({"name": ""}, {"name"}),
            ({"kept_by": ""}, {"kept_by"}),
            ({"email": "impi"}, {"email"}),
            ({"acting_as": "guardian"}, {"on_behalf_of"}),
            ({"on_behalf_of": "Aune"}, {"acting_as"}),
            ({"words": "Koodini on 010190-900P."}, {"words"}),
            ({"name": "Impi 010190-900P"}, {"name"}),
            ({"customer_number": "010190-900P"}, {"customer_number"}),
        ],
    )
    def test_what_does_not_do_is_told_at_its_field_and_the_rest_comes_back(
        self, office, desk, values, fields
    ):
        page = enter(desk, office, **{"organisation": "Sorvaamo", **values})
        assert faults(page).keys() == fields
        assert 'value="Sorvaamo"' in page.content.decode()
        assert not Request.objects.exists()

    def test_a_file_that_is_not_taken_keeps_the_request_back_too(self, office, desk):
        bad = SimpleUploadedFile("kirje.pdf", b"<html>")
        page = enter(desk, office, files=[bad])
        told = page.content.decode()
        assert "Only PDF, PNG and JPEG files are taken." in told
        assert "Choose the files again" in told
        assert not Request.objects.exists()


def test_the_scanned_letter_comes_with_it(office, desk):
    scans = [SimpleUploadedFile(f"sivu-{n}.png", a_png(8, 8 + n)) for n in (1, 2)]
    enter(desk, office, files=scans)
    names = Attachment.objects.filter(request=Request.objects.get()).values_list("name", flat=True)
    assert list(names) == ["sivu-1.png", "sivu-2.png"]


class TestTwice:
    def test_the_second_of_two_clicks_makes_no_second_request(self, office, desk):
        once = str(uuid4())
        first, second = (enter(desk, office, once=once) for _click in range(2))
        assert Request.objects.count() == 1
        assert first.headers["Location"] == second.headers["Location"]

    def test_two_requests_alike_are_two(self, office, desk):
        enter(desk, office), enter(desk, office)
        assert Request.objects.count() == 2


class TestWhoMay:
    def test_customer_service_takes_requests_in_without_seeing_any(self, office):
        desk = Desk(make.a_user(Group.STAFF, office.kept_by.controller))
        assert desk.client.get(reverse("admin:subjects_request_enter")).status_code == 200
        answer = enter(desk, office)
        request = Request.objects.get()
        assert answer.headers["Location"] == reverse("admin:subjects_request_enter")
        assert desk.page(request).status_code == 403
        told = desk.client.get(answer.headers["Location"]).content.decode()
        assert request.reference in told

    def test_nobody_enters_for_a_controller_they_do_not_serve(self, office):
        desk = Desk(make.a_user(Group.STAFF, make.a_controller("b", name="B Oy")))
        page = enter(desk, office)
        assert faults(page).keys() == {"kept_by"}
        assert not Request.objects.exists()

    @pytest.mark.parametrize("group", [Group.AUDITOR, Group.ADMINISTRATOR, None])
    def test_others_enter_nothing(self, office, group):
        desk = Desk(make.a_user(group, office.kept_by.controller))
        assert desk.client.get(reverse("admin:subjects_request_enter")).status_code == 403
        assert enter(desk, office).status_code == 403
