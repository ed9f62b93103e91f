"""The one stage between the first proof and being signed in."""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponse, HttpResponseRedirect

from coopnet.sign_in import library


class SecondStepStage(LoginStage):
    """Whoever has a second step takes it. Recovery codes alone count too: they were handed over by people."""

    key = library.STAGE
    urlname = "sign_in_second_step"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user: Any = self.login.user
        if library.both_steps_at_once(self.request, user) or not library.authenticators(user):
            return None, True
        return HttpResponseRedirect("/sign-in/second-step/"), True
