"""Promise A9, watched in every test: a request that changes something of ours leaves an act in the record.

Whatever is sent through Django's test client other than by GET is watched at the database. What a request wrote and
took back does not count. A few tables are no acts of anybody; each is named below with its reason.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

RECORD = "audit_entry"
NOT_ACTS = {
    "kit_submission": "the note that a form was sent once, beside the act itself",
    "accounts_user": "the moment of the last sign-in, which Django notes; every other change has an action",
    "sign_in_signincode": "a code that was asked for, or a wrong try at one; signing in itself is told",
}
# At these addresses a letter with a code is asked for, and that alone is no act.
CODES = ("/sign-in/", "/account/confirm/")
_LETTERS = {"notices_letter", "notices_secret"}
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?([a-z0-9_]+)"?', re.IGNORECASE)
_SAVED = re.compile(r'^SAVEPOINT "?(\w+)', re.IGNORECASE)
_TAKEN_BACK = re.compile(r'^ROLLBACK TO SAVEPOINT "?(\w+)', re.IGNORECASE)
_READS = ("GET", "HEAD", "OPTIONS", "TRACE")


class NotTold(AssertionError):
    """A request changed something and left no act in the record."""


def ours() -> set[str]:
    """The tables of our own models."""
    return {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("coopnet.")}


@contextmanager
def watched(what: str) -> Iterator[None]:
    """Raises NotTold at the end, if a table of ours was written and nothing was recorded. ``what``: method, address."""
    written: list[str] = []
    marks: dict[str, int] = {}

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if found := _WRITES.match(sql):
            written.append(found.group(1))
        elif found := _SAVED.match(sql):
            marks[found.group(1)] = len(written)
        elif found := _TAKEN_BACK.match(sql):
            del written[marks.get(found.group(1), 0) :]
        return answer

    with connection.execute_wrapper(note):
        yield
    changed = set(written) & ours() - set(NOT_ACTS)
    if what.partition(" ")[2].startswith(CODES):
        changed -= _LETTERS
    if changed and RECORD not in changed:
        raise NotTold(f"{what} changed {', '.join(sorted(changed))} and left no act in the record.")


@pytest.fixture(autouse=True, scope="session")
def every_act_is_told() -> Iterator[None]:
    """Watch every request of every test."""
    plain = Client.request

    def request(self: Client, **asked: Any) -> Any:
        method = str(asked.get("REQUEST_METHOD", "GET")).upper()
        if method in _READS:
            return plain(self, **asked)
        with watched(f"{method} {asked.get('PATH_INFO')}"):
            return plain(self, **asked)

    Client.request = request  # type: ignore[method-assign]  # every test meets it, whichever client it makes
    yield
    Client.request = plain  # type: ignore[method-assign]  # as above
