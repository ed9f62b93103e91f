"""News: the list, and one post. A post of a region lies under the region's page, whose people keep it."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from coopnet.kit import clock
from coopnet.site.models.blocks import PostBody
from coopnet.site.models.links import broken_since
from coopnet.site.models.own import OwnAddress
from coopnet.site.posts import KIND_WORDS, PUBLIC_KINDS, Kind, age_words, needs_two

NOT_ALONE = "A post about policy needs two people: one writes it, another agrees and publishes."


class NewsPage(OwnAddress):
    """The list of all posts. Those of the whole network lie under it."""

    lead = models.TextField(default="What happens in the network and its regions, newest first.")

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar = ["site.HomePage"]
    subpage_types: ClassVar = ["site.PostPage"]
    max_count = 1

    def own_address(self) -> str:
        return "/news/"

    def clean(self) -> None:
        super().clean()
        if self.slug != "news":
            raise ValidationError({"slug": "This page is found at /news/. Write news."})


class PostPage(Page):
    """One post. Its place in the tree says whether it is a region's or the whole network's."""

    kind = models.CharField(
        max_length=10, choices=[(k.value, KIND_WORDS[k]) for k in PUBLIC_KINDS], default=Kind.NEWS.value
    )
    posted_on = models.DateField(
        null=True, blank=True, help_text="The day it is about. Empty: the day it is first published."
    )
    lead = models.TextField(blank=True, max_length=300, help_text="One or two sentences for lists.")
    body = StreamField(PostBody(), blank=True)
    review_on = models.DateField(null=True, blank=True, help_text="When somebody should look whether it still holds.")
    author_role = models.CharField(max_length=80, blank=True, help_text="The role, not the name: Western ambassador.")
    agreed_by_role = models.CharField(max_length=80, blank=True, editable=False)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("posted_on"), FieldPanel("author_role")], heading="About it"),
        FieldPanel("review_on"),
    ]
    parent_page_types: ClassVar = ["site.NewsPage", "site.RegionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "site/news/post.html"

    def publish(self, revision: Any, user: Any = None, **rest: Any) -> Any:
        """As Wagtail publishes, but for policy: that takes another person than the one who wrote the version.

        A post that is about policy on the site already stays so whatever its new version says.
        Raises ValidationError.
        """
        written = revision.as_object()
        if needs_two(written.kind, self.kind if self.live else "") and user is not None and revision.user == user:
            raise ValidationError(NOT_ALONE)
        super().publish(revision, user=user, **rest)
        shown = PostPage.objects.filter(pk=self.pk, posted_on__isnull=True, first_published_at__isnull=False).first()
        if shown is not None:
            PostPage.objects.filter(pk=self.pk).update(posted_on=clock.london_day(shown.first_published_at))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the region, if it is a region's, and how old it is in words."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        on_site = self.posted_on or clock.london_day(getattr(request, "moment"))  # noqa: B009 - put there by ours
        context |= {
            "broken": broken_since(self) if any(block.block_type == "citation" for block in self.body) else {},
            "region": self.region,
            "age": age_words(on_site, getattr(request, "today")),  # noqa: B009 - as above
            "kind_words": KIND_WORDS[Kind(self.kind)],
        }
        return context

    @property
    def region(self) -> Any:
        """The region whose page it lies under, or None."""
        above = self.get_parent()
        return getattr(above.specific, "region", None) if above else None

    def access_regions(self, at: datetime) -> frozenset[str]:
        """The region that it is about; none for the whole network."""
        region = self.region
        return frozenset({region.key} if region else ())
