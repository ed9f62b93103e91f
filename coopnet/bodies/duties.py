"""What the terms of office bring to the To do list: vacancies, and terms that are about to end."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from coopnet.bodies import queries, rules
from coopnet.bodies.enums import Office
from coopnet.kit import registry
from coopnet.kit.access import Account
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.regions.queries import all_regions

SOON = timedelta(days=60)


def _names(holdings: list[queries.Holding]) -> str:
    return ", ".join(sorted({h.name for h in holdings}))


def of_terms(account: Account, at: datetime) -> Iterator[Duty]:
    """Own terms that end soon, for everybody; other people's, and empty places, for those who may begin roles."""
    on = london_day(at)
    held = queries.offices_held(account, on)
    if not held:
        return
    me = held[0].person
    for term in held:
        if term.ends is not None and term.ends <= on + SOON:
            yield _own_end(term, on, me)
    if queries.reach(account, "terms.change", on) is None:
        yield from _ends_of_others(on, me)
        yield from _empty_posts(on, me)


def _own_end(term: queries.Holding, on: date, me: int) -> Duty:
    return Duty(
        words=f"Hand over: {term.words}",
        address=f"/hand-over/{term.term}/" if term.office else "/roles/mine/",
        due=term.until,
        why=f"Your time in this role ends on {rules.long_day(term.until or on)}.",
        if_left="Your access to it ends by itself the day after. What is not passed on waits for the next holder.",
        others=_names(queries.others_who_may("terms.change", None, on, but=me)),
    )


def _ends_of_others(on: date, me: int) -> Iterator[Duty]:
    others = _names(queries.others_who_may("terms.change", None, on, but=me))
    for term in queries.ending_between(on + timedelta(days=1), on + SOON + timedelta(days=1)):
        if term.person == me or queries.is_followed(term):
            continue
        yield Duty(
            words=f"Name the next {term.words}" if term.office else f"Fill the seat: {term.words}",
            address="/roles/",
            due=term.until,
            why=f"{term.name}’s time ends on {rules.long_day(term.until or on)}, and nobody is named after that.",
            if_left="The place stands empty from the next day, and its page says so.",
            others=others,
        )


def _empty_posts(on: date, me: int) -> Iterator[Duty]:
    others = _names(queries.others_who_may("terms.change", None, on, but=me))
    regions = [(region.key, region.name) for region in all_regions(on)]
    needed = [post for post in queries.posts(regions, on) if post.office is not Office.REGIONAL_EDITOR]
    empty = [
        post.words + (f" (since {rules.long_day(post.vacant_since)})" if post.vacant_since else "")
        for post in needed
        if not post.holders
    ]
    if empty:
        one = len(empty) == 1
        yield Duty(
            words="Find somebody for a role that nobody holds" if one else f"Find people for {len(empty)} empty roles",
            address="/roles/",
            due=None,
            why=f"Nobody is {'; '.join(empty)}.",
            if_left="The work of an empty role falls to those who may do it for the whole network.",
            others=others,
        )


def declare() -> None:
    """Make this source of the To do list known."""
    registry.add_duties(of_terms)
