"""Answers health questions before sessions, network or Wagtail are touched."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from coopnet.operations import health


class HealthMiddleware:
    """``/health/live``: this process answers. ``/health/ready``: it can also reach its database, and that is of this
    version. Both say one plain word and nothing about the machine, and ask nobody for a host name or a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/health/live":
            return _plain("live\n", 200)
        if request.path_info == "/health/ready":
            fault = health.not_ready()
            return _plain("ready\n", 200) if fault is None else _plain(f"{fault}\n", 503)
        return self.get_response(request)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
