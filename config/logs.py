"""Nothing a person typed into an address reaches the log."""

import logging
import re
import sys
import traceback

QUERY = re.compile(r"(?<=\S)\?[^\s\"'>]+")
# The parts of an address behind which a secret stands (`subjects/public/urls.py`).
# Cut is all that follows, however it is written: nothing behind such a word needs to be read.
SECRET = re.compile(
    r"((?:/|%2F)(?:vahvistus|oma-pyynto|lataus)(?:/|%2F))[^\s\"'>?]+", re.IGNORECASE
)


def without_secrets(text: str) -> str:
    """The text with every secret address cut short: who reads the log cannot open it."""
    return SECRET.sub(r"\1…", text)


class Line(logging.Formatter):
    """Of an exception writes where and of what kind: its message may repeat what a person gave.

    A database's complaint, for one, quotes the row that it refused.
    """

    def format(self, record: logging.LogRecord) -> str:
        told, record.exc_text = record.exc_text, None  # by another handler, in full
        try:
            return super().format(record)
        finally:
            record.exc_text = told

    def formatException(self, ei: object) -> str:  # noqa: N802 # the name is logging's
        error = ei[1] if isinstance(ei, tuple) else sys.exception()
        lines: list[str] = []
        while isinstance(error, BaseException):
            kind = type(error)
            places = traceback.extract_tb(error.__traceback__)
            lines += [
                f"{kind.__module__}.{kind.__qualname__}",
                *(f"  {one.filename}:{one.lineno} {one.name}" for one in reversed(places)),
            ]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


class WithoutQueries(logging.Filter):
    """Cuts the query string and the secret out of every address in a message."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = QUERY.sub("?…", without_secrets(record.getMessage())), ()
        return True


class WithoutCauses(logging.Filter):
    """Of an exception leaves the kind: its message may repeat what a person gave."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not None:
            record.msg = f"{record.getMessage()} {kind.__module__}.{kind.__qualname__}"
            record.args = ()
        record.exc_info = record.exc_text = None
        return True
