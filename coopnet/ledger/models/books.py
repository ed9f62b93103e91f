"""Funds, accounts, years, entries and their lines. What may be posted is judged by the database itself.

An entry is first a draft, whose lines may change. One update makes it posted: there the triggers of
``migrations/_guards.py`` look at the whole, and from then on neither it nor its lines change.
"""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.kit.basis import Basis
from coopnet.ledger.enums import (
    HEAD_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    AccountKind,
    EntryKind,
    ExpenseState,
    FundKind,
    Head,
    Keeps,
    YearState,
)  # fmt: skip
from coopnet.people.models import Person


class Book(models.Model):
    """The one book. Who posts holds its row. ``year_month`` and ``year_day``: when years begin."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    keeps = models.CharField(max_length=10, default=Keeps.HERE.value)
    year_month = models.PositiveSmallIntegerField(default=4)
    year_day = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="ledger_one_book", condition=Q(id=1), violation_error_message="There is one book."),
            CheckConstraint(
                name="ledger_keeps",
                condition=Q(keeps__in=[k.value for k in Keeps]),
                violation_error_message="The books are here or elsewhere.",
            ),
            CheckConstraint(
                name="ledger_year_begins",
                condition=Q(year_month__gte=1, year_month__lte=12, year_day__gte=1, year_day__lte=28),
                violation_error_message="A year begins on a day that every year has.",
            ),
        ]

    def __str__(self) -> str:
        return f"books kept {self.keeps}"


class Fund(models.Model):
    """Whose money it is. One general fund, one members' reserve, and as many for a purpose as are given."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    purpose = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="ledger_fund_kind",
                condition=Q(kind__in=[k.value for k in FundKind]),
                violation_error_message="A fund is of one of three kinds.",
            ),
            UniqueConstraint(
                name="ledger_one_of_each",
                fields=["kind"],
                condition=~Q(kind=FundKind.RESTRICTED.value),
                violation_error_message="There is one general fund and one members’ reserve.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """What a line is about."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)

    class Meta:
        constraints = [
            CheckConstraint(
                name="ledger_account_kind",
                condition=Q(kind__in=[k.value for k in AccountKind]),
                violation_error_message="An account is of one of six kinds.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Year(models.Model):
    """A financial year ``[starts, ends)``. The years follow one another without a gap.

    ``result``: what was left over (or short, below nothing) in the general fund, set when it is closed.
    """

    name = models.CharField(max_length=12, unique=True)
    starts = models.DateField(unique=True)
    ends = models.DateField()
    state = models.CharField(max_length=8, default=YearState.OPEN.value)
    result = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # fmt: skip

    class Meta:
        constraints = [
            CheckConstraint(
                name="ledger_year_state",
                condition=Q(state__in=[s.value for s in YearState]),
                violation_error_message="A year is open, closing or closed.",
            ),
            CheckConstraint(
                name="ledger_year_has_days",
                condition=Q(ends__gt=F("starts")),
                violation_error_message="A year ends after it begins.",
            ),
            CheckConstraint(
                name="ledger_closed_says_how",
                condition=Q(state=YearState.CLOSED.value, result__isnull=False, closed_at__isnull=False)
                | ~Q(state=YearState.CLOSED.value) & Q(result__isnull=True, closed_at__isnull=True),
                violation_error_message="A closed year says what was left over, and when it was closed.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> int:
        """The year in which it begins, as addresses name it."""
        return self.starts.year


class Entry(models.Model):
    """Something that happened to the money. ``number`` comes with posting, one after the other without a gap."""

    key = models.UUIDField(unique=True)
    number = models.PositiveIntegerField(unique=True, null=True)
    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="entries")
    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=10)
    words = models.CharField(max_length=200)
    basis_kind = models.CharField(max_length=40)
    basis_key = models.CharField(max_length=120)
    basis_words = models.CharField(max_length=300)
    basis_day = models.DateField()
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reversals")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    posted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            CheckConstraint(
                name="ledger_entry_kind",
                condition=Q(kind__in=[k.value for k in EntryKind]),
                violation_error_message="An entry is of one of five kinds.",
            ),
            CheckConstraint(
                name="ledger_posted_has_a_number",
                condition=Q(posted=True, number__isnull=False) | Q(posted=False, number__isnull=True),
                violation_error_message="What is posted has a number, and nothing else has one.",
            ),
            CheckConstraint(
                name="ledger_correction_names_the_other",
                condition=Q(kind=EntryKind.REVERSAL.value, reverses__isnull=False)
                | ~Q(kind=EntryKind.REVERSAL.value) & Q(reverses__isnull=True),
                violation_error_message="A correction names the entry that it takes back, and no other entry does.",
            ),
            CheckConstraint(
                name="ledger_agreed_by_another",
                condition=Q(agreed_by__isnull=True) | Q(recorded_by__isnull=False) & ~Q(agreed_by=F("recorded_by")),
                violation_error_message="Recorded by one, agreed by another.",
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.number}" if self.posted else "entry that is not posted"

    @property
    def basis(self) -> Basis:
        """What it rests on."""
        return Basis(self.basis_kind, self.basis_key, self.basis_words, self.basis_day)

    @property
    def kind_words(self) -> str:
        """For people."""
        return KIND_WORDS[EntryKind(self.kind)]


class Line(models.Model):
    """One side of an entry in whole pence: debits above nothing, credits below."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, related_name="+")
    head = models.CharField(max_length=8, blank=True)
    pence = models.BigIntegerField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="ledger_line_says_something",
                condition=~Q(pence=0),
                violation_error_message="A line of nothing says nothing.",
            ),
            CheckConstraint(
                name="ledger_line_head",
                condition=Q(head__in=["", *(h.value for h in Head)]),
                violation_error_message="Support, services or voice.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pence} on {self.account_id}"

    @property
    def credit(self) -> int | None:
        """The sum where it is a credit."""
        return -self.pence if self.pence < 0 else None

    @property
    def head_words(self) -> str:
        """For people; nothing where it has none."""
        return HEAD_WORDS[Head(self.head)] if self.head else ""


class Paper(models.Model):
    """A document that belongs to an entry: signed accounts, an agreement, an invoice from somebody."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(max_length=100)
    suffix = models.CharField(max_length=8)
    file = models.FileField(upload_to="ledger/", max_length=200)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """What a year was meant to bring in on an account, or to spend under a heading. It may change while it is open."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="plans")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    head = models.CharField(max_length=8, blank=True)
    pence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="ledger_plan_once", fields=["year", "account"], condition=Q(account__isnull=False),
                violation_error_message="There is a plan for this income.",
            ),
            UniqueConstraint(
                name="ledger_plan_head_once", fields=["year", "head"], condition=~Q(head=""),
                violation_error_message="There is a plan for this heading.",
            ),
            CheckConstraint(
                name="ledger_plan_is_about_one",
                condition=Q(account__isnull=False, head="")
                | Q(account__isnull=True, head__in=[h.value for h in Head]),
                violation_error_message="A plan is about an income or about a heading.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"plan {self.year_id} {self.head or self.account_id}"


class MileageRate(models.Model):
    """Pence for a mile from a day on, until a later rate begins."""

    starts = models.DateField(unique=True)
    pence = models.PositiveSmallIntegerField()
    basis_kind = models.CharField(max_length=40)
    basis_key = models.CharField(max_length=120)
    basis_words = models.CharField(max_length=300)
    basis_day = models.DateField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="ledger_rate_is_something",
                condition=Q(pence__gt=0),
                violation_error_message="A mile is worth a penny or more.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pence}p a mile from {self.starts}"


class Expense(models.Model):
    """What a volunteer laid out. ``tenths``: tenths of a mile, where it was a drive."""

    key = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    day = models.DateField()
    words = models.CharField(max_length=200)
    head = models.CharField(max_length=8)
    tenths = models.PositiveIntegerField(null=True)
    rate = models.ForeignKey(MileageRate, on_delete=models.PROTECT, null=True, related_name="+")
    pence = models.PositiveBigIntegerField()
    receipt = models.FileField(upload_to="receipts/", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, default=ExpenseState.CLAIMED.value)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)
    paid_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="expense")

    class Meta:
        constraints = [
            CheckConstraint(
                name="ledger_expense_state",
                condition=Q(state__in=[s.value for s in ExpenseState]),
                violation_error_message="A claim waits, is agreed, is not agreed or is paid.",
            ),
            CheckConstraint(
                name="ledger_expense_is_something",
                condition=Q(pence__gt=0),
                violation_error_message="Claim a penny or more.",
            ),
            CheckConstraint(
                name="ledger_expense_head",
                condition=Q(head__in=[h.value for h in Head]),
                violation_error_message="Say what it was for.",
            ),
            CheckConstraint(
                name="ledger_nobody_agrees_their_own",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("claimed_by")),
                violation_error_message="Nobody agrees to their own claim.",
            ),
            CheckConstraint(
                name="ledger_expense_two_people",
                condition=Q(paid_by__isnull=True) | Q(agreed_by__isnull=False) & ~Q(agreed_by=F("paid_by")),
                violation_error_message="Who agreed to a claim does not pay it as well.",
            ),
            CheckConstraint(
                name="ledger_expense_judged",
                condition=Q(state=ExpenseState.CLAIMED.value, agreed_by__isnull=True)
                | ~Q(state=ExpenseState.CLAIMED.value) & Q(agreed_by__isnull=False, agreed_at__isnull=False),
                violation_error_message="What is judged says by whom.",
            ),
            CheckConstraint(
                name="ledger_expense_paid",
                condition=Q(state=ExpenseState.PAID.value, entry__isnull=False, paid_by__isnull=False)
                | ~Q(state=ExpenseState.PAID.value) & Q(entry__isnull=True, paid_by__isnull=True),
                violation_error_message="What is paid names its entry.",
            ),
            CheckConstraint(
                name="ledger_expense_miles_or_receipt",
                condition=Q(tenths__isnull=False, rate__isnull=False)
                | Q(tenths__isnull=True, rate__isnull=True) & ~Q(sha256=""),
                violation_error_message="Send the receipt, or say how many miles it was.",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"

    @property
    def state_words(self) -> str:
        """For people."""
        return STATE_WORDS[ExpenseState(self.state)]
