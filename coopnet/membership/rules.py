"""Who may join, how membership moves, and who may act and vote. Pure: facts in, judgement and reason out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coopnet.membership.enums import Asked, Duty, State, Verdict

# Moves of a period of membership. A period that ended stays ended: who comes back begins a new one.
MOVES: Mapping[State, frozenset[State]] = {
    State.AWAITING: frozenset({State.CURRENT, State.LAPSED, State.RESIGNED, State.CEASED}),
    State.CURRENT: frozenset({State.DUE, State.SUSPENDED, State.RESIGNED, State.CEASED, State.EXPELLED}),
    State.DUE: frozenset({State.CURRENT, State.GRACE, State.SUSPENDED, State.RESIGNED, State.CEASED, State.EXPELLED}),
    State.GRACE: frozenset(
        {State.CURRENT, State.LAPSED, State.SUSPENDED, State.RESIGNED, State.CEASED, State.EXPELLED}
    ),
    State.SUSPENDED: frozenset({State.CURRENT, State.RESIGNED, State.CEASED, State.EXPELLED}),
    State.LAPSED: frozenset(),
    State.RESIGNED: frozenset(),
    State.CEASED: frozenset(),
    State.EXPELLED: frozenset(),
}
ENDED = frozenset({State.LAPSED, State.RESIGNED, State.CEASED, State.EXPELLED})
# Counted as a member in public: who only waits to pay is none yet; who is paused still is one.
COUNTED = frozenset({State.CURRENT, State.DUE, State.GRACE, State.SUSPENDED})
# With a vote and all that members get. Late payment takes nothing away until membership ends by the rule.
WITH_RIGHTS = frozenset({State.CURRENT, State.DUE, State.GRACE})
# These take a right away from somebody who did not ask for it: a body decides, and the record says which decision.
BY_DECISION = frozenset({State.SUSPENDED, State.EXPELLED})
COME_BACK = frozenset({State.LAPSED, State.RESIGNED})
# After these endings somebody may ask again on an agreed day. Where a body put it out, that body alone may.
ASK_AGAIN = frozenset({State.LAPSED, State.RESIGNED, State.CEASED})
AT_MOST_YEARS = 10

ASKED_MOVES: Mapping[Asked, frozenset[Asked]] = {
    Asked.APPLIED: frozenset({Asked.MORE_INFO, Asked.APPROVED, Asked.REFUSED, Asked.WITHDRAWN}),
    Asked.MORE_INFO: frozenset({Asked.APPLIED, Asked.APPROVED, Asked.REFUSED, Asked.WITHDRAWN}),
    Asked.APPROVED: frozenset(),
    Asked.REFUSED: frozenset({Asked.APPEALED}),
    Asked.WITHDRAWN: frozenset(),
    Asked.APPEALED: frozenset({Asked.APPROVED, Asked.REFUSED_FOR_GOOD}),
    Asked.REFUSED_FOR_GOOD: frozenset(),
}
OPEN = frozenset({Asked.APPLIED, Asked.MORE_INFO, Asked.APPEALED})
ASKED_AGAIN = frozenset({Asked.REFUSED, Asked.REFUSED_FOR_GOOD, Asked.WITHDRAWN})


def may_move(old: State, new: State) -> bool:
    """Whether a period may go from one state to the other."""
    return new in MOVES[old]


@dataclass(frozen=True, slots=True)
class Listed:
    """What the school list tells of whoever asks to join. ``trust``: the co-operative trust that makes it so."""

    is_open: bool
    in_coop_foundation_trust: bool
    in_coop_academy_trust: bool
    is_coop_trust: bool
    coop_otherwise: bool
    trust: str
    evidence: str
    covered_by: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether it may join as a full member, and why, in a sentence."""

    verdict: Verdict
    reason: str

    @property
    def straight(self) -> bool:
        """Whether the board needs no exception to say yes."""
        return self.verdict is Verdict.ELIGIBLE


def eligibility(listed: Listed) -> Eligibility:
    """S25: a school that is part of a co-operative foundation trust or academy trust, or that trust itself.

    Anything else is for a body to decide as an exception, with a reason; inspection results play no part.
    """
    if listed.covered_by:
        return Eligibility(Verdict.ALREADY, f"It belongs already, through {listed.covered_by}.")
    if not listed.is_open:
        return Eligibility(Verdict.CLOSED, "The school list says that it is closed. Ask for the school that followed.")
    if listed.is_coop_trust:
        return Eligibility(Verdict.ELIGIBLE, f"It is on our list of co-operative trusts ({listed.evidence}).")
    if listed.in_coop_foundation_trust or listed.in_coop_academy_trust:
        kind = "foundation" if listed.in_coop_foundation_trust else "academy"
        return Eligibility(
            Verdict.ELIGIBLE,
            f"Its trust, {listed.trust}, is on our list of co-operative {kind} trusts ({listed.evidence}).",
        )
    if listed.coop_otherwise:
        return Eligibility(
            Verdict.EXCEPTION, "It is co-operative in another form than a trust of schools. The board decides."
        )
    return Eligibility(
        Verdict.EXCEPTION,
        "We do not know it as a school of a co-operative trust. The board decides, and may offer another kind of "
        "membership.",
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A duty that somebody has for a member, and whether the person still belongs there on the day asked about."""

    duty: Duty
    starts: date
    ends: date | None
    belongs: bool

    def holds(self, on: date) -> bool:
        """In force on that day, by somebody who belongs there."""
        return self.belongs and self.starts <= on and (self.ends is None or on < self.ends)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Yes or no with the reason."""

    allowed: bool
    reason: str


def may_vote(*, state: State | None, class_votes: bool, own: list[Held], voter_in_force: bool, on: date) -> Ruling:
    """Whether a person may cast the vote of a member on a day (invariants 2 and 3).

    ``state``: of the member's period on that day, None without one. ``own``: the person's duties for this member.
    ``voter_in_force``: whether anybody's duty to vote for it holds that day; a substitute replaces, never adds.
    """
    if state is None or state in ENDED:
        return Ruling(False, "It is no member on that day.")
    if state is State.AWAITING:
        return Ruling(False, "Its membership begins with its first payment.")
    if state not in WITH_RIGHTS:
        return Ruling(False, "Its membership is paused.")
    if not class_votes:
        return Ruling(False, "This kind of membership has no vote.")
    duties = {held.duty for held in own if held.holds(on)}
    if Duty.VOTES in duties:
        return Ruling(True, "Named to vote for it, and confirmed.")
    if Duty.SUBSTITUTE in duties:
        if voter_in_force:
            return Ruling(False, "A substitute votes only when there is no voter.")
        return Ruling(True, "Substitute, and there is no voter on that day.")
    return Ruling(False, "Nobody has named this person to vote for it on that day.")


def day_to_ask_again(*, old: date | None, new: date, today: date, says_why: bool) -> Ruling:
    """Whether ``new`` may be the day from which one that left or was refused is asked again.

    A promise not to ask before ``old`` is not shortened in silence: ``says_why``, that a reason of its own is given.
    """
    if new <= today:
        return Ruling(False, "Choose a day that is still to come.")
    if new.year > today.year + AT_MOST_YEARS:
        return Ruling(False, "Choose a day within ten years.")
    if old is not None and today < old and new < old and not says_why:
        return Ruling(False, "That is earlier than the day that was set. Say why.")
    return Ruling(True, "")
