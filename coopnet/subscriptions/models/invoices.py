"""Who sends invoices; invoices, credit notes, payments. What was sent or recorded is never changed."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.membership.models import Member
from coopnet.people.models import Organisation
from coopnet.subscriptions.models.prices import PriceScheme


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


class Registration(models.Model):
    """What finance offices ask for besides: each from a day on, until a later row; empty: none."""

    starts = models.DateField()
    company_number = models.CharField(max_length=12, blank=True)
    vat_number = models.CharField(max_length=14, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"numbers from {self.starts}"


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
