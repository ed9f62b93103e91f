"""The members' register that the law asks for: on the page, as a sheet, and who was shown it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.kit.sheet import sheet
from coopnet.membership import actions, statute
from coopnet.membership.forms import OnForm, ShownForm
from coopnet.membership.models import Inspection
from coopnet.membership.standing import REGISTER

THERE = "/members/register/"
SHOWN = 20


@needs(REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request) -> HttpResponse:
    """Members in the order of entry with their shares, officers with their days, and the log of inspections."""
    shown = ShownForm(request.POST or None)
    if request.method == "POST" and shown.is_valid():
        given = shown.cleaned_data

        def do() -> str:
            duplicate = given["which"] == "duplicate"
            actions.inspected(who=given["who"], duplicate=duplicate, by=request.user, at=request.moment)
            return THERE

        address = once(shown.key, do, at=request.moment)
        messages.success(request, "It is noted.")
        return redirect(address)
    form = OnForm(request.GET if "on" in request.GET else None, initial={"on": request.today})
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or request.today
    context = {
        "form": form,
        "day": day,
        "rows": statute.entries(day),
        "officers": statute.officers(day),
        "shown": shown,
        "inspections": Inspection.objects.order_by("-pk")[:SHOWN],
    }
    return render(request, "membership/register.html", context)


@needs(REGISTER)
@require_safe
def as_sheet(request: Request) -> HttpResponse:
    """The register as a sheet; with ``?duplicate=1`` its duplicate, without holdings."""
    form = OnForm(request.GET)
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or request.today
    duplicate = request.GET.get("duplicate") == "1"
    head = ["Number", "Name", "Address", "Entered", "Ceased"] + ([] if duplicate else ["Shares", "Paid (pounds)"])
    rows = (
        [row.number, row.name, row.address, row.entered, row.ceased or ""]
        + ([] if duplicate else [row.shares, f"{row.paid_pence // 100}.{row.paid_pence % 100:02}"])
        for row in statute.entries(day)
    )
    return sheet(f"{'duplicate-' if duplicate else ''}register-{day.isoformat()}", head, rows)
