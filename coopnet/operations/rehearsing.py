"""The page of the rehearsal."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coopnet.kit.console import Refused
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.notices.enums import State
from coopnet.notices.models import Letter
from coopnet.operations import rehearsal
from coopnet.operations.forms import ClockForm

ACT = "operations.rehearse"


def _page(request: Request, form: ClockForm | None = None) -> HttpResponse:
    row = rehearsal.current()
    context = {
        "row": row,
        "mine": row is not None and row.asked_key == request.user.actor_key,
        "caught": Letter.objects.filter(state=State.CAUGHT.value).count(),
        "moved": bool(request.network and request.network.clock_offset),
        "form": form or ClockForm(prefix="clock"),
        "plain": OnceForm(),
    }
    return render(request, "operations/rehearsal.html", context)


@needs(ACT)
@require_safe
def page(request: Request) -> HttpResponse:
    """Whether the network rehearses, and how it goes on."""
    return _page(request)


@needs(ACT)
@require_POST
def act(request: Request, act: str) -> HttpResponse:
    """Begin, go on, let days pass, ask for the end, say yes."""
    by, at = request.user, request.moment
    form = ClockForm(request.POST, prefix="clock") if act == "clock" else OnceForm(request.POST)
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "begin": (lambda: rehearsal.begin(by=by, at=at), "The rehearsal has begun. No letter leaves."),
        "renew": (lambda: rehearsal.renew(by=by, at=at), "It goes on for ninety days."),
        "clock": (
            lambda: rehearsal.move_clock(days=form.cleaned_data["days"], by=by, at=at),
            "The days have passed. What the clock does is done within minutes.",
        ),
        "drop": (lambda: rehearsal.ask_to_end(keep=False, by=by, at=at), "Another person must say yes."),
        "keep": (lambda: rehearsal.ask_to_end(keep=True, by=by, at=at), "Another person must say yes."),
        "not-yet": (lambda: rehearsal.take_back_asking(by=by, at=at), "It goes on."),
    }
    if act == "end":
        return _end(request, form)
    if act not in acts:
        raise Http404
    if not form.is_valid():
        return _page(request, form if isinstance(form, ClockForm) else None)
    do, words = acts[act]

    def step() -> str:
        do()
        return "/rehearsal/"

    try:
        address = step() if act == "begin" else once(form.key, step, at=at)
    except rehearsal.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("/rehearsal/")
    messages.success(request, words)
    return redirect(address)


def _end(request: Request, form: OnceForm) -> HttpResponse:
    """Start for real. Where what was loaded comes back, sessions of the trial go: everybody signs in again."""
    if not form.is_valid():
        return _page(request)
    by, at = request.user, request.moment
    row = rehearsal.current()
    goes_back = row is not None and row.asked_at is not None and not row.keep and row.asked_key != by.actor_key
    if goes_back:
        logout(request)
    try:
        rehearsal.end(by=by, at=at)
    except (rehearsal.NotPossible, Refused) as refusal:
        messages.error(request, str(refusal))
        return redirect("/rehearsal/")
    if goes_back:
        return redirect("/sign-in/")
    messages.success(request, "The network has started. Letters leave, and the door is open.")
    return redirect("/rehearsal/")
