"""How much is taken, from whom and for how long that is remembered."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from register.models import OutgoingMail
from subjects.enums import Status
from subjects.models import FormMark, Request
from subjects.public import confirming, flood
from tests.subjects.public.conftest import Door, confirm_address, text_of
from tests.subjects.requests import EMAIL

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _limits(settings: Any) -> None:
    settings.FORM_PER_ADDRESS, settings.FORM_PER_NETWORK = 2, 3
    settings.FORM_PER_REGISTER, settings.FORM_MAILS_PER_MAILBOX = 5, 100


def statuses(door: Door, *places: str) -> list[int]:
    return [
        door.fill(place=place, words=f"{number}").status_code for number, place in enumerate(places)
    ]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["192.0.2.1"] * 3, [303, 303, 429]),
        (["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"], [303, 303, 303, 429]),
        (["192.0.2.1", "192.0.2.1", "192.0.3.1", "192.0.4.1"], [303] * 4),
        (["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4"], [303, 303, 303, 429]),
        (["2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:0:3::1"], [303] * 3),
        (["192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1"], [303, 303, 429]),
        ([f"192.0.{number}.1" for number in range(6)], [303] * 5 + [429]),
        ([""] * 6, [303] * 5 + [429]),  # where no proxy tells, the limit of the register is left
    ],
)
def test_address_network_and_register_have_their_limits(
    door: Door, places: list[str], expected: list[int]
) -> None:
    assert statuses(door, *places) == expected
    assert Request.objects.count() == expected.count(303)


def test_who_comes_too_much_keeps_the_words_and_is_shown_another_way(door: Door) -> None:
    statuses(door, "192.0.2.1", "192.0.2.1")
    answer = door.fill(words="Tämä ei saa kadota.")
    said = text_of(answer)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "Tämä ei saa kadota." in said
    assert "Kuvittelukatu 1, 00100 Helsinki" in said.split("Tällä lomakkeella")[0]
    assert "tietosuoja@esimerkki.example" in said.split("Tällä lomakkeella")[0]


def test_what_was_refused_for_a_flood_can_be_sent_again_later(door: Door) -> None:
    statuses(door, "192.0.2.1", "192.0.2.1")
    assert door.fill(page_key="k").status_code == 429
    assert door.fill(page_key="k", place="198.51.100.1").status_code == 303


def test_a_form_with_faults_and_a_look_at_the_page_count_for_nothing(door: Door) -> None:
    for _time in range(5):
        assert door.fill(name=None).status_code == 422
        assert door.client.get(door.address()).status_code == 200
    assert door.fill().status_code == 303


def test_the_next_hour_counts_anew(db: None) -> None:
    for _time in range(2):
        flood.count("x", most=2, now=NOW)
    with pytest.raises(flood.Flooded):
        flood.count("x", most=2, now=NOW + timedelta(minutes=29))
    flood.count("x", most=2, now=NOW + timedelta(minutes=30))
    flood.count("y", most=2, now=NOW)


def test_nothing_that_is_kept_names_an_address_or_binds_two_hours_together(door: Door) -> None:
    door.fill()
    marks = list(FormMark.objects.values_list("hash", flat=True))
    assert all(len(mark) == 64 for mark in marks)
    flood.count("x", most=2, now=NOW)
    flood.count("x", most=2, now=NOW + timedelta(hours=1))
    assert FormMark.objects.count() == len(marks) + 2


def test_marks_are_forgotten(db: None) -> None:
    flood.count("x", most=2, now=NOW)
    assert flood.is_first("page", now=NOW)
    flood.forget(NOW + timedelta(minutes=59))
    assert FormMark.objects.count() == 2
    flood.forget(NOW + timedelta(hours=1))
    assert FormMark.objects.count() == 1
    flood.forget(NOW + timedelta(days=1))
    assert not FormMark.objects.exists()


def test_what_nobody_confirmed_keeps_nobody_from_asking(door: Door, settings: Any) -> None:
    """Somebody sends many requests in another's name; then that other one comes."""
    settings.FORM_PER_REGISTER = settings.FORM_MAILS_PER_MAILBOX = 3
    statuses(door, "192.0.2.1", "192.0.3.1", "192.0.4.1")
    settings.FORM_PER_REGISTER = 100
    own = door.asked(place="198.51.100.1", words="Tämä on oikea.")
    assert not OutgoingMail.objects.filter(key=f"confirm:{own.pk}:first").exists()
    confirming.note_left(timezone.now() + timedelta(hours=1))  # put off, not dropped
    assert door.client.post(confirm_address(own)).status_code == 302
    own.refresh_from_db()
    assert own.status == Status.RECEIVED
    assert Request.objects.filter(status=Status.UNCONFIRMED).count() == 3


def test_mail_that_was_put_off_goes_to_the_newest_first(door: Door, settings: Any) -> None:
    settings.FORM_MAILS_PER_MAILBOX = 1
    settings.FORM_PER_REGISTER = 100
    for number in range(3):
        door.asked(place=f"192.0.{number}.1", words=str(number))
    requests = list(Request.objects.order_by("pk"))
    confirming.note_left(timezone.now() + timedelta(hours=1))
    asked = set(OutgoingMail.objects.values_list("key", flat=True))
    alone = {f"confirm:{requests[0].pk}:first", f"confirm:{requests[2].pk}:first"}
    assert alone < asked
    (collected,) = OutgoingMail.objects.filter(key__in=asked - alone)
    assert requests[1].reference in collected.body


def test_another_mailbox_is_not_kept_waiting(door: Door, settings: Any) -> None:
    settings.FORM_MAILS_PER_MAILBOX = 1
    door.asked(place="192.0.2.1", email=EMAIL)
    door.asked(place="192.0.2.1", email="toinen@satumaa.example")
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_makes_the_request(settings: Any) -> None:
    found, ready = [], threading.Barrier(2)

    def click() -> None:
        ready.wait()
        try:
            with transaction.atomic():
                found.append(flood.is_first("page", now=NOW))
                flood.count("x", most=5, now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, True]
    assert sorted(FormMark.objects.values_list("count", flat=True)) == [0, 2]
