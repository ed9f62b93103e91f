"""The record of acts for officers: who did what and when; details only for a reason, which is recorded."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.audit import actions, queries
from coopnet.audit.forms import AskForm, OpenForm
from coopnet.kit import clock
from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once


@needs("record.see")
@require_safe
def record(request: Request) -> HttpResponse:
    """The acts, newest first."""
    form = AskForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    since, until = asked.get("since"), asked.get("until")
    found = queries.find(
        who=asked.get("who", ""),
        what=asked.get("what", ""),
        subject=asked.get("subject", ""),
        since=clock.london(since, 0) if since else None,
        until=clock.london(until + timedelta(days=1), 0) if until else None,
    )
    before = request.GET.get("before", "")
    page = queries.page(found, before=int(before) if before.isdecimal() and len(before) < 16 else None)
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {
        "form": form,
        "page": page,
        "narrowed": bool(kept),
        "newest": f"?{urlencode(kept)}" if before else "",
        "older": f"?{urlencode({**kept, 'before': page.older})}" if page.older else "",
    }
    return render(request, "audit/record.html", context)


@needs("record.see")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: Request, number: int) -> HttpResponse:
    """One act. Its values are shown for a quarter of an hour to whoever gave a reason."""
    act = queries.get_act(number)
    if act is None:
        raise Http404
    opened = queries.opened_by(number, by=request.user, at=request.moment)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.open_details(number=number, reason=form.cleaned_data["reason"], by=request.user, at=request.moment)
            return reverse("audit:entry", args=[number])

        return HttpResponseRedirect(once(form.key, do, at=request.moment))
    context = {
        "act": act,
        "opened": opened,
        "form": form,
        "values": sorted(queries.values_of(number).items()) if opened else [],
    }
    return render(request, "audit/entry.html", context)
