"""Officers take a second step before anything else."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from coopnet.kit.doors import Request
from coopnet.sign_in import library, second_step

# What may be opened on the way: the step itself, adding one, leaving, and words that help.
ON_THE_WAY = (
    "/sign-in/",
    "/sign-out/",
    "/account/confirm/",
    "/account/app/",
    "/account/passkeys/",
    "/help/",
    "/privacy/",
    "/accessibility/",
    "/reading/",
    "/health/",
    "/be/",
    "/static/",
)
STEP = "/sign-in/second-step/"


class SecondStepMiddleware:
    """A session without a second step, of an account whose role needs one, is led to take it.

    Costs nothing for visitors and for sessions that have taken the step; one question to the roles for the others.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ours = cast(Request, request)
        if (
            ours.user.is_authenticated
            and not ours.path.startswith(ON_THE_WAY)
            and not library.second_step_done(ours)
            and second_step.demanded(ours.user, ours.moment)
        ):
            wanted = ours.get_full_path() if ours.method == "GET" and len(ours.get_full_path()) <= 500 else ""
            address = f"{STEP}?{urlencode({'next': wanted})}" if wanted else STEP
            if ours.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Redirect": STEP})
            return HttpResponseRedirect(address)
        return self.get_response(request)
