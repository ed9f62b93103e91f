"""What was brought in, what to look at, and which addresses are still asked for."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.moving_in import actions
from coopnet.moving_in.enums import Sort
from coopnet.moving_in.forms import LeadForm
from coopnet.moving_in.models import AskedFor, Brought, Move
from coopnet.moving_in.way_out.actions import take_out
from coopnet.moving_in.way_out.tables import STAYS

ACT = "pages.move"
OUT = "operations.take-out"


@needs(ACT)
@require_safe
def moving_in(request: Request) -> HttpResponse:
    """Every move, and the addresses asked for in vain, most often first."""
    words = {"pages": Sort.PAGE, "pictures": Sort.PICTURE, "documents": Sort.DOCUMENT, "paths": Sort.ADDRESS}
    counts = {
        name: Count("brought", filter=Q(brought__sort=sort.value, brought__hidden=False))
        for name, sort in words.items()
    }
    moves = Move.objects.annotate(**counts, unseen=Count("brought", filter=Q(brought__hidden=True))).order_by("-at")
    asked = list(AskedFor.objects.order_by("-times", "path")[:50])
    return render(
        request,
        "moving_in/list.html",
        {"moves": moves, "asked": [(one, _likely(one.path)) for one in asked], "plain": OnceForm()},
    )


def _likely(path: str) -> str:
    """A page here whose last word is that of the old address, if there is exactly one."""
    last = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    found = list(Page.objects.live().filter(slug=last).exclude(depth__lt=2)[:2]) if last else []
    return str(found[0].url or "") if len(found) == 1 else ""


@needs(ACT)
@require_safe
def one(request: Request, pk: int) -> HttpResponse:
    """One move: what came, and what people should look at."""
    move = Move.objects.filter(pk=pk).first()
    if move is None:
        raise Http404
    rows = Brought.objects.filter(move=move, sort=Sort.PAGE.value).order_by("hidden", "pk")[:500]
    return render(request, "moving_in/move.html", {"move": move, "rows": rows, "plain": OnceForm()})


@needs(OUT)
@require_http_methods(["GET", "HEAD", "POST"])
def way_out(request: Request) -> HttpResponseBase:
    """What goes out and what stays; pressed, everything as one archive. That it was taken stands in the record."""
    if request.method == "POST":
        file = TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
        take_out(file=file, by=request.user, at=request.moment)
        file.seek(0)
        name = f"everything-{request.today.isoformat()}.zip"
        answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
        answer["Cache-Control"] = "private, no-store"
        return answer
    reasons = sorted(set(STAYS.values()))
    return render(request, "moving_in/way_out.html", {"reasons": reasons})


@needs(ACT)
@require_POST
def back(request: Request, pk: int) -> HttpResponse:
    """Take a move back."""
    move = Move.objects.filter(pk=pk).first()
    form = OnceForm(request.POST)
    if move is None:
        raise Http404
    if not form.is_valid():
        return redirect(f"/moving-in/{pk}/")
    target, stay = move, list[str]()

    def do() -> str:
        stay.extend(actions.take_back(move=target, by=request.user, at=request.moment))
        return "/moving-in/"

    try:
        address = once(form.key, do, at=request.moment)
    except actions.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(f"/moving-in/{pk}/")
    messages.success(
        request, "Taken back." + (f" These stay, since somebody has changed them: {', '.join(stay)}." if stay else "")
    )
    return redirect(address)


@needs(ACT)
@require_POST
def lead(request: Request, pk: int) -> HttpResponse:
    """Have an address that is asked for lead to a page of ours, or leave it out of the list."""
    row = AskedFor.objects.filter(pk=pk).first()
    form = LeadForm(request.POST)
    if row is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return redirect("/moving-in/")
    to, target = form.cleaned_data["to"], row

    def do() -> str:
        actions.lead_to(asked=target, to=to, by=request.user, at=request.moment)
        return "/moving-in/"

    address = once(form.key, do, at=request.moment)
    messages.success(request, "Whoever asks for it is led there." if to else "It is left out.")
    return redirect(address)
