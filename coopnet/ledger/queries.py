"""What the books say: balances, the statement of a year as at a day, plans beside what came of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from coopnet.kit.access import Account as User
from coopnet.kit.access import may
from coopnet.kit.clock import london_day
from coopnet.kit.money import pounds
from coopnet.kit.registry import Duty
from coopnet.ledger.enums import (
    HEAD_WORDS,
    AccountKind,
    EntryKind,
    ExpenseState,
    FundKind,
    Head,
    YearState,
)  # fmt: skip
from coopnet.ledger.models import Account, Book, Entry, Expense, Fund, Gift, Line, MileageRate, Plan, Year

ACT = "ledger.keep"
AGREE = "ledger.agree"


def posted(**narrow: object) -> QuerySet[Line]:
    """Lines of posted entries."""
    return Line.objects.filter(entry__posted=True, **narrow)


def _sum(lines: QuerySet[Line]) -> int:
    return int(lines.aggregate(total=Sum("pence"))["total"] or 0)


_RESULT = Q(fund__kind=FundKind.GENERAL.value, account__kind__in=[AccountKind.INCOME.value, AccountKind.SPENDING.value])


def result_of(year: Year) -> int:
    """What is left over in the general fund of a year; below nothing where it fell short."""
    return -_sum(posted(entry__year=year).filter(_RESULT))


@dataclass(frozen=True, slots=True)
class Balance:
    """An account (or a fund within ``Funds``) and what it stands at: debits above nothing, credits below."""

    code: str
    name: str
    kind: str
    debit: int
    credit: int


def trial_balance(on: date) -> list[Balance]:
    """Every account that was ever used, up to and with a day. The two columns add up to the same sum.

    Income and spending are those of the year that holds the day; what earlier years left stands in their funds.
    """
    year = Year.objects.filter(starts__lte=on).order_by("-starts").first()
    sums: dict[tuple[int, str, str, str, str], int] = {}
    funds = Account.objects.filter(kind=AccountKind.FUNDS.value).values_list("pk", "code", "name", "kind").first()
    of_year = AccountKind.INCOME.value, AccountKind.SPENDING.value
    rows = posted(entry__day__lte=on).values_list(
        "account_id", "account__code", "account__name", "account__kind", "fund__name", "entry__year"
    )
    for pk, code, name, kind, fund, when, total in rows.annotate(total=Sum("pence")):
        own: tuple[int, str, str, str] = (pk, code, name, kind)
        if kind in of_year and funds is not None and year is not None and when != year.pk:
            own = funds
        key = (*own, fund or "")
        sums[key] = sums.get(key, 0) + int(total)
    found = []
    for (_, code, name, kind, fund), total in sorted(sums.items()):
        words = f"{name}: {fund}" if kind == AccountKind.FUNDS.value else name
        if kind in of_year and fund != "General fund":
            words = f"{name} ({fund})"
        found.append(Balance(code, words, kind, max(total, 0), max(-total, 0)))
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the statement. ``key`` opens its entries: ``income-grants``, ``spent-voice``, ``released`` …"""

    key: str
    words: str
    pence: int

    @property
    def sum(self) -> str:
        """For people."""
        return pounds(self.pence)


@dataclass(frozen=True, slots=True)
class FundRow:
    """How a fund stood at the beginning and stands at the end."""

    words: str
    opening: int
    closing: int
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A year as at a day: general fund from income to what is left over, and the members' reserve."""

    year: Year
    on: date
    opening: Row
    income: tuple[Row, ...]
    spent: tuple[Row, ...]
    result: int
    moved: Row
    released: Row
    closing: Row
    funds: tuple[FundRow, ...]

    @property
    def came_in(self) -> int:
        """All income of the general fund."""
        return sum(row.pence for row in self.income)

    @property
    def went_out(self) -> int:
        """All spending of the general fund."""
        return sum(row.pence for row in self.spent)

    @property
    def short(self) -> bool:
        """Whether less came in than went out."""
        return self.result < 0

    @property
    def closed(self) -> bool:
        """Whether it will not change any more."""
        return self.year.state == YearState.CLOSED.value

    def rows(self) -> list[Row]:
        """All lines in order, as they are published and as the download holds them."""
        return [
            self.opening, *self.income, *self.spent, Row("result", "Left over", self.result),
            self.moved, self.released, self.closing,
        ]  # fmt: skip


_LEFT = {
    "opening": Q(fund__kind=FundKind.RESERVE.value, entry__kind=EntryKind.OPENING.value),
    "moved": Q(fund__kind=FundKind.RESERVE.value, entry__kind=EntryKind.SURPLUS.value),
    "released": Q(fund__kind=FundKind.RESERVE.value)
    & (Q(entry__kind=EntryKind.RELEASE.value) | Q(entry__reverses__kind=EntryKind.RELEASE.value)),
}  # fmt: skip


