"""What a new network knows about its regions: names, stories, the dated facts of their history, their clusters.

All sentences are our own. What is not confirmed by the network itself carries the place where it was told.
"""

from dataclasses import dataclass
from datetime import date

from coopnet.regions.enums import Precision, RegionKey

SINCE = date(2009, 1, 1)  # the network began in 2009; earlier than that no boundary is asked for

TOLD = "The network's own page on its regions, about 2020"
ABOUT = "The network's own pages about itself"


@dataclass(frozen=True, slots=True)
class Place:
    """A region as it is founded."""

    key: RegionKey
    slug: str
    name: str
    short_name: str
    long_name: str
    mark: str
    founded: date | None
    summary: str
    story: str
    clusters: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


PLACES = (
    Place(
        RegionKey.NORTH,
        "northern",
        "Northern",
        "Northern",
        "Northern region",
        "r-n",
        None,
        "Where co-operation began. Members are in Manchester, Leeds and other cities, and interest is slowly growing "
        "again.",
        "Co-operation is at home in the North, and so is the Co-operative College, which with others helped many "
        "schools here to begin. The years before 2020 were hard ones for schools. By then members stood in "
        "Manchester, Leeds and other cities, and new interest could be felt.",
        (
            ("Manchester", "Schools of the city where the Co-operative College works.", ("352",)),
            ("Leeds", "Schools of the city and the towns around it.", ("383",)),
        ),
    ),
    Place(
        RegionKey.CENTRAL,
        "central",
        "Central",
        "Central",
        "Central region",
        "r-c",
        None,
        "A broad belt from east to west, with the Midlands at its heart.",
        "The region lies across the middle of England from east to west, and co-operative education has its centre in "
        "the Midlands. Less has been written about it than about the others. If you know how it began, its ambassador "
        "would like to hear.",
    ),
    Place(
        RegionKey.WEST,
        "western",
        "Western",
        "Western",
        "Western region",
        "r-w",
        None,
        "Devon and Cornwall grew fast from 2009 to 2014. Some schools have since joined other trusts, and some have "
        "come back.",
        "Between 2009 and 2014 co-operative trusts sprang up across Devon and Cornwall, with local authorities and "
        "country communities behind them. Later a number of schools went into academy trusts and left the "
        "co-operative model behind. By 2020 a new co-operative trust had begun in Braunton, and schools in Cornwall "
        "were coming back.",
        (
            ("Devon", "Country towns and coast, with Braunton in the north.", ("878",)),
            ("Cornwall", "From the Tamar to the Lizard.", ("908",)),
        ),
    ),
    Place(
        RegionKey.LASER,
        "london-and-south-east",
        "London and South East",
        "LASER",
        "London and South East region",
        "r-l",
        date(2010, 1, 1),
        "Our first region, begun in 2010 and known as LASER. It reaches from Southampton and Kent to Norfolk.",
        "People call it LASER, and it was the first region of all: in 2010 more than 80 schools met and decided to "
        "work together. Ten years later the group counted over 100. KSENT brought together all who provide for "
        "special needs in Kent. Southampton stood out as a city of co-operation: 25 schools worked in co-operative "
        "trusts and across them. Other groups were at work in parts of Surrey, Hertfordshire, Essex, Enfield and "
        "Lewisham.",
        (
            ("Southampton", "In 2020, 25 schools worked in co-operative trusts and across them.", ("852",)),
            ("Kent", "Home of KSENT, for all who provide for special needs there.", ("886",)),
            ("Surrey", "A group named in 2020.", ("936",)),
            ("Hertfordshire", "A group named in 2020.", ("919",)),
            ("Essex", "A group named in 2020.", ("881",)),
            ("Enfield", "A group named in 2020.", ("308",)),
            ("Lewisham", "A group named in 2020.", ("209",)),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact as it ships. Without a region it is one of the whole network."""

    key: str
    region: RegionKey | None
    day: date
    precision: Precision
    title: str
    words: str
    source: str


_YEAR = Precision.YEAR

EVENTS = (
    Event("began", None, date(2009, 1, 1), _YEAR, "The network begins", "Co-operative schools join hands.", ABOUT),
    Event(
        "unions",
        None,
        date(2013, 1, 1),
        _YEAR,
        "An agreement with the unions",
        "All education unions in the TUC sign a common understanding of good practice with the network.",
        ABOUT,
    ),
    Event(
        "commission",
        None,
        date(2018, 1, 1),
        _YEAR,
        "Two bodies, one purpose",
        "The Schools Co-operative Society asks the Co-operative Schools Network to do the work for members.",
        ABOUT,
    ),
    Event(
        "laser-begins",
        RegionKey.LASER,
        date(2010, 1, 1),
        _YEAR,
        "The first region",
        "A launch conference brings more than 80 schools together.",
        TOLD,
    ),
    Event(
        "laser-ten-years",
        RegionKey.LASER,
        date(2020, 1, 1),
        _YEAR,
        "Ten years on",
        "Over 100 schools belong to the group, 25 of them in Southampton; KSENT works across Kent.",
        TOLD,
    ),
    Event(
        "west-grows",
        RegionKey.WEST,
        date(2009, 1, 1),
        _YEAR,
        "Trust after trust",
        "Until 2014 schools in Devon and Cornwall found co-operative trusts, helped by local authorities.",
        TOLD,
    ),
    Event(
        "west-braunton",
        RegionKey.WEST,
        date(2020, 1, 1),
        _YEAR,
        "A beginning, and a return",
        "A new co-operative trust has begun in Braunton. Schools in Cornwall have come back.",
        TOLD,
    ),
    Event(
        "north-interest",
        RegionKey.NORTH,
        date(2020, 1, 1),
        _YEAR,
        "New interest",
        "After restless years more schools in the northern cities ask about co-operation.",
        TOLD,
    ),
)
