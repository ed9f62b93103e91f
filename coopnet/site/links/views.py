"""Pages of words and who keeps them; one of them looked over, with where it leads."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.site.links import actions, queries
from coopnet.site.links.forms import HoldsForm
from coopnet.site.models.keeping import Kept

A_YEAR = timedelta(days=365)


@needs("to-do.see")
@require_safe
def pages(request: Request) -> HttpResponse:
    """All pages of words: which role keeps each, when it is looked at again, and what on it leads nowhere."""
    rows = queries.rows(request.today)
    context = {"rows": rows, "state": queries.state(request.today), "late": sum(row.late for row in rows)}
    return render(request, "site/links/pages.html", context)


@needs("to-do.see")
@require_http_methods(["GET", "HEAD", "POST"])
def look_over(request: Request, pk: int) -> HttpResponse:
    """One page: where it leads, and the one thing to say about it: that it holds, and until when."""
    plain = Page.objects.live().filter(pk=pk, depth__gt=1).first()
    page = plain.specific if plain else None
    keeper = queries.Keeper(request.user, request.moment)
    if page is None or not (keeper.keeps(page) or keeper.edits(page)):
        raise Http404
    kept = isinstance(page, Kept)
    form = HoldsForm(request.POST or None, today=request.today, initial={"review_on": request.today + A_YEAR})
    if request.method == "POST" and kept and form.is_valid():

        def do() -> str:
            day = form.cleaned_data["review_on"]
            actions.look_over(page=page, review_on=day, by=request.user, at=request.moment)
            return f"/pages/{pk}/"

        address = once(form.key, do, at=request.moment)
        messages.success(request, "Noted: it still holds. You find it in To do again on that day.")
        return redirect(address)
    context = {
        "page": page,
        "row": queries.row(page, request.today, queries.broken_by_page([pk])),
        "links": queries.links_of(page),
        "edits": keeper.edits(page),
        "form": form if kept else None,
    }
    return render(request, "site/links/page.html", context)
