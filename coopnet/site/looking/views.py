"""The list of what to look at, and one page for each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.register import coop_actions, hand
from coopnet.register.enums import CoopForm
from coopnet.register.models import Establishment
from coopnet.site.looking.forms import TakeForm, WordsForm
from coopnet.site.looking.reach import ACT, waiting
from coopnet.site.trust.keys import trust_key

LIST = "/schools/to-look-at/"


@needs(ACT)
def list_page(request: Request) -> HttpResponse:
    """What waits for a decision."""
    return render(request, "site/looking/list.html", {"waiting": waiting(request.user, request.moment)})


@needs(ACT)
def suggestion_page(request: Request, pk: int) -> HttpResponse:
    """Is it co-operative, or does the name only sound so?"""
    found = next((one for one in waiting(request.user, request.moment).suggestions if one.pk == pk), None)
    if found is None:
        if request.method == "POST":  # pressed twice: the first press has decided it
            return redirect(LIST)
        raise Http404
    taking = request.POST.get("act") == "take"
    take = TakeForm(request.POST if taking else None)
    decline = WordsForm(request.POST if request.POST.get("act") == "decline" else None)

    def do() -> str:
        if taking:
            given = take.cleaned_data
            coop_actions.take_suggestion(
                suggestion=found,
                form=CoopForm(given["form"]),
                starts=given["starts"],
                by=request.user,
                at=request.moment,
            )
        else:
            reason = decline.cleaned_data["words"]
            coop_actions.decline_suggestion(suggestion=found, reason=reason, by=request.user, at=request.moment)
        return LIST

    form = take if taking else decline
    if form.is_bound and form.is_valid():
        try:
            address = once(form.key, do, at=request.moment)
        except coop_actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Decided. The record says by whom.")
            return redirect(address)
    school, group = found.establishment, found.group
    context = {
        "suggestion": found,
        "name": school.name if school else group.name if group else "",
        "address": f"/schools/{school.urn}/" if school else f"/trusts/{trust_key(group)}/" if group else "",
        "take": take,
        "decline": decline,
    }
    return render(request, "site/looking/suggestion.html", context)


@needs(ACT)
def gone_page(request: Request, pk: int) -> HttpResponse:
    """What became of a co-operative school that disappeared?"""
    found = next((one for one in waiting(request.user, request.moment).disappearances if one.pk == pk), None)
    if found is None:
        if request.method == "POST":
            return redirect(LIST)
        raise Http404
    form = WordsForm(request.POST or None)

    def do() -> str:
        hand.settle_disappearance(
            disappearance=found, outcome=form.cleaned_data["words"], by=request.user, at=request.moment
        )
        return LIST

    if form.is_bound and form.is_valid():
        try:
            address = once(form.key, do, at=request.moment)
        except hand.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Settled. The record says by whom.")
            return redirect(address)
    urns = [urn for urn in [*found.successors, *found.likely] if isinstance(urn, int)]
    names = dict(Establishment.objects.filter(urn__in=[found.urn, *urns]).values_list("urn", "name"))
    context = {
        "gone": found,
        "form": form,
        "held": found.urn in names,
        "successors": [(urn, names.get(urn, "")) for urn in found.successors],
        "likely": [(urn, names.get(urn, "")) for urn in found.likely],
    }
    return render(request, "site/looking/gone.html", context)
