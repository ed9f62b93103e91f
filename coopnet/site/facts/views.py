"""Facts over time: how many co-operative schools we know, and knew, and how that is counted."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.kit.doors import Request, public
from coopnet.kit.sheet import as_csv, as_json
from coopnet.kit.ui import charts
from coopnet.regions.models import Region
from coopnet.regions.places import line
from coopnet.regions.queries import all_regions
from coopnet.site import figures
from coopnet.site.asked import asked
from coopnet.site.facts.tables import FORM_NAMES, figures_table, schools_table
from coopnet.site.figures import Point
from coopnet.site.regions.region_page import year_words


def _forms_chart(points: list[Point], names: list[str]) -> charts.Chart:
    shown = [form for form in FORM_NAMES if any(point.by_form.get(form) for point in points)]
    series = [charts.Series(*FORM_NAMES[form], tuple(point.by_form.get(form, 0) for point in points)) for form in shown]
    first, last = points[0], points[-1]
    return charts.bars(
        key="forms",
        title="Co-operative schools known to us, by legal form",
        words=f"{first.total} schools at the end of {first.day.year}, {last.total} on the day shown. "
        "Each bar is one year’s end, parted by legal form.",
        names=names,
        series=series,
    )


def _regions_chart(points: list[Point], names: list[str], regions: list[Region]) -> charts.Chart:
    return charts.lines(
        key="regions",
        title="Co-operative schools known to us, by region",
        words="One line for each region, one point for each year’s end and the day shown. "
        + ", ".join(f"{r.name} {points[-1].by_region.get(r.key, 0)}" for r in regions)
        + ".",
        names=names,
        series=[
            charts.Series(r.short_name, r.mark or "b1", tuple(point.by_region.get(r.key, 0) for point in points))
            for r in regions
        ],
    )


@public
@require_safe
def facts(request: Request) -> HttpResponse:
    """Figures of the day and of each year's end, as charts and tables, with the definitions."""
    ask = asked(request)
    regions = all_regions(ask.day)
    request.places = line(regions)
    known = figures.read()
    points = known.over_time(ask.day)
    names = [year_words(point, points[-1]) for point in points]
    counted = known.counted(ask.day)
    forms = [form for form in FORM_NAMES if any(point.by_form.get(form) for point in points)]
    context = {
        "ask": ask,
        "known": known.known(ask.day),
        "begin": known.begin,
        "total": len(counted),
        "trusts": len(figures.trusts(counted)),
        "authorities": len({c.school.authority_code for c in counted}),
        "oldest": min((c.standing.confirmed_on for c in counted), default=None),
        "newest": max((c.standing.confirmed_on for c in counted), default=None),
        "regions": regions,
        "forms": [FORM_NAMES[form][0] for form in forms],
        "form_rows": [
            (name, point, [point.by_form.get(form, 0) for form in forms])
            for name, point in zip(names, points, strict=True)
        ],
        "region_rows": [
            (name, point, [point.by_region.get(region.key, 0) for region in regions])
            for name, point in zip(names, points, strict=True)
        ],
        "forms_chart": _forms_chart(points, names) if points else None,
        "regions_chart": _regions_chart(points, names, regions) if points and regions else None,
    }
    return render(request, "site/facts/facts.html", context)


@public
@require_safe
def facts_csv(request: Request) -> HttpResponse:
    """The same figures as a sheet."""
    return as_csv(figures_table(asked(request).day))


@public
@require_safe
def facts_json(request: Request) -> HttpResponse:
    """The same figures as open data."""
    return as_json(figures_table(asked(request).day))


@public
@require_safe
def schools_csv(request: Request) -> HttpResponse:
    """The schools behind the figure of a day, one row each, with the evidence."""
    return as_csv(schools_table(asked(request).day))


@public
@require_safe
def schools_json(request: Request) -> HttpResponse:
    """The same schools as open data."""
    return as_json(schools_table(asked(request).day))
