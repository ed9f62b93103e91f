"""Logs: one line an event, whatever a stranger writes, and nothing in them that opens a door."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
import structlog

from coopnet.config import logs

FORGED = [
    'name\n2026-11-25T12:00:00Z [error] event="the treasurer signed in"',
    "name\r\nevent=forged",
    "name\u2028event=forged",
    "name\u2029event=forged",
    "name\x85event=forged",
    "name\x0bevent=forged",
    "name\x1b[2K\x1b[1Aevent=forged",
    "name\x00event=forged",
]


@pytest.fixture(params=["plain", "json"])
def lines(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    """What was logged so far, in either form."""
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    logs.configure({"format": request.param})
    seen: list[str] = []

    class Catch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(self.format(record))

    catch = Catch()
    catch.setFormatter(root.handlers[-1].formatter)
    root.handlers[:] = [catch]
    yield seen
    root.handlers[:], level = before
    root.setLevel(level)
    logs.configure({"format": "plain"})


@pytest.mark.parametrize("forged", FORGED)
def test_no_line_is_forged(forged: str, lines: list[str]) -> None:
    structlog.get_logger("coopnet.test").warning("seen", name=forged, **{"deep": {"in": [forged]}})
    structlog.get_logger("coopnet.test").warning(forged)
    logging.getLogger("coopnet.test").warning("seen %s", forged)
    logging.getLogger("django.template").warning("Not Found: %s", f"/{forged}")
    assert len(lines) == 4
    for line in lines:
        assert len(line.splitlines()) == 1
        assert all(sign.isprintable() for sign in line)


def test_an_exception_is_one_line_too(lines: list[str]) -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        structlog.get_logger("coopnet.test").exception("broke")
        logging.getLogger("django.template").exception("Internal Server Error: /")
    assert len(lines) == 2
    for line in lines:
        assert len(line.splitlines()) == 1
        assert "ValueError" in line


@pytest.mark.parametrize(
    "name", ["code", "login_code", "token", "csrfmiddlewaretoken", "SECRET_KEY", "password", "sessionid", "Cookie"]
)
def test_what_opens_a_door_is_blanked(name: str, lines: list[str]) -> None:
    structlog.get_logger("coopnet.test").warning("asked", **{name: "tr0ub4dor", "deep": {name: ["tr0ub4dor"]}})
    logging.getLogger("django.template").warning("Not Found: %s", f"/sign-in/?{name.lower()}=tr0ub4dor&next=/to-do/")
    assert len(lines) == 2
    assert "tr0ub4dor" not in "".join(lines)
    assert "/to-do/" in lines[1]


def test_the_password_of_an_address_is_blanked(lines: list[str]) -> None:
    structlog.get_logger("coopnet.test").warning("cannot reach postgres://name:tr0ub4dor@db.example.org/coopnet")
    assert "tr0ub4dor" not in lines[0]
    assert "db.example.org" in lines[0]


def test_for_a_collector_each_line_is_json() -> None:
    program = (
        "from coopnet.config import logs; import structlog; logs.configure({'format': 'json'});"
        "structlog.get_logger('coopnet.x').info('done', count=3, name='a\\nb')"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    found = json.loads(ran.stderr)
    assert (found["event"], found["count"], found["level"]) == ("done", 3, "info")
