"""The first page, the overview of the regions and the page of one: words beside what is worked out."""

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from coopnet.regions.models import Region
from coopnet.site.models.own import FEATURES, OwnAddress


class HomePage(OwnAddress):
    """The first page."""

    lead = models.TextField(
        default="A network of schools that own it together. We give each other support, service and a voice."
    )
    more = models.TextField(
        default="Every member school has one vote. A small yearly subscription pays for the work, and money left over "
        "goes to the members’ reserve."
    )
    support = models.TextField(
        default="Schools stand by one another, in good years and when things get hard. Whoever asks reaches a person "
        "in the same region."
    )
    service = models.TextField(
        default="What works in one school is shared with the next. What is dear alone is bought together: posts, "
        "training, supplies."
    )
    voice = models.TextField(
        default="We speak up on funding, inspection and fair places for every child. Members agree on a position "
        "before we take it to anybody."
    )
    quotation = models.TextField(
        default="The school’s work with the other schools in the Coastal Alliance Cooperative Trust and the local "
        "authority adviser enables teachers to check the accuracy of their assessments and share good practice."
    )
    quotation_source = models.CharField(max_length=120, default="Ofsted report, 2018")

    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("lead"), FieldPanel("more")], heading="At the top"),
        MultiFieldPanel([FieldPanel("support"), FieldPanel("service"), FieldPanel("voice")], heading="Three words"),
        MultiFieldPanel([FieldPanel("quotation"), FieldPanel("quotation_source")], heading="Quotation"),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["site.RegionsPage", "site.NewsPage", "site.SectionPage", "site.TextPage"]
    max_count = 1

    def own_address(self) -> str:
        return "/"


class RegionsPage(OwnAddress):
    """The overview of the regions."""

    lead = models.TextField(
        default="Each region has a forum of its member schools, a board that members appoint, and an ambassador "
        "who knows the schools."
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar = ["site.HomePage"]
    subpage_types: ClassVar = ["site.RegionPage"]
    max_count = 1

    def own_address(self) -> str:
        return "/regions/"

    def clean(self) -> None:
        super().clean()
        if self.slug != "regions":
            raise ValidationError({"slug": "This page is found at /regions/. Write regions."})


class RegionPage(OwnAddress):
    """The words and the picture of one region. Its regional editor keeps them."""

    region = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="+")
    lead = models.TextField(blank=True, help_text="One or two sentences. Empty: the region’s story in two lines.")
    body = RichTextField(blank=True, features=FEATURES, help_text="Empty: the story as the network was founded.")
    now = RichTextField(blank=True, features=FEATURES, help_text="What is going on, with dates.")
    now_checked_on = models.DateField(null=True, blank=True, help_text="When somebody last looked that it still holds.")
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_words = models.CharField(max_length=200, blank=True, help_text="What the picture shows. No pupils, please.")

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("now"), FieldPanel("now_checked_on")], heading="Going on now"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_words")], heading="Picture"),
    ]
    parent_page_types: ClassVar = ["site.RegionsPage"]
    subpage_types: ClassVar = ["site.PostPage"]

    def own_address(self) -> str:
        return f"/regions/{self.region.slug}/"

    def access_regions(self, at: datetime) -> frozenset[str]:
        """The region whose page it is."""
        return frozenset({self.region.key})

    def clean(self) -> None:
        super().clean()
        if self.region_id and self.slug != self.region.slug:
            raise ValidationError({"slug": f"The page of this region is found at {self.region.slug}. Write that."})
        if self.picture_id and not self.picture_words:
            raise ValidationError({"picture_words": "Say what the picture shows, for those who cannot see it."})
