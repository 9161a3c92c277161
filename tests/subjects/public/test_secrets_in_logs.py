"""The secret of a link stands in its address. No log repeats it, whoever writes the log."""

import contextlib
import http.client
import logging
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from config.logs import WithoutQueries, without_secrets
from subjects import tokens
from subjects.enums import TokenPurpose
from tests.processes import PATIENCE, ROOT, environment, free_port, wait_for
from tests.subjects.requests import Office

TOKEN = "qT7" + "x" * 37 + "-_9"


def named_with_token(patterns: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address of ours that holds a secret."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named_with_token(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and "token" in pattern.pattern.regex.groupindex:
            values: dict[str, Any] = dict.fromkeys(pattern.pattern.regex.groupindex, 1)
            if pattern.name:
                yield pattern.name, {**values, "language": "fi", "token": TOKEN}


SECRET_ADDRESSES = dict(named_with_token(get_resolver().url_patterns))


def test_there_are_secret_addresses() -> None:
    assert {"request_confirm", "request_status", "request_letter"} <= SECRET_ADDRESSES.keys()


@pytest.mark.parametrize("name", SECRET_ADDRESSES)
def test_the_secret_of_every_address_is_cut_out(name: str) -> None:
    address = reverse(name, kwargs=SECRET_ADDRESSES[name])
    record = logging.LogRecord(
        "django.server", logging.INFO, "", 0, '"GET %s HTTP/1.1" %s', (address, 200), None
    )
    assert WithoutQueries().filter(record)
    assert TOKEN not in record.getMessage()
    assert TOKEN[:3] not in without_secrets(f"https://esimerkki.example{address[:-5]}")


@pytest.mark.parametrize("address", ["/fi/pyynto/asiakkaat/", "/hallinta/", "/fi/oma-pyynto/"])
def test_other_addresses_stay_as_they_are(address: str) -> None:
    assert without_secrets(address) == address


class Server:
    """gunicorn as it serves in production, writing every log it has."""

    def __init__(self, folder: Path, access_format: str, app: str = "") -> None:
        self.port = free_port()
        self.logs = [folder / "access.log", folder / "error.log"]
        self.logs.append(folder / "out.log")
        self.output = self.logs[-1].open("w")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn"),
                *("--bind", f"127.0.0.1:{self.port}", "--log-level", "debug"),
                *("--access-logfile", str(self.logs[0]), "--error-logfile", str(self.logs[1])),
                *(["--access-logformat", access_format] if access_format else []),
                *(["--pythonpath", str(folder), app] if app else []),
            ],
            cwd=ROOT,
            env=environment(ALLOWED_HOSTS="127.0.0.1"),
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )
        wait_for(self.listens)

    def listens(self) -> bool:
        assert self.process.poll() is None, self.written()
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def ask(self, address: str, **headers: str) -> int:
        question = urllib.request.Request(f"http://127.0.0.1:{self.port}{address}", headers=headers)
        try:
            with urllib.request.urlopen(question, timeout=PATIENCE) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.output.close()

    def written(self) -> str:
        return "\n".join(log.read_text() for log in self.logs if log.exists())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("access_format", ["", '%(r)s %(U)s %(q)s "%(f)s" %({referer}i)s %(s)s'])
def test_the_servers_own_logs_hold_no_secret(tmp_path: Path, access_format: str) -> None:
    request = Office().entered()
    text = tokens.issue(request, TokenPurpose.STATUS, now=timezone.now(), lasts=timedelta(days=1))
    server = Server(tmp_path, access_format)
    try:
        own = f"/fi/oma-pyynto/{text}/"
        assert server.ask(own) == 200
        assert server.ask("/fi/uusi-linkki/", Referer=f"http://127.0.0.1{own}") == 200
        assert server.ask(f"/fi/oma-pyynto/{TOKEN}/") == 404
        assert server.ask(f"/fi/vahvistus/{TOKEN}/") == 404
        assert server.ask(f"{own}ei-ole/") == 404
        wait_for(lambda: server.logs[0].read_text().count("\n") >= 5)
    finally:
        server.stop()
    written = server.written()
    assert re.search(r"/fi/oma-pyynto/…", written)
    assert text not in written
    assert TOKEN not in written


BREAKING = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"].startswith("/later"):
        yield b"begun"
    raise ValueError("Impi Tarulainen 131052-308T %s" % environ["PATH_INFO"])
"""


def test_what_breaks_while_a_page_leaves_is_told_without_its_data(tmp_path: Path) -> None:
    """gunicorn logs that by itself, past Django's loggers."""
    (tmp_path / "breaking.py").write_text(BREAKING)
    server = Server(tmp_path, "", app="breaking:app")
    try:
        for place in ("", "/later"):
            address = f"http://127.0.0.1:{server.port}{place}/fi/oma-pyynto/{TOKEN}/"
            with contextlib.suppress(OSError, http.client.HTTPException):
                urllib.request.urlopen(address, timeout=PATIENCE).read()
        wait_for(lambda: server.written().count("builtins.ValueError") >= 2)
    finally:
        server.stop()
    written = server.written()
    assert "breaking.py:" in written  # where it was
    for told_nobody in ("Impi", "131052", TOKEN):
        assert told_nobody not in written


def test_the_access_log_names_no_visitor(tmp_path: Path) -> None:
    (tmp_path / "still.py").write_text(BREAKING.split("    if environ")[0] + '    yield b""\n')
    server = Server(tmp_path, "", app="still:app")
    try:
        assert server.ask("/") == 200
        wait_for(lambda: '"GET /"' in server.logs[0].read_text())
    finally:
        server.stop()
    assert "127.0.0.1" not in server.logs[0].read_text()


@pytest.mark.parametrize(
    "written",
    [
        f"/FI/OMA-PYYNTO/{TOKEN}/",
        f"/fi/Vahvistus/{TOKEN}",
        f"/fi/vahvistus/x/{TOKEN}/",
        f"/kieli/?next=%2Ffi%2Foma-pyynto%2F{TOKEN}%2F",
    ],
)
def test_a_secret_is_cut_however_its_address_is_written(written: str) -> None:
    assert TOKEN[:8] not in without_secrets(written)
