"""Putting a price scheme in force."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.membership.models import MembershipClass
from coopnet.subscriptions.models import PriceScheme
from coopnet.subscriptions.prices import Unreadable, read


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why, for people."""


class AlreadySent(NotPossible):
    """The member has its invoice of the year: somebody else has just sent it."""


@transaction.atomic
def put_in_force(
    *, title: str, data: dict[str, Any], starts: date, basis: Basis, by: Actor, at: datetime
) -> PriceScheme:
    """From ``starts`` this scheme holds, and the one before it no more. Invoices already made keep their price.

    Raises NotPossible for what is no scheme, a kind of membership that does not exist, a decision that is not named, or
    a day on which a later scheme holds already.
    """
    try:
        scheme = read(data)
    except Unreadable as error:
        raise NotPossible(str(error)) from error
    unknown = set(scheme.bands) - set(MembershipClass.objects.values_list("slug", flat=True))
    if unknown:
        raise NotPossible(f"“{min(unknown)}” is no kind of membership.")
    if not basis.words:
        raise NotPossible("Say by which decision the price changes.")
    last = PriceScheme.objects.select_for_update().order_by("-number").first()
    running = PriceScheme.objects.order_by("-starts").first()
    if running is not None and running.starts >= starts:
        raise NotPossible(f"“{running.title}” holds from {running.starts.isoformat()}. Choose a later day.")
    if running is not None and (running.ends is None or running.ends > starts):
        running.ends = starts
        running.save(update_fields=["ends"])
    try:
        with transaction.atomic():
            made = PriceScheme.objects.create(
                number=last.number + 1 if last else 1, title=title, data=data, starts=starts, basis_kind=basis.kind,
                basis_key=basis.key, basis_words=basis.words, basis_day=basis.day, made_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise NotPossible("Somebody else has just set a price. Look again.") from error
    record(
        "prices.set",
        subject=f"price-scheme:{made.number}",
        words=f"Put the prices “{title}” in force from {starts.isoformat()}.",
        by=by,
        at=at,
        details={"basis": basis.words},
    )
    return made
