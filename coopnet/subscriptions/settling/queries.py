"""What waits for a second person, and every payment as a sheet tells it."""

from collections.abc import Iterator
from datetime import date

from coopnet.subscriptions.enums import UNPOSTED_WORDS, Unposted
from coopnet.subscriptions.models import Payment, Posting, Settlement


def waiting() -> list[Settlement]:
    """What waits, the oldest first."""
    rows = Settlement.objects.filter(agreed_by__isnull=True, dropped_at__isnull=True)
    return list(rows.select_related("invoice__member__organisation", "recorded_by").order_by("recorded_at", "pk"))


def payment_rows() -> Iterator[tuple[date, int, str, int, str, str]]:
    """Every payment and sum given back by day: for books that are kept elsewhere."""
    held = {p.payment_id or -(p.settlement_id or 0): p for p in Posting.objects.select_related("entry")}
    came = Payment.objects.select_related("invoice").order_by("day", "pk")
    for one in came.iterator(chunk_size=500):
        yield one.day, one.invoice.number, one.invoice.payer_name, one.pence, one.words, _posted(held.get(one.pk))
    back = Settlement.objects.filter(agreed_by__isnull=False, kind="refund").select_related("invoice")
    for given in back.order_by("day", "pk"):
        assert given.day is not None, "what is agreed has its day"
        yield (
            given.day, given.invoice.number, given.invoice.payer_name, -given.pence, given.reason,
            _posted(held.get(-given.pk)),
        )  # fmt: skip


def _posted(posting: Posting | None) -> str:
    if posting is None:
        return ""
    if posting.entry is None:
        return UNPOSTED_WORDS[Unposted(posting.why_not)]
    return f"Entry {posting.entry.number}" if posting.entry.posted else "waits for a second person"
