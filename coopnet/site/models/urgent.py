"""An urgent page: what is wrong, what people should do, what is asked for, and what is new. It stays at its address."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from coopnet.regions.models import Region


class UrgentPage(models.Model):
    """Something urgent, of a region or the whole network, from when it was raised until it was over."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=80)
    lead = models.CharField(max_length=400, help_text="What is wrong, and what people should do.")
    danger = models.BooleanField(default=False, help_text="Whether lives may be in danger.")
    asked_for = models.TextField(blank=True, help_text="What is needed, a thing a line.")
    region = models.ForeignKey(
        Region, to_field="key", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    next_update_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="site_urgent_over_after_it_began",
                condition=Q(retired_at__isnull=True) | Q(retired_at__gte=F("raised_at")),
                violation_error_message="It was over after it began.",
            ),
            CheckConstraint(
                name="site_urgent_over_promises_nothing",
                condition=Q(retired_at__isnull=True) | Q(next_update_at__isnull=True),
                violation_error_message="What is over promises no more news.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where it is found, now and when it is over."""
        return f"/urgent/{self.slug}/"

    @property
    def needs(self) -> list[str]:
        """What is asked for, one by one."""
        return [line.strip() for line in self.asked_for.splitlines() if line.strip()]

    def access_regions(self, at: datetime) -> frozenset[str]:
        """Its region; none for the whole network."""
        return frozenset({self.region_id} if self.region_id else ())


class UrgentUpdate(models.Model):
    """What was new at a moment. It is never changed: a mistake is put right by the next."""

    page = models.ForeignKey(UrgentPage, on_delete=models.PROTECT, related_name="updates")
    title = models.CharField(max_length=80)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="site_urgent_update_has_a_title", condition=~Q(title=""), violation_error_message="Write a title."
            )
        ]

    def __str__(self) -> str:
        return self.title
