"""The steps that a new network begins with. They are data: a network ends them and adds its own."""

from dataclasses import dataclass

from coopnet.welcome.enums import Fact


@dataclass(frozen=True, slots=True)
class First:
    """A step as it is first kept: due on this day of the ninety, done at ``address``."""

    slug: str
    words: str
    fact: Fact
    by_day: int
    address: str


STEPS = (
    First("contact", "Meet your named contact", Fact.MET, 14, ""),
    First("voter", "Say who votes for you", Fact.NAMED, 21, "/our-school/"),
    First("pay", "Pay the first subscription", Fact.PAID, 30, ""),
    First("chair", "Your chair of governors confirms who votes", Fact.CONFIRMED, 42, "/our-school/"),
    First("tell", "Tell parents and staff that you belong", Fact.HAND, 42, "/about/"),
    First("statement", "Read what becomes of the money", Fact.HAND, 60, "/money/"),
    First("forum", "Come to a regional forum", Fact.HAND, 90, "/regions/"),
)
