"""How gunicorn serves this project: `gunicorn --config python:config.gunicorn`."""

from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from config.logs import Line, WithoutQueries, without_secrets


class Discreet(Logger):  # type: ignore[misc]
    """Writes no address that opens somebody's request, whatever the format asks for.

    Of an exception neither: gunicorn logs by itself what breaks after a page has begun to leave.
    """

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.addFilter(WithoutQueries())
            handler.setFormatter(Line(self.error_fmt, self.datefmt))

    def atoms(self, *told: Any) -> dict[str, Any]:
        atoms = super().atoms(*told)
        return {
            name: without_secrets(value) if isinstance(value, str) else value
            for name, value in atoms.items()
        }


wsgi_app = "config.wsgi"
logger_class = Discreet
# Without %(h)s: an access log that names nobody needs no time limit of its own.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)s ms'  # %(U)s: without its query
threads = 4  # a long export occupies a thread, and its worker is not taken for dead
