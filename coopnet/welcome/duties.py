"""Things to do about new members: for the contact of each, and for whoever looks after them all."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.bodies.queries import reach
from coopnet.kit.access import Account
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.membership.standing import CHANGE
from coopnet.people.queries import person_of
from coopnet.welcome import queries
from coopnet.welcome.enums import Fact


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Whom to meet and whom to ring, as a contact; who has no contact or stands still, for the co-ordinator."""
    today = london_day(at)
    found = [one for one in queries.new(today) if one.runs]
    if not found:
        return
    person = person_of(account)
    for one in found:
        if person is None or one.contact is None or one.contact.person.pk != person.pk:
            continue
        address = f"/first-days/{one.member.number}/"
        meet = next((step for step in one.steps if step.step.fact == Fact.MET.value and not step.done), None)
        if meet is not None:
            yield Duty(
                f"Meet {one.member}, which is new: you are its named contact",
                address,
                meet.by,
                "Whoever joins gets a named person for the first ninety days.",
                "They are on their own, and the promise is broken.",
                urgent=meet.by < today,
            )
        elif one.still:
            yield Duty(
                f"{one.member} stands still in its first ninety days: give it a ring",
                address,
                None,
                "A step is open two weeks after its day.",
                "It joined, and takes no part.",
            )
    if reach(account, CHANGE, today) is not None:
        return
    alone = [one for one in found if one.contact is None]
    others = [one for one in found if one.still and one.contact and (person is None or one.contact.person != person)]
    if alone:
        yield Duty(
            f"{len(alone)} new member{'s have' if len(alone) > 1 else ' has'} no named contact",
            "/first-days/",
            None,
            "Whoever joins gets a named person for the first ninety days.",
            "They are on their own, and the promise is broken.",
            urgent=True,
        )
    if others:
        yield Duty(
            f"{len(others)} new member{'s stand' if len(others) > 1 else ' stands'} still: ask the contacts",
            "/first-days/",
            None,
            "A step is open two weeks after its day.",
            "They joined, and take no part.",
        )
