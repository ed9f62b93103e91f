"""Opening the books, recording and posting entries, correcting them, moving money into and out of the reserve."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from coopnet.accounts.models import User
from coopnet.audit.actions import record as note
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.uploads import papers
from coopnet.ledger import rules
from coopnet.ledger.enums import AccountKind, EntryKind, FundKind, Head, Keeps, YearState
from coopnet.ledger.models import Account, Book, Entry, Fund, Gift, MileageRate, Plan, Year
from coopnet.ledger.posting import NotPossible, draft, enough, held, money_out, open_year, post
from coopnet.ledger.rules import Part


def _told(what: str, entry: Entry, words: str, by: Actor, at: datetime) -> None:
    note(f"ledger.{what}", subject=f"entry:{entry.key}", words=words, by=by, at=at)


@transaction.atomic
def open_books(
    *, day: date, month: int, first: int, cash: int, reserve: int, owed_to_us: int = 0, we_owe: int = 0,
    signed: papers.Paper, basis: Basis, key: UUID, keeps: Keeps = Keeps.HERE, by: Actor, at: datetime,
) -> Entry | None:  # fmt: skip
    """Begin the books with the year that holds ``day``. The general fund opens with what the others leave.

    Returns the opening entry, or None where every balance is nothing.
    """
    if Book.objects.exists():
        raise NotPossible("The books are open already.")
    Book.objects.create(keeps=keeps.value, year_month=month, year_day=first, made_at=at)
    # One by one: on SQLite a guard looks at what each replaces.
    for slug, name, fund_kind in (
        ("general", "General fund", FundKind.GENERAL), ("reserve", "Members’ reserve", FundKind.RESERVE),
    ):  # fmt: skip
        Fund.objects.create(slug=slug, name=name, kind=fund_kind.value)
    for code, name, kind in rules.CHART:
        Account.objects.create(code=code, name=name, kind=kind.value)
    starts, ends = rules.year_of(day, month, first)
    year = Year.objects.create(name=rules.year_name(starts, ends), starts=starts, ends=ends)
    general = cash + owed_to_us - we_owe - reserve
    parts = [
        Part("bank", cash), Part("owed-to-us", owed_to_us), Part("we-owe", -we_owe),
        Part("funds", -reserve, "reserve"), Part("funds", -general, "general"),
    ]  # fmt: skip
    parts = [part for part in parts if part.pence]
    entry = None
    if parts:
        entry = draft(
            key=key, year=year, day=starts, kind=EntryKind.OPENING, words="Balances brought forward", basis=basis,
            parts=parts, sent=signed, by=by, at=at,
        )  # fmt: skip
        post(entry)
    note("ledger.opened", subject=f"year:{year.name}", words=f"Opened the books with {year.name}.", by=by, at=at)
    return entry


@transaction.atomic
def add_fund(*, slug: str, name: str, purpose: str, gift: Gift | None = None, by: Actor, at: datetime) -> Fund:
    """Begin a fund for money that is given for a purpose, with who gave it. Raises NotPossible for a name that is."""
    held()
    if Fund.objects.filter(slug=slug).exists():
        raise NotPossible("There is a fund of that name. Give this one another.")
    fund = Fund.objects.create(slug=slug, name=name, kind=FundKind.RESTRICTED.value, purpose=purpose)
    if gift is not None:
        gift.fund, gift.made_at = fund, at
        gift.save(force_insert=True)
    note("ledger.fund-added", subject=f"fund:{slug}", words=f"Added the fund {name}.", by=by, at=at)
    return fund


@transaction.atomic
def record(
    *, key: UUID, day: date, words: str, parts: Sequence[Part], basis: Basis,
    sent: papers.Paper | None = None, by: Actor, at: datetime,
) -> Entry:  # fmt: skip
    """Record an entry. Money in is posted at once; money out waits until a second person agrees (``agree``).

    Raises NotPossible where a fund for a purpose does not hold what is spent of it.
    """
    held()
    enough(parts)
    entry = draft(
        key=key, year=open_year(day), day=day, kind=EntryKind.ORDINARY, words=words, basis=basis, parts=parts,
        sent=sent, by=by, at=at,
    )  # fmt: skip
    if money_out(parts):
        _told("recorded", entry, f"Recorded “{words}”; it waits for a second person.", by, at)
        return entry
    post(entry)
    _told("posted", entry, f"Posted entry {entry.number}: {words}", by, at)
    return entry


def _fresh(entry: Entry) -> Entry:
    held()
    found = Entry.objects.select_for_update().filter(pk=entry.pk, posted=False).first()
    if found is None:
        raise NotPossible("This entry does not wait any more.")
    return found


@transaction.atomic
def agree(*, entry: Entry, by: User, at: datetime) -> Entry:
    """A second person agrees, and the entry is posted. Raises NotPossible for whoever recorded it."""
    found = _fresh(entry)
    if found.recorded_by_id == by.pk:
        raise NotPossible("You recorded this one. Somebody else agrees to it.")
    found.agreed_by, found.agreed_at = by, at
    post(found)
    _told("posted", found, f"Agreed to entry {found.number}: {found.words}", by, at)
    return found


@transaction.atomic
def drop(*, entry: Entry, by: Actor, at: datetime) -> None:
    """Take away an entry that waits."""
    found = _fresh(entry)
    if found.papers.exists():
        raise NotPossible("A document stands with it. Let it be agreed, then correct it.")
    _told("dropped", found, f"Took away “{found.words}”, which was not posted.", by, at)
    found.lines.all().delete()
    try:
        found.delete()
    except ProtectedError as error:
        raise NotPossible("It follows from a payment that was taken back. Agree to it, and correct that.") from error


@transaction.atomic
def reverse(*, entry: Entry, key: UUID, day: date, why: str, by: Actor, at: datetime) -> Entry:
    """Take back a posted entry by one that is its mirror. Where money leaves by it, a second person agrees first."""
    held()
    parts = [
        Part(
            line.account.code, -line.pence, line.fund.slug if line.fund else "",
            Head(line.head) if line.head else None,
        )
        for line in entry.lines.select_related("account", "fund").order_by("pk")
    ]  # fmt: skip
    basis = Basis("entry", str(entry.number), f"Entry {entry.number}", entry.day)
    back = draft(
        key=key, year=open_year(day), day=day, kind=EntryKind.REVERSAL, words=why, basis=basis, parts=parts,
        reverses=entry, by=by, at=at,
    )  # fmt: skip
    if money_out(parts):
        _told("recorded", back, f"Recorded a correction of entry {entry.number}.", by, at)
        return back
    post(back)
    _told("reversed", back, f"Took back entry {entry.number}: {why}", by, at)
    return back


@transaction.atomic
def release(
    *, key: UUID, day: date, pence: int, to: str, words: str, decision: Basis, by: Actor, at: datetime
) -> Entry:  # fmt: skip
    """Release money from the members' reserve into a fund, because a decision says so."""
    if pence <= 0:
        raise NotPossible("Release a penny or more.")
    held()
    entry = draft(
        key=key, year=open_year(day), day=day, kind=EntryKind.RELEASE, words=words, basis=decision,
        parts=[Part("funds", pence, "reserve"), Part("funds", -pence, to)], by=by, at=at,
    )  # fmt: skip
    post(entry)
    _told("released", entry, f"Released money from the members’ reserve: {words}", by, at)
    return entry


