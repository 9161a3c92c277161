"""What the clock of a request shows, counted by hand with a calendar on the desk."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from subjects import clock
from subjects.clock import Colour, Facts, Reading, Stop, read
from subjects.enums import ExtensionGround, IdentityMethod, LetterKind, PauseReason, Step
from subjects.models import Request
from tests.subjects.requests import NOW, Office


def day(text: str) -> date:
    """ "5.3.2025" as a date."""
    parts = text.split(".")
    return date(int(parts[2]), int(parts[1]), int(parts[0]))


def facts(received: str, *stops: str, told: str = "", answered: str = "") -> Facts:
    """Stops as "5.2.2026-19.2.2026"; without a second day they still run."""
    pairs = [(day(first), day(last) if last else None) for first, _dash, last in map(parted, stops)]
    return Facts(
        day(received),
        tuple(Stop(asked, back) for asked, back in pairs),
        day(told) if told else None,
        day(answered) if answered else None,
    )


def parted(stop: str) -> tuple[str, str, str]:
    return stop.partition("-")


@pytest.mark.parametrize(
    ("received", "stops", "target", "limit"),
    [
        ("2.2.2026", [], "2.3.2026", "2.3.2026"),
        ("2.2.2026", ["5.2.2026-19.2.2026"], "16.3.2026", "16.3.2026"),  # the worked example
        ("2.2.2026", ["5.2.2026-5.2.2026"], "2.3.2026", "2.3.2026"),  # answered the same day
        # Over the month's end, in February of either length
        ("27.1.2026", ["27.2.2026-2.3.2026"], "2.3.2026", "2.3.2026"),
        ("27.1.2028", ["25.2.2028-1.3.2028"], "3.3.2028", "3.3.2028"),
        ("31.1.2026", ["27.2.2026-2.3.2026"], "3.3.2026", "3.3.2026"),
        ("31.1.2026", ["2.3.2026-4.3.2026"], "2.3.2026", "2.3.2026"),  # 28.2. + 2 days: Monday
        ("31.8.2026", ["28.9.2026-3.10.2026"], "5.10.2026", "5.10.2026"),
        ("30.11.2026", ["29.12.2026-4.1.2027"], "5.1.2027", "5.1.2027"),  # over the year's end
        # Into and out of holidays
        ("20.11.2026", ["1.12.2026-5.12.2026"], "24.12.2026", "28.12.2026"),  # onto the eve
        ("24.11.2026", ["1.12.2026-5.12.2026"], "28.12.2026", "28.12.2026"),
        ("10.5.2026", ["20.5.2026-29.5.2026"], "19.6.2026", "22.6.2026"),  # onto Midsummer Eve
        ("26.2.2026", ["2.3.2026-10.3.2026"], "3.4.2026", "7.4.2026"),  # onto Good Friday
        # Over the nights the clocks change
        ("27.2.2026", ["27.3.2026-30.3.2026"], "30.3.2026", "30.3.2026"),
        ("24.9.2026", ["23.10.2026-26.10.2026"], "27.10.2026", "27.10.2026"),
        # Several
        ("2.2.2026", ["5.2.2026-9.2.2026", "12.2.2026-15.2.2026"], "9.3.2026", "9.3.2026"),
        ("2.2.2026", ["5.2.2026-9.2.2026", "9.2.2026-15.2.2026"], "12.3.2026", "12.3.2026"),
        # Each day once, however many questions
        ("2.2.2026", ["5.2.2026-15.2.2026", "9.2.2026-12.2.2026"], "12.3.2026", "12.3.2026"),
        ("2.2.2026", ["9.2.2026-15.2.2026", "5.2.2026-12.2.2026"], "12.3.2026", "12.3.2026"),
        # Asked on the last day it stops the clock, asked after it nothing
        ("2.2.2026", ["2.3.2026-12.3.2026"], "12.3.2026", "12.3.2026"),
        ("2.2.2026", ["3.3.2026-13.3.2026"], "2.3.2026", "2.3.2026"),
        ("31.1.2026", ["1.3.2026-5.3.2026"], "4.3.2026", "4.3.2026"),  # within the limit of 2.3.
        # The first pause makes the second one timely
        ("2.2.2026", ["26.2.2026-4.3.2026", "6.3.2026-9.3.2026"], "11.3.2026", "11.3.2026"),
    ],
)
def test_the_days_between_question_and_answer_do_not_count(
    received: str, stops: list[str], target: str, limit: str
) -> None:
    reading = read(facts(received, *stops), today=day("1.1.2030"))
    assert (reading.target, reading.limit) == (day(target), day(limit))


@pytest.mark.parametrize(
    ("today", "limit"),
    [("5.2.2026", "2.3.2026"), ("6.2.2026", "3.3.2026"), ("19.2.2026", "16.3.2026")],
)
def test_a_pause_that_runs_counts_until_today(today: str, limit: str) -> None:
    waiting = facts("2.2.2026", "5.2.2026")
    reading = read(waiting, today=day(today))
    assert reading.limit == day(limit)
    assert reading.stands_still == Stop(day("5.2.2026"), None)
    assert clock.without_running_pause(waiting) == (day("2.3.2026"), day("2.3.2026"))


@pytest.mark.parametrize(
    ("received", "stops", "told", "extended", "limit"),
    [
        ("31.1.2026", [], "2.3.2026", True, "30.4.2026"),  # on the first limit itself
        ("31.1.2026", [], "3.3.2026", False, "2.3.2026"),  # a day late is no extension
        ("1.10.2026", [], "2.11.2026", True, "4.1.2027"),
        ("24.11.2026", [], "28.12.2026", True, "24.2.2027"),  # the limit after Christmas
        ("24.11.2026", [], "29.12.2026", False, "28.12.2026"),
        ("29.12.2023", [], "29.1.2024", True, "2.4.2024"),
        ("2.2.2026", ["5.2.2026-19.2.2026"], "16.3.2026", True, "18.5.2026"),  # 2.5. + 14: Saturday
        ("2.2.2026", ["5.2.2026-19.2.2026"], "17.3.2026", False, "16.3.2026"),
        ("2.2.2026", ["26.2.2026-9.3.2026"], "5.3.2026", True, "13.5.2026"),  # told while waiting
        # A question after the first limit helps only where the person had been told in time
        ("2.2.2026", ["10.3.2026-12.3.2026"], "2.3.2026", True, "4.5.2026"),
        ("2.2.2026", ["10.3.2026-12.3.2026"], "9.3.2026", False, "2.3.2026"),
    ],
)
def test_an_extension_counts_once_the_person_has_been_told_in_time(
    received: str, stops: list[str], told: str, extended: bool, limit: str
) -> None:
    reading = read(facts(received, *stops, told=told), today=day("1.1.2030"))
    assert (reading.extended, reading.limit) == (extended, day(limit))


def shown(today: str, *stops: str, answered: str = "", received: str = "5.3.2025") -> Reading:
    return read(facts(received, *stops, answered=answered), today=day(today))


@pytest.mark.parametrize(
    ("today", "stops", "answered", "colour", "fi", "sv", "en"),
    [
        # Target Saturday 5.4., limit Monday 7.4.2025
        ("6.3.2025", [], "", "green", "32 päivää jäljellä.", "32 dagar kvar.", "32 days left."),
        ("30.3.2025", [], "", "green", "8 päivää jäljellä.", "8 dagar kvar.", "8 days left."),
        ("31.3.2025", [], "", "amber", "7 päivää jäljellä.", "7 dagar kvar.", "7 days left."),
        (
            "6.4.2025",
            [],
            "",
            "amber",
            "Tavoitepäivä on ohi, määräpäivään on 1 päivä.",
            "Måldagen har passerat, 1 dag till tidsfristens slut.",
            "The target has passed, 1 day to the time limit.",
        ),
        (
            "7.4.2025",
            [],
            "",
            "amber",
            "Tänään on viimeinen päivä.",
            "I dag är sista dagen.",
            "Today is the last day.",
        ),
        ("8.4.2025", [], "", "red", "1 päivän myöhässä.", "1 dag försenad.", "1 day late."),
        (
            "10.4.2025",
            ["10.3.2025"],
            "",
            "grey",
            "Määräaika ei kulu: odotetaan henkilön vastausta 10.3.2025 alkaen.",
            "Tidsfristen löper inte: svar från personen väntas sedan 10.3.2025.",
            "The clock stands still: waiting for the person since 10 Mar 2025.",
        ),
        (
            "1.6.2025",
            [],
            "7.4.2025",
            "grey",
            "Vastattu määräajassa.",
            "Besvarad i tid.",
            "Answered in time.",
        ),
        (
            "1.6.2025",
            [],
            "9.4.2025",
            "red",
            "Vastattu 2 päivää myöhässä.",
            "Besvarad 2 dagar för sent.",
            "Answered 2 days late.",
        ),
    ],
)
def test_how_long_is_left_in_colour_and_words(
    today: str, stops: list[str], answered: str, colour: str, fi: str, sv: str, en: str
) -> None:
    reading = shown(today, *stops, answered=answered)
    assert clock.colour(reading, today=day(today)) == Colour(colour)
    for language, words in (("fi", fi), ("sv", sv), ("en", en)):
        with translation.override(language):
            assert clock.words(reading, today=day(today)) == words


@pytest.mark.parametrize(
    ("stops", "late", "words"),
    [
        (["1.4.2025"], False, "The clock stands still: waiting for the person since 1 Apr 2025."),
        (["7.4.2025"], False, "The clock stands still: waiting for the person since 7 Apr 2025."),
        (["8.4.2025"], True, "13 days late."),
        (["1.4.2025-5.4.2025", "9.4.2025"], False, ""),  # four days more: the limit is 9.4.
        (["1.4.2025-5.4.2025", "10.4.2025"], True, "11 days late."),
    ],
)
def test_a_question_after_the_limit_hides_nothing(stops: list[str], late: bool, words: str) -> None:
    reading = shown("20.4.2025", *stops)
    assert reading.is_late(day("20.4.2025")) is late
    assert (clock.colour(reading, today=day("20.4.2025")) == Colour.RED) is late
    if words:
        with translation.override("en"):
            assert clock.words(reading, today=day("20.4.2025")) == words


@pytest.mark.parametrize(("asked", "late"), [(10, False), (11, True)])
def test_the_rows_tell_the_same_of_a_question_after_the_limit(
    office: Office, asked: int, late: bool
) -> None:
    """The limit of what arrived on 10.3. is 10.4."""
    then = datetime(2026, 4, asked, 9, tzinfo=UTC)
    method = IdentityMethod.QUESTION
    request = office.step(office.entered(), Step.ASK_IDENTITY, now=then, method=method)
    request = office.send(request, LetterKind.IDENTITY_QUESTION, now=then)
    today = day("20.4.2026")
    assert read(clock.facts_of(request), today=today).is_late(today) is late
    assert Request.objects.late(today).filter(pk=request.pk).exists() is late
    assert Request.objects.waiting().filter(pk=request.pk).exists() is not late


@pytest.mark.parametrize(("asked", "late"), [("12.3.2025", False), ("13.3.2025", True)])
def test_a_question_after_a_week_was_asked_late(asked: str, late: bool) -> None:
    stop = Stop(day(asked), None, PauseReason.IDENTITY)
    assert clock.was_asked_late(facts("5.3.2025"), stop) is late


def test_the_rows_of_a_request_are_what_the_clock_reads(office: Office) -> None:
    request = office.asked_who()
    office.step(request, Step.NOTE_ANSWER, now=NOW + timedelta(days=3))
    extending = {"ground": ExtensionGround.COMPLEXITY, "reason": "Tietoja on monessa paikassa."}
    office.step(request, Step.EXTEND, now=NOW + timedelta(days=4), **extending)
    told = datetime(2026, 3, 17, 22, 30, tzinfo=UTC)  # 18.3. in Helsinki
    request = office.send(request, LetterKind.EXTENSION, now=told)
    read_from_rows = clock.facts_of(request)
    assert read_from_rows == Facts(
        received_on=day("10.3.2026"),
        stops=(Stop(day("12.3.2026"), day("15.3.2026")),),
        extension_told_on=day("18.3.2026"),
    )
    reading = read(read_from_rows, today=NOW.date())
    assert (request.target_on, request.limit_on) == (reading.target, reading.limit)
    assert (reading.target, reading.limit) == (day("13.6.2026"), day("15.6.2026"))


def test_the_rows_can_be_fetched_for_a_whole_list(office: Office, django_assert_num_queries):
    for _number in range(3):
        office.asked_who()
    with django_assert_num_queries(3):
        rows = list(Request.objects.prefetch_related("pauses", "letters"))
        assert all(clock.facts_of(row).stops for row in rows)
