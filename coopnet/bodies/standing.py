"""Where standing comes from: the terms of office in force at the moment of asking.

Nothing is kept between two questions, so a term that ended lets nothing through, on any session. Only a page that asks
many questions at one moment reads the terms once for all of them.
"""

from collections.abc import Iterator
from datetime import datetime

from coopnet.bodies import queries, rules
from coopnet.kit.access import Account, Act, Answer, Placed, declare, may, register_source, shared
from coopnet.kit.clock import london_day
from coopnet.sign_in import second_step


def from_terms(account: Account, act: str, on: object | None, at: datetime) -> Iterator[Answer]:
    """One answer for each office that has to do with the act. A thing without a region is the whole network's."""
    if act not in rules.ACTS:
        return
    regions: frozenset[str] | None = None
    if on is not None:
        regions = on.access_regions(at) if isinstance(on, Placed) else frozenset()
    terms = shared(("bodies.terms", account.pk), lambda: queries.office_terms_of(account))
    for ground in rules.grounds([queries.facts(t) for t in terms], act, regions=regions, on=london_day(at)):
        yield Answer(ground.allowed, ground.reason, terms[ground.term].basis if ground.allowed else None)


def holds_a_role(account: Account, at: datetime) -> bool:
    """Whether the account holds any office then: such a person signs in with a second step."""
    return bool(may(account, "to-do.see", at=at))


def declare_all() -> None:
    """Make the acts of ``rules.ACTS`` known and answer for them."""
    for name, (words, ask) in rules.ACTS.items():
        declare(Act(name, words, ask))
    register_source(from_terms)
    second_step.demand(holds_a_role)
