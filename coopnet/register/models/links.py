"""Predecessors and successors."""

from django.db import models
from django.db.models import UniqueConstraint


class Link(models.Model):
    """A link from one URN to another, by number: either may be unknown to the list."""

    urn = models.IntegerField()
    link_urn = models.IntegerField(db_index=True)
    link_name = models.CharField(max_length=200, default="")
    link_type = models.CharField(max_length=80)
    established_on = models.DateField(null=True)
    source = models.CharField(max_length=12)
    first_seen = models.DateField(null=True, help_text="Date of the first links file that held it; none for facts.")
    removed_on = models.DateField(null=True, help_text="Date of the links file that no longer held it.")

    class Meta:
        constraints = [
            UniqueConstraint(
                name="register_one_link_per_pair_and_type",
                fields=["urn", "link_urn", "link_type"],
                violation_error_message="This link is already known.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.urn} {self.link_type} {self.link_urn}"
