"""Letters about money that has not come, and about an end that followed. They say how far our bank records run."""

from datetime import date, datetime

from django.conf import settings

from coopnet.bodies.rules import long_day
from coopnet.kit import money
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.notices import actions as notices
from coopnet.people.models import Person
from coopnet.subscriptions.invoices import links
from coopnet.subscriptions.models import Ending, Invoice, Reminder


def to(invoice: Invoice, person: Person | None) -> tuple[str, str]:
    """Address and name: whoever sees to invoices today, else whom the invoice was sent to."""
    if person is not None and person.email:
        return person.email, person.name
    return invoice.to_email, invoice.to_name


def remind(
    reminder: Reminder, *, address: str, name: str, ends_on: date, last: bool, by: Actor, at: datetime
) -> None:  # fmt: skip
    """Still to pay. The last one says from when membership may end."""
    invoice = reminder.invoice
    network = Network.objects.get(pk=1)
    known = (
        f"Our bank records run to {long_day(reminder.reach)}. If you have paid since, please ignore this letter."
        if reminder.reach
        else "If you have paid in the last few days, please ignore this letter."
    )
    end = (
        f"\n\nThis is our last reminder. If nothing comes, membership ends on {long_day(ends_on)} or later. We would "
        "much rather keep you. If money is short, tell us: the board can help."
        if last
        else ""
    )
    notices.queue(
        kind="notice",
        key=f"reminder:{invoice.number}:{reminder.number}",
        to=address,
        to_name=name,
        subject=f"{network.short_name}: invoice {invoice.number} for {invoice.member} is still to pay",
        text=f"{links.address(invoice)}\n\n"
        f"{money.pounds(reminder.owed)} of invoice {invoice.number} for {invoice.member} was due on "
        f"{long_day(invoice.due_on)}. {known}\n\n"
        "The link above shows the invoice and how to pay. Our bank details stand there, and never change by e-mail. "
        f"Will it take longer? Answer this letter and say by when, and we wait.{end}",
        about=str(invoice.member),
        printable=True,
        by=by,
        at=at,
    )


def ended(ending: Ending, *, address: str, name: str, by: Actor, at: datetime) -> None:
    """Membership ended, with thanks and the way back."""
    invoice = ending.invoice
    network = Network.objects.get(pk=1)
    base: str = settings.WAGTAILADMIN_BASE_URL
    notices.queue(
        kind="notice",
        key=f"ended:{invoice.number}:{ending.period_id}",
        to=address,
        to_name=name,
        subject=f"{network.short_name}: membership of {invoice.member} ended on {long_day(ending.day)}",
        text=f"{base.rstrip('/')}/join/\n\n"
        f"Thank you for the time you were with us. Invoice {invoice.number} was not paid, so by our rules membership "
        f"of {invoice.member} ended on {long_day(ending.day)}. Your history with us is kept.\n\n"
        "You are welcome back at any time: the link above takes three minutes. If this is a mistake, answer this "
        "letter and we put it right.",
        about=str(invoice.member),
        printable=True,
        by=by,
        at=at,
    )
