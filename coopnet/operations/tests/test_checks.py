"""A check of the live database is asked while people work: what comes in between is no breach."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from coopnet.kit.actors import System
from coopnet.notices.actions import queue
from coopnet.operations import checks, tables

AT = datetime(2026, 10, 5, 11, tzinfo=UTC)


def letter(number: int) -> None:
    queue(kind="notice", key=f"k{number}", to="a@example.org", subject="S", text="T", by=System("test"), at=AT)


def between(ask: Callable[[], dict[str, int]], *, before: bool) -> Callable[[], dict[str, int]]:
    """The question about counters, with a letter that comes in just before or just after it."""

    def asked() -> dict[str, int]:
        if before:
            letter(2)
        found = ask()
        if not before:
            letter(3)
        return found

    return asked


@pytest.mark.parametrize("before", [True, False])
def test_a_row_that_comes_in_while_counters_are_asked_is_no_breach(
    network: object, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    letter(1)
    monkeypatch.setattr(tables, "counters", between(tables.counters, before=before))
    assert list(checks.numbers_are_given_once(AT)) == []
