"""What the bank tells: files, their lines, how columns of a file are read, and which line paid what."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.accounts.models import User
from coopnet.subscriptions.models.invoices import Payment


class BankFile(models.Model):
    """One statement that was loaded: the days that it covers, and how many of its lines were new."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    account = models.CharField(max_length=60, help_text="As the file names it.")
    first_day = models.DateField()
    last_day = models.DateField()
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_bank_file_has_days",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message="A statement covers a day at least.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """One line of a statement, whole pence, below nothing for money out. Only why it is no subscription is set later.

    ``identity``: the bank's own number of it, else all that is known of it with its place among equals of the file.
    """

    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="lines")
    identity = models.CharField(max_length=64, unique=True)
    day = models.DateField(db_index=True)
    pence = models.BigIntegerField()
    words = models.CharField(max_length=500)
    not_ours = models.CharField(max_length=200, blank=True, help_text="Why it is no payment of an invoice.")

    def __str__(self) -> str:
        return f"{self.day} {self.words}"


class BankBalance(models.Model):
    """What the bank says that the account held at the end of a day, below nothing where it was overdrawn."""

    day = models.DateField(db_index=True)
    pence = models.BigIntegerField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"balance of {self.day}"


class Matched(models.Model):
    """A payment that was recorded because of a line. Taken back, it leaves the line open again. Never changed."""

    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="matches")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="matched")
    why = models.CharField(max_length=300)


class Columns(models.Model):
    """Which column of a CSV file is what, remembered by its heading for the next file of that bank."""

    heading = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the heading line.")
    columns = models.JSONField()


class Waiting(models.Model):
    """A CSV file whose columns somebody must name first. It goes once it is loaded or dropped."""

    name = models.CharField(max_length=200)
    data = models.BinaryField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="subscriptions_one_waiting_file_each", fields=["sent_by"],
                violation_error_message="Your last file waits still.",
            ),
        ]  # fmt: skip