def lines_of(key: str, year: Year, on: date) -> QuerySet[Line]:
    """The lines behind a row of the statement; none for a key that is not one."""
    lines = posted(entry__year=year, entry__day__lte=on).select_related("entry", "account", "fund")
    lines = lines.order_by("entry__number", "pk")
    general = Q(fund__kind=FundKind.GENERAL.value)
    if key.startswith("income-"):
        return lines.filter(general, account__kind=AccountKind.INCOME.value, account__code=key.removeprefix("income-"))
    if key.startswith("spent-"):
        return lines.filter(general, account__kind=AccountKind.SPENDING.value, head=key.removeprefix("spent-"))
    return lines.filter(_LEFT[key]) if key in _LEFT else lines.none()


def _reserve_at_start(year: Year) -> int:
    reserve = posted(fund__kind=FundKind.RESERVE.value)
    brought = Q(entry__year=year) & (
        Q(entry__kind=EntryKind.OPENING.value) | Q(entry__reverses__kind=EntryKind.OPENING.value)
    )  # fmt: skip
    return -_sum(reserve.filter(Q(entry__year__starts__lt=year.starts) | brought))


def page_of(fund: Fund) -> str:
    """The slug of a fund that has a page: those for a purpose have."""
    return fund.slug if fund.kind == FundKind.RESTRICTED.value else ""


@dataclass(frozen=True, slots=True)
class Held:
    """A fund for a purpose as at a day: what came in, what was spent, what it holds. ``gift``: who gave it, if said."""

    fund: Fund
    gift: Gift | None
    came: int
    went: int

    @property
    def holds(self) -> int:
        """What is left to spend."""
        return self.came - self.went


def funds_for_a_purpose(on: date, slug: str | None = None) -> list[Held]:
    """Each fund for a purpose, or the one of that slug. A line against income lessens what came, not what was spent."""
    spent = Q(account__kind=AccountKind.SPENDING.value)
    sums = {
        row["fund"]: (-int(row["rest"] or 0), int(row["out"] or 0))
        for row in posted(entry__day__lte=on, fund__kind=FundKind.RESTRICTED.value)
        .values("fund").annotate(rest=Sum("pence", filter=~spent), out=Sum("pence", filter=spent))
    }  # fmt: skip
    funds = Fund.objects.filter(kind=FundKind.RESTRICTED.value).order_by("name")
    found = funds if slug is None else funds.filter(slug=slug)
    gifts = {gift.fund_id: gift for gift in Gift.objects.all()}
    return [Held(fund, gifts.get(fund.pk), *sums.get(fund.pk, (0, 0))) for fund in found]


def lines_of_fund(fund: Fund, on: date) -> QuerySet[Line]:
    """What came into a fund and went out of it, newest first."""
    lines = posted(fund=fund, entry__day__lte=on).select_related("entry", "account")
    return lines.order_by("-entry__day", "-entry__number", "pk")


def _funds(year: Year, on: date) -> tuple[FundRow, ...]:
    opening_kind = Q(entry__kind=EntryKind.OPENING.value) | Q(entry__reverses__kind=EntryKind.OPENING.value)
    before = Q(entry__year__starts__lt=year.starts) | Q(entry__year=year) & opening_kind
    upto = before | Q(entry__year=year, entry__day__lte=on)
    sums = dict(posted(fund__isnull=False).filter(before).values_list("fund").annotate(Sum("pence")))
    later = dict(posted(fund__isnull=False).filter(upto).values_list("fund").annotate(Sum("pence")))
    return tuple(
        FundRow(fund.name, -int(sums.get(fund.pk, 0)), -int(later.get(fund.pk, 0)), page_of(fund))
        for fund in Fund.objects.order_by("pk")
    )


