"""Establishments: schools, colleges and whatever else has a URN."""

from django.db import models
from django.db.models import CheckConstraint, Q

from coopnet.register.enums import Source
from coopnet.register.models.authorities import Authority

SOURCES = [(source.value, source.value) for source in Source]


class Establishment(models.Model):
    """What the newest file says of one URN. What it said before stands in ``Change``; nothing is ever deleted.

    A column that a file leaves out is empty. ``rest`` holds the other columns of the extract under their own names,
    without head teachers' names and telephone numbers.
    """

    urn = models.IntegerField(unique=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, help_text="The name after case-folding and collapsing white space.")
    authority = models.ForeignKey(Authority, null=True, on_delete=models.PROTECT, related_name="establishments")
    number = models.CharField(max_length=10, default="")
    type_code = models.CharField(max_length=10, default="")
    type_name = models.CharField(max_length=100, default="")
    type_group = models.CharField(max_length=100, default="")
    status_code = models.CharField(max_length=10, default="")
    status_name = models.CharField(max_length=60, default="")
    phase_code = models.CharField(max_length=10, default="")
    phase_name = models.CharField(max_length=60, default="")
    open_date = models.DateField(null=True)
    close_date = models.DateField(null=True)
    reason_opened = models.CharField(max_length=100, default="")
    reason_closed = models.CharField(max_length=100, default="")
    low_age = models.SmallIntegerField(null=True)
    high_age = models.SmallIntegerField(null=True)
    gender = models.CharField(max_length=40, default="")
    religious_character = models.CharField(max_length=80, default="")
    capacity = models.IntegerField(null=True)
    pupils = models.IntegerField(null=True)
    street = models.CharField(max_length=150, default="")
    locality = models.CharField(max_length=150, default="")
    address3 = models.CharField(max_length=150, default="")
    town = models.CharField(max_length=100, default="")
    county = models.CharField(max_length=100, default="")
    postcode = models.CharField(max_length=10, default="")
    website = models.CharField(max_length=300, default="")
    gor_code = models.CharField(max_length=10, default="")
    gor_name = models.CharField(max_length=60, default="")
    district_code = models.CharField(max_length=12, default="")
    district_name = models.CharField(max_length=100, default="")
    easting = models.IntegerField(null=True)
    northing = models.IntegerField(null=True)
    ukprn = models.CharField(max_length=12, default="")
    rest = models.JSONField(default=dict)
    source = models.CharField(max_length=12, choices=SOURCES)
    first_seen = models.DateField(null=True, help_text="Date of the first file that named it; none for facts and hand.")
    first_listed = models.DateField(null=True, help_text="Date of the first establishments extract that held it.")
    vanished_on = models.DateField(null=True, help_text="Date of the whole extract that no longer held it.")
    told_on = models.DateField(null=True, help_text="Date of the file that last changed this row.")
    digest = models.BinaryField(max_length=16, default=b"")

    class Meta:
        constraints = [
            CheckConstraint(
                name="register_urn_is_positive",
                condition=Q(urn__gt=0),
                violation_error_message="A URN is a positive number.",
            ),
            CheckConstraint(
                name="register_establishment_has_a_name",
                condition=~Q(name=""),
                violation_error_message="An establishment has a name.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.urn})"
