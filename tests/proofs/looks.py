"""Every page by every rule of axe, at three widths, light and dark: the whole of what a push samples.

And every template in every state: normal, empty, with errors, refused, archived, and whatever else its branches can
say. The pages are those which the ordinary tests fetch; of these as many are looked at as show every branch shown.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests import seen
from tests.databases import ROOT
from tests.journeys.walk import EVERY_LOOK, OFFICER, PUBLIC, TREASURER, Look, listen, look_at

# Dark changes colours alone, and the style sheet breaks at one width.
STATE_LOOKS = (Look(390, "light"), Look(1280, "light"), Look(390, "dark"), Look(1280, "dark"))
HERE = "http://network.example"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page(chromium: Browser, demo: str, record_property: Any, address: str) -> None:
    context = chromium.new_context(base_url=demo, locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    listen(page, faults)
    page.goto(address)
    faults += look_at(page, EVERY_LOOK)
    context.close()
    assert not faults, faults
    if address == PUBLIC[-1]:
        record_property("size", f"{len(PUBLIC)} public pages x {len(EVERY_LOOK)} looks")


@pytest.mark.parametrize("address", OFFICER)
def test_an_officers_page(officer_page: Page, record_property: Any, address: str) -> None:
    faults: list[str] = []
    listen(officer_page, faults)
    officer_page.goto(address)
    faults += look_at(officer_page, EVERY_LOOK)
    assert not faults, faults
    if address == OFFICER[-1]:
        record_property("size", f"{len(OFFICER)} officers' pages x {len(EVERY_LOOK)} looks")


@pytest.mark.parametrize("address", TREASURER)
def test_a_page_of_the_treasurer(treasurer_page: Page, record_property: Any, address: str) -> None:
    faults: list[str] = []
    listen(treasurer_page, faults)
    treasurer_page.goto(address)
    faults += look_at(treasurer_page, EVERY_LOOK)
    assert not faults, faults
    if address == TREASURER[-1]:
        record_property("size", f"{len(TREASURER)} pages of the treasurer x {len(EVERY_LOOK)} looks")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that the ordinary tests fetch: from a run of them, or from the folder that COOPNET_KEPT_PAGES names."""
    if "COOPNET_KEPT_PAGES" in os.environ:
        return Path(os.environ["COOPNET_KEPT_PAGES"])
    folder = tmp_path_factory.mktemp("kept")
    ran = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "tests.seen", "coopnet", "tests/laws",
            "-m", "not browser",
        ],
        cwd=ROOT, env=os.environ | {"COOPNET_KEEP_PAGES": str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:]
    return folder


def _serve(route: Route, pages: dict[str, str]) -> None:
    """Answer with the page that is looked at, and with our own style sheets and scripts; nothing else is there."""
    path = urlsplit(route.request.url).path
    file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if route.request.resource_type == "document" and path in pages:
        route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
    elif file:
        route.fulfill(path=str(file))
    else:
        route.fulfill(status=404, body="")


def test_every_template_in_every_state(chromium: Browser, kept: Path, record_property: Any) -> None:
    pages = list(seen.fewest(kept))
    context = chromium.new_context(base_url=HERE, locale="en-GB")
    now: dict[str, str] = {}
    context.route("**/*", lambda route: _serve(route, now))
    faults = []
    page = context.new_page()
    for number, one in enumerate(pages):
        now = {"/page/": one["html"]}
        page.goto(f"/page/?{number}")
        if found := look_at(page, STATE_LOOKS):
            faults.append((one["template"], one["path"], found))
    context.close()
    assert faults == [], "\n".join(map(str, faults))
    shown = set[str]().union(*(one["shown"] for one in pages))
    used = set[str]().union(*(one["used"] for one in pages))
    assert seen.whole_pages() - used == set()
    branches = seen.every_branch()
    record_property(
        "size",
        f"{len(pages)} states of {len(seen.whole_pages())} templates x {len(STATE_LOOKS)} looks, "
        f"{len(branches & shown)} of {len(branches)} branches",
    )
