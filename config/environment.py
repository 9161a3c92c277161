"""Settings from the environment and from one file; a wrong one stops the start with its name."""

import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 32
SQLITE = "django.db.backends.sqlite3"
DATABASES = {"sqlite", "postgres", "postgresql"}
# One writer at a time, who waits for his turn instead of failing; readers never wait (WAL).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


class WrongSetting(ImproperlyConfigured):
    """A setting that is missing or wrong. The message names it and never shows its value."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}")


class Environment:
    """Reads settings by name; the first source that has the name, or NAME_FILE, wins."""

    def __init__(self, *sources: Mapping[str, str]) -> None:
        self.sources = sources

    def find(self, name: str) -> str | None:
        for source in self.sources:
            in_file = source.get(f"{name}_FILE")
            if in_file and name in source:
                raise WrongSetting(name, f"and {name}_FILE are both set: keep one of them.")
            if in_file:
                return content_of(name, Path(in_file))
            if name in source:
                return source[name].strip()
        return None

    def required(self, name: str) -> str:
        value = self.find(name)
        if not value:
            raise WrongSetting(name, f"is missing: set it, or {name}_FILE to a file that holds it.")
        return value

    def text(self, name: str, *, default: str) -> str:
        return self.find(name) or default

    def switch(self, name: str, *, default: bool) -> bool:
        value = self.find(name)
        if value is None:
            return default
        if value not in {"on", "off"}:
            raise WrongSetting(name, "must be on or off.")
        return value == "on"

    def number(self, name: str, *, default: int) -> int:
        value = self.find(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit()):
            raise WrongSetting(name, "must be a whole number, 0 or more.")
        return int(value)

    def items(self, name: str, *, default: Sequence[str]) -> list[str]:
        """Parts between commas."""
        value = self.find(name)
        parts = default if value is None else value.split(",")
        return [part.strip() for part in parts if part.strip()]

    def key(self, name: str) -> str:
        """A secret that keys are made of."""
        value = self.required(name)
        if len(value) < SHORTEST_KEY:
            raise WrongSetting(name, f"is too short: {SHORTEST_KEY} characters at least.")
        return value

    def keys(self, name: str) -> list[str]:
        """Such secrets between commas: the newest first."""
        values = [part.strip() for part in self.required(name).split(",")]
        if any(len(value) < SHORTEST_KEY for value in values):
            raise WrongSetting(name, f"holds a key of fewer than {SHORTEST_KEY} characters.")
        return values

    def address(self, name: str, *, default: str) -> str:
        """A web address with its scheme and host, without the slash at its end."""
        value = self.text(name, default=default)
        try:
            parts = urlsplit(value)
            fits = parts.scheme in {"http", "https"} and bool(parts.hostname)
        except ValueError:
            fits = False
        if not fits:
            raise WrongSetting(name, "must be an address such as https://seloste.example.fi.")
        return value.rstrip("/")

    def database(self, name: str, *, default: str, root: Path) -> dict[str, Any]:
        """A database address; a relative SQLite file is counted from the project's root."""
        value = self.text(name, default=default)
        problem = WrongSetting(
            name, "must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
        )
        if value.partition("://")[0] not in DATABASES:
            raise problem
        try:
            database: dict[str, Any] = environ.Env.db_url_config(value)
        except ValueError:
            raise problem from None  # the cause would show the password
        if not database["NAME"]:
            raise problem
        if database["ENGINE"] == SQLITE:
            if database["NAME"] != ":memory:":
                database["NAME"] = root / database["NAME"]
            database["OPTIONS"] = SQLITE_OPTIONS | database.get("OPTIONS", {})
        return database

    def mail(self, name: str, *, default: str) -> dict[str, Any]:
        """A mail server's address as Django's EMAIL_ settings."""
        try:
            mail: dict[str, Any] = environ.Env.email_url_config(self.text(name, default=default))
        except (ValueError, ImproperlyConfigured):
            raise WrongSetting(
                name, "must be smtp+tls://USER:PASSWORD@HOST:PORT or consolemail://."
            ) from None
        return mail

    def mailbox(self, name: str, *, default: str) -> dict[str, Any] | None:
        """A mailbox that is read over IMAP; none where nothing is set."""
        if not (value := self.text(name, default=default)):
            return None
        wrong = WrongSetting(name, "must be imaps://USER:PASSWORD@HOST:PORT/FOLDER.")
        try:
            found = urlsplit(value)
            port = found.port or (993 if found.scheme == "imaps" else 143)
        except ValueError:
            raise wrong from None
        told = (found.hostname, found.username, found.password)
        if found.scheme not in {"imap", "imaps"} or not all(told):
            raise wrong
        return {
            "host": found.hostname,
            "port": port,
            "tls": found.scheme == "imaps",
            "user": unquote(found.username or ""),
            "password": unquote(found.password or ""),
            "folder": unquote(found.path.strip("/")) or "INBOX",
        }


def content_of(name: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(f"{name}_FILE", "names a file that cannot be read.") from None


def read_environment(file: Path) -> Environment:
    """The environment first, then the file, if there is one; ENV_FILE names another, or none."""
    named = os.environ.get("ENV_FILE")
    if named == "":
        return Environment(os.environ)
    if named:
        file = Path(named)
    elif not file.exists():
        return Environment(os.environ)
    return Environment(os.environ, private_file(file))


def private_file(file: Path) -> Mapping[str, str]:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        raise WrongSetting("ENV_FILE", "names a file that cannot be read.") from None
    if mode & 0o077:
        raise WrongSetting(file.name, f"can be read by others: chmod 600 {file.name}.")

    class OfFile(environ.Env):  # type: ignore[misc]  # django-environ has no types
        ENVIRON: dict[str, str] = {}  # its own: nothing leaks into the processes we start

    OfFile.read_env(file)
    return OfFile.ENVIRON
