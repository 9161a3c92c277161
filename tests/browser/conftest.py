"""A real browser, and axe in it. These tests run on the SQLite lane only (see the Makefile)."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.mail_server import MailServer

GRAVE, MILD = frozenset({"critical", "serious"}), frozenset({"moderate", "minor"})
# Each language on both screens and in both schemes; all twelve ways would tell little more.
WAYS = [
    ("fi", "phone", "light"),
    ("fi", "desk", "dark"),
    ("sv", "phone", "dark"),
    ("sv", "desk", "light"),
    ("en", "phone", "light"),
    ("en", "desk", "dark"),
]
PATIENCE = 60_000  # milliseconds; only a broken page takes so long, however busy the machine is
HERE = Path(__file__).parent
QUIET = [
    "--no-sandbox",  # the tests may run as root, and visit only their own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; Playwright's own would be a download. CHROMIUM names another."""
    names = [os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome"]
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, "Chromium is missing: install Debian's package chromium; make test does."
    return {**browser_type_launch_args, "executable_path": found, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "fi-FI", "timezone_id": "Europe/Helsinki"}


def speak(page: Page, language: str, home: str) -> None:
    """The admin's language from now on."""
    page.context.add_cookies([{"name": "django_language", "value": language, "url": home}])


@pytest.fixture
def journey(
    browser: Browser,
    live_server: Any,
    post: MailServer,
    settings: Any,
    axe_violations: Callable[..., list[str]],
) -> Iterator[Any]:
    """The way of a request from its form to its answer: see `journeys.py`."""
    from tests.browser.journeys import Journey  # noqa: PLC0415  # which reads `speak` from here

    settings.SITE_URL = live_server.url
    way = Journey(browser, live_server.url, post, axe_violations)
    yield way
    way.end()


@pytest.fixture
def office(transactional_db: None) -> Any:
    """Those who answer requests at Satumaan Leipä Oy, and its customer."""
    from register.models import Controller  # noqa: PLC0415  # needs the settings
    from tests import factories as make  # noqa: PLC0415
    from tests.subjects.requests import Office  # noqa: PLC0415

    office = Office()
    Controller.objects.filter(pk=office.kept_by.controller_id).update(
        name="Satumaan Leipä Oy", business_id="1234567-1"
    )
    make.an_address(controller=office.kept_by.controller)
    return office


@pytest.fixture(scope="session")
def axe_violations() -> Callable[..., list[str]]:
    """What axe finds wrong on a page, a line each: the rule, how grave, and where.

    Public pages must have none; the admin's theme has moderate ones, so ask there for GRAVE.
    Count a page's CSP errors before: axe adds styles of its own.
    """
    axe = Axe()

    def violations(page: Page, *, impacts: frozenset[str] = GRAVE | MILD) -> list[str]:
        found = axe.run(page).response["violations"]
        return [
            f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}"
            for rule in found
            if rule["impact"] in impacts
            for node in rule["nodes"]
        ]

    return violations
