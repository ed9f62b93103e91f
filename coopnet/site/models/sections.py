"""Pages of words and live blocks: Join, Support, Voice and what lies under them."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import resolve
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from coopnet.site.asked import asked
from coopnet.site.models.blocks import Body
from coopnet.site.models.keeping import Kept
from coopnet.site.models.links import broken_since


class SectionPage(Kept):
    """A page of words. Its address is its place in the tree; it never takes one that the house itself answers."""

    lead = models.TextField(blank=True, help_text="One sentence under the title.")
    body = StreamField(Body(), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body"), *Kept.settings_of_keeping]
    parent_page_types: ClassVar = ["site.HomePage", "site.SectionPage"]
    subpage_types: ClassVar = ["site.SectionPage"]
    template = "site/section_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the day asked about, which every live block takes."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        above = self.get_parent()
        context["ask"] = asked(request)  # type: ignore[arg-type]  # our middleware has put the day on it
        context["above"] = above.specific if isinstance(above.specific, SectionPage) else None
        cites = any(block.block_type == "citation" for block in self.body)
        context["broken"] = broken_since(self) if cites else {}
        context["late"] = self.late_on(context["ask"].day)
        return context

    def access_regions(self, at: datetime) -> frozenset[str]:
        """It belongs to the whole network."""
        return frozenset()

    def clean(self) -> None:
        super().clean()
        if self.slug and self.depth in (None, 3) and resolve(f"/{self.slug}/").url_name != "wagtail_serve":
            raise ValidationError({"slug": "Another part of this site is found there. Choose other words."})
