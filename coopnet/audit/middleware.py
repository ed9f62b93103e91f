"""Reads the network, the clock and the end of the record once a request and hands them down."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse

from coopnet.audit import memo
from coopnet.kit import clock
from coopnet.kit.doors import Request
from coopnet.kit.models import Network

# In one question, for every page asks both. Written out: to build it from parts costs four times as much.
_NETWORK = """
SELECT network.*, (SELECT digest FROM audit_head WHERE id = 1) AS chain_end FROM kit_network network
WHERE network.id = 1
"""


class MomentMiddleware:
    """Puts ``network``, ``moment`` and ``today`` on every request. Whoever only reads sees one state of the record for
    the whole page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ours = cast(Request, request)
        ours.network = next(iter(Network.objects.raw(_NETWORK)), None)
        ours.moment = clock.now(ours.network or Network(clock_offset=0))
        ours.today = clock.london_day(ours.moment)
        if ours.network is None or ours.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with memo.one_state(getattr(ours.network, "chain_end", None) or ""):
            return self.get_response(request)
