"""Requests for help, for the one or two people who read them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coopnet.casework import actions, queries, routing
from coopnet.casework.forms import CallForm, NoteForm, ReasonForm
from coopnet.casework.queries import Waiting
from coopnet.kit.access import may
from coopnet.kit.doors import Request, own_rule
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.people.queries import person_of

WHY = "Readers are named by post and by stand-in, narrower than any right by office; see casework/routing.py."


def _found(request: Request, key: UUID) -> Waiting:
    found = queries.get(request.user, key, request.moment)
    if found is None:
        raise Http404
    return found


@own_rule(WHY)
@require_safe
def listed(request: Request) -> HttpResponse:
    """Which requests there are, without a word of what they say."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    rows = queries.listed(request.user, request.moment)
    if not rows and not may(request.user, routing.ACT, at=request.moment):
        raise Http404
    return render(request, "casework/list.html", {"rows": rows})


def _closed_door(request: Request, found: Waiting, form: ReasonForm | None = None) -> HttpResponse:
    first = routing.readers(found.request.region_id or "", request.today).first
    context = {"one": found, "readers": first, "form": form or ReasonForm(), "plain": OnceForm()}
    return render(request, "casework/door.html", context)


def _page(request: Request, found: Waiting, forms: dict[str, OnceForm]) -> HttpResponse:
    context = {
        "one": found,
        "help": found.request,
        "events": queries.events(found.request),
        "call": forms.get("rang") or CallForm(prefix="rang"),
        "note": forms.get("note") or NoteForm(prefix="note"),
        "plain": OnceForm(),
    }
    return render(request, "casework/request.html", context)


@own_rule(WHY)
@require_safe
def one(request: Request, key: UUID) -> HttpResponse:
    """One request: a closed door first, since it is noted who opens it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = _found(request, key)
    if not queries.is_open_to(request.user, found.request, request.moment):
        return _closed_door(request, found)
    return _page(request, found, {})


@own_rule(WHY)
@require_POST
def open_it(request: Request, key: UUID) -> HttpResponse:
    """Open the door. Whoever is not its reader gives a reason, and the reader is told."""
    if not request.user.is_authenticated:
        return redirect_to_login("/help/requests/")
    found = _found(request, key)
    form = OnceForm(request.POST) if found.mine else ReasonForm(request.POST)
    if not form.is_valid():
        return _closed_door(request, found, form if isinstance(form, ReasonForm) else None)
    reason = "" if found.mine else form.cleaned_data["reason"]

    def do() -> str:
        actions.open_request(request=found.request, reason=reason, by=request.user, at=request.moment)
        return f"/help/requests/{key}/"

    return redirect(once(form.key, do, at=request.moment))


@own_rule(WHY)
@require_POST
def act(request: Request, key: UUID, act: str) -> HttpResponse:
    """Note a call, write a note, close. Only for whoever has opened it."""
    if not request.user.is_authenticated:
        return redirect_to_login("/help/requests/")
    found = _found(request, key)
    if person_of(request.user) is None or not queries.is_open_to(request.user, found.request, request.moment):
        raise Http404
    target, by, at = found.request, request.user, request.moment
    forms: dict[str, OnceForm] = {
        "rang": CallForm(request.POST, prefix="rang"),
        "note": NoteForm(request.POST, prefix="note"),
        "close": OnceForm(request.POST),
    }
    if act not in forms:
        raise Http404
    form = forms[act]
    if not form.is_valid():
        return _page(request, found, {act: form})
    given = form.cleaned_data
    acts: dict[str, tuple[Callable[[], None], str]] = {
        "rang": (
            lambda: actions.rang(request=target, spoke=given["spoke"] == "yes", text=given["text"], by=by, at=at),
            "Noted.",
        ),
        "note": (lambda: actions.note(request=target, text=given["text"], by=by, at=at), "Noted."),
        "close": (lambda: actions.close(request=target, by=by, at=at), "Closed. Its words are deleted in half a year."),
    }
    do, words = acts[act]

    def step() -> str:
        do()
        return f"/help/requests/{key}/"

    try:
        address = once(form.key, step, at=at)
    except actions.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(f"/help/requests/{key}/")
    messages.success(request, words)
    return redirect(address)
