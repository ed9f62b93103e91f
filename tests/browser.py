"""A browser, and the network that the story leaves behind, served on loopback by the real server in its own process.

Fixtures for the journeys and for the proofs that look at pages. A worker that is given some of them makes the network
once; with two workers two are made, which is quicker than one worker walking alone.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, StorageState, sync_playwright

from tests.databases import BASE, ENGINE, ROOT, copy_template, drop


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"The server ended at once:\n{log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address + "/help/", timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not answer within a minute:\n{log.read_text()[-2000:]}")


@contextmanager
def serving(folder: Path, env: dict[str, str]) -> Iterator[str]:
    """The real server in its own process, with this folder of data; its address."""
    port = _free_port()
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
                "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws",
                "coopnet.config.wsgi:application",
            ],
            cwd=ROOT, env=env | {"COOPNET_DATA_DIR": str(folder)}, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="session")
def told(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """The network that the story leaves behind: its folder of data and the environment in which it is served."""
    folder = tmp_path_factory.mktemp("demo")
    name = copy_template("demo")
    env = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SECRET_KEY"}}
    env |= {"COOPNET_DATA_DIR": str(folder), "COOPNET_MODE": "demo"}
    env["DATABASE_URL"] = f"sqlite:///{name}" if ENGINE == "sqlite" else f"{BASE}/{name}"
    ran = subprocess.run(
        [sys.executable, "-m", "coopnet", "story"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        pytest.fail(f"The story does not hold:\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}")
    yield folder, env
    drop(name)


@pytest.fixture(scope="session")
def demo(told: tuple[Path, dict[str, str]]) -> Iterator[str]:
    """The address of the demo network, as the story leaves it. Made once; tests must not depend on each other."""
    with serving(*told) as address:
        yield address


@pytest.fixture
def context(chromium: Browser, demo: str) -> Iterator[BrowserContext]:
    """A fresh profile on a phone."""
    context = chromium.new_context(base_url=demo, viewport={"width": 390, "height": 844}, locale="en-GB")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of the fresh profile."""
    return context.new_page()


CO_ORDINATOR = "Be Hazel Merrydew"


def be(context: BrowserContext, who: str) -> Page:
    """Become one of the demo's people, and stand on the first page of that person."""
    page = context.new_page()
    page.goto("/be/")
    page.get_by_role("button", name=who).click()
    page.wait_for_url("**/to-do/")
    return page


@pytest.fixture(scope="session")
def officers(chromium: Browser, demo: str) -> StorageState:
    """The session of the co-ordinator, kept for every test: cookies only."""
    context = chromium.new_context(base_url=demo, locale="en-GB")
    be(context, CO_ORDINATOR)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def officer_page(chromium: Browser, demo: str, officers: StorageState) -> Iterator[Page]:
    """A tab of the co-ordinator, signed in."""
    context = chromium.new_context(base_url=demo, storage_state=officers, locale="en-GB")
    yield context.new_page()
    context.close()


TREASURER = "Be Juniper Pennyworth"


@pytest.fixture(scope="session")
def treasurers(chromium: Browser, demo: str) -> StorageState:
    """The session of the treasurer, kept for every test: cookies only."""
    context = chromium.new_context(base_url=demo, locale="en-GB")
    be(context, TREASURER)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def treasurer_page(chromium: Browser, demo: str, treasurers: StorageState) -> Iterator[Page]:
    """A tab of the treasurer, signed in."""
    context = chromium.new_context(base_url=demo, storage_state=treasurers, locale="en-GB")
    yield context.new_page()
    context.close()
