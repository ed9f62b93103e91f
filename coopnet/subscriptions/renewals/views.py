"""Who is late: the list to ring from, what was promised, and the look before memberships end."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.queries import reach
from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.kit.sheet import sheet
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.models import Invoice
from coopnet.subscriptions.renewals import actions, queries
from coopnet.subscriptions.renewals.duties import KEEP
from coopnet.subscriptions.renewals.forms import BankDayForm, LookForm, PromiseForm
from coopnet.subscriptions.renewals.queries import Owing

CHASE = "invoices.chase"


def _mine(request: Request) -> list[Owing]:
    """Those late that this officer may know of."""
    keys = reach(request.user, CHASE, request.today)
    return [owed for owed in queries.owing(request.today) if keys is None or owed.one.regions & keys]


@needs(CHASE)
@require_safe
def late(request: Request) -> HttpResponse:
    """Whom to ring first."""
    rows = _mine(request)
    context = {
        "rows": rows,
        "owed": sum(owed.row.owed for owed in rows),
        "reach": queries.reach(request.today),
        "to_look": sum(owed.to_look and owed.late.looked is None for owed in rows),
        "keeps": bool(may(request.user, KEEP, at=request.moment)),
    }
    return render(request, "subscriptions/late.html", context)


@needs(CHASE)
@require_safe
def as_sheet(request: Request) -> HttpResponse:
    """The same list as a sheet."""
    head = ("Member", "Invoice", "To pay", "Due", "Reminders", "Promised until", "May end on", "Ring", "Telephone")
    rows = (
        (owed.one.member, owed.row.invoice.number, f"{owed.row.owed // 100}.{owed.row.owed % 100:02}", owed.late.due,
         len(owed.reminders), owed.late.promised or "", owed.ends_on, owed.ring.name if owed.ring else "",
         ", ".join(owed.phones))
        for owed in _mine(request)
    )  # fmt: skip
    return sheet(f"late-{request.today.isoformat()}", head, rows)


def _one(request: Request, number: int) -> Owing:
    found = next((owed for owed in _mine(request) if owed.row.invoice.number == number), None)
    if found is None:
        raise Http404
    return found


@needs(CHASE)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, number: int) -> HttpResponse:
    """One late member: whom to ring, what was sent and said, and a field for a promise."""
    found = _one(request, number)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.promise(
                invoice=found.row.invoice, until=given["until"], words=given["words"], by=request.user,
                at=request.moment,
            )  # fmt: skip
            return "/late/"

        try:
            address = once(form.key, do, at=request.moment)
        except NotPossible as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, "Noted. No reminder goes before that day is over.")
            return redirect(address)
    context = {
        "owed": found,
        "form": form,
        "promises": found.row.invoice.promises.select_related("noted_by").order_by("-pk"),
        "keeps": bool(may(request.user, KEEP, at=request.moment)),
    }
    return render(request, "subscriptions/late_one.html", context)


@needs(KEEP)
@require_safe
def ending(request: Request) -> HttpResponse:
    """Memberships about to end: what keeps each, and one press for whoever has looked."""
    return _ending(request)


def _ending(request: Request, bank: BankDayForm | None = None) -> HttpResponse:
    rows = [owed for owed in queries.owing(request.today) if owed.to_look]
    context = {
        "rows": rows,
        "unseen": any(owed.late.looked is None for owed in rows),
        "form": LookForm(prefix="look"),
        "bank": bank or BankDayForm(prefix="bank"),
        "reach": queries.reach(request.today),
        "policy": queries.policy(request.today),
    }
    return render(request, "subscriptions/ending.html", context)


@needs(KEEP)
@require_POST
def looked(request: Request) -> HttpResponse:
    """I have looked at those that are ticked."""
    form = LookForm(request.POST, prefix="look")
    ticked = [int(n) for n in request.POST.getlist("invoice") if n.isascii() and n.isdecimal() and len(n) < 10]
    if not form.is_valid():
        return _ending(request)
    rows = list(Invoice.objects.filter(number__in=ticked).order_by("number"))

    def do() -> str:
        actions.look(invoices=rows, by=request.user, at=request.moment)
        return "/late/ending/"

    try:
        once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Noted that you looked. The rule takes its course, and a payment stops it.")
    return redirect("/late/ending/")


@needs(KEEP)
@require_POST
def bank_day(request: Request) -> HttpResponse:
    """How far what came is recorded."""
    form = BankDayForm(request.POST, prefix="bank")
    if not form.is_valid():
        return _ending(request, form)

    def do() -> str:
        actions.bank_reaches(reach=form.cleaned_data["reach"], by=request.user, at=request.moment)
        return "/late/ending/"

    try:
        once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        form.add_error("reach", str(refusal))
        return _ending(request, form)
    messages.success(request, "Noted. Reminders say how far our bank records run.")
    return redirect("/late/ending/")
