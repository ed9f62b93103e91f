"""Asks every promise of the live database and says what is broken, where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from coopnet.audit import checks as record
from coopnet.kit import registry
from coopnet.kit.registry import Breach, Invariant

_log = structlog.get_logger("coopnet.verify")


@dataclass(frozen=True, slots=True)
class Found:
    """One promise with what breaks it. ``fault``: the check itself could not be made, and why."""

    invariant: Invariant
    breaches: tuple[Breach, ...]
    fault: str = ""

    @property
    def holds(self) -> bool:
        return not self.breaches and not self.fault


def verify(*, at: datetime, heads: tuple[tuple[int, str], ...] = ()) -> list[Found]:
    """Ask them all. ``heads`` are check codes of the record of acts that somebody kept outside."""
    found = []
    for invariant in registry.invariants():
        try:
            found.append(Found(invariant, tuple(invariant.check(at))))
        except Exception as error:
            # A check that fails must not hide what the others find.
            _log.exception("a promise could not be checked", promise=invariant.name)
            found.append(Found(invariant, (), f"{type(error).__name__}: {error}"))
    if heads:
        outside = Invariant(
            "record.as-sent-out", "The record of acts is the one whose check codes were sent out.", "record",
            lambda moment: record.breaches(heads),
        )  # fmt: skip
        found.append(Found(outside, tuple(outside.check(at))))
    return found


def as_json(found: list[Found]) -> dict[str, Any]:
    """The one object of ``coopnet verify --json``."""
    return {
        "ok": all(one.holds for one in found),
        "checked": len(found),
        "broken": [
            {
                "name": one.invariant.name,
                "statement": one.invariant.statement,
                "subject": one.invariant.subject,
                "breaches": [{"where": breach.where, "what": breach.what} for breach in one.breaches],
                "fault": one.fault,
            }
            for one in found
            if not one.holds
        ],
    }
