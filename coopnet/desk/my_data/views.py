"""What we hold about you: the page and the file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.desk.my_data import queries
from coopnet.kit.doors import Request, signed_in

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
