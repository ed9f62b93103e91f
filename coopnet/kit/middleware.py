"""Reads the network and the clock once a request and hands them down."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse

from coopnet.kit import clock
from coopnet.kit.doors import Request
from coopnet.kit.models import Network


class MomentMiddleware:
    """Puts ``network``, ``moment`` and ``today`` on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ours = cast(Request, request)
        ours.network = Network.objects.filter(pk=1).first()
        ours.moment = clock.now(ours.network or Network(clock_offset=0))
        ours.today = clock.london_day(ours.moment)
        return self.get_response(request)
