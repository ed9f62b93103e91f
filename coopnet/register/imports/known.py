"""What the list knows of the URNs of an extract, fetched so that 50,000 of them take little memory."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coopnet.register.models import Establishment

DATES = ("first_seen", "first_listed", "vanished_on", "told_on")


@dataclass(frozen=True, slots=True)
class Known:
    """What the list knows of a URN before this file."""

    id: int
    digest: bytes
    first_seen: date | None
    first_listed: date | None
    vanished_on: date | None

    def seen_before(self, day: date) -> bool:
        """In an extract, or earlier in a file of another kind. The shipped facts set neither date."""
        listed = self.first_listed is not None and self.first_listed <= day
        return listed or (self.first_seen is not None and self.first_seen < day)


def known_establishments() -> dict[int, Known]:
    """Every URN of the list with what decides whether a row must be read."""
    values = Establishment.objects.order_by("urn").values_list("urn", "id", "digest", *DATES[:3])
    return {urn: Known(id_, bytes(digest), *days) for urn, id_, digest, *days in values.iterator(5000)}


def held_values(urns: list[int], fields: list[str]) -> dict[int, dict[str, Any]]:
    """What the list holds of some URNs, in the form in which rows are read: dates as texts."""
    found: dict[int, dict[str, Any]] = {}
    rows = Establishment.objects.filter(urn__in=urns).order_by("urn")
    for values in rows.values("urn", "rest", "authority__code", *fields):
        values["authority"] = values.pop("authority__code") or ""
        for field in ("open_date", "close_date"):
            if values.get(field) is not None:
                values[field] = values[field].isoformat()
        found[values["urn"]] = values
    return found
