"""Which database the tests run on, and the settings they run with.

`pytest --database sqlite` (or DATABASE=sqlite in the environment) is the default. With
`--database postgresql` a server is started in a temporary place and removed at the end.
"""

import os
import secrets
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from tests.postgresql import running_server

ADDRESSES = {"sqlite": "sqlite:///var/unused.sqlite3", "postgresql": "postgresql:///seloste"}


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    parser.addoption(
        "--database",
        choices=sorted(ADDRESSES),
        default=os.environ.get("DATABASE", "sqlite"),
        help="the database the tests run on",
    )
    config = pluginmanager.get_plugin("pytestconfig")
    use_test_settings(parser.parse_known_args(config.invocation_params.args).database)


def use_test_settings(database: str) -> None:
    """Set before any conftest.py of a folder below is read, so that those may import models."""
    if database not in ADDRESSES:
        raise pytest.UsageError(f"DATABASE must be one of {', '.join(sorted(ADDRESSES))}.")
    for name in list(os.environ):
        if name.removesuffix("_FILE") in {"DEBUG", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL"}:
            del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's loop runs in the tests' own thread
        "ENV_FILE": "",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "IDENTITY_CODE_KEYS": secrets.token_urlsafe(64),
        "LOOKUP_KEY": secrets.token_urlsafe(64),
        "DATABASE_URL": ADDRESSES[database],
        "HTTPS": "off",
        "STATIC_COLLECTED": "off",
    }

    import django  # noqa: PLC0415  # reads the settings that were just set

    django.setup()


def pytest_configure() -> None:
    # A stop from outside ends the run as Ctrl-C does, so that servers and browsers go too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only PostgreSQL has is tested on its lane, and counted as deselected on the other."""
    if config.getoption("database") == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('database')}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A database of this run's own, gone after it."""
    from django.db import connections  # noqa: PLC0415  # needs the settings

    settings: dict[str, Any] = connections["default"].settings_dict
    if request.config.getoption("database") == "sqlite":
        # A file, as in production: in memory all threads would share one connection.
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("sqlite") / "test.sqlite3")
        yield
        return
    with running_server() as socket_folder:
        settings |= {"HOST": str(socket_folder), "USER": "postgres", "NAME": "postgres"}
        settings["TEST"]["NAME"] = "test_seloste"
        yield
        for connection in connections.all():
            connection.close()


@pytest.fixture(scope="session", autouse=True)
def _emptying_thaws_published_versions() -> Iterator[None]:
    """Tests with several connections empty the tables afterwards; published versions refuse it."""
    from django.db import connection  # noqa: PLC0415  # needs the settings

    from privacy_notices import freezing  # noqa: PLC0415

    operations: Any = type(connection.ops)
    empty = operations.execute_sql_flush

    def thawed(self: Any, sql_list: list[str]) -> None:
        freezing.thaw(self.connection)
        empty(self, sql_list)
        freezing.freeze(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", thawed)
        yield
