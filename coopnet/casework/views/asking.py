"""Asking for help in confidence. Who reads it and by when a person rings is said before anything is typed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.casework import actions, queries, routing, rules
from coopnet.casework.forms import HelpForm
from coopnet.kit.actors import System
from coopnet.kit.doors import Request, public
from coopnet.kit.once import once
from coopnet.regions.queries import all_regions

WRITER = System("help form")
SENT = "/help/confidence/sent/"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """One screen. The region in the address, or the one chosen, says who rings."""
    regions = all_regions(request.today)
    wanted = request.POST.get("region", request.GET.get("region", ""))
    region = next((one for one in regions if wanted in (one.key, one.slug)), None)
    form = HelpForm(
        request.POST or None,
        regions=[(one.key, one.name) for one in regions],
        initial={"region": region.key if region else ""},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.ask(
                key=form.key,
                region=next((one for one in regions if one.key == given["region"]), None),
                name=given["name"],
                phone=given["phone"],
                email="",
                school=given["school"],
                when=given["when"],
                words=given["words"],
                urgent=given["urgent"],
                by=WRITER,
                at=request.moment,
            )
            return f"{SENT}?urgent=1" if given["urgent"] else SENT

        return redirect(once(form.key, do, at=request.moment))
    context = {
        "form": form,
        "region": region,
        "regions": [(one, routing.readers(one.key, request.today)) for one in regions],
        "readers": routing.readers(region.key if region else "", request.today),
        "urgent_by": rules.ring_by(request.moment, urgent=True),
        "ring_by": rules.ring_by(request.moment, urgent=False),
        "in_time": queries.rung_in_time(request.moment),
    }
    return render(request, "casework/ask.html", context)


@public
@require_safe
def sent(request: Request) -> HttpResponse:
    """Thank you, and what happens next."""
    urgent = request.GET.get("urgent") == "1"
    return render(request, "casework/sent.html", {"ring_by": rules.ring_by(request.moment, urgent=urgent)})
