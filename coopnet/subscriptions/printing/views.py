"""Addresses at which the papers are had: by the treasurer, by whoever holds an invoice's link, and the quote by all."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from coopnet.kit.doors import Request, needs, own_rule, public
from coopnet.register.models import Establishment, Group
from coopnet.subscriptions import queries
from coopnet.subscriptions.invoices import links
from coopnet.subscriptions.models import Credit, Invoice, Supplier
from coopnet.subscriptions.printing import papers

KEEP = "invoices.keep"
_HELD = "The link was sent to the payer alone; it opens that payer's papers and nothing else."


def _pdf(data: bytes, name: str, *, private: bool = True) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    if private:
        answer["Cache-Control"] = "private, no-store"
    return answer


def _held(word: str) -> Invoice:
    found = links.invoice_of(word)
    if found is None:
        raise Http404
    return found


def _supplier(request: Request) -> HttpResponse:
    base: str = settings.WAGTAILADMIN_BASE_URL
    supplier = get_object_or_404(Supplier, pk=1)
    return _pdf(papers.supplier_paper(supplier, request.today, base.rstrip("/")), "supplier-details")


@needs(KEEP)
@require_safe
def invoice(request: Request, number: int) -> HttpResponse:
    """An invoice, for the treasurer."""
    found = get_object_or_404(Invoice.objects.select_related("member__organisation"), number=number)
    return _pdf(papers.invoice_paper(found, request.today), f"invoice-{found.number}")


@needs(KEEP)
@require_safe
def credit(request: Request, number: int, note: int) -> HttpResponse:
    """A credit note of an invoice, for the treasurer."""
    found = get_object_or_404(Credit.objects.select_related("invoice"), invoice__number=number, number=note)
    return _pdf(papers.credit_paper(found, request.today), f"credit-note-{found.number}")


@needs(KEEP)
@require_safe
def statement(request: Request, number: int) -> HttpResponse:
    """The account of whoever pays an invoice, for the treasurer."""
    found = get_object_or_404(Invoice.objects.select_related("payer"), number=number)
    return _pdf(papers.statement_paper(found.payer, request.today), f"statement-{found.number}")


@needs(KEEP)
@require_safe
def supplier(request: Request) -> HttpResponse:
    """The supplier sheet, for the treasurer."""
    return _supplier(request)


@own_rule(_HELD)
@require_safe
def payers_invoice(request: Request, word: str) -> HttpResponse:
    """The invoice of a link."""
    found = _held(word)
    return _pdf(papers.invoice_paper(found, request.today), f"invoice-{found.number}")


@own_rule(_HELD)
@require_safe
def payers_credit(request: Request, word: str, note: int) -> HttpResponse:
    """A credit note of the invoice of a link; those of other invoices are not found."""
    found = get_object_or_404(Credit.objects.select_related("invoice"), invoice=_held(word), number=note)
    return _pdf(papers.credit_paper(found, request.today), f"credit-note-{found.number}")


@own_rule(_HELD)
@require_safe
def payers_statement(request: Request, word: str) -> HttpResponse:
    """The account for the member of the link: of others for whom the same payer pays it tells nothing."""
    found = _held(word)
    data = papers.statement_paper(found.payer, request.today, found.member)
    return _pdf(data, f"statement-{found.number}")


@own_rule(_HELD)
@require_safe
def payers_supplier(request: Request, word: str) -> HttpResponse:
    """What the payer's finance office needs to set us up."""
    _held(word)
    return _supplier(request)


@public
@require_safe
def quote(request: Request, sort: str, number: int, kind: str) -> HttpResponse:
    """What a school (by its number) or a trust (by its uid) would pay; for the governors' papers."""
    scheme = queries.scheme_on(request.today)
    thing: Establishment | Group | None
    if sort == "school":
        thing = Establishment.objects.filter(urn=number).first()
    else:
        thing = Group.objects.filter(uid=str(number)).first()
    if scheme is None or thing is None or kind not in scheme.scheme.bands:
        raise Http404
    found = queries.quote_for(scheme, kind, thing, request.today)
    if not found.lines:
        raise Http404
    data = papers.quote_paper(scheme, thing, found, request.today)
    return _pdf(data, f"quote-{number}", private=False)
