"""Who left or was refused, and from which day each may be asked again."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.bodies.queries import reach
from coopnet.kit.doors import Request, needs
from coopnet.membership.again.queries import gone
from coopnet.membership.standing import DECIDE, SEE

PAGE = 50


@needs(SEE)
@require_safe
def again(request: Request) -> HttpResponse:
    """Those with a day first, the soonest on top. Who was refused is for those alone who record decisions."""
    left, refused = (reach(request.user, act, request.today) for act in (SEE, DECIDE))
    rows = []
    for one in gone(request.today):
        keys = refused if one.asking else left
        if keys is None or one.regions & keys:
            rows.append(one)
    context = {"page": Paginator(rows, PAGE).get_page(request.GET.get("page")), "total": len(rows)}
    return render(request, "membership/again.html", context)
