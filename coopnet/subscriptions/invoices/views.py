"""The treasurer's pages of invoices, and the one page that a payer opens without an account."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.actors import System
from coopnet.kit.doors import Request, needs, own_rule
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.kit.sheet import sheet
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.enums import Settled
from coopnet.subscriptions.invoices import actions, links, queries
from coopnet.subscriptions.invoices.forms import CreditForm, FindForm, OrderForm, PayForm, RunForm, SupplierForm
from coopnet.subscriptions.invoices.rules import STAND_WORDS, Stand
from coopnet.subscriptions.models import Invoice, Registration, Supplier
from coopnet.subscriptions.queries import year_of

KEEP = "invoices.keep"
PAYER = System("link to the payer")
PAGE = 50


def _found(request: Request) -> list[queries.Row]:
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Invoice.objects.select_related("member__organisation").order_by("-number")
    words = asked.get("q") or ""
    if words:
        number = Q(number=int(words)) if words.isascii() and words.isdecimal() and len(words) < 9 else Q()
        rows = rows.filter(Q(payer_name__icontains=words) | Q(member__organisation__name__icontains=words) | number)
    found = queries.rows(rows, request.today)
    return [row for row in found if asked.get("stand") in (None, "", row.stand.value)]


@needs(KEEP)
@require_safe
def invoices(request: Request) -> HttpResponse:
    """All invoices, the newest first, with what is still to come."""
    rows = _found(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    narrowed = request.GET.copy()
    narrowed.pop("page", None)
    context = {
        "page": page,
        "query": narrowed.urlencode(),
        "words": request.GET.get("q", "")[:80],
        "stand": request.GET.get("stand", ""),
        "stands": [(s.value, w) for s, w in STAND_WORDS.items()],
        "owed": sum(row.owed for row in rows),
        "late": sum(row.owed for row in rows if row.stand is Stand.LATE),
        "supplier": Supplier.objects.filter(pk=1).first(),
    }
    return render(request, "subscriptions/invoices.html", context)


@needs(KEEP)
@require_safe
def as_sheet(request: Request) -> HttpResponse:
    """The same list as a sheet; sums in pounds."""
    head = ("Number", "Issued", "Due", "Payer", "Member", "Order number", "Sum", "Paid", "Credited", "To pay", "Stands")
    rows = (
        (r.invoice.number, r.invoice.issued_on, r.invoice.due_on, r.invoice.payer_name, r.invoice.member,
         r.invoice.order_number, *(f"{p // 100}.{p % 100:02}" for p in (r.invoice.pence, r.paid, r.credited, r.owed)),
         r.words)
        for r in _found(request)
    )  # fmt: skip
    return sheet(f"invoices-{request.today.isoformat()}", head, rows)


@needs(KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: Request) -> HttpResponse:
    """What a run would send, and what it leaves out and why; one press sends them all."""
    form = RunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            sent = actions.run(by=request.user, at=request.moment)
            return f"/invoices/?sent={len(sent)}"

        try:
            address = once(form.key, do, at=request.moment)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            return redirect("/invoices/run/")
        messages.success(request, "The invoices are sent.")
        return redirect(address)
    scheme, found = queries.drafts(request.today)
    good = [draft for draft in found if not draft.problem]
    begins, ends = year_of(request.today)
    context = {
        "form": form,
        "scheme": scheme,
        "good": good,
        "total": sum(draft.quote.total for draft in good if draft.quote),
        "silent": sum(not draft.to_email for draft in good),
        "problems": [draft for draft in found if draft.problem],
        "supplier": Supplier.objects.filter(pk=1).first(),
        "begins": begins,
        "ends": ends,
    }
    return render(request, "subscriptions/run.html", context)


@needs(KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def supplier(request: Request) -> HttpResponse:
    """Who sends invoices, and to which account they are paid."""
    held = Supplier.objects.filter(pk=1).first()
    names = ("name", "address", "email", "account_name", "sort_code", "account_number")
    now, more = queries.registration_on(request.today), ("company_number", "vat_number", "phone")
    initial = {name: getattr(held, name) for name in names} if held else {}
    initial |= {name: getattr(now, name, "") for name in more}
    form = SupplierForm(request.POST or None, initial={**initial, "starts": request.today})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in names}
        dated = Registration(
            starts=form.cleaned_data["starts"] or request.today, **{name: form.cleaned_data[name] for name in more}
        )

        def do() -> str:
            actions.set_supplier(supplier=Supplier(**given), by=request.user, at=request.moment)
            actions.set_registration(registration=dated, by=request.user, at=request.moment)
            return "/invoices/"

        address = once(form.key, do, at=request.moment)
        messages.success(request, "It stands on every invoice from now on.")
        return redirect(address)
    return render(request, "subscriptions/supplier.html", {"form": form})


def _invoice(number: int) -> Invoice:
    found = Invoice.objects.filter(number=number).select_related("member__organisation", "payer").first()
    if found is None:
        raise Http404
    return found


def _page(request: Request, found: Invoice, forms: dict[str, OnceForm] | None = None) -> HttpResponse:
    given = forms or {}
    context = {
        **_shown(request, found),
        "pay": given.get("pay") or PayForm(prefix="pay", initial={"day": request.today}),
        "credit": given.get("credit") or CreditForm(prefix="credit"),
        "back": OnceForm(prefix="back"),
        "address": links.address(found),
    }
    return render(request, "subscriptions/invoice.html", context)


def _shown(request: Request, found: Invoice) -> dict[str, object]:
    return {
        "row": queries.row(found, request.today),
        "invoice": found,
        "payments": found.payments.order_by("day", "pk"),
        "taken": set(found.payments.filter(takes_back__isnull=False).values_list("takes_back", flat=True)),
        "credits": found.credits.order_by("number"),
        "given_back": found.settlements.filter(kind=Settled.REFUND.value, agreed_by__isnull=False).order_by(
            "day", "pk"
        ),
    }


@needs(KEEP)
@require_safe
def one(request: Request, number: int) -> HttpResponse:
    """One invoice: as it was sent, what came, and what to do with it."""
    return _page(request, _invoice(number))


@needs(KEEP)
@require_POST
def act(request: Request, number: int, act: str) -> HttpResponse:
    """Record what came, take a payment back, credit."""
    found = _invoice(number)
    forms: dict[str, OnceForm] = {
        "pay": PayForm(request.POST, prefix="pay"),
        "credit": CreditForm(request.POST, prefix="credit"),
        "back": OnceForm(request.POST, prefix="back"),
    }
    form = forms.get(act)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _page(request, found, {act: form})
    given, by, at = form.cleaned_data, request.user, request.moment

    def back() -> None:
        pk = request.POST.get("payment", "")
        payment = found.payments.filter(pk=int(pk) if pk.isascii() and pk.isdecimal() and len(pk) < 12 else 0).first()
        if payment is None:
            raise NotPossible("That payment is not there.")
        actions.take_back(payment=payment, words="Recorded by mistake", by=by, at=at)

    acts: dict[str, tuple[Callable[[], object], str]] = {
        "pay": (
            lambda: actions.pay(
                invoice=found, pence=given["pence"], day=given["day"], words=given["words"], by=by, at=at
            ),
            "Recorded. A receipt is on its way.",
        ),
        "credit": (
            lambda: actions.credit(invoice=found, pence=given["pence"], reason=given["reason"], by=by, at=at),
            "The credit note stands.",
        ),
        "back": (back, "Taken back. Both rows stay to be seen."),
    }
    do, words = acts[act]

    def step() -> str:
        do()
        return f"/invoices/{found.number}/"

    try:
        once(form.key, step, at=at)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(f"/invoices/{found.number}/")


@own_rule("The link was sent to the payer alone; it opens that one invoice and nothing else.")
@require_http_methods(["GET", "HEAD", "POST"])
def payer(request: Request, word: str) -> HttpResponse:
    """The invoice as the payer sees it: to print, with how to pay, and a field for an order number."""
    found = links.invoice_of(word)
    if found is None:
        raise Http404
    form = OrderForm(request.POST or None, initial={"order_number": found.order_number})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["order_number"]
        actions.add_order_number(invoice=found, order_number=number, by=PAYER, at=request.moment)
        messages.success(request, "Your order number stands on the invoice.")
        return redirect(request.path)
    answer = render(request, "subscriptions/payer.html", {**_shown(request, found), "form": form, "word": word})
    answer["Cache-Control"] = "private, no-store"
    return answer
