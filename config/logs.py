"""Nothing a person typed into an address reaches the log."""

import logging
import re

QUERY = re.compile(r"(?<=\S)\?[^\s\"'>]+")


class WithoutQueries(logging.Filter):
    """Cuts the query string out of every address in a message."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = QUERY.sub("?…", record.getMessage()), ()
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
