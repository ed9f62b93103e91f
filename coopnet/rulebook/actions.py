"""Adopting rules. What was adopted is never changed: a new edition takes the place of the clauses it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.rulebook import defaults, rules
from coopnet.rulebook.models import Clause, Edition
from coopnet.rulebook.values import Unreadable


class NotPossible(ValueError):
    """It cannot be adopted as things stand; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class Given:
    """A clause to adopt. ``value`` as it is stored; None ends the clause without another in its place."""

    scope: str
    key: str
    value: Any
    text: str = ""
    source: str = ""


@transaction.atomic
def adopt(
    *,
    title: str,
    clauses: Sequence[Given],
    starts: date,
    basis: Basis,
    registered_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Edition:
    """Adopt an edition: its clauses hold from ``starts``, and those in whose place they stand hold no more.

    Raises NotPossible where a value is not of its kind, where a clause is named twice, where one that begins on that
    day or later is there already, or where registration comes after the day it would take effect.
    """
    if not clauses:
        raise NotPossible("Name at least one clause.")
    if registered_on is not None and starts < registered_on:
        raise NotPossible("Rules take effect only when they are registered. Choose that day or a later one.")
    named = [(given.scope, given.key) for given in clauses]
    twice = {pair for pair in named if named.count(pair) > 1}
    if twice:
        raise NotPossible(f"“{rules.KEYS[min(twice)[1]].question}” is answered twice.")
    last = Edition.objects.select_for_update().order_by("-number").first()
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                number=last.number + 1 if last else 1,
                title=title,
                starts=starts,
                basis_kind=basis.kind,
                basis_key=basis.key,
                basis_words=basis.words,
                basis_day=basis.day,
                registered_on=registered_on,
                made_at=at,
            )
    except IntegrityError as error:
        raise NotPossible("Somebody else has just adopted rules. Look again.") from error
    for given in clauses:
        _put(edition, given)
    record(
        "rules.adopted",
        subject=f"edition:{edition.number}",
        words=f"Adopted rules, edition {edition.number}: {title}, from {starts.isoformat()}.",
        by=by,
        at=at,
        details={"clauses": [f"{given.scope}/{given.key}" for given in clauses], "basis": basis.words},
    )
    return edition


def _put(edition: Edition, given: Given) -> None:
    if given.value is not None:
        try:
            rules.check(given.scope, given.key, given.value)
        except Unreadable as error:
            raise NotPossible(str(error)) from error
    running = Clause.objects.select_for_update().filter(scope=given.scope, key=given.key).order_by("-starts").first()
    if running is not None and running.starts >= edition.starts:
        raise NotPossible(
            f"“{running.question}” has an answer from {running.starts.isoformat()} already. Choose a later day."
        )
    if running is not None and (running.ends is None or running.ends > edition.starts):
        running.ends = edition.starts
        running.save(update_fields=["ends"])
    elif given.value is None:
        raise NotPossible("There is nothing to end: no clause like that holds on that day.")
    if given.value is not None:
        Clause.objects.create(
            edition=edition,
            scope=given.scope,
            key=given.key,
            value=given.value,
            text=given.text,
            source=given.source,
            starts=edition.starts,
        )


@transaction.atomic
def adopt_defaults(*, since: date, basis: Basis, by: Actor, at: datetime) -> Edition | None:
    """Give a network that has no rules the ones a new network begins with. None where there are rules already."""
    if Edition.objects.exists():
        return None
    return adopt(
        title="The rules a new network begins with",
        clauses=[Given(*row) for row in defaults.CLAUSES],
        starts=since,
        basis=basis,
        by=by,
        at=at,
    )
