"""Fixtures of every test. Which database they stand on is settled in ``tests/databases.py``."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from django.db import connections
from django.http import HttpRequest

from tests.databases import BASE, ENGINE, ROOT, copy_template, drop

pytest_plugins = ["tests.acts_told", "tests.browser"]

# The same examples on every run, so that a push is judged by what it changes. `make prove` draws new ones.
if os.environ.get("COOPNET_NEW_EXAMPLES") != "1":
    hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
    hypothesis.settings.load_profile("steady")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """In place of pytest-django's: a copy of the template for this worker."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker has no public type
        name = copy_template("main")
        connection = connections["default"]
        connection.close()
        connection.settings_dict["NAME"] = name
        yield
        connection.close()
        drop(name)


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the test's own, for tests that commit, use several connections or start a server.

    Yields the URL for another process. Use it instead of ``db``, never beside it.
    """
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # as above
        name = copy_template("own")
        connection = connections["default"]
        connection.close()
        before = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = name
        try:
            yield f"sqlite:///{name}" if ENGINE == "sqlite" else f"{BASE}/{name}"
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = before
            drop(name)


@pytest.fixture
def network(db: None) -> object:
    """The network row that every page needs."""
    from coopnet.kit.models import Network  # noqa: PLC0415 - apps must be ready first

    return Network.objects.create(
        pk=1,
        name="Co-operative Schools Network",
        short_name="CSNET",
        society_name="Schools Co-operative Society",
        motto="Our power is our membership",
        contact_email="office@network.example.org",
        demo=False,
        made_at=datetime(2026, 9, 1, 8, tzinfo=UTC),
    )


@pytest.fixture(autouse=True, scope="session")
def force_login_takes_both_steps() -> Iterator[None]:
    """``client.force_login`` stands for a person who signed in by all steps. Real sign-ins pass our pages untouched."""
    from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - apps must be ready first

    from coopnet.accounts.models import User  # noqa: PLC0415 - as above
    from coopnet.sign_in.library import note_demo_step  # noqa: PLC0415 - as above

    def mark(sender: object, request: HttpRequest, user: User, **rest: object) -> None:
        if "REQUEST_METHOD" not in request.META:  # the test client’s own request; a page’s request has its method
            note_demo_step(request, user)

    user_logged_in.connect(mark)
    yield
    user_logged_in.disconnect(mark)


@pytest.fixture(autouse=True)
def no_finder_of_another_test() -> None:
    """The finder's file is made from the database on the first search; each test has a database of its own."""
    (Path(os.environ["COOPNET_DATA_DIR"]) / "finder.sqlite3").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data files. Without it these tests are left out, unless COOPNET_REQUIRE_SHARED is 1."""
    found = os.environ.get("COOPNET_SHARED")
    path = Path(found) if found else ROOT.parent / "shared"
    if not path.is_dir():
        if os.environ.get("COOPNET_REQUIRE_SHARED") == "1":
            pytest.fail(f"COOPNET_REQUIRE_SHARED is 1, but there is no folder {path}.")
        pytest.skip("needs the real data files: set COOPNET_SHARED")
    return path


def pytest_sessionfinish() -> None:
    shutil.rmtree(os.environ["COOPNET_DATA_DIR"], ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [
        report for report in terminalreporter.stats.get("skipped", []) if "needs the real data" in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.write_line(f"{len(left_out)} tests left out: they need the real data files (COOPNET_SHARED).")
