"""The letters about invoices. Bank details stand on the invoice behind the link, and never in a letter."""

from datetime import datetime

from coopnet.bodies.rules import long_day
from coopnet.kit import money
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.notices import actions as notices
from coopnet.subscriptions.invoices import links
from coopnet.subscriptions.models import Invoice, Payment


def send(invoice: Invoice, *, by: Actor, at: datetime) -> None:
    """The invoice, to whoever sees to it. Without an address nothing is sent: officers see it among those to print."""
    if not invoice.to_email:
        return
    network = Network.objects.get(pk=1)
    notices.queue(
        kind="notice",
        key=f"invoice:{invoice.number}",
        to=invoice.to_email,
        to_name=invoice.to_name,
        subject=f"{network.short_name}: invoice {invoice.number} for {invoice.member}, due {long_day(invoice.due_on)}",
        text=f"{links.address(invoice)}\n\n"
        f"The link above opens invoice {invoice.number} for {money.pounds(invoice.pence)}: the subscription of "
        f"{invoice.member} until {long_day(invoice.year_ends)}. It needs no account. You can print it, add your order "
        "number, and see how to pay.\n\n"
        "Our bank details never change by e-mail. They stand on the invoice behind the link, and nowhere else.",
        about=str(invoice.member),
        printable=True,
        by=by,
        at=at,
    )


def receipt(payment: Payment, left: int, *, by: Actor, at: datetime) -> None:
    """What came, and what is left to pay."""
    invoice = payment.invoice
    if not invoice.to_email:
        return
    network = Network.objects.get(pk=1)
    rest = f"{money.pounds(left)} is still to pay." if left else "It is paid. Thank you."
    notices.queue(
        kind="notice",
        key=f"receipt:{payment.pk}",
        to=invoice.to_email,
        to_name=invoice.to_name,
        subject=f"{network.short_name}: we have your payment for invoice {invoice.number}",
        text=f"{links.address(invoice)}\n\n{money.pounds(payment.pence)} came on {long_day(payment.day)} for invoice "
        f"{invoice.number}, {invoice.member}. {rest} The link above shows it, and serves as a receipt.",
        about=str(invoice.member),
        by=by,
        at=at,
    )
