"""A page whose address belongs to a view of ours."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve
from wagtail.models import Page

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]


class OwnAddress(Page):
    """A page whose address belongs to a view of ours: serving it calls that view with the page's words."""

    class Meta:
        abstract = True

    def own_address(self) -> str:
        """The path of the view."""
        raise NotImplementedError

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page as visitors see it, with the words as they stand here, published or not."""
        match = resolve(self.own_address())
        answer: HttpResponseBase = match.func(request, *match.args, words=self, **match.kwargs)
        return answer

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """The same view in the page editor's preview."""
        return self.serve(request)

    def access_regions(self, at: datetime) -> frozenset[str]:
        """Regions that the page belongs to: none, but for the page of a region."""
        return frozenset()
