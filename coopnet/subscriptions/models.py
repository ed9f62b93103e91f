"""Price schemes, invoices, credit notes, payments. What was put in force or sent is never changed."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.accounts.models import User
from coopnet.kit.basis import Basis
from coopnet.ledger.models import Entry
from coopnet.membership.models import Member, Period
from coopnet.people.models import Organisation
from coopnet.subscriptions.enums import Settled
from coopnet.subscriptions.prices import Scheme, read


class PriceScheme(models.Model):
    """What membership costs in ``[starts, ends)``, by the decision that is named. Only ``ends`` is set later."""

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=120)
    data = models.JSONField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    basis_kind = models.CharField(max_length=40)
    basis_key = models.CharField(max_length=120, blank=True)
    basis_words = models.CharField(max_length=300)
    basis_day = models.DateField()
    made_at = models.DateTimeField()
    # Of all schemes one holds on a day: the guard compares rows of the same lane, and there is one lane.
    lane = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_scheme_has_days",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="A scheme holds for a day at least.",
            ),
            CheckConstraint(
                name="subscriptions_one_lane", condition=Q(lane=1), violation_error_message="There is one lane."
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def basis(self) -> Basis:
        """The decision it rests on."""
        return Basis(self.basis_kind, self.basis_key, self.basis_words, self.basis_day)

    @property
    def scheme(self) -> Scheme:
        """What it says, to reckon with."""
        return read(self.data)


class Supplier(models.Model):
    """Who sends invoices, and to which account they are paid. One row; what an invoice said stays with the invoice."""

    # No number of the database's own making: there is one row, and no counter that could stand behind it.
    id = models.PositiveSmallIntegerField(primary_key=True, editable=False)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300)
    email = models.EmailField(max_length=254)
    account_name = models.CharField(max_length=120)
    sort_code = models.CharField(max_length=8)
    account_number = models.CharField(max_length=8)

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_one_supplier", condition=Q(pk=1), violation_error_message="There is one supplier."
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last number of a series that has no gap. Whoever takes the next holds the row until the document stands."""

    series = models.CharField(max_length=12, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Invoice(models.Model):
    """A member's subscription for a year, as it was sent. Only the order number of the payer is ever set later.

    ``lines`` hold what each sum is for, why, and whole pence; ``seller`` what the supplier's row said that day.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(PriceScheme, on_delete=models.PROTECT, related_name="+")
    payer_name = models.CharField(max_length=200)
    payer_address = models.CharField(max_length=600, blank=True)
    to_name = models.CharField(max_length=120, blank=True)
    to_email = models.EmailField(max_length=254, blank=True)
    year_starts = models.DateField()
    year_ends = models.DateField(help_text="The first day of the next year.")
    lines = models.JSONField()
    pence = models.PositiveIntegerField()
    vat_words = models.CharField(max_length=200)
    seller = models.JSONField()
    issued_on = models.DateField()
    due_on = models.DateField()
    order_number = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="subscriptions_one_invoice_a_year",
                fields=["member", "year_starts"],
                violation_error_message="This member has its invoice of that year.",
            ),
            CheckConstraint(
                name="subscriptions_invoice_has_a_year",
                condition=Q(year_ends__gt=F("year_starts")) & Q(due_on__gte=F("issued_on")),
                violation_error_message="An invoice is for a year, and due on its day or later.",
            ),
        ]

    def __str__(self) -> str:
        return f"Invoice {self.number}"


class Credit(models.Model):
    """A credit note: so much of an invoice is owed no more, for this reason. Never changed."""

    number = models.PositiveIntegerField(unique=True)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credits")
    pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    day = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_credit_is_something",
                condition=Q(pence__gt=0) & ~Q(reason=""),
                violation_error_message="A credit note takes something off, for a reason.",
            ),
        ]


class Payment(models.Model):
    """Money that came for an invoice, in whole pence; below nothing where a payment is taken back. Never changed."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    pence = models.IntegerField()
    day = models.DateField()
    words = models.CharField(max_length=200, blank=True, help_text="As the bank told it.")
    takes_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_back"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_payment_goes_one_way",
                condition=Q(pence__gt=0, takes_back__isnull=True) | Q(pence__lt=0, takes_back__isnull=False),
                violation_error_message="A payment is more than nothing, or takes another back.",
            ),
        ]


class Reminder(models.Model):
    """A reminder that was due and made: the letter itself stands in the outbox. Never changed."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    owed = models.PositiveIntegerField()
    reach = models.DateField(null=True, help_text="How far the bank records ran, as the letter said.")
    written = models.BooleanField(help_text="Whether there was an address to write to.")

    class Meta:
        constraints = [
            UniqueConstraint(
                name="subscriptions_each_reminder_once",
                fields=["invoice", "number"],
                violation_error_message="This reminder was sent.",
            ),
        ]


class Promise(models.Model):
    """A payer said that the money comes by a day. Until it is over nothing is sent and nothing ends. Never changed."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="promises")
    until = models.DateField(help_text="The last day of the promise.")
    words = models.CharField(max_length=300, blank=True)
    day = models.DateField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_promise_has_days",
                condition=Q(until__gte=F("day")),
                violation_error_message="A promise holds for its own day at least.",
            ),
        ]


class BankDay(models.Model):
    """The treasurer's word that everything that came up to a day is recorded, for those who load no bank file."""

    reach = models.DateField()
    day = models.DateField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_bank_day_is_past",
                condition=Q(reach__lte=F("day")),
                violation_error_message="Nobody can know what comes later.",
            ),
        ]


class Look(models.Model):
    """A named person looked at memberships about to end, one row an invoice, and let the rule take its course."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="looks")
    day = models.DateField()
    looked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class Ending(models.Model):
    """A membership that the rule ended because nobody paid: which invoice, who had looked, how far records ran."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="+")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="endings")
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="+")
    reach = models.DateField(null=True)
    owed = models.PositiveIntegerField()
    due = models.DateField(help_text="The day from which the time was counted.")
    day = models.DateField()
    made_at = models.DateTimeField()


class Settlement(models.Model):
    """Money to give back, or to let off: one person records it, another agrees, and only then it counts.

    A waiver names the decision that it rests on. Agreed to, it is never changed; dropped, it stays as dropped.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="settlements")
    kind = models.CharField(max_length=10)
    pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    day = models.DateField(null=True, help_text="From which day it counts: the day on which it was agreed.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_settlement_by_two",
                condition=Q(agreed_by__isnull=True, day__isnull=True, agreed_at__isnull=True)
                | (
                    Q(agreed_by__isnull=False, day__isnull=False, agreed_at__isnull=False, dropped_at__isnull=True)
                    & ~Q(agreed_by=F("recorded_by"))
                ),
                violation_error_message="Somebody else than whoever recorded it agrees.",
            ),
            CheckConstraint(
                name="subscriptions_settlement_is_something",
                condition=Q(pence__gt=0) & ~Q(reason="") & Q(kind__in=[kind.value for kind in Settled]),
                violation_error_message="It is a sum, for a reason.",
            ),
        ]


class Posting(models.Model):
    """What a payment or a sum given back became in the books: its entry, or why it has none."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="posting")
    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, null=True, related_name="posting")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    why_not = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_posting_of_one_thing",
                condition=(
                    Q(payment__isnull=False, settlement__isnull=True)
                    | Q(payment__isnull=True, settlement__isnull=False)
                )
                & (Q(entry__isnull=False, why_not="") | Q(entry__isnull=True) & ~Q(why_not="")),
                violation_error_message="A posting is of one thing, and has its entry or says why not.",
            ),
        ]
