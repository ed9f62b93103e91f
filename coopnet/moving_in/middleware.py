"""Old addresses that no page can answer by itself: /?p=12 is the first page here, and feeds had places of their own."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.models import Redirect

from coopnet.moving_in import asked
from coopnet.moving_in.wordpress import addresses

_FEED = re.compile(r"^/(?:(?:category|tag|author)/[^/]+/|comments/)?feed(?:/(?:rss2?|atom|rdf))?/?$")
_LISTS = re.compile(r"^/(?:category|tag|author|page)/|^/(?:19|20)\d\d(?:/\d\d){0,2}/?$|^/blog/?$")
_FEEDS = ("rss", "rss2", "atom", "rdf", "comments-rss2")


class OldAddressMiddleware:
    """Leads what the old site answered to what became of it. Costs nothing where a page is found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reads = request.method in ("GET", "HEAD")
        query = request.META.get("QUERY_STRING", "")
        if reads and query and request.path in addresses.HOME:
            if request.GET.get("feed") in _FEEDS:
                return HttpResponsePermanentRedirect("/news/feed/")
            if found := _kept(addresses.numbered(request.path, query)):
                return found
        answer = self.get_response(request)
        if not reads or answer.status_code != 404:
            return answer
        path = addresses.without_index(request.path)
        if path and (found := _kept(Redirect.normalise_path(path))):
            return found
        path = path or request.path
        if _FEED.match(path):
            return HttpResponsePermanentRedirect("/news/feed/")
        if _LISTS.match(path):
            return HttpResponsePermanentRedirect("/news/")
        if path != request.path:
            rest = {name: value for name, value in request.GET.items() if name in addresses.NUMBERS}
            return HttpResponsePermanentRedirect(path + (f"?{urlencode(rest)}" if rest else ""))
        asked.note(request.path)
        return answer


def _kept(address: str) -> HttpResponse | None:
    found = Redirect.objects.select_related("redirect_page").filter(old_path=address).first() if address else None
    link = found.link if found else ""
    return HttpResponsePermanentRedirect(link) if link else None
