"""Which clause holds on a day, and what it says as a value of its kind."""

from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from coopnet.rulebook.defaults import CLAUSES
from coopnet.rulebook.enums import Kind
from coopnet.rulebook.models import Clause, Edition
from coopnet.rulebook.rules import KEYS
from coopnet.rulebook.values import Combine, Duration, Majority, Season, Seats, Value, read

T = TypeVar("T", bound=Value)


class NoRule(LookupError):
    """No clause answers the question on that day. The text says which, for people."""


def _holds(on: date) -> Q:
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gt=on))


def in_force(on: date) -> QuerySet[Clause]:
    """Every clause that holds on a day, by whose rules they are, in the order of the table of keys is the reader's."""
    return Clause.objects.filter(_holds(on)).select_related("edition").order_by("scope", "key", "pk")


def clause(scope: str, key: str, on: date) -> Clause:
    """The clause that holds. One body's own stands before the general one. Raises NoRule. One query, or two."""
    general = scope.partition(":")[0]
    rows = in_force(on).filter(scope__in={scope, general}, key=key)
    found = max(rows, key=lambda row: len(row.scope), default=None) or _first(general, key)
    if found is None:
        raise NoRule(f"No rule answers “{KEYS[key].question}” on {on.isoformat()}.")
    return found


def _first(scope: str, key: str) -> Clause | None:
    """Where nothing was ever adopted, what a new network begins with holds: an unkept clause."""
    if Edition.objects.exists():
        return None
    return next((Clause(scope=scope, key=key, value=row[2]) for row in CLAUSES if row[:2] == (scope, key)), None)


def _value(scope: str, key: str, on: date, kind: type[T]) -> T:
    found = read(KEYS[key].kind, clause(scope, key, on).value)
    if not isinstance(found, kind):
        raise TypeError(f"{key} is a {KEYS[key].kind.value}, asked for as {kind.__name__}.")
    return found


def integer(scope: str, key: str, on: date) -> int:
    """A whole number or a percentage. Raises NoRule."""
    return _value(scope, key, on, int)


def boolean(scope: str, key: str, on: date) -> bool:
    """Yes or no. Raises NoRule."""
    return _value(scope, key, on, bool)


def text(scope: str, key: str, on: date) -> str:
    """Words, or one of the choices. Raises NoRule."""
    return _value(scope, key, on, str)


def duration(scope: str, key: str, on: date) -> Duration:
    """A length of time. Raises NoRule."""
    return _value(scope, key, on, Duration)


def combine(scope: str, key: str, on: date) -> Combine:
    """A number and a share. Raises NoRule."""
    return _value(scope, key, on, Combine)


def majority(scope: str, key: str, on: date) -> Majority:
    """What carries a motion. Raises NoRule."""
    return _value(scope, key, on, Majority)


def season(scope: str, key: str, on: date) -> Season:
    """Days of every year. Raises NoRule."""
    return _value(scope, key, on, Season)


def integers(scope: str, key: str, on: date) -> tuple[int, ...]:
    """A list of whole numbers. Raises NoRule."""
    found = read(KEYS[key].kind, clause(scope, key, on).value)
    if not isinstance(found, tuple) or KEYS[key].kind is not Kind.INTEGERS:
        raise TypeError(f"{key} is no list of numbers.")
    return tuple(one for one in found if isinstance(one, int))


def seats(scope: str, key: str, on: date) -> tuple[Seats, ...]:
    """Seats of a body. Raises NoRule."""
    found = read(KEYS[key].kind, clause(scope, key, on).value)
    if not isinstance(found, tuple) or KEYS[key].kind is not Kind.SEATS:
        raise TypeError(f"{key} is no list of seats.")
    return tuple(one for one in found if isinstance(one, Seats))


def history(scope: str, key: str) -> list[Clause]:
    """Every clause that ever answered this question for that body alone, newest first."""
    return list(Clause.objects.filter(scope=scope, key=key).select_related("edition").order_by("-starts", "-pk"))


def editions() -> list[Edition]:
    """All editions, newest first."""
    return list(Edition.objects.order_by("-number"))
