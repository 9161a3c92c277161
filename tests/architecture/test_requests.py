"""What stands around every request: whose address is noted, what the log says, which dates."""

import datetime
import logging
import sys

import pytest
from django.test import RequestFactory
from django.utils import formats, translation

from config.logs import Line, WithoutQueries
from config.middleware import AuditMiddleware


@pytest.mark.parametrize(
    ("proxies", "header", "noted"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),  # anybody can write that header
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),  # the first part is the visitor's own
        (2, "198.51.100.7, 203.0.113.9, 203.0.113.10", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),  # passed by the outer proxy
        (1, "", "192.0.2.1"),
    ],
)
def test_address_is_believed_only_from_our_proxies(settings, proxies, header, noted):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if header is None else {"X-Forwarded-For": header}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers=headers)
    assert AuditMiddleware._get_remote_addr(request) == noted


@pytest.mark.parametrize(
    ("message", "args", "written"),
    [
        ('"%s" %s', ("GET /haku?q=Aino+Testinen HTTP/1.1", 200), '"GET /haku?… HTTP/1.1" 200'),
        ("Not Found: %s", ("/a?b=c&d=e",), "Not Found: /a?…"),
        ("Really? Yes.", (), "Really? Yes."),
    ],
)
def test_log_holds_no_query_string(message, args, written):
    record = logging.LogRecord("django.server", logging.INFO, "", 0, message, args, None)
    assert WithoutQueries().filter(record)
    assert record.getMessage() == written


def test_log_tells_where_something_failed_and_not_what_was_said():
    try:
        try:
            raise KeyError("Impi Tarulainen")
        except KeyError as cause:
            raise ValueError("no such customer: Impi Tarulainen") from cause
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    record.exc_text = "told in full by another handler: Impi Tarulainen"
    lines = Line("{levelname} {message}", style="{").format(record).splitlines()
    assert [line.split(":")[0].strip() for line in lines] == [
        "ERROR failed",
        "builtins.ValueError",
        __file__,
        "builtins.KeyError",
        __file__,
    ]
    assert lines[2].endswith(" test_log_tells_where_something_failed_and_not_what_was_said")


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("fi", "1.9.2026", "1. syyskuuta 2026"),
        ("sv", "1.9.2026", "den 1 september 2026"),
        ("en", "1 Sep 2026", "1 September 2026"),
    ],
)
def test_dates_are_written_as_in_finland(language, short, long):
    day = datetime.date(2026, 9, 1)
    with translation.override(language):
        assert formats.date_format(day, "SHORT_DATE_FORMAT") == short
        assert formats.date_format(day, "DATE_FORMAT") == long


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_date_is_read_back_as_it_is_typed(language):
    with translation.override(language):
        typed = formats.localize_input(datetime.date(2026, 9, 1))
    assert typed == "01.09.2026"
