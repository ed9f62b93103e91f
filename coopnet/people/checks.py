"""What ``verify`` asks about people in the live database."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.kit import registry
from coopnet.kit.periods import Period
from coopnet.kit.registry import Breach
from coopnet.people.models import Affiliation, Person
from coopnet.people.rules import fold


def overlapping(at: datetime) -> Iterator[Breach]:
    """Two affiliations of one person, place and role that share a day."""
    before: Affiliation | None = None
    for row in Affiliation.objects.order_by("person_id", "organisation_id", "role", "starts", "pk").iterator():
        if (
            before is not None
            and (before.person_id, before.organisation_id, before.role)
            == (row.person_id, row.organisation_id, row.role)
            and Period(before.starts, before.ends).overlaps(Period(row.starts, row.ends))
        ):
            yield Breach(f"affiliation {row.pk}", f"It shares days with affiliation {before.pk}.")
        before = row


def wrongly_folded(at: datetime) -> Iterator[Breach]:
    """People who cannot be found by their name."""
    for pk, name, folded in Person.objects.order_by("pk").values_list("pk", "name", "folded").iterator():
        if fold(name) != folded:
            yield Breach(f"person {pk}", "The searched name differs from the written one.")


def declare() -> None:
    """Make the checks known."""
    registry.add_invariant(
        registry.Invariant(
            "people.roles-do-not-overlap",
            "Nobody holds the same role in the same organisation twice on one day.",
            "people",
            overlapping,
        )
    )
    registry.add_invariant(
        registry.Invariant(
            "people.names-are-searched-as-written",
            "The name that is searched is the name that is written.",
            "people",
            wrongly_folded,
        )
    )
