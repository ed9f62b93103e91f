"""Addresses of the outside web to which our pages lead, and what came of asking them."""

from datetime import datetime

from django.db import models
from django.db.models import CheckConstraint, F, Q
from wagtail.models import Page

# So many tries in a row, a day apart each, before we call a link broken: a site may be down for a night.
TRIES = 3


class OutsideLink(models.Model):
    """One address. It is forgotten when no page leads to it any more."""

    address = models.CharField(max_length=500, unique=True)
    first_seen_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    last_good_at = models.DateTimeField(null=True)
    first_bad_at = models.DateTimeField(null=True, help_text="The first of the bad answers since the last good one.")
    bad_tries = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True, help_text="What the last answer was, for people.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="site_link_bad_since_a_day",
                condition=Q(bad_tries=0, first_bad_at__isnull=True) | Q(bad_tries__gt=0, first_bad_at__isnull=False),
                violation_error_message="A link that is bad has a day on which it began.",
            ),
            CheckConstraint(
                name="site_link_bad_after_good",
                condition=Q(first_bad_at__isnull=True)
                | Q(last_good_at__isnull=True)
                | Q(first_bad_at__gte=F("last_good_at")),
                violation_error_message="A link is bad since its last good answer.",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def broken(self) -> bool:
        """Whether it was bad often enough to say so."""
        return self.bad_tries >= TRIES


class PageLink(models.Model):
    """A page that is on the site leads to an address."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(OutsideLink, on_delete=models.CASCADE, related_name="pages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "link"],
                name="site_page_leads_once",
                violation_error_message="The page leads there already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} to {self.link_id}"


def broken_since(page: Page) -> dict[str, datetime]:
    """Addresses on a page that are broken, and since when."""
    rows = OutsideLink.objects.filter(pages__page=page.pk, bad_tries__gte=TRIES)
    return {address: since for address, since in rows.values_list("address", "first_bad_at") if since}
