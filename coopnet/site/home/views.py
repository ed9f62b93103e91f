"""The first page: who we are, who is known to us today, who decides."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from coopnet.audit.memo import remembered
from coopnet.bodies.crews import front
from coopnet.decisions.queries import headlines
from coopnet.kit.doors import Request, public
from coopnet.kit.models import Network
from coopnet.kit.ui import comb, seats
from coopnet.regions.models import Region
from coopnet.regions.places import known_regions, line
from coopnet.regions.shapes import shapes
from coopnet.site import figures
from coopnet.site.asked import Asked, asked
from coopnet.site.home import lately
from coopnet.site.models import HomePage
from coopnet.site.news.front import for_home


def network_comb(regions: list[Region], counts: dict[str, int], suffix: str = "") -> comb.Comb:
    """The whole network as a comb, a cell for each school, each block a link to its region."""
    total = sum(counts.values())
    blocks = [
        comb.Block(
            key=region.key,
            mark=region.mark,
            words=region.short_name,
            count=counts.get(region.key, 0),
            filled=counts.get(region.key, 0),
            figure=f"{counts.get(region.key, 0)} school{'' if counts.get(region.key) == 1 else 's'}",
            address=f"/regions/{region.slug}/{suffix}",
        )
        for region in regions
    ]
    label = f"The network as a comb: {total} co-operative schools in {len(regions)} regions"
    return comb.draw(blocks, shapes(regions), label)


@public
@require_safe
def home(request: Request, words: HomePage | None = None) -> HttpResponse:
    """The first page, with the figures of the day that is asked about."""
    ask = asked(request)
    regions = known_regions(ask.day)
    request.places = line(regions)
    motto = request.network.motto if request.network else ""
    if words is None:
        # The motto is a part of the key: it stands in the network's own row, which each page reads anew.
        body = remembered(
            ("front page", ask.day, request.today, motto), lambda: _body(request.network, ask, regions, None)
        )
    else:
        body = _body(request.network, ask, regions, words)
    return render(request, "site/home_page.html", body)


def _body(network: Network | None, ask: Asked, regions: list[Region], words: HomePage | None) -> dict[str, str]:
    """All of the page that is the same for every reader, until the next act."""
    written, told = for_home(ask.day, regions)
    shown = words or written or HomePage()
    known = figures.read()
    counted = known.counted(ask.day)
    counts = {region.key: sum(c.region == region.key for c in counted) for region in regions}
    people = front([region.key for region in regions], ask.day)
    decided = headlines(ask.day)
    board = people.board
    marks = {region.key: region.mark for region in regions}
    filled = sum(seat.holder is not None for seat in board)
    context = {
        "network": network,
        "words": shown,
        "ask": ask,
        "known": known.known(ask.day),
        "begin": known.begin,
        "total": len(counted),
        "elsewhere": len(counted) - sum(counts.values()),
        "trusts": len(figures.trusts(counted)),
        "authorities": len({c.school.authority_code for c in counted}),
        "comb": network_comb(regions, counts, ask.suffix),
        "rows": [(region, counts[region.key]) for region in regions],
        "board": board,
        "lately": lately.lately(told.lately, decided, regions),
        "ahead": lately.ahead(told.ahead, people, ask.day),
        "co_ordinators": people.co_ordinators,
        "ambassadors": [(region, people.ambassadors[region.key]) for region in regions],
        "filled": filled,
        "vacant": [seat for seat in board if seat.holder is None],
        "seat_row": seats.row(
            [(marks.get(seat.region_key, ""), seat.holder is not None) for seat in board],
            f"{len(board)} seats on the board: {filled} filled, {len(board) - filled} vacant",
        ),
    }
    return {
        "lead": shown.lead,
        "top": render_to_string("site/home/_top.html", context),
        "below": render_to_string("site/home/_below.html", context),
    }
