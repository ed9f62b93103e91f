"""The bodies of a new network and their seats. Other seats are for the network to decide, later."""

from datetime import date, datetime

from coopnet.bodies.actions import add_seat, make_body
from coopnet.bodies.enums import BodyKind
from coopnet.bodies.models import Body
from coopnet.kit.actors import Actor
from coopnet.regions.models import Region

NATIONAL_BOARD = "National Advisory Board"
SEATS_A_REGION = 2
BOARD_SEATS = ("Chair", "Deputy chair", "Primary schools", "Secondary schools", "Special schools and all others")


def make(*, society: str, regions: list[Region], since: date, by: Actor, at: datetime) -> list[Body]:
    """The society, the national board with two seats for each region, and each region's forum and board."""
    whole = make_body(kind=BodyKind.SOCIETY, slug="society", name=society, by=by, at=at)
    national = make_body(
        kind=BodyKind.NATIONAL_BOARD, slug="national-advisory-board", name=NATIONAL_BOARD, parent=whole, by=by, at=at
    )
    made = [whole, national]
    for region in regions:
        for number in range(1, SEATS_A_REGION + 1):
            title = f"{region.name}, seat {number}"
            add_seat(body=national, title=title, since=since, region=region, by=by, at=at)
    for region in regions:
        forum = make_body(
            kind=BodyKind.REGIONAL_FORUM,
            slug=f"{region.slug}-forum",
            name=f"{region.name} regional forum",
            region=region,
            parent=whole,
            by=by,
            at=at,
        )
        board = make_body(
            kind=BodyKind.REGIONAL_BOARD,
            slug=f"{region.slug}-board",
            name=f"{region.name} regional board",
            region=region,
            parent=forum,
            by=by,
            at=at,
        )
        for title in BOARD_SEATS:
            add_seat(body=board, title=title, since=since, by=by, at=at)
        made += [forum, board]
    return made
