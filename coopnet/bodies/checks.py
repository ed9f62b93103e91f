"""What ``verify`` asks about terms of office in the live database."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth import get_user_model

from coopnet.bodies import rules
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Term
from coopnet.kit import registry
from coopnet.kit.registry import Breach


def _post(term: Term) -> tuple[object, ...]:
    if term.seat_id is not None:
        return ("seat", term.seat_id)
    post: tuple[object, ...] = ("office", term.office, term.region_id or "")
    known = {office.value for office in Office}
    if term.office in known and rules.OFFICES[Office(term.office)].shared:
        post += (term.person_id,)
    return post


def held_twice(at: datetime) -> Iterator[Breach]:
    """A seat, or an office that is held alone, with two holders on one day."""
    by_post: dict[tuple[object, ...], list[Term]] = {}
    for term in Term.objects.order_by("starts", "pk"):
        for other in by_post.setdefault(_post(term), []):
            if rules.overlap(term.starts, term.ends, other.starts, other.ends):
                yield Breach(f"term {term.pk}", f"It shares days with term {other.pk} of the same seat or office.")
        by_post[_post(term)].append(term)


def without_ground(at: datetime) -> Iterator[Breach]:
    """A term that does not say by which act it was given."""
    for term in Term.objects.order_by("pk"):
        if not term.basis_kind or not term.basis_words:
            yield Breach(f"term {term.pk}", "It names no act.")
        if term.ends is not None and term.ends < term.starts:
            yield Breach(f"term {term.pk}", "It ends before it starts.")


def rights_by_hand(at: datetime) -> Iterator[Breach]:
    """An account with rights from anything but a term: a group, a permission of its own, every right."""
    users = get_user_model().objects.order_by("pk")
    for account in users.filter(is_superuser=True):
        yield Breach(f"account {account.pk}", "It has every right.")
    for account in users.filter(groups__isnull=False).distinct():
        yield Breach(f"account {account.pk}", "It stands in a group of the page editor.")
    for account in users.filter(user_permissions__isnull=False).distinct():
        yield Breach(f"account {account.pk}", "It has a permission of its own.")


def declare() -> None:
    """Make the checks known."""
    registry.add_invariant(
        registry.Invariant(
            "bodies.held-once",
            "A seat, and an office that is held alone, has one holder at a time.",
            "bodies",
            held_twice,
        )
    )
    registry.add_invariant(
        registry.Invariant(
            "bodies.terms-rest-on-acts", "Every term names the act that gave it.", "bodies", without_ground
        )
    )
    registry.add_invariant(
        registry.Invariant(
            "bodies.rights-come-from-terms",
            "No account has a right but from a term of office.",
            "accounts",
            rights_by_hand,
        )
    )
