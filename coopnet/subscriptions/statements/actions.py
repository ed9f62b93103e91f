"""Loading statements, matching lines to invoices, saying which are no subscriptions. What is undone stays seen."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.invoices import actions as invoices
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.models import BankBalance, BankFile, BankLine, Columns, Invoice, Matched, Payment, Waiting
from coopnet.subscriptions.statements import loading, queries
from coopnet.subscriptions.statements.reading.lines import Statement, identities

# Why a line is put aside that stands in no reading of its file any more.
READ_AGAIN = "Read wrongly: the file was read again"


@transaction.atomic
def load(
    *, data: bytes, name: str, columns: Mapping[str, int] | None = None, ask: bool = False, by: User, at: datetime
) -> BankFile:  # fmt: skip
    """Load a statement: lines that are not here yet. The same file gives back what it gave, and changes nothing; with
    its columns named (``ask``, then ``columns``) it is read again, and what was read wrongly is put aside.

    Raises Unreadable with what is wrong where; NotPossible for days to come, or where a line that was read wrongly has
    paid an invoice; AskColumns.
    """
    digest = hashlib.sha256(data).hexdigest()
    # One file at a time: two that overlap would else bring the same line.
    Network.objects.select_for_update().get(pk=1)
    earlier = BankFile.objects.filter(sha256=digest).first()
    if earlier is not None and columns is None and not (ask and loading.is_table(data)):
        record("bank.known", subject=f"bank-file:{earlier.pk}", words=f"{name} was loaded already.", by=by, at=at)
        return earlier
    statement = loading.statement(data, name, columns, ask=ask)
    if statement.first > london_day(at) or any(line.day > london_day(at) for line in statement.lines):
        raise NotPossible("This file holds a day that has not come. Look at the order of day and month, and try again.")
    file = earlier or BankFile(sha256=digest, new=0, known=0)
    file.name, file.account, file.first_day = name[-200:], statement.account, statement.first
    file.last_day, file.loaded_by, file.at = min(statement.last, london_day(at)), by, at
    file.save()
    if earlier is not None:
        _read_again(file, statement)
    file.new = _keep(file, statement)
    file.known = len(statement.lines) - file.new
    file.save(update_fields=["new", "known"])
    if columns is not None:
        _remember(data, columns)
    record(
        "bank.loaded", subject=f"bank-file:{file.pk}", by=by, at=at,
        words=f"Loaded {name}: {file.new} new lines, {file.known} known, up to {file.last_day.isoformat()}.",
    )  # fmt: skip
    return file


def _keep(file: BankFile, statement: Statement) -> int:
    marks = identities(statement)
    known = set[str]()
    for begin in range(0, len(marks), 500):
        rows = BankLine.objects.filter(identity__in=marks[begin : begin + 500])
        known |= set(rows.values_list("identity", flat=True))
    new = [
        BankLine(file=file, identity=mark, day=line.day, pence=line.pence, words=line.words)
        for mark, line in zip(marks, statement.lines, strict=True)
        if mark not in known
    ]
    BankLine.objects.bulk_create(new, batch_size=500)
    return len(new)


def _read_again(file: BankFile, statement: Statement) -> None:
    """Lines of an earlier reading that are none are put aside; those that are lines after all are taken up again."""
    marks = set(identities(statement))
    for line in file.lines.select_for_update().order_by("pk"):
        stands = line.identity in marks
        if stands and line.not_ours == READ_AGAIN:
            line.not_ours = ""
        elif not stands and not line.not_ours:
            if queries.left_of(line) != line.pence:
                raise NotPossible("A line that was read wrongly has paid an invoice. Undo that first.")
            line.not_ours = READ_AGAIN
        else:
            continue
        line.save(update_fields=["not_ours"])


def _remember(data: bytes, columns: Mapping[str, int]) -> None:
    found, _ = loading.columns_of(data)
    Columns.objects.update_or_create(heading=found.mark, defaults={"columns": dict(columns)})


@transaction.atomic
def set_aside(*, data: bytes, name: str, by: User, at: datetime) -> Waiting:
    """Keep a table until its columns are named. Of one person one file waits; the next takes its place."""
    Waiting.objects.filter(sent_by=by).delete()
    waits = Waiting.objects.create(name=name[-200:], data=data, sent_by=by, at=at)
    record("bank.set-aside", subject="bank-file:0", words=f"{name} waits for its columns.", by=by, at=at)
    return waits


@transaction.atomic
def load_waiting(*, waiting: Waiting, columns: Mapping[str, int], by: User, at: datetime) -> BankFile:
    """Load the table by these columns, and remember them. Raises as ``load`` does, and the file waits on."""
    file = load(data=bytes(waiting.data), name=waiting.name, columns=columns, by=by, at=at)
    waiting.delete()
    return file


@transaction.atomic
def drop_waiting(*, waiting: Waiting, by: User, at: datetime) -> None:
    """The table is not wanted after all: nothing of it is kept."""
    record("bank.dropped", subject="bank-file:0", words=f"{waiting.name} was dropped unread.", by=by, at=at)
    waiting.delete()


def _held(line: BankLine) -> BankLine:
    return BankLine.objects.select_for_update(of=("self",)).get(pk=line.pk)


@transaction.atomic
def match(
    *, line: BankLine, to: Sequence[tuple[Invoice, int]], why: str, by: Actor, at: datetime
) -> list[Payment]:  # fmt: skip
    """A line paid these invoices, so many pence each: a payment is recorded for each, with all that follows.

    Raises NotPossible for money out, for more than is left of the line, and for a line that is no subscription.
    """
    held = _held(line)
    if held.pence <= 0:
        raise NotPossible("Money that left us pays no invoice.")
    if held.not_ours:
        raise NotPossible("This line was put aside. Take it up again first.")
    wanted = sum(pence for _, pence in to)
    if not to or any(pence <= 0 for _, pence in to) or wanted > queries.left_of(held):
        raise NotPossible("Divide no more than what came by this line, and a penny at least to each invoice.")
    made = []
    for invoice, pence in to:
        payment = invoices.pay(invoice=invoice, pence=pence, day=held.day, words=held.words[:200], by=by, at=at)
        Matched.objects.create(line=held, payment=payment, why=why[:300])
        made.append(payment)
    numbers = ", ".join(str(invoice.number) for invoice, _ in to)
    record("bank.matched", subject=f"bank-line:{held.pk}", words=f"A line paid invoice {numbers}.", by=by, at=at)
    return made


@dataclass(frozen=True, slots=True)
class Done:
    """How many lines were matched, and why one was not, where that was said."""

    count: int
    why_not: str = ""


def match_certain(*, listed: Mapping[int, int], by: Actor, at: datetime) -> Done:
    """Match lines to invoices as they were listed, by their keys and numbers; each in a transaction of its own.

    One that is no longer certain, or is certain of another invoice by now, was not what somebody looked at: it stays.
    """
    count, why_not = 0, ""
    for found in queries.to_match(london_day(at), only=list(listed)):
        one = found.certain
        if one is None or one.number != listed[found.line.pk]:
            continue
        try:
            count += _match_whole(found, one.number, one.why, by, at)
        except (NotPossible, IntegrityError) as refusal:
            why_not = str(refusal) if isinstance(refusal, NotPossible) else why_not
    return Done(count, why_not)


@transaction.atomic
def _match_whole(found: queries.ToMatch, number: int, why: str, by: Actor, at: datetime) -> bool:
    """The line pays all that is owed on the invoice at this moment; else it is somebody's to look at."""
    _held(found.line)
    invoice = Invoice.objects.select_for_update(of=("self",)).get(number=number)
    if row(invoice, london_day(at)).owed != found.left:
        return False
    match(line=found.line, to=[(invoice, found.left)], why=why, by=by, at=at)
    return True


