"""What ``verify`` asks about prices."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.kit import registry
from coopnet.kit.registry import Breach
from coopnet.subscriptions.models import PriceScheme
from coopnet.subscriptions.prices import Unreadable, read


def readable(at: datetime) -> Iterator[Breach]:
    """Schemes that nothing can reckon with."""
    for row in PriceScheme.objects.order_by("pk"):
        try:
            read(row.data)
        except Unreadable as error:
            yield Breach(f"price scheme {row.number}", str(error))


def declare() -> None:
    """Make the checks known."""
    registry.add_invariant(
        registry.Invariant(
            "subscriptions.prices-can-be-read", "Every price scheme can be reckoned with.", "prices", readable
        )
    )
