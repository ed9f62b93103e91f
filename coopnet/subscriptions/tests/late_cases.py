"""Random lives of one unpaid invoice, done by ordinary actions and told to the independent model beside them."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from django.db import transaction

from coopnet.accounts.models import User
from coopnet.kit.clock import london
from coopnet.membership import queries as membership
from coopnet.membership.actions import begin, move
from coopnet.membership.enums import State
from coopnet.membership.models import MembershipClass, Period
from coopnet.membership.tests import ground as on
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.invoices import actions as invoices
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.models import Ending, Invoice, Payment, Reminder
from coopnet.subscriptions.renewals import actions, tasks
from coopnet.subscriptions.tests.test_invoices import BASIS, member
from tests.models import late

PRICE = 7500
YEAR = date(2026, 4, 1)
# What may happen on a day before the clock runs, how often.
HAPPENS = {
    "nothing": 9, "part": 3, "rest": 2, "credit": 1, "back": 2, "promise": 2, "bank": 6, "look": 8, "suspend": 1,
    "restore": 2, "resign": 1, "rejoin": 3,
}  # fmt: skip


class _Done(Exception):
    """Takes a life back before the next is lived."""


class Life:
    """One member, its invoice, and all that was done, as the model is told it."""

    def __init__(self, seed: int, by: User) -> None:
        """Join long ago, or wait for the first payment; the invoice is sent on some day of the year."""
        self.chance = Random(seed)
        self.by = by
        self.seed = seed
        state = self.chance.choice([State.CURRENT, State.CURRENT, State.AWAITING])
        self.period = member(state)
        self.member = self.period.member
        sent = YEAR + timedelta(days=self.chance.randint(0, 180))
        (self.invoice,) = invoices.run(by=on.BY, at=london(sent))
        self.acts: list[late.Act] = [late.Joined(on.LONG_AGO), late.Billed(sent, YEAR, self.invoice.pence)]
        if state is State.CURRENT:
            self.acts[1:1] = [late.Billed(on.LONG_AGO, on.LONG_AGO, 1), late.Paid(on.LONG_AGO, 1)]
        self.due = late.due_day(YEAR, sent)

    def days(self) -> list[date]:
        """Days at which something changes, and their neighbours."""
        end = late.end_day(self.due)
        edges = [self.due + timedelta(days=days) for days in (0, 1, 14, 30, 60, 61, 75)]
        edges += [end - timedelta(days=days) for days in (15, 14, 13, 1, 0, -1, -4, -30, -32, -60, -95, -125)]
        edges += [date(2026, 7, 14), date(2026, 9, 10), date(2026, 9, 11)]
        picked = [day for day in edges if day >= self.due and self.chance.random() < 0.75]
        return sorted({day + timedelta(days=self.chance.choice([0, 0, 0, 1, -1])) for day in picked})

    def live(self) -> late.Answer:
        """Every day: something happens, the clock runs, and both are asked."""
        for day in self.days():
            if day < self.due:
                continue
            self.happen(day, self.chance.choices(list(HAPPENS), weights=list(HAPPENS.values()))[0])
            self.compare(day)
            tasks.tend(london(day, 18))
            self.acts.append(late.Clock(day))
            self.compare(day)
        return late.answer(self.acts)

    def happen(self, day: date, what: str) -> None:
        """Do it if it makes sense on that day, and tell the model."""
        at, told = london(day, 9), late.answer(self.acts)
        alive = told.state not in late.ENDED
        if what == "part" and told.open_pence > 1:
            self.pay(day, self.chance.randint(1, told.open_pence - 1))
        elif what == "rest" and told.open_pence:
            self.pay(day, told.open_pence)
        elif what == "credit" and told.open_pence:
            pence = self.chance.choice([told.open_pence, (told.open_pence + 1) // 2])
            invoices.credit(invoice=self.invoice, pence=pence, reason="Hardship", by=on.BY, at=at)
            self.acts.append(late.Paid(day, pence))
        elif what == "back" and isinstance(self.paid_last(), late.Paid):
            paid = Payment.objects.filter(invoice=self.invoice, takes_back=None, taken_back=None).latest("pk")
            invoices.take_back(payment=paid, words="The bank took it back", by=on.BY, at=at)
            self.acts.append(late.TakenBack(day))
        elif what == "promise" and told.open_pence:
            until = day + timedelta(days=self.chance.choice([0, 1, 7, 14, 60]))
            actions.promise(invoice=self.invoice, until=until, by=on.BY, at=at)
            self.acts.append(late.Promised(day, until))
        elif what == "bank":
            self.bank(day, day - timedelta(days=self.chance.choice([0, 0, 1, 3])))
        elif what == "look":
            self.look(day)
        elif what == "suspend" and told.state in late.VOTING:
            self.move(State.SUSPENDED, late.Suspended(day))
        elif what == "restore" and told.state == "suspended":
            self.move(State.CURRENT, late.Restored(day))
        elif what == "resign" and alive:
            self.move(State.RESIGNED, late.Resigned(day))
        elif what == "rejoin" and not alive:
            school = self.member.organisation.establishment
            assert school is not None
            self.period = begin(
                organisation=self.member.organisation, membership_class=MembershipClass.objects.get(slug="full"),
                starts=day, schools=[school], basis=BASIS, by=on.BY, at=at,
            )  # fmt: skip
            self.acts.append(late.Joined(day))

    def paid_last(self) -> late.Act | None:
        """The last word about money, so that only a payment is taken back, and none of a credit note."""
        money = [act for act in self.acts if isinstance(act, late.Paid | late.TakenBack | late.Billed)]
        credits = self.invoice.credits.exists()
        return None if credits else money[-1]

    def pay(self, day: date, pence: int) -> None:
        invoices.pay(invoice=self.invoice, pence=pence, day=day, by=on.BY, at=london(day, 9))
        self.acts.append(late.Paid(day, pence))

    def bank(self, day: date, to: date) -> None:
        actions.bank_reaches(reach=to, by=on.BY, at=london(day, 9))
        self.acts.append(late.BankRead(day, to))

    def look(self, day: date) -> None:
        """Often the records are read first, as the page asks. What is not on the list cannot be looked at."""
        if self.chance.random() < 0.6:
            self.bank(day, day)
        told, refused = late.answer(self.acts), False
        try:
            with transaction.atomic():
                actions.look(invoices=[self.invoice], by=self.by, at=london(day, 10))
        except NotPossible:
            refused = True
        assert refused is not late.on_the_list(told, self.acts, day), (self.seed, day, self.acts)
        self.acts.append(late.Looked(day))

    def move(self, to: State, act: late.Act) -> None:
        period = Period.objects.get(pk=self.period.pk)
        move(period=period, to=to, day=act.day, basis=on.DECISION, by=on.BY, at=london(act.day, 9))
        self.acts.append(act)

    def compare(self, day: date) -> None:
        """State, what is open, letters and ends: the records say what the model says."""
        told = late.answer(self.acts)
        period = Period.objects.get(pk=self.period.pk)
        state = membership.state_on(period.changes.all(), day)
        numbers = {days: number for number, days in enumerate(late.REMINDERS, 1)}
        ours = (
            state.value if state else None,
            row(Invoice.objects.get(pk=self.invoice.pk), day).owed,
            sorted(Reminder.objects.filter(invoice=self.invoice).values_list("day", "number")),
            sorted(Ending.objects.filter(invoice=self.invoice).values_list("day", flat=True)),
        )
        theirs = (
            told.state,
            told.open_pence,
            sorted((sent, numbers[days]) for sent, days in told.reminders),
            sorted(ended for ended, how in told.ends if how == "lapsed"),
        )
        assert ours == theirs, (self.seed, day, ours, theirs, self.acts)


def live(seeds: range, by: User) -> Counter[str]:
    """Live these lives, each taken back after; how many ended how, and what was met on the way."""
    met: Counter[str] = Counter()
    for seed in seeds:
        try:
            with transaction.atomic():
                life = Life(seed, by)
                told = life.live()
                met[f"{told.state} in the end"] += 1
                kinds = {type(act).__name__ for act in life.acts[2:]} - {"Clock", "Joined", "Billed", "BankRead"}
                met.update(kind.lower() for kind in kinds)
                met["ended unpaid"] += any(how == "lapsed" for _, how in told.ends)
                met["came back"] += len(told.periods) > 1
                met["reminded thrice"] += len(told.reminders) > 2
                raise _Done
        except _Done:
            continue
    return met
