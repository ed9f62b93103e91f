"""The status page, and going on after a pause."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coopnet.kit import clock
from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs, public
from coopnet.kit.once import once
from coopnet.operations import status
from coopnet.operations.actions import NothingPaused, go_on
from coopnet.operations.forms import GoOnForm
from coopnet.operations.models import FrozenSubject

SEE = "operations.see"


@public
@require_http_methods(["GET", "HEAD"])
def status_page(request: Request) -> HttpResponse:
    """One sentence for everybody; figures for those who look after the machine."""
    machine = clock.machine_now()
    context: dict[str, object] = {"line": status.public_line(machine), "machine": machine}
    if may(request.user, SEE, at=request.moment):
        context |= {
            "lines": status.machine_lines(machine, request.moment),
            "jobs": status.job_lines(machine),
            "paused": status.paused(),
            "officer": True,
        }
    return render(request, "operations/status.html", context)


@needs(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def go_on_page(request: Request, pk: int) -> HttpResponse:
    """An officer lets changes go on, with a reason."""
    row = FrozenSubject.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    form = GoOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            go_on(subject=row.subject, reason=form.cleaned_data["reason"], by=request.user, at=request.moment)
            return "/status/"

        try:
            address = once(form.key, act, at=request.moment)
        except NothingPaused:
            messages.error(request, "Somebody has let changes go on already.")
            return HttpResponseRedirect("/status/")
        return HttpResponseRedirect(address)
    return render(request, "operations/go_on.html", {"form": form, "row": row})
