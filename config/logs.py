"""Nothing a person typed into an address reaches the log."""

import logging
import re

QUERY = re.compile(r"(?<=\S)\?[^\s\"'>]+")


class WithoutQueries(logging.Filter):
    """Cuts the query string out of every address in a message."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = QUERY.sub("?…", record.getMessage()), ()
        return True
