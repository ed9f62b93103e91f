"""Reminders, promises, how far bank records run, who looked, and which membership ended for want of payment."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.accounts.models import User
from coopnet.membership.models import Period
from coopnet.subscriptions.models.invoices import Invoice


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
