"""The officers' pages of boundaries: who belongs where, a preview of what would move, the change, and its undoing."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.access import require
from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.regions import actions, preview, rules
from coopnet.regions.forms import FindForm, MoveForm, SchoolForm, SureForm
from coopnet.regions.models import BoundaryChange, Region
from coopnet.regions.queries import all_regions, authority_rows, decided_changes, region_of
from coopnet.register.models import Authority, Establishment

ACT = "regions.change"
LIST = "/regions/boundaries/"


@needs(ACT)
@require_safe
def boundaries(request: Request) -> HttpResponse:
    """Every authority with its region on this day, the latest decisions, and a way to single schools."""
    regions = all_regions(request.today)
    form = FindForm(request.GET or None, regions=regions)
    found = form.cleaned_data if form.is_valid() else {}
    school = SchoolForm(request.GET if "urn" in request.GET else None)
    if school.is_bound and school.is_valid():
        return HttpResponseRedirect(f"{LIST}school/{school.cleaned_data['urn']}/")
    changes = decided_changes()
    context = {
        "form": form,
        "school": school,
        "rows": authority_rows(on=request.today, region_key=found.get("region", ""), words=found.get("q", "")),
        "changes": [(change, request.moment - change.made_at <= rules.UNDO_FOR) for change in changes],
    }
    return render(request, "regions/boundaries.html", context)


@needs(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: Request, code: str) -> HttpResponse:
    """Move an authority: question, preview with its own address, and the one button that does it."""
    thing = Authority.objects.filter(code=code).first()
    if thing is None:
        raise Http404
    regions = all_regions(request.today)
    asked = any(name in request.GET for name in ("region", "starts", "reason"))
    form = MoveForm(request.GET if asked else None, regions=regions, initial={"starts": request.today})
    context = {"thing": thing, "form": form, "address": f"{LIST}authority/{code}/"}
    if not (asked and form.is_valid()):
        return render(request, "regions/move.html", context)
    target = next(region for region in regions if region.key == form.cleaned_data["region"])
    what = preview.of_authority(thing, target, form.cleaned_data["starts"])
    require(request.user, ACT, on=preview.Move(frozenset({target.key, what.before} - {""})), at=request.moment)

    def act() -> None:
        actions.assign_authority(
            authority=thing,
            region=target,
            starts=form.cleaned_data["starts"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=request.moment,
        )

    return _preview(request, context | _told(form, what, target.name, regions), act, thing.name)


@needs(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def school(request: Request, urn: int) -> HttpResponse:
    """Give a school a region of its own, or give it back to its authority's."""
    thing = Establishment.objects.select_related("authority").filter(urn=urn).first()
    if thing is None:
        raise Http404
    regions = all_regions(request.today)
    asked = any(name in request.GET for name in ("region", "starts", "reason"))
    form = MoveForm(request.GET if asked else None, regions=regions, follow=True, initial={"starts": request.today})
    now = region_of(thing, request.today)
    context = {"thing": thing, "form": form, "address": f"{LIST}school/{urn}/", "now": now, "is_school": True}
    if not (asked and form.is_valid()):
        return render(request, "regions/move.html", context)
    target = next((region for region in regions if region.key == form.cleaned_data["region"]), None)
    what = preview.of_school(thing, target.key if target else "", form.cleaned_data["starts"])
    touched = frozenset({target.key if target else "", what.before} - {""})
    require(request.user, ACT, on=preview.Move(touched), at=request.moment)

    def act() -> None:
        actions.override_school(
            establishment=thing,
            region=target,
            starts=form.cleaned_data["starts"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=request.moment,
        )

    words = target.name if target else "the region of its authority"
    return _preview(request, context | _told(form, what, words, regions), act, thing.name)


def _told(form: MoveForm, what: preview.Preview, words: str, regions: list[Region]) -> dict[str, object]:
    """What the preview shows."""
    before = next((region.name for region in regions if region.key == what.before), "no region")
    query = urlencode({name: form.data[name] for name in ("region", "starts", "reason")})
    return {"what": what, "target": words, "before": before, "query": query, "move": form.cleaned_data}


def _preview(request: Request, context: dict[str, object], act: Callable[[], None], name: str) -> HttpResponse:
    """Show the preview; on POST do it once, or say why it cannot be done."""
    sure = SureForm(request.POST or None)
    if request.method == "POST" and sure.is_valid():

        def do() -> str:
            act()
            return LIST

        try:
            address = once(sure.key, do, at=request.moment)
        except actions.Refused as refused:
            sure.add_error(None, str(refused))
        else:
            messages.success(request, f"{name} now belongs to {context['target']}. You can undo this for ten minutes.")
            return HttpResponseRedirect(address)
    return render(request, "regions/preview.html", context | {"sure": sure})


@needs(ACT)
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take a change back within ten minutes. Pressed twice, the second press says that it was undone."""
    change = (
        BoundaryChange.objects.select_related("authority", "establishment", "before", "after").filter(pk=pk).first()
    )
    if change is None:
        raise Http404
    touched = frozenset(region.key for region in (change.before, change.after) if region is not None)
    require(request.user, ACT, on=preview.Move(touched), at=request.moment)
    try:
        actions.undo(change=change, by=request.user, at=request.moment)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The change of {(change.authority or change.establishment)} was undone.")
    return HttpResponseRedirect(LIST)
