"""Loading a list of members: send it, look at each line, load what has no fault, undo the whole."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.kit.sheet import sheet
from coopnet.membership.importing import actions
from coopnet.membership.importing.forms import LoadForm, SheetForm, pack
from coopnet.membership.importing.planning import Planned, plan
from coopnet.membership.importing.reading import Line
from coopnet.membership.models import MembersLoad
from coopnet.membership.refusals import NotPossible
from coopnet.membership.standing import LOAD

THERE = "/members/load/"
SHOWN = 200


@needs(LOAD)
@require_safe
def load(request: Request) -> HttpResponse:
    """Where a list is sent, and those that were loaded."""
    return _start(request, SheetForm())


def _start(request: Request, form: SheetForm) -> HttpResponse:
    loads = [(one, OnceForm()) for one in MembersLoad.objects.order_by("-pk")[:20]]
    return render(request, "membership/load.html", {"form": form, "loads": loads})


def _looked(request: Request, name: str, lines: list[Line], form: LoadForm) -> HttpResponse:
    rows = plan(lines, on=request.today)
    faulty = [row for row in rows if row.faults]
    context = {
        "name": name,
        "form": form,
        "good": len(rows) - len(faulty),
        "ended": sum(row.good and row.ends is not None for row in rows),
        "faulty": faulty,
        "noted": [row for row in rows if row.good and row.notes][:SHOWN],
    }
    return render(request, "membership/look.html", context)


@needs(LOAD)
@require_POST
def look(request: Request) -> HttpResponse:
    """What each line would do, or what is wrong with it. Nothing is written. Then the load, all or nothing."""
    if "waiting" in request.POST:
        return _load(request)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start(request, form)
    found = form.cleaned_data["file"]
    waiting = LoadForm(initial={"waiting": pack(form.name, found.lines)})
    return _looked(request, form.name, found.lines, waiting)


def _load(request: Request) -> HttpResponse:
    form = LoadForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The list was lost on the way. Choose the file again.")
        return redirect(THERE)
    name, lines = form.cleaned_data["waiting"]

    def do() -> str:
        actions.load(name=name, lines=lines, by=request.user, at=request.moment)
        return THERE

    try:
        address = once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(THERE)
    messages.success(request, "The list is loaded. You can undo it until something is built on it.")
    return redirect(address)


@needs(LOAD)
@require_POST
def left_out(request: Request) -> HttpResponse:
    """The lines that cannot be loaded, as a sheet with what is wrong, to put right and send again."""
    form = LoadForm(request.POST)
    if not form.is_valid():
        return redirect(THERE)
    rows: list[Planned] = [row for row in plan(form.cleaned_data["waiting"][1], on=request.today) if row.faults]
    head = list(dict.fromkeys(heading for row in rows for heading in row.line.said))
    cells = ((*(row.line.said.get(heading, "") for heading in head), " ".join(row.faults)) for row in rows)
    return sheet("left-out", (*head, "What is wrong"), cells)


@needs(LOAD)
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take a whole load back."""
    found = MembersLoad.objects.filter(pk=pk).first()
    form = OnceForm(request.POST)
    if found is None or not form.is_valid():
        raise Http404

    def do() -> str:
        actions.undo(load=found, by=request.user, at=request.moment)
        return THERE

    try:
        once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Undone: the records are as they were before.")
    return redirect(THERE)
