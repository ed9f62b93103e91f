"""What we hold about you: the page and the file."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.desk.my_data import queries
from coopnet.desk.my_data.tables import SHOWN
from coopnet.kit.doors import Request, public, signed_in
from coopnet.kit.registry import keepings

SHOWN_ROWS = 20


@signed_in
@require_safe
def page(request: Request) -> HttpResponse:
    """Everything that is held about whoever asks, with the reason and how long it stays. Long lists are cut here."""
    parts = queries.gather(request.user)
    context = {
        "held": [(part, part.cells[-SHOWN_ROWS:]) for part in parts if part.rows],
        "empty": [part for part in parts if not part.rows],
    }
    return render(request, "desk/my_data.html", context)


def span(after: timedelta) -> str:
    """A stretch of time for people, as the rules write it."""
    days = after.days
    if days % 365 == 0:
        return "a year" if days == 365 else f"{days // 365} years"
    return "half a year" if days == 180 else f"{days} days"


@public
@require_safe
def how_long(request: Request) -> HttpResponse:
    """How long what we hold is kept: every number is the one by which the machine deletes."""
    context = {
        "deleted": [(one.what, span(one.after), one.since) for one in keepings()],
        "stays": [(one.title, one.kept) for one in SHOWN],
    }
    return render(request, "desk/how_long.html", context)


@signed_in
@require_safe
def file(request: Request) -> HttpResponse:
    """The same, whole, as one JSON file to keep."""
    name = request.network.name if request.network else "Coopnet"
    text = queries.as_json(request.user, network=name, at=request.moment)
    day = request.today.isoformat()
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="my-data-{day}.json"', "Cache-Control": "no-store"},
    )