@transaction.atomic
def undo(*, payment: Payment, by: Actor, at: datetime) -> Payment:
    """The match was a mistake: the payment is taken back, and the line is open again."""
    if not Matched.objects.filter(payment=payment).exists():
        raise NotPossible("This payment came by no line.")
    return invoices.take_back(payment=payment, words="Matched by mistake", by=by, at=at)


@transaction.atomic
def put_aside(*, line: BankLine, why: str, by: Actor, at: datetime) -> None:
    """The line is no subscription: a grant, a place at the conference. Empty words take it up again."""
    held = _held(line)
    if why.strip() and queries.left_of(held) != held.pence:
        raise NotPossible("Some of this line has paid an invoice. Undo that first.")
    held.not_ours = why.strip()[:200]
    held.save(update_fields=["not_ours"])
    words = f"Put a line aside: {held.not_ours}" if held.not_ours else "Took a line up again."
    record("bank.aside", subject=f"bank-line:{held.pk}", words=words, by=by, at=at)


@transaction.atomic
def say_balance(*, day: date, pence: int, by: User, at: datetime) -> BankBalance:
    """What the bank says that the account held at the end of a day. A second word for a day counts over the first."""
    if day > london_day(at):
        raise NotPossible("That day is not over. Choose today or an earlier day.")
    said = BankBalance.objects.create(day=day, pence=pence, said_by=by, made_at=at)
    record(
        "bank.balance", subject=f"bank-balance:{said.pk}", words=f"Entered what the bank held on {day.isoformat()}.",
        by=by, at=at, details={"pence": pence},
    )  # fmt: skip
    return said
