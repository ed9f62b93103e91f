"""Writing an entry and posting it: what every act on the books is made of. The caller holds the book."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet, Sum

from coopnet.accounts.models import User
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.money import pounds
from coopnet.kit.uploads import papers
from coopnet.ledger import rules
from coopnet.ledger.enums import AccountKind, EntryKind, FundKind, YearState
from coopnet.ledger.models import Account, Book, Entry, Fund, Line, Paper, Year
from coopnet.ledger.rules import Part


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why, for people."""


def held() -> Book:
    """The book, held until this transaction ends. Raises NotPossible where none was opened."""
    book = Book.objects.select_for_update().filter(pk=1).first()
    if book is None:
        raise NotPossible("The books are not opened yet.")
    return book


def open_year(day: date) -> Year:
    """The year that holds the day and takes entries; the next one is begun when its first entry comes."""
    year = Year.objects.filter(starts__lte=day, ends__gt=day).first()
    if year is None:
        last, book = Year.objects.order_by("-starts").first(), Book.objects.get(pk=1)
        if last is None or day < last.ends:
            raise NotPossible("Our books begin after that day.")
        starts, ends = rules.year_of(last.ends, book.year_month, book.year_day)
        if not starts <= day < ends:
            raise NotPossible("That day is too far ahead: a whole year would lie between.")
        year = Year.objects.create(name=rules.year_name(last.ends, ends), starts=last.ends, ends=ends)
    if year.state != YearState.OPEN.value:
        raise NotPossible(f"The year {year.name} is closed. Date it in the year that is open, and say why in words.")
    return year


def user_of(by: Actor) -> User | None:
    """The account that acts, if it is one."""
    return by if isinstance(by, User) else None


def attach(entry: Entry, sent: papers.Paper, at: datetime) -> Paper:
    """Keep a document with an entry, under a name that nobody can guess."""
    paper = Paper(
        entry=entry, name=sent.name, suffix=sent.suffix, sha256=hashlib.sha256(sent.data).hexdigest(), added_at=at
    )
    paper.file.save(f"{uuid4()}{sent.suffix}", ContentFile(sent.data), save=False)
    paper.save()
    return paper


def draft(
    *, key: UUID, year: Year, day: date, kind: EntryKind, words: str, basis: Basis, parts: Sequence[Part],
    reverses: Entry | None = None, sent: papers.Paper | None = None, by: Actor, at: datetime,
) -> Entry:  # fmt: skip
    """Write an entry that is not posted yet, with its lines."""
    if not rules.balanced(parts):
        raise NotPossible("Both sides of an entry are the same sum, and not nothing.")
    accounts = {one.code: one for one in Account.objects.filter(code__in={part.account for part in parts})}
    funds = {one.slug: one for one in Fund.objects.filter(slug__in={part.fund for part in parts})}
    entry = Entry.objects.create(
        key=key, year=year, day=day, kind=kind.value, words=words, basis_kind=basis.kind, basis_key=basis.key,
        basis_words=basis.words, basis_day=basis.day, reverses=reverses, recorded_at=at, recorded_by=user_of(by),
    )  # fmt: skip
    Line.objects.bulk_create(
        Line(
            entry=entry,
            account=accounts[part.account],
            fund=funds[part.fund] if part.fund else None,
            head=part.head.value if part.head else "",
            pence=part.pence,
        )
        for part in parts
    )
    if sent is not None:
        attach(entry, sent, at)
    return entry


def post(entry: Entry) -> Entry:
    """Give it the next number and post it; the caller holds the book. What the database refuses is said to people."""
    last = Entry.objects.filter(posted=True).aggregate(last=Max("number"))["last"] or 0
    entry.number, entry.posted = last + 1, True
    try:
        with transaction.atomic():
            entry.save(update_fields=["number", "posted", "agreed_by", "agreed_at"])
    except IntegrityError as refused:
        entry.number, entry.posted = None, False
        raise NotPossible(str(refused).splitlines()[0]) from refused
    return entry


def enough(parts: Sequence[Part]) -> None:
    """Raises NotPossible where a fund for a purpose is asked for more than it holds; the database refuses it too."""
    for fund in Fund.objects.filter(slug__in={part.fund for part in parts}, kind=FundKind.RESTRICTED.value):
        taken = sum(part.pence for part in parts if part.fund == fund.slug)
        held_now = -_total(Line.objects.filter(fund=fund, entry__posted=True))
        if taken > max(held_now, 0):
            raise NotPossible(
                f"{fund.name} holds {pounds(max(held_now, 0))}, and this takes {pounds(taken)} out of it."
            )


def _total(lines: QuerySet[Line]) -> int:
    return int(lines.aggregate(total=Sum("pence"))["total"] or 0)


def money_out(parts: Sequence[Part]) -> bool:
    """Whether it leaves us with less money than before."""
    cash = set(Account.objects.filter(kind=AccountKind.CASH.value).values_list("code", flat=True))
    return sum(part.pence for part in parts if part.account in cash) < 0
