"""One collector for the whole suite: nobody's data stand where they must not.

While a test runs, everything that leaves a trace is gathered: lines of the log with their
tracebacks, addresses that were asked for and the headers of the answers, pages of faults, what
commands print, `str` and `repr` of rows, the audit log, the journal, keys of mail and arguments of
tasks. When it ends, the personal values the test saved, told by the declaration beside the models
(`register/personal_data.py`), are looked for in all of it; so is whatever is written as a personal
identity code. A find fails the test and names both places.

The one exception of the design: what is typed into the admin's search box stands in an address.
"""

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest

SHORTEST = 5  # characters of a value that is looked for; of figures alone, twice that less two
SAMPLE = 40  # rows of a table that are looked at when a test ends
MOST_VALUES = 5_000  # of one test
ADMIN = "/hallinta/"
SEARCH_TERMS = {"q", "term"}
LIKE_A_CODE = re.compile(r"(?<!\w)[0-3]\d[01]\d{3}[-+ABCDEFUVWXY]\d{3}[0-9A-FHJ-NPR-Y](?!\w)")
# Columns whose values are ordinary words, codes of a list, or figures that stand in anything.
COMMON = {
    *("town", "postal_code", "country", "language", "currency", "words", "username"),
    "relationship",
}
# Values that tests use for facts as well.
ORDINARY = {"esimerkki oy", "helsinki", "turku"}


@dataclass
class Gathered:
    """What one test left behind, and whom it knew."""

    traces: dict[tuple[str, str], None] = field(default_factory=dict)  # what and text, in order
    values: dict[str, str] = field(default_factory=dict)  # value, folded -> its column
    rows: list[Any] = field(default_factory=list)

    def trace(self, what: str, text: object) -> None:
        if text:
            self.traces[what, str(text)] = None

    def know(self, value: object, column: str) -> None:
        if isinstance(value, str) and len(self.values) < MOST_VALUES:
            for part in worth_looking_for(value):
                self.values.setdefault(part, column)

    def leaks(self) -> Iterator[str]:
        for what, text in self.traces:
            folded = text.casefold()
            for value, column in self.values.items():
                if value in folded and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", folded):
                    yield f"{column} {value!r} stands in {what}: {_around(folded, value)}"
            for code in LIKE_A_CODE.findall(text):
                if is_identity_code(code):
                    yield f"an identity code stands in {what}: {_around(text, code)}"


def worth_looking_for(value: str) -> Iterator[str]:
    """The value, and of several words each that is long enough to be told from others."""
    whole = " ".join(value.casefold().split())
    words = whole.split() if whole.count(" ") < 4 else []  # of a name; a sentence has any words
    for part in {whole, *words}:
        shortest = SHORTEST if not re.fullmatch(r"[\d\s+.-]+", part) else 2 * SHORTEST - 2
        if len(part) >= shortest and part not in ORDINARY:
            yield part


def is_identity_code(text: str) -> bool:
    from stdnum.fi import hetu  # noqa: PLC0415 # not before the settings

    return bool(hetu.is_valid(text, allow_temporary=True))


def _around(text: str, value: str) -> str:
    at = text.find(value)
    return repr(text[max(at - 80, 0) : at + len(value) + 80])


class Collector:
    """The pytest plugin; `conftest.py` registers it."""

    def __init__(self) -> None:
        self.now = Gathered()
        self.patch = pytest.MonkeyPatch()

    # pytest

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self) -> None:
        self.listen()

    def pytest_sessionfinish(self) -> None:
        self.patch.undo()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        self.now = Gathered()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        yield  # a test that fails by itself has enough to tell
        self.look_into_database()
        found = list(dict.fromkeys(self.now.leaks()))
        if found:
            shown = "\n  ".join(found[:10])
            pytest.fail(f"Personal data stand where they must not:\n  {shown}", pytrace=False)

    # What is listened to

    def listen(self) -> None:
        from django.core.handlers.base import BaseHandler  # noqa: PLC0415
        from django.core.management.base import OutputWrapper  # noqa: PLC0415
        from django.db.models.signals import post_save  # noqa: PLC0415

        from tests import processes  # noqa: PLC0415

        post_save.connect(self.saved, weak=False, dispatch_uid="collector")
        for handler in logging.getLogger().handlers:
            if type(handler) is logging.StreamHandler:  # ours, not pytest's
                self.after(handler, "emit", self.logged, handler)
        self.after(BaseHandler, "get_response", self.answered)
        self.after(OutputWrapper, "write", self.printed)
        self.after(processes, "output_of", self.processed)

    def after(self, owner: Any, name: str, listener: Callable[..., None], *first: Any) -> None:
        original = getattr(owner, name)

        def listening(*args: Any, **options: Any) -> Any:
            answer = original(*args, **options)
            listener(answer, *first, *args, **options)
            return answer

        self.patch.setattr(owner, name, listening)

    def saved(self, sender: Any, instance: Any, **_options: Any) -> None:
        columns = personal_columns(sender)
        for name in columns:
            self.now.know(getattr(instance, name), f"{sender.__name__}.{name}")
        if is_ours(sender) and len(self.now.rows) < MOST_VALUES:
            self.now.rows.append(instance)

    def logged(self, _answer: Any, handler: logging.Handler, record: logging.LogRecord) -> None:
        self.now.trace(f"the log ({record.name})", handler.format(record))

    def answered(self, response: Any, _handler: Any, request: Any) -> None:
        self.now.trace("an address", address_of(request))
        for name, value in response.headers.items():
            self.now.trace(f"a header ({name})", unquote(value))
        if response.status_code >= 500 and not response.streaming:
            self.now.trace("a page of a fault", response.content.decode())

    def printed(self, _answer: Any, _wrapper: Any, text: str = "", *_args: Any, **_o: Any) -> None:
        self.now.trace("what a command prints", text)

    def processed(self, output: str, *_args: Any) -> None:
        self.now.trace("what a command prints", output)

    # What stands in the database when a test ends

    def look_into_database(self) -> None:
        from django.db import DatabaseError, connection  # noqa: PLC0415

        if connection.needs_rollback:
            return
        with suppress(RuntimeError, DatabaseError):  # the test has no database; it broke it
            connection.ensure_connection()
            for what, text in rows_told():
                self.now.trace(what, text)
            for column, value in people_held():
                self.now.know(value, column)
        for row in self.now.rows:
            with suppress(Exception):  # the row has gone, or a part of it
                self.now.trace(f"str of {type(row).__name__}", str(row))
                self.now.trace(f"repr of {type(row).__name__}", repr(row))


