"""What the pages of this subject share."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from coopnet.kit import clock
from coopnet.kit.actors import System
from coopnet.kit.doors import Request
from coopnet.sign_in import library, queries, rules

DOOR = System("sign-in")
TOO_MANY = "Too many tries. Wait 15 minutes, or sign in another way."


def safe_next(request: HttpRequest) -> str:
    """Where the person wanted to go, if it is an address of ours; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not ours or len(wanted) > 500 or wanted.startswith(("/sign-in/", "/sign-out/")):
        return ""
    return wanted


def browser_mark(request: HttpRequest) -> str:
    """A mark of this browser's session, made when it first asks for a code."""
    mark = request.session.get("sign_in_browser")
    if not mark:
        mark = request.session["sign_in_browser"] = secrets.token_urlsafe(16)
    return str(mark)


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of this subject."""
    return render(request, template, context, status=status)


def proved(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For changes to the account: the person has proved themselves within the last ten minutes, or does it now."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ways = queries.ways_of(request.user)
        latest = queries.last_proof(library.proofs(request), has_step=ways.has_step)
        if not rules.fresh(latest, clock.machine_now()):
            return redirect(f"/account/confirm/?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return guarded
