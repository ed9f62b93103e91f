"""How a view says who may open it. A law walks every address of ours and fails where nothing is said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from coopnet.kit.access import Answer, Denied, acts, require
from coopnet.kit.freeze import why_frozen
from coopnet.kit.models import Network

P = ParamSpec("P")
READS = ("GET", "HEAD", "OPTIONS")


class Request(HttpRequest):
    """A request as our views see it: with the network and its moment, read once by MomentMiddleware."""

    network: Network | None
    moment: datetime
    today: date
    places: Any  # what the region line offers, where the view has read the regions anyway; otherwise not set
    user: Any  # an account of ours or AnonymousUser; django-stubs cannot know which


View = Callable[Concatenate[Request, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Door:
    """``kind``: public, signed-in, act, or own-rule (a view that judges by itself, with the reason in ``why``)."""

    kind: str
    act: str = ""
    why: str = ""


def _mark(view: Any, door: Door) -> Any:
    view.door = door
    return view


def public(view: View[P]) -> View[P]:
    """Anybody may open it."""
    marked: View[P] = _mark(view, Door("public"))
    return marked


def own_rule(why: str) -> Callable[[View[P]], View[P]]:
    """The view decides by itself; say how in a sentence."""

    def mark(view: View[P]) -> View[P]:
        marked: View[P] = _mark(view, Door("own-rule", why=why))
        return marked

    return mark


def signed_in(view: View[P]) -> View[P]:
    """Anybody who has signed in may open it."""

    @wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    marked: View[P] = _mark(guarded, Door("signed-in"))
    return marked


def needs(act: str) -> Callable[[View[P]], View[P]]:
    """Only those who may do the act at this moment. A thing that has a region is asked about again inside the view.

    While the act's subject is frozen (``kit.freeze``) the page can be read, and nothing changed through it.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(request.user, act, at=request.moment)
            if request.method not in READS and (reason := why_frozen(act.partition(".")[0])):
                raise Denied(acts()[act], Answer(False, reason))
            return view(request, *args, **kwargs)

        marked: View[P] = _mark(guarded, Door("act", act=act))
        return marked

    return guard
