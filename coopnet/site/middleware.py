"""The door of the page editor, asked anew at each request; and forms that come again with other words."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from coopnet.kit.access import require
from coopnet.kit.doors import Request
from coopnet.kit.once import OtherWords, answering
from coopnet.site import editor_scripts, rights

EDITOR = "/cms/"
LOGIN = "/cms/login/"  # a view of ours in sign_in answers there, in place of Wagtail’s


class EditorRightsMiddleware:
    """Sends strangers to sign in (Wagtail's own sign-in page is never reached), refuses people without a term that
    allows it, and gives the others the rights of this moment. Other pages cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ours = cast(Request, request)
        if ours.path.startswith(EDITOR) and ours.path != LOGIN:
            if not ours.user.is_authenticated:
                return redirect_to_login(EDITOR if ours.method != "GET" else ours.get_full_path())
            require(ours.user, "pages.edit", at=ours.moment)
            rights.grant(ours.user, ours.moment)
            return _with_widgets(self.get_response(request))
        return self.get_response(request)


def _with_widgets(answer: HttpResponse) -> HttpResponse:
    """The editor's answer, with the policy widened by the hashes of the widgets that it starts."""
    if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
        sources = editor_scripts.hashes(answer.content.decode(answer.charset, errors="replace"))
        if sources:
            answer._csp_update = {"script-src": sources}  # type: ignore[attr-defined]  # django-csp reads it there
    return answer


class PressedMiddleware:
    """Lets ``kit.once`` see what was sent, and answers 409 where a form comes again with other words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Only what is posted has words."""
        if request.method != "POST":
            return self.get_response(request)
        with answering(request):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """409, with what to do."""
        if not isinstance(exception, OtherWords):
            return None
        context = {
            "heading": "This form was sent before",
            "reason": f"{exception} Open the page anew to see it, and change it there.",
        }
        return render(request, "site/error.html", context, status=409)
