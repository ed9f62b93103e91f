"""Pages of words alone."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import resolve
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from coopnet.site.models.keeping import Kept
from coopnet.site.models.own import FEATURES


class TextPage(Kept):
    """A page of words alone. It never takes an address that the house itself answers, but for those of ``texts``."""

    lead = models.TextField(blank=True)
    body = RichTextField(features=FEATURES)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body"), *Kept.settings_of_keeping]
    parent_page_types: ClassVar = ["site.HomePage", "site.TextPage"]
    subpage_types: ClassVar = ["site.TextPage"]
    template = "site/text_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With whether its day of review is over."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["late"] = self.late_on(getattr(request, "today"))  # noqa: B009 - put there by ours
        return context

    def access_regions(self, at: datetime) -> frozenset[str]:
        """It belongs to the whole network."""
        return frozenset()

    def clean(self) -> None:
        super().clean()
        if self.slug:
            found = resolve(f"/{self.slug}/")
            if found.url_name != "wagtail_serve" and "words" not in found.kwargs:
                raise ValidationError({"slug": "Another part of this site is found there. Choose other words."})