def statement(year: Year, on: date) -> Statement:
    """The statement of a year as at a day of it. Every figure is a sum of lines; none is kept."""
    lines = posted(entry__year=year, entry__day__lte=on)
    general = lines.filter(fund__kind=FundKind.GENERAL.value)
    by_account = dict(
        general.filter(account__kind=AccountKind.INCOME.value).values_list("account__code").annotate(Sum("pence"))
    )
    names = dict(Account.objects.filter(kind=AccountKind.INCOME.value).order_by("pk").values_list("code", "name"))
    by_head = dict(general.filter(account__kind=AccountKind.SPENDING.value).values_list("head").annotate(Sum("pence")))
    income = tuple(
        Row(f"income-{code}", name, -int(by_account[code])) for code, name in names.items() if code in by_account
    )
    spent = tuple(Row(f"spent-{head.value}", HEAD_WORDS[head], int(by_head.get(head.value, 0))) for head in Head)
    result = sum(row.pence for row in income) - sum(row.pence for row in spent)
    opening = _reserve_at_start(year)
    moved, released = -_sum(lines.filter(_LEFT["moved"])), _sum(lines.filter(_LEFT["released"]))
    return Statement(
        year, on, Row("opening", "Members’ reserve at the start", opening), income, spent, result,
        Row("moved", "Moved to the members’ reserve", moved),
        Row("released", "Released from the members’ reserve", released),
        Row("closing", "Members’ reserve at the end", opening + moved - released), _funds(year, on),
    )  # fmt: skip


def years() -> list[Year]:
    """All years, newest first."""
    return list(Year.objects.order_by("-starts"))


def year_starting(key: int) -> Year | None:
    """The year that begins in that calendar year."""
    return Year.objects.filter(starts__year=key).first() if 1500 <= key <= 2200 else None


def year_before(year: Year) -> Year | None:
    """The year that ended where this one began."""
    return Year.objects.filter(ends=year.starts).first()


def shown_on(year: Year, asked: date | None, today: date) -> date:
    """The day as at which a year is shown: the asked one, kept inside the year, and no day that is yet to come."""
    last = year.ends - timedelta(days=1)
    return max(year.starts, min(asked or last, last, today))


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and what came of it so far."""

    words: str
    pence: int
    actual: int

    @property
    def rest(self) -> int:
        """What is left of the plan."""
        return self.pence - self.actual


def planned(found: Statement) -> list[Planned]:
    """Plans of the year beside the statement's figures: income first, then the headings."""
    actual = {row.key: row.pence for row in (*found.income, *found.spent)}
    rows = []
    for plan in Plan.objects.filter(year=found.year).select_related("account").order_by("head", "account_id"):
        key = f"spent-{plan.head}" if plan.head else f"income-{plan.account.code if plan.account else ''}"
        words = HEAD_WORDS[Head(plan.head)] if plan.head else str(plan.account)
        rows.append(Planned(words, int(plan.pence), actual.get(key, 0)))
    return rows


def book() -> Book | None:
    """The book, if it was opened."""
    return Book.objects.filter(pk=1).first()


def entries(year: Year) -> QuerySet[Entry]:
    """Posted entries of a year, newest first."""
    rows = Entry.objects.filter(year=year, posted=True).prefetch_related("lines__account", "lines__fund")
    return rows.order_by("-number")


def waiting() -> QuerySet[Entry]:
    """Entries that wait for a second person."""
    rows = Entry.objects.filter(posted=False).select_related("recorded_by", "year")
    return rows.prefetch_related("lines__account", "lines__fund").order_by("recorded_at")


def rate_on(day: date) -> MileageRate | None:
    """What a mile was worth on a day."""
    return MileageRate.objects.filter(starts__lte=day).order_by("-starts").first()


def claims(states: Sequence[ExpenseState]) -> QuerySet[Expense]:
    """Claims in these states, oldest first."""
    rows = Expense.objects.filter(state__in=[state.value for state in states])
    return rows.select_related("person", "agreed_by", "entry").order_by("claimed_at")


def duties(account: User, at: datetime) -> Iterator[Duty]:
    """Years to close for the treasurer; entries and claims for whoever is the second person."""
    if may(account, ACT, at=at):
        for year in Year.objects.filter(ends__lte=london_day(at)).exclude(state=YearState.CLOSED.value):
            yield Duty(
                f"Close the year {year.name}", "/money/books/close/", year.ends + timedelta(days=90),
                "The year is over, and members are told what was left.", "The figures stay open to change.",
            )  # fmt: skip
        if count := Expense.objects.filter(state=ExpenseState.AGREED.value).count():
            yield Duty(
                f"Pay {count} {'claim' if count == 1 else 'claims'} of volunteers", "/money/expenses/", None,
                "A second person has agreed.", "People wait for money that they laid out.",
            )  # fmt: skip
    if may(account, AGREE, at=at):
        pk = account.pk
        count = Entry.objects.filter(posted=False).exclude(recorded_by=pk).count()
        count += Expense.objects.filter(state=ExpenseState.CLAIMED.value).exclude(claimed_by=pk).count()
        if count:
            yield Duty(
                f"Look at {count} {'payment' if count == 1 else 'payments'} as the second person",
                "/money/second/", None, "Money out is recorded by one and agreed by another.", "Nobody is paid.",
            )  # fmt: skip
