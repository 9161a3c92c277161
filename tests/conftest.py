"""Which database the tests run on, and the settings they run with.

`pytest --database sqlite` (or DATABASE=sqlite in the environment) is the default. With
`--database postgresql` a server is started in a temporary place and removed at the end.
"""

import gc
import hashlib
import os
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest

from tests.collector import Collector
from tests.mail_server import LOCAL, MailServer
from tests.postgresql import running_server

# A machine that does much else is slow, and that is no fault of what is tested.
hypothesis.settings.register_profile(
    "seloste", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("seloste")

ROOT = Path(__file__).resolve().parent.parent
IMPORT = re.compile(
    r"^from ((?:register|retention|subjects|privacy_notices)[\w.]*) import (\w+)", re.MULTILINE
)
PRIVATE = tempfile.TemporaryDirectory(prefix="seloste-private-")  # gone with the run
SELDOM = 100  # how often garbage is looked for among the young before all is gone through
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
        "IDENTITY_CODE_TEMPORARY": "on",  # tests use codes that no real person bears
        "LOOKUP_KEY": secrets.token_urlsafe(64),
        "DATABASE_URL": ADDRESSES[database],
        "HTTPS": "off",
        "STATIC_COLLECTED": "off",
        "PRIVATE_FILES": PRIVATE.name,
    }

    django.setup()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Collector(), "collector of personal data")
    # A stop from outside ends the run as Ctrl-C does, so that servers and browsers go too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only one database has is tested on its lane, and counted as deselected on the other."""
    other = {"postgresql": "sqlite", "sqlite": "postgresql"}[config.getoption("database")]
    left_out = [item for item in items if item.get_closest_marker(other)]
    if any(item.get_closest_marker("volume") for item in items) and not may_mount():
        left_out += [item for item in items if item.get_closest_marker("volume")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def may_mount() -> bool:
    """Whether a volume can be mounted here: mostly only root may, and not in every container."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if os.geteuid() != 0 or not mount or not umount:
        return False
    with tempfile.TemporaryDirectory(prefix="seloste-mount-") as folder:
        mounted = subprocess.run([mount, "-t", "tmpfs", "tmpfs", folder], capture_output=True)
        if mounted.returncode == 0:
            subprocess.run([umount, folder], check=True)
    return mounted.returncode == 0


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
        file = tmp_path_factory.mktemp("sqlite") / "test.sqlite3"
        settings["TEST"]["NAME"] = str(file)
        if migrated().exists():
            shutil.copy(migrated(), file)
        yield
        return
    with running_server() as socket_folder:
        settings |= {"HOST": str(socket_folder), "USER": "postgres", "NAME": "postgres"}
        settings["TEST"]["NAME"] = "test_seloste"
        yield
        for connection in connections.all():
            connection.close()


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """An SQLite database comes migrated where these very migrations have run here before."""
    return bool(request.config.getoption("database") == "sqlite" and migrated().exists())


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> None:
    """Keep the migrated database, still without rows of any test, for the next run."""
    from django.db import connection  # noqa: PLC0415  # needs the settings

    if request.config.getoption("database") != "sqlite" or migrated().exists():
        return
    migrated().parent.mkdir(parents=True, exist_ok=True)
    with django_db_blocker.unblock(), tempfile.TemporaryDirectory(dir=migrated().parent) as folder:
        copy = Path(folder) / "copy.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
        copy.replace(migrated())  # whole or not at all, whoever else does the same


@cache
def migrated() -> Path:
    """Where the database lies that has run exactly these migrations."""
    digest = hashlib.sha256(f"{django.__version__} {sqlite3.sqlite_version}".encode())
    for file in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(file.read_bytes())
        for module, name in IMPORT.findall(file.read_text(encoding="utf-8")):
            folder = ROOT / module.replace(".", "/")
            for called in (folder.with_suffix(".py"), folder / f"{name}.py"):
                if called.exists():  # such as the triggers, which a migration only calls
                    digest.update(called.read_bytes())
    return ROOT / "var" / "tests" / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture
def server(tmp_path: Path, settings: Any) -> Iterator[MailServer]:
    """A mail server which our mail goes to, once it has been started."""
    server = MailServer(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = LOCAL, server.port
    yield server
    server.stop()


@pytest.fixture
def post(server: MailServer) -> MailServer:
    """The same, running."""
    server.start()
    return server


@pytest.fixture(scope="session", autouse=True)
def _all_is_seldom_gone_through_for_garbage() -> Iterator[None]:
    """Else Python spends one second of twenty on looking whether what was imported is needed.

    What is there by now stays to the end, and is left out. Tests that measure memory do it with
    Python's own frequency: see `memory.py`.
    """
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(usual[0], usual[1], SELDOM)
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _an_effect_is_waited_for() -> Iterator[None]:
    """However busy the machine is; what somebody sees who waited in vain has tests of its own."""
    from retention.admin import effects  # noqa: PLC0415  # needs the settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(effects, "PATIENCE", 600)
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptying_thaws_what_is_frozen() -> Iterator[None]:
    """Tests with several connections empty the tables afterwards.

    Published versions and the journal refuse it.
    """
    from django.db import connection  # noqa: PLC0415  # needs the settings

    from privacy_notices import freezing  # noqa: PLC0415
    from register import journal_freezing  # noqa: PLC0415

    operations: Any = type(connection.ops)
    empty = operations.execute_sql_flush

    def thawed(self: Any, sql_list: list[str]) -> None:
        for frozen in (freezing, journal_freezing):
            frozen.thaw(self.connection)
        empty(self, sql_list)
        for frozen in (freezing, journal_freezing):
            frozen.freeze(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", thawed)
        yield
