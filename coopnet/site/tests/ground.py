"""A small network with its tree, regions, trusts and people, for tests of the pages drawn from data."""

from datetime import date

from coopnet.bodies import actions as bodies
from coopnet.bodies.enums import BodyKind, Office
from coopnet.kit.models import Network
from coopnet.regions import actions as regions
from coopnet.regions.models import Region
from coopnet.regions.tests.ground import AT, BY, authority, coop, member, school, trust
from coopnet.site.tree import make_tree
from tests.roles import FOUNDING, give, nobody

PLACES = {"908": "Cornwall", "383": "Leeds", "330": "Birmingham", "886": "Kent"}
SEATS_SINCE = date(2024, 9, 1)


def make(network: Network, *, schools: int = 2) -> None:
    """Regions with their authorities, a tree, and so many co-operative schools in each of four authorities."""
    for code, name in PLACES.items():
        authority(code, name)
    regions.load_defaults(by=BY, at=AT)
    make_tree(network=network, by=BY, at=AT)
    for number, (code, name) in enumerate(PLACES.items()):
        group = trust(f"{name} Co-operative Trust", uid=str(1000 + number))
        coop(group=group)
        for i in range(schools):
            urn = 900001 + 1000 * number + i
            one = school(urn, authority(code), f"{name} School {i}", easting=200000 + 900 * i, northing=60000 + 500 * i)
            member(group, one)


def people() -> None:
    """An ambassador in the West, a board of two seats there with one holder, a national seat for each region."""
    give(Office.AMBASSADOR, "west", name="Tamsin Merrywether")
    board = bodies.make_body(
        kind=BodyKind.REGIONAL_BOARD, slug="board-west", name="Western board", region="west", by=BY, at=AT
    )
    chair = bodies.add_seat(body=board, title="Chair", since=SEATS_SINCE, by=BY, at=AT)
    bodies.add_seat(body=board, title="Governor", since=SEATS_SINCE, by=BY, at=AT)
    bodies.begin_term(
        person=nobody("Wilf Honeycomb").person,
        seat=chair,
        starts=date(2025, 9, 1),
        ends=date(2027, 9, 1),
        basis=FOUNDING,
        by=BY,
        at=AT,
    )
    nation = bodies.make_body(
        kind=BodyKind.NATIONAL_BOARD, slug="national", name="National Advisory Board", by=BY, at=AT
    )
    for region in Region.objects.order_by("rank"):
        bodies.add_seat(
            body=nation, title=f"Delegate, {region.name}", region=region.key, since=SEATS_SINCE, by=BY, at=AT
        )
