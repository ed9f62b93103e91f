"""Who is late on a day, what comes next for each, and how far the bank records reach."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Max

from coopnet.membership import queries as membership
from coopnet.membership.enums import Duty
from coopnet.membership.models import Mandate
from coopnet.membership.queries import Belongs
from coopnet.people.enums import ContactKind
from coopnet.people.models import ContactPoint, Person
from coopnet.rulebook import queries as rulebook
from coopnet.subscriptions.invoices import queries as invoices
from coopnet.subscriptions.invoices.queries import Row
from coopnet.subscriptions.models import BankDay, Invoice, Look, Promise, Reminder
from coopnet.subscriptions.renewals import rules
from coopnet.subscriptions.renewals.rules import Late, Policy
from coopnet.subscriptions.statements.queries import covered, waiting


def policy(on: date) -> Policy:
    """What the rules say that day. Raises NoRule."""
    return Policy(
        reminders=rulebook.integers("money", "reminders-after", on),
        lapse=rulebook.duration("money", "lapse-after", on),
        pause=rulebook.season("money", "no-lapse", on),
        needs_records=rulebook.boolean("money", "lapse-needs-bank-records", on),
    )


def reach(on: date) -> date | None:
    """The last day up to which what came is recorded, as known on ``on``; None where nobody ever said.

    By the treasurer's word, or by the bank's files: these up to the first line of which nobody has said what it pays.
    """
    said: date | None = BankDay.objects.filter(day__lte=on).aggregate(last=Max("reach"))["last"]
    files, _ = covered(on)
    open_line = waiting().filter(day__lte=on).first()
    if files is not None and open_line is not None:
        files = min(files, open_line.day - timedelta(days=1))
    return max((day for day in (said, files) if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Owing:
    """A member whose oldest open invoice is past its day, with all that decides what comes next."""

    one: Belongs
    row: Row
    late: Late
    ends_on: date
    why_not_yet: str
    waits: bool
    to_look: bool
    promise: Promise | None
    reminders: list[Reminder]
    ring: Person | None = None
    phones: tuple[str, ...] = ()
    others: int = 0


def owing(on: date, *, only: int | None = None) -> list[Owing]:
    """Everybody late on a day, whose membership ends soonest first. Some queries, however many there are.

    ``only``: the id of the one member asked about.
    """
    by_member: dict[int, list[Row]] = {}
    rows = Invoice.objects.filter(due_on__lt=on).select_related("member__organisation", "payer")
    if only is not None:
        rows = rows.filter(member=only)
    for row in invoices.rows(rows.order_by("due_on", "number"), on):
        if row.owed:
            by_member.setdefault(row.invoice.member_id, []).append(row)
    if not by_member:
        return []
    oldest = [rows[0].invoice.pk for rows in by_member.values()]
    reminded: dict[int, list[Reminder]] = {}
    for reminder in Reminder.objects.filter(invoice__in=oldest, day__lte=on).order_by("number"):
        reminded.setdefault(reminder.invoice_id, []).append(reminder)
    promises = {row.invoice_id: row for row in Promise.objects.filter(invoice__in=oldest, day__lte=on).order_by("pk")}
    looked = {
        row["invoice"]: row["last"]
        for row in Look.objects.filter(invoice__in=oldest, day__lte=on).values("invoice").annotate(last=Max("day"))
    }
    said, holds, acting = reach(on), policy(on), membership.all_mandates(on, None if only is None else [only])
    found: list[Owing] = []
    for one in membership.belonging(on, only=None if only is None else [only]):
        mine = by_member.get(one.member.pk)
        if mine is None or one.state not in rules.ASKED:
            continue
        invoice = mine[0].invoice
        promise = promises.get(invoice.pk)
        late = Late(
            due=_due(invoice, one), state=one.state,
            reminded=tuple((row.number, row.day) for row in reminded.get(invoice.pk, [])),
            promised=promise.until if promise else None, reach=said, looked=looked.get(invoice.pk),
        )  # fmt: skip
        if on <= late.due:
            continue
        found.append(
            Owing(
                one=one, row=mine[0], late=late, ends_on=rules.ends_on(late.due, holds),
                why_not_yet=rules.why_not_yet(late, holds, on), waits=late.waits(on),
                to_look=rules.to_look(late, holds, on), promise=promise, reminders=reminded.get(invoice.pk, []),
                ring=_ring(acting.get(one.member.pk, [])), others=len(mine) - 1,
            )
        )  # fmt: skip
    phones = _phones([owed.ring for owed in found if owed.ring])
    found = [replace(owed, phones=phones.get(owed.ring.pk, ())) if owed.ring else owed for owed in found]
    return sorted(found, key=lambda owed: (owed.ends_on, owed.row.invoice.number))


def _due(invoice: Invoice, one: Belongs) -> date:
    """Whoever came back under an old invoice has the usual time again."""
    again = rulebook.duration("money", "due-after-invoice", one.period.starts).after(one.period.starts)
    return max(invoice.due_on, again)


def _phones(people: list[Person]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = ContactPoint.objects.filter(person__in=people, kind=ContactKind.PHONE.value).order_by("pk")
    for person, value in rows.values_list("person_id", "value"):
        found[person] = (*found.get(person, ()), value)
    return found


def _ring(held: list[Mandate]) -> Person | None:
    """Whoever sees to invoices, else whoever speaks for the member."""
    people = {mandate.duty: mandate.person for mandate in held}
    return people.get(Duty.FINANCE.value) or people.get(Duty.LEAD.value)
