"""Pages for what went wrong: what happened, who may see it, whom to ask. Never a trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coopnet.kit.access import Denied
from coopnet.kit.doors import public


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same words for what is not there and for what is not yours."""
    return render(request, "site/error.html", {"heading": "We cannot find that page"}, status=404)


@public
def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: who may, and whom to ask."""
    context: dict[str, object] = {"heading": "This page is for people with a role here"}
    if isinstance(exception, Denied):
        context |= {"reason": exception.answer.reason, "ask": exception.act.ask}
    return render(request, "site/error.html", context, status=403)


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "site/error.html", {"heading": "We could not read that request"}, status=400)


@public
def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing of the request was kept."""
    return render(request, "site/broken.html", {}, status=500)


@public
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: an old page, or another site."""
    return render(request, "site/error.html", {"heading": "This form was open too long"}, status=403)
