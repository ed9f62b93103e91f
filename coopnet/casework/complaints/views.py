"""Complaints about data: the list, each with its clock."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.casework import rules
from coopnet.casework.actions import NotPossible
from coopnet.casework.complaints import actions, queries
from coopnet.casework.complaints.forms import AnswerForm, ComplaintForm, DayForm, MoreForm
from coopnet.casework.models import Complaint
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once


@needs(queries.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: Request) -> HttpResponse:
    """Those that wait, those that were answered, and the form for one that came."""
    form = ComplaintForm(request.POST or None, initial={"came_on": request.today})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("came_on", "name", "reach", "words")}

        def do() -> str:
            made = actions.take_down(key=form.key, **given, by=request.user, at=request.moment)
            return f"/complaints/{made.key}/"

        try:
            address = once(form.key, do, at=request.moment)
        except NotPossible as refusal:
            form.add_error("came_on", str(refusal))
        else:
            messages.success(request, "Taken down. The clock runs from the day on which it came.")
            return redirect(address)
    context = {
        "form": form,
        "waiting": queries.waiting(),
        "answered": queries.answered()[:50],
        "today": request.today,
        "days": rules.ACKNOWLEDGE_WITHIN.days,
    }
    return render(request, "casework/complaints.html", context)


def _page(request: Request, found: Complaint, given: dict[str, OnceForm] | None = None) -> HttpResponse:
    forms = given or {}
    start = {"day": request.today}
    context = {
        "found": found,
        "today": request.today,
        "acknowledge_by": found.came_on + rules.ACKNOWLEDGE_WITHIN,
        "acknowledge": forms.get("acknowledge") or DayForm(prefix="acknowledge", initial=start),
        "extend": forms.get("extend") or MoreForm(prefix="extend"),
        "answer": forms.get("answer") or AnswerForm(prefix="answer", initial=start),
        "may_extend": found.extended_on is None and request.today <= found.due_on,
        "more": rules.answer_by(found.came_on, extended=True),
        "faulty": next(iter(forms.values()), None),
    }
    return render(request, "casework/complaint.html", context)


@needs(queries.ACT)
@require_safe
def one(request: Request, key: UUID) -> HttpResponse:
    """One complaint: what was said, its days, and what comes next."""
    return _page(request, get_object_or_404(Complaint, key=key))


@needs(queries.ACT)
@require_POST
def act(request: Request, key: UUID, act: str) -> HttpResponse:
    """Acknowledge, take more time, answer."""
    found = get_object_or_404(Complaint, key=key)
    forms: dict[str, OnceForm] = {
        "acknowledge": DayForm(request.POST, prefix="acknowledge"),
        "extend": MoreForm(request.POST, prefix="extend"),
        "answer": AnswerForm(request.POST, prefix="answer"),
    }
    form = forms.get(act)
    if form is None:
        return redirect(f"/complaints/{key}/")
    if not form.is_valid():
        return _page(request, found, {act: form})
    given, by, at = form.cleaned_data, request.user, request.moment
    acts: dict[str, Callable[[], None]] = {
        "acknowledge": lambda: actions.acknowledge(complaint=found, day=given["day"], by=by, at=at),
        "extend": lambda: actions.extend(complaint=found, why=given["why"], by=by, at=at),
        "answer": lambda: actions.answer(complaint=found, day=given["day"], words=given["words"], by=by, at=at),
    }

    def do() -> str:
        acts[act]()
        return f"/complaints/{key}/"

    try:
        address = once(form.key, do, at=at)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(f"/complaints/{key}/")
    messages.success(request, "Noted.")
    return redirect(address)
