"""Decisions for everybody to read, and the form that records one."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.bodies.models import Body
from coopnet.bodies.queries import reach
from coopnet.decisions import actions, queries
from coopnet.decisions.enums import Effect
from coopnet.decisions.forms import FindForm, RecordForm
from coopnet.decisions.models import Decision
from coopnet.kit.access import require
from coopnet.kit.doors import Request, needs, public
from coopnet.kit.once import once
from coopnet.kit.uploads.papers import TYPES


@public
@require_safe
def all_of_them(request: Request) -> HttpResponse:
    """The newest first, with where each stands today."""
    names = [(body.slug, body.name) for body in Body.objects.order_by("kind", "name")]
    form = FindForm(request.GET, bodies=names)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.found(
        queries.readable(request.user, request.today), body=asked.get("body") or "", words=asked.get("q") or ""
    )
    page = Paginator(rows, queries.PAGE).get_page(request.GET.get("page"))
    narrowed = request.GET.copy()
    narrowed.pop("page", None)
    context = {
        "form": form,
        "rows": [queries.row(one, request.today) for one in page],
        "page": page,
        "query": narrowed.urlencode(),
        "narrowed": any(asked.values()),
        "records": reach(request.user, queries.ACT, request.today) != frozenset(),
    }
    return render(request, "decisions/all.html", context)


def _found(request: Request, reference: str) -> Decision:
    decision = queries.readable(request.user, request.today).filter(reference=reference).first()
    if decision is None:
        raise Http404
    return decision


@public
@require_safe
def one(request: Request, reference: str) -> HttpResponse:
    """A decision: its words, how it was taken, and what became of it."""
    decision = _found(request, reference)
    later = [one for one in decision.later.all() if one.public or not decision.public]
    return render(request, "decisions/one.html", {"row": queries.row(decision, request.today), "later": later})


@public
@require_safe
def paper(request: Request, reference: str) -> HttpResponseBase:
    """The signed paper, always to be saved, never opened inside the site."""
    decision = _found(request, reference)
    if not decision.file:
        raise Http404
    suffix = f".{str(decision.file.name).rpartition('.')[2]}"
    answer = FileResponse(
        decision.file.open("rb"),
        as_attachment=True,
        filename=f"{decision.reference}{suffix}",
        content_type=TYPES[suffix],
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not decision.public:
        answer["Cache-Control"] = "private, no-store"
    return answer


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request) -> HttpResponse:
    """Record a decision of a body that the officer answers for."""
    bodies = {body.slug: body for body in queries.bodies_for(request.user, request.today)}
    # What was changed already cannot be changed again: only the last of a line is offered.
    earlier = {
        decision.reference: decision
        for decision in queries.readable(request.user, request.today).filter(
            body__in=[body.pk for body in bodies.values()], later__isnull=True
        )
    }
    form = RecordForm(
        request.POST or None,
        request.FILES or None,
        bodies=[(slug, body.name) for slug, body in bodies.items()],
        earlier=list(earlier.values()),
        initial={"day": request.today},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        body = bodies[given["body"]]
        require(request.user, queries.ACT, on=queries.Place(body), at=request.moment)
        counted = given["votes_for"] is not None

        def do() -> str:
            made = actions.record(
                body=body,
                day=given["day"],
                title=given["title"],
                text=given["text"],
                how=given["how"],
                votes=actions.Votes(given["votes_for"], given["votes_against"] or 0, given["abstained"] or 0)
                if counted
                else None,
                starts=given["starts"],
                ends=given["last_day"] + timedelta(days=1) if given["last_day"] else None,
                review_on=given["review_on"],
                public=not given["private"],
                effect=Effect(given["effect"]),
                earlier=earlier[given["earlier"]] if given["earlier"] else None,
                sent=given["file"],
                by=request.user,
                at=request.moment,
            )
            return f"/decisions/{made.reference}/"

        try:
            address = once(form.key, do, at=request.moment)
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The decision is recorded.")
            return redirect(address)
    return render(request, "decisions/record.html", {"form": form})
