"""Reading urgent pages, and keeping them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.queries import reach
from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs, public
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.regions.models import Region
from coopnet.regions.queries import all_regions
from coopnet.site.models import UrgentPage
from coopnet.site.urgent import actions, queries
from coopnet.site.urgent.forms import OverForm, RaiseForm, UpdateForm

NETWORK = "network"


def _later(hours: str, at: datetime) -> datetime | None:
    return at + timedelta(hours=int(hours)) if hours else None


@public
@require_safe
def urgent(request: Request) -> HttpResponse:
    """What is urgent now, and what is over."""
    context = {
        "now": queries.now(),
        "past": queries.past(),
        "raises": reach(request.user, queries.ACT, request.today) != frozenset(),
    }
    return render(request, "site/urgent/list.html", context)


def _page(request: Request, page: UrgentPage, form: UpdateForm | None = None) -> HttpResponse:
    keeps = bool(request.user.is_authenticated and may(request.user, queries.ACT, on=page, at=request.moment))
    updates = queries.updates(page)
    told = len(queries.readers(page, request.moment)) if keeps else 0
    context = {
        "page": page,
        "updates": updates,
        "last": updates[0] if updates else None,
        "on_it": queries.on_it(page, request.moment),
        "keeps": keeps,
        "late": page.next_update_at is not None and page.next_update_at <= request.moment,
        "form": (form or UpdateForm(told=told, initial={"asked_for": page.asked_for})) if keeps else None,
        "over": OverForm(prefix="over"),
        "plain": OnceForm(),
    }
    return render(request, "site/urgent/page.html", context)


@public
@require_safe
def page(request: Request, slug: str) -> HttpResponse:
    """One urgent page, now or afterwards."""
    found = queries.get(slug)
    if found is None:
        raise Http404
    return _page(request, found)


def _places(request: Request) -> dict[str, Region | None]:
    keys = reach(request.user, queries.ACT, request.today)
    found: dict[str, Region | None] = {NETWORK: None} if keys is None else {}
    return {**found, **{one.key: one for one in all_regions(request.today) if keys is None or one.key in keys}}


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def raise_page(request: Request) -> HttpResponse:
    """One screen: what is wrong, what to do, where. It is up when the button is pressed."""
    places = _places(request)
    words = [(key, region.name if region else "The whole network") for key, region in places.items()]
    form = RaiseForm(request.POST or None, places=words, told=0)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            return actions.raise_page(
                title=given["title"],
                lead=given["lead"],
                danger=given["danger"],
                asked_for=given["asked_for"],
                region=places[given["place"]],
                next_update_at=_later(given["hours"], request.moment),
                letters=given["letters"],
                by=request.user,
                at=request.moment,
            ).address

        address = once(form.key, do, at=request.moment)
        messages.success(request, "It is up. Every page of the site leads to it.")
        return redirect(address)
    return render(request, "site/urgent/raise.html", {"form": form})


@needs(queries.ACT)
@require_POST
def act(request: Request, slug: str, act: str) -> HttpResponse:
    """Say what is new, that it is over, or that it goes on."""
    found = queries.get(slug)
    if found is None or not may(request.user, queries.ACT, on=found, at=request.moment):
        raise Http404
    target, by, at = found, request.user, request.moment
    told = len(queries.readers(target, at))
    forms: dict[str, OnceForm] = {
        "update": UpdateForm(request.POST, told=told),
        "over": OverForm(request.POST, prefix="over"),
        "again": OnceForm(request.POST),
    }
    if act not in forms:
        raise Http404
    form = forms[act]
    if not form.is_valid():
        return _page(request, target, form if isinstance(form, UpdateForm) else None)
    given = form.cleaned_data

    def tell() -> None:
        actions.add_update(
            page=target,
            title=given["title"],
            words=given["words"],
            asked_for=given["asked_for"],
            next_update_at=_later(given["hours"], at),
            letters=given["letters"],
            by=by,
            at=at,
        )

    acts: dict[str, tuple[Callable[[], None], str]] = {
        "update": (tell, "It is on the page."),
        "over": (
            lambda: actions.retire(page=target, words=given["words"], by=by, at=at),
            "It is over. The page stays at its address.",
        ),
        "again": (lambda: actions.open_again(page=target, by=by, at=at), "It goes on."),
    }
    do, words = acts[act]

    def step() -> str:
        do()
        return target.address

    try:
        address = once(form.key, step, at=at)
    except actions.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(target.address)
    messages.success(request, words)
    return redirect(address)
