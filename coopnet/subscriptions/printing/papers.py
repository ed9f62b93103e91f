"""Each paper with its data. What it says is what the page says; sums are whole pence until they are set."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from coopnet.bodies.rules import long_day
from coopnet.kit import money, paper
from coopnet.kit.models import Network
from coopnet.membership.models import Member
from coopnet.people.models import Organisation
from coopnet.register.models import Establishment, Group
from coopnet.subscriptions import queries
from coopnet.subscriptions.enums import Settled
from coopnet.subscriptions.invoices import queries as invoices
from coopnet.subscriptions.models import Credit, Invoice, Payment, PriceScheme, Settlement, Supplier
from coopnet.subscriptions.prices import Quote

FOLDER = "subscriptions/papers"


def _set(template: str, data: dict[str, Any], title: str, day: date) -> bytes:
    network = Network.objects.get(pk=1)
    return paper.render(f"{FOLDER}/{template}.typ", {"network": network.name, **data}, title=title, day=day)


def _moves(held: Sequence[Invoice], on: date) -> dict[int, list[tuple[date, str, int]]]:
    """What took off from each invoice up to a day: payments, credit notes, and, against it, money given back.

    Three questions, however many invoices.
    """
    found: dict[int, list[tuple[date, str, int]]] = {invoice.pk: [] for invoice in held}
    for payment in Payment.objects.filter(invoice__in=held, day__lte=on).order_by("pk"):
        words = "Payment taken back" if payment.takes_back_id else "Payment"
        said = f"{words}, {payment.words}" if payment.words else words
        found[payment.invoice_id].append((payment.day, said, payment.pence))
    for credit in Credit.objects.filter(invoice__in=held, day__lte=on).order_by("number"):
        found[credit.invoice_id].append((credit.day, f"Credit note {credit.number}. {credit.reason}", credit.pence))
    refunds = Settlement.objects.filter(invoice__in=held, kind=Settled.REFUND.value, agreed_by__isnull=False)
    for back in refunds.filter(day__lte=on).order_by("pk"):
        assert back.day is not None, "what is agreed has its day"
        found[back.invoice_id].append((back.day, "Given back", -back.pence))
    return {pk: sorted(rows, key=lambda row: row[0]) for pk, rows in found.items()}


def _heads(invoice: Invoice, stand: str, on: date) -> dict[str, Any]:
    """Who sends to whom, for what, and how the invoice stands."""
    to = [invoice.payer_name, invoice.payer_address.replace(", ", "\n"), invoice.to_name]
    return {
        "seller": f"{invoice.seller['name']}\n{invoice.seller['address']}",
        "seller_email": invoice.seller["email"],
        "to": "\n".join(part for part in to if part),
        "what": f"Subscription of {invoice.member}, from {long_day(invoice.year_starts)} up to "
        f"{long_day(invoice.year_ends)}",
        "order_number": invoice.order_number,
        "stand": f"{stand.capitalize()}, on {long_day(on)}",
    }


def credit_paper(credit: Credit, on: date) -> bytes:
    """A credit note, and how its invoice stands on a day."""
    invoice = credit.invoice
    row = invoices.row(invoice, on)
    data = {
        **_heads(invoice, row.words, on),
        "written": long_day(credit.day),
        "of": f"Invoice {invoice.number} of {long_day(invoice.issued_on)}",
        "reason": credit.reason,
        "pence": credit.pence,
        "vat": invoice.vat_words,
        "asked": invoice.pence,
        "owed": row.owed,
    }
    return _set("credit", data, f"Credit note {credit.number}", on)


def invoice_paper(invoice: Invoice, on: date) -> bytes:
    """An invoice as it stands on a day; paid, it serves as a receipt."""
    row = invoices.row(invoice, on)
    data = {
        **_heads(invoice, row.words, on),
        "issued": long_day(invoice.issued_on),
        "due": long_day(invoice.due_on),
        "lines": [[words, why[:1].upper() + why[1:], pence] for words, why, pence in invoice.lines],
        "vat": invoice.vat_words,
        "pence": invoice.pence,
        "moves": [[long_day(day), words, pence] for day, words, pence in _moves([invoice], on)[invoice.pk]],
        "owed": row.owed,
        "too_late": on > invoice.due_on,
        "account": invoice.seller["account_name"],
        "sort_code": invoice.seller["sort_code"],
        "account_number": invoice.seller["account_number"],
        "reference": f"Invoice {invoice.number}",
    }
    return _set("invoice", data, f"Invoice {invoice.number}", on)


def statement_paper(payer: Organisation, on: date, member: Member | None = None) -> bytes:
    """A payer's account: every invoice and all that came or was taken off, with what is open after each.

    ``member``: for this one alone, where the payer pays for several and the reader is one of them.
    """
    rows_of = Invoice.objects.filter(payer=payer, issued_on__lte=on).select_related("member__organisation")
    held = list((rows_of.filter(member=member) if member else rows_of).order_by("number"))
    moved = _moves(held, on)
    moves: list[tuple[date, int, str, int, int]] = []
    for invoice in held:
        words = f"Invoice {invoice.number}, {invoice.member}"
        moves.append((invoice.issued_on, 0, words, invoice.pence, 0))
        moves += [(day, 1, f"{what} (invoice {invoice.number})", 0, pence) for day, what, pence in moved[invoice.pk]]
    rows, still = [], 0
    for day, _, words, asked, came in sorted(moves, key=lambda move: (move[0], move[1], move[2])):
        still += asked - came
        rows.append([long_day(day), words, asked, came, still])
    seller = held[-1].seller if held else {}
    account = ", ".join(str(seller.get(name, "")) for name in ("account_name", "sort_code", "account_number"))
    data = {"to": payer.name, "on": long_day(on), "account": account.strip(", "), "rows": rows, "open": still}
    return _set("statement", data, f"Statement of account, {payer.name}", on)


def supplier_paper(supplier: Supplier, on: date, web: str) -> bytes:
    """What a finance office asks for before it can pay."""
    network = Network.objects.get(pk=1)
    scheme, more = queries.scheme_on(on), invoices.registration_on(on)
    data = {
        "company_number": more.company_number if more else "", "vat_number": more.vat_number if more else "",
        "phone": more.phone if more else "",
        "name": supplier.name, "society": network.society_name, "address": supplier.address.replace(", ", "\n"),
        "email": supplier.email, "web": web, "vat": scheme.scheme.vat_words if scheme else "",
        "what": "The yearly subscription of member schools and trusts",
        "terms": "Each invoice says by when it is due. It can be paid in parts.",
        "account_name": supplier.account_name, "sort_code": supplier.sort_code,
        "account_number": supplier.account_number,
    }  # fmt: skip
    return _set("supplier", data, f"Supplier details: {supplier.name}", on)


def quote_paper(scheme: PriceScheme, thing: Establishment | Group, quote: Quote, on: date) -> bytes:
    """What a school or trust would pay if it joined on that day."""
    begins, ends = queries.year_of(on)
    whole = "" if quote.whole_year == quote.total else f" Then {money.pounds(quote.whole_year)} for each whole year."
    data = {
        "for": thing.name, "on": long_day(on),
        "prices": f"{scheme.title}: {scheme.basis_words}, {long_day(scheme.basis_day)}",
        "period": f"{long_day(max(begins, on))} up to {long_day(ends)}.{whole}",
        "lines": [[line.words, line.why[:1].upper() + line.why[1:], line.pence] for line in quote.lines],
        "vat": scheme.scheme.vat_words, "pence": quote.total,
    }  # fmt: skip
    return _set("quote", data, f"Quote for {thing.name}", on)
