"""Reading the news."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.kit.doors import Request, public
from coopnet.regions.queries import all_regions
from coopnet.site.models import NewsPage
from coopnet.site.news import queries
from coopnet.site.news.forms import FindForm


@public
@require_safe
def news(request: Request, words: NewsPage | None = None) -> HttpResponse:
    """Posts, newest first; by region, kind and words."""
    regions = all_regions(request.today)
    form = FindForm(request.GET, regions=[(one.slug, one.name) for one in regions])
    asked = form.cleaned_data if form.is_valid() else {}
    region = next((one for one in regions if one.slug == asked.get("region")), None)
    found = queries.published(region=region, kind=asked.get("kind") or "", words=asked.get("q") or "")
    number = request.GET.get("page", "")
    page = max(1, int(number)) if number.isascii() and number.isdecimal() and len(number) < 5 else 1
    start = (page - 1) * queries.PAGE
    rows = list(found[start : start + queries.PAGE + 1])
    narrowed = {name: value for name, value in asked.items() if value}
    context = {
        "words": words or NewsPage.objects.live().first() or NewsPage(title="News", slug="news"),
        "form": form,
        "region": region,
        "posts": queries.items(rows[: queries.PAGE], request.today, regions),
        "narrowed": bool(narrowed),
        "next": urlencode({**narrowed, "page": page + 1}) if len(rows) > queries.PAGE else "",
        "page": page,
    }
    return render(request, "site/news/list.html", context)
