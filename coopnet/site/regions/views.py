"""The regions: which there are, and the page of each."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.audit.memo import remembered
from coopnet.bodies.crews import crews
from coopnet.kit.doors import Request, public
from coopnet.regions.places import line
from coopnet.regions.queries import all_regions, authority_rows, decided_changes
from coopnet.site import figures
from coopnet.site.asked import asked
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
    regions = all_regions(ask.day)
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
    regions = all_regions(ask.day)
    request.places = line(regions)
    found = next((region for region in regions if region.slug == slug), None)
    if found is None:
        raise Http404
    written, posts = region_page(found, request.today)
    words = words or written or RegionPage(region=found)
    view = remembered(("region", found.key, ask.day), lambda: put_together(found, ask.day, figures.read()))
    last = view.points[-1] if view.points else None
    context = {
        "words": words,
        "ask": ask,
        "region": found,
        "view": view,
        "posts": posts,
        "point_rows": [(year_words(point, last), point) for point in view.points if last],
    }
    return render(request, "site/region_page.html", context)


@public
@require_safe
def boundaries(request: Request, slug: str) -> HttpResponse:
    """The authorities of a region on the day asked about, and every decision that moved its boundary."""
    ask = asked(request)
    regions = all_regions(ask.day)
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
