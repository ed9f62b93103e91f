"""Recording what is given back or let off, and the page of the second person."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.kit.sheet import sheet
from coopnet.ledger.posting import NotPossible as NotInBooks
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.enums import SETTLED_WORDS, Settled
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.models import Invoice, Settlement
from coopnet.subscriptions.settling import actions, queries
from coopnet.subscriptions.settling.duties import AGREE
from coopnet.subscriptions.settling.forms import SettleForm

KEEP = "invoices.keep"


@needs(KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: Request, number: int) -> HttpResponse:
    """Record what is to be given back or let off."""
    invoice = get_object_or_404(Invoice.objects.select_related("member__organisation"), number=number)
    stands = row(invoice, request.today)
    refund = stands.overpaid > 0
    form = SettleForm(request.POST or None, refund=refund)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.settle(
                invoice=invoice, kind=Settled(given["kind"]), pence=given["pence"], reason=given["reason"],
                by=request.user, at=request.moment,
            )  # fmt: skip
            return f"/invoices/{invoice.number}/"

        try:
            address = once(form.key, do, at=request.moment)
        except NotPossible as refusal:
            form.add_error("pence", str(refusal))
        else:
            messages.success(request, "Recorded. It counts once a second person agrees.")
            return redirect(address)
    context = {"form": form, "invoice": invoice, "row": stands, "refund": refund}
    return render(request, "subscriptions/settle.html", context)


@needs(AGREE)
@require_safe
def second(request: Request) -> HttpResponse:
    """What waits, each with who recorded it and why."""
    rows = [(one, SETTLED_WORDS[Settled(one.kind)], one.recorded_by_id == request.user.pk) for one in queries.waiting()]
    return render(request, "subscriptions/second.html", {"rows": rows, "plain": OnceForm()})


@needs(AGREE)
@require_POST
def judge(request: Request, pk: int, act: str) -> HttpResponse:
    """Agree, or take it away."""
    if act not in ("agree", "drop"):
        raise Http404
    found = get_object_or_404(Settlement, pk=pk)
    form = OnceForm(request.POST)
    if not form.is_valid():
        return redirect("/invoices/second/")

    def do() -> str:
        if act == "agree":
            actions.agree(settlement=found, by=request.user, at=request.moment)
        else:
            actions.drop(settlement=found, by=request.user, at=request.moment)
        return "/invoices/second/"

    try:
        once(form.key, do, at=request.moment)
    except (NotPossible, NotInBooks) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It counts from today." if act == "agree" else "Taken away.")
    return redirect("/invoices/second/")


@needs(KEEP)
@require_safe
def payments(request: Request) -> HttpResponse:
    """Every payment and sum given back, as a sheet; sums in pounds."""
    head = ("Day", "Invoice", "Payer", "Sum", "Words", "In the books")
    rows = (
        (day, number, payer, Decimal(pence).scaleb(-2), words, posted)
        for day, number, payer, pence, words, posted in queries.payment_rows()
    )
    return sheet(f"payments-{request.today.isoformat()}", head, rows)
