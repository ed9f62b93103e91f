"""Where a person's own standing for a member comes from: the duties in force at the moment of asking.

An officer's standing comes from offices (``bodies``). Both answer the same acts about the same thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from coopnet.bodies.rules import long_day
from coopnet.kit.access import Account, Act, Answer, declare, register_source
from coopnet.kit.clock import london_day
from coopnet.membership import queries
from coopnet.membership.enums import Duty
from coopnet.membership.models import Member
from coopnet.people.queries import person_of

SEE = "members.see"
CHANGE = "members.change"
DECIDE = "members.decide"
LOAD = "members.load"
REGISTER = "members.register"
OWN = "our-school.see"
OWN_CHANGE = "our-school.change"
# Whoever speaks for a school from day to day, and whoever votes for it, sees to its people. Finance sees and pays.
CHANGES = frozenset({Duty.LEAD.value, Duty.VOTES.value})


@dataclass(frozen=True, slots=True)
class Place:
    """A member as something that belongs to regions."""

    regions: frozenset[str]

    def access_regions(self, at: datetime) -> frozenset[str]:
        """The regions of its schools."""
        return self.regions


def place(member: Member, at: datetime) -> Place:
    """Where a member belongs at that moment."""
    return Place(queries.regions_of(member, london_day(at)))


def from_duties(account: Account, act: str, on: object | None, at: datetime) -> Iterator[Answer]:
    """A yes for each duty that lets the account's person see or change the member asked about."""
    if act not in (OWN, OWN_CHANGE) or not isinstance(on, Member):
        return
    person = person_of(account)
    if person is None:
        return
    today = london_day(at)
    there = queries.belong_there(on, [person.pk], today)
    for mandate in queries.mandates(on, today):
        if mandate.person_id != person.pk:
            continue
        if person.pk not in there:
            yield Answer(False, f"You have no role at {on} any more.")
        elif act == OWN or mandate.duty in CHANGES:
            since = f"since {long_day(mandate.starts)}"
            yield Answer(True, f"You are the person who {mandate.duty_words}, {since}.", mandate.basis)


def declare_all() -> None:
    """Make the acts known and answer for them."""
    declare(Act(OWN, "see the page of a member school", "the person who speaks for the school"))
    declare(Act(OWN_CHANGE, "say who acts for a member school", "the person who speaks for the school"))
    register_source(from_duties)