@transaction.atomic
def set_rate(*, starts: date, pence: int, basis: Basis, by: Actor, at: datetime) -> MileageRate:
    """From that day on a mile is worth so many pence."""
    held()
    if MileageRate.objects.filter(starts=starts).exists():
        raise NotPossible("A rate begins on that day already.")
    rate = MileageRate.objects.create(
        starts=starts, pence=pence, basis_kind=basis.kind, basis_key=basis.key, basis_words=basis.words,
        basis_day=basis.day,
    )  # fmt: skip
    note("ledger.rate-set", subject=f"rate:{rate.pk}", words=f"A mile is worth {pence}p from {starts}.", by=by, at=at)
    return rate


@transaction.atomic
def plan(*, year: Year, sums: Mapping[str, int | None], by: Actor, at: datetime) -> None:
    """Say what a year is meant to bring in and to spend: by the code of an income, or by a heading. None: no plan."""
    held()
    if Year.objects.get(pk=year.pk).state != YearState.OPEN.value:
        raise NotPossible(f"The year {year.name} is closed.")
    heads = {head.value for head in Head}
    accounts = {one.code: one for one in Account.objects.filter(kind=AccountKind.INCOME.value)}
    Plan.objects.filter(year=year).delete()
    Plan.objects.bulk_create(
        Plan(year=year, head=key, pence=pence) if key in heads else Plan(year=year, account=accounts[key], pence=pence)
        for key, pence in sums.items()
        if pence is not None
    )
    note("ledger.planned", subject=f"year:{year.name}", words=f"Planned the year {year.name}.", by=by, at=at)


@transaction.atomic
def keep_where(*, keeps: Keeps, by: Actor, at: datetime) -> None:
    """Say where the book of record is."""
    book = held()
    book.keeps = keeps.value
    book.save(update_fields=["keeps"])
    note("ledger.kept", subject="book:1", words=f"The books are kept {keeps.value}.", by=by, at=at)
