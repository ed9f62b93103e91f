"""The regions: which there are, and the page of each."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from coopnet.audit.memo import remembered
from coopnet.bodies.crews import crews
from coopnet.kit.doors import Request, public
from coopnet.regions.models import Region
from coopnet.regions.places import known_regions, line
from coopnet.regions.queries import authority_rows, decided_changes
from coopnet.site import figures
from coopnet.site.asked import Asked, asked
from coopnet.site.maps import network_map
from coopnet.site.models import RegionPage, RegionsPage
from coopnet.site.news.front import for_overview
from coopnet.site.news.queries import region_page
from coopnet.site.regions.region_page import put_together, year_words


@public
@require_safe
def overview(request: Request, words: RegionsPage | None = None) -> HttpResponse:
    """All regions with their people and figures, and the map."""
    ask = asked(request)
    regions = known_regions(ask.day)
    request.places = line(regions)
    written, told = remembered(("regions' news", ask.day), lambda: for_overview(ask.day, regions))
    words = words or written or RegionsPage(title="Our regions")
    known = figures.read()
    counted = known.counted(ask.day)
    people = crews([region.key for region in regions], ask.day)
    rows = []
    for region in regions:
        mine = [one for one in counted if one.region == region.key]
        rows.append((region, len(mine), len(figures.trusts(mine)), people[region.key], told[region.key]))
    context = {
        "words": words,
        "ask": ask,
        "known": known.known(ask.day),
        "begin": known.begin,
        "rows": rows,
        "total": len(counted),
        "trusts": len(figures.trusts(counted)),
        "authorities": len({c.school.authority_code for c in counted}),
        "map": network_map(regions, known.boundaries.authorities(ask.day), counted),
    }
    return render(request, "site/regions_page.html", context)


@public
@require_safe
def region(request: Request, slug: str, words: RegionPage | None = None) -> HttpResponse:
    """One region, as on the day asked about."""
    ask = asked(request)
    regions = known_regions(ask.day)
    request.places = line(regions)
    found = next((region for region in regions if region.slug == slug), None)
    if found is None:
        raise Http404
    if words is None:
        key = ("region page", found.key, ask.day, request.today)
        body = remembered(key, lambda: _body(found, ask, request.today, None))
    else:
        body = _body(found, ask, request.today, words)
    return render(request, "site/region_page.html", {"ask": ask, "region": found, "body": body})


def _body(region: Region, ask: Asked, today: date, words: RegionPage | None) -> SafeString:
    """All of the page that is the same for every reader, until the next act."""
    written, posts = region_page(region, today)
    view = put_together(region, ask.day, figures.read())
    last = view.points[-1] if view.points else None
    context = {
        "words": words or written or RegionPage(region=region),
        "ask": ask,
        "region": region,
        "view": view,
        "posts": posts,
        "point_rows": [(year_words(point, last), point) for point in view.points if last],
    }
    return render_to_string("site/_region.html", context)


@public
@require_safe
def boundaries(request: Request, slug: str) -> HttpResponse:
    """The authorities of a region on the day asked about, and every decision that moved its boundary."""
    ask = asked(request)
    regions = known_regions(ask.day)
    request.places = line(regions)
    found = next((region for region in regions if region.slug == slug), None)
    if found is None:
        raise Http404
    context = {
        "ask": ask,
        "region": found,
        "rows": authority_rows(on=ask.day, region_key=found.key),
        "changes": decided_changes(region=found),
    }
    return render(request, "site/region_boundaries.html", context)
