"""A browser, and the network that the story leaves behind, served on loopback.

All browser tests run in one worker (the group ``browser``), since the network is made once for them.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.databases import copy_template, drop
from tests.journeys.serving import serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def playwright_here() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright_here: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or os.environ.get("COOPNET_CHROMIUM")
    if path is None:
        pytest.fail("There is no Chromium on this machine. `make browser` installs it.")
    browser = playwright_here.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the demo network, as the story leaves it. Made once; tests must not depend on each other."""
    from coopnet import story  # noqa: PLC0415 - apps must be ready first

    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker has no public type
        name = copy_template("demo")
        connection = connections["default"]
        connection.close()
        before = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = name
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "127.0.0.1"]
        try:
            story.replay(until=date.max, seed=1, echo=lambda _line: None)
            with serving() as address:
                yield address
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = before
            drop(name)


@pytest.fixture
def context(chromium: Browser, demo: str) -> Iterator[BrowserContext]:
    """A fresh profile on a phone."""
    context = chromium.new_context(base_url=demo, viewport={"width": 390, "height": 844}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of the fresh profile."""
    return context.new_page()