def address_of(request: Any) -> str:
    """The address as it was asked for, without what was typed into the admin's search box."""
    query = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    if request.path.startswith(ADMIN):
        query = [(name, value) for name, value in query if name not in SEARCH_TERMS]
    asked = "&".join(f"{name}={value}" for name, value in query)
    return f"{unquote(request.path)}?{asked}"


@cache
def is_ours(model: Any) -> bool:
    from django.conf import settings  # noqa: PLC0415

    return model._meta.app_label in settings.OUR_APPS


@cache
def personal_columns(model: Any) -> tuple[str, ...]:
    """The columns of a model that hold words of people."""
    from django.db import models  # noqa: PLC0415

    declared = getattr(model, "personal_data", None)
    if declared is None or is_ours_to_publish(model):
        return ()
    fields = {column.name: column for column in model._meta.concrete_fields}
    return tuple(
        name
        for name, _datum in declared.data()
        if name in fields
        and isinstance(fields[name], models.CharField | models.TextField)
        and not fields[name].choices
        and name not in COMMON
    )


def is_ours_to_publish(model: Any) -> bool:
    """Contact persons of a controller stand in its notice, so everywhere."""
    return model.__name__ in {"ContactPerson", "Address", "RequestChannel"}


def people_held() -> Iterable[tuple[str, Any]]:
    """What was written set-wise and so was not heard of."""
    from register.models import DataSubject, Organisation  # noqa: PLC0415
    from register.personal_data import declared_models  # noqa: PLC0415

    if not DataSubject.objects.exists() and not Organisation.objects.exists():
        return
    for model in declared_models():
        columns = personal_columns(model)
        if columns:
            for values in model._base_manager.order_by("-pk").values_list(*columns)[:SAMPLE]:
                for name, value in zip(columns, values, strict=True):
                    yield f"{model.__name__}.{name}", value


def kinds_of_the_house() -> list[int]:
    """What is written anew whenever the database was emptied: ordinary words, about nobody."""
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415

    from register.models import StatuteReference, SupervisoryAuthority  # noqa: PLC0415

    kinds = ContentType.objects.get_for_models(Group, StatuteReference, SupervisoryAuthority)
    return [kind.pk for kind in kinds.values()]


def rows_told() -> Iterable[tuple[str, str]]:
    """What stands in the tables that outlive people."""
    from auditlog.models import LogEntry  # noqa: PLC0415
    from django.contrib.admin.models import LogEntry as AdminEntry  # noqa: PLC0415
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    from register.models import (  # noqa: PLC0415
        Import,
        ImportFault,
        ImportMapping,
        JournalEntry,
        OutgoingMail,
        ScheduledRun,
    )

    told = {
        LogEntry: ("object_repr", "changes", "additional_data", "serialized_data", "actor_email"),
        AdminEntry: ("object_repr", "change_message"),
        JournalEntry: ("reference", "about", "detail"),
        DBTaskResult: ("args_kwargs", "return_value", "traceback"),
        OutgoingMail: ("key", "kind"),
        ScheduledRun: ("job",),
        Import: ("reading", "suppressed_reference", "fault"),
        ImportFault: ("column",),
        ImportMapping: ("name", "columns"),
    }
    for model, columns in told.items():
        rows = model._base_manager.order_by("-pk")
        if model is LogEntry:
            rows = rows.exclude(content_type__in=kinds_of_the_house())
        for values in rows.values_list(*columns)[: 5 * SAMPLE]:
            yield f"{model._meta.label}", json.dumps(values, ensure_ascii=False, default=str)
