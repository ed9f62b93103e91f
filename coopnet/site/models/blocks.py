"""The blocks of which a page of words is made, and those that are worked out when it is opened."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from coopnet.site.live.kinds import KINDS

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]


class QuotationBlock(blocks.StructBlock):
    """Somebody else's words. Without a source nobody could check them."""

    words = blocks.TextBlock()
    source = blocks.CharBlock(max_length=160, help_text="Who said it, and when.")

    class Meta:
        icon = "openquote"
        template = "site/blocks/quotation.html"


class CitationBlock(blocks.StructBlock):
    """A source on the outside web. Its title and the day it was read stay true when the page is gone."""

    title = blocks.CharBlock(max_length=160)
    publisher = blocks.CharBlock(max_length=120, required=False, help_text="Who put it there.")
    address = blocks.CharBlock(max_length=500, help_text="Like https://example.org/report/.")
    read_on = blocks.DateBlock(help_text="The day on which you read it.")

    class Meta:
        icon = "link-external"
        template = "site/blocks/citation.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["address"].startswith(("https://", "http://")):
            raise ValidationError("The address begins with https:// or http://.")
        return cleaned


class StepBlock(blocks.StructBlock):
    """One step."""

    name = blocks.CharBlock(max_length=60)
    words = blocks.CharBlock(max_length=240)


class StepsBlock(blocks.StructBlock):
    """One after the other."""

    title = blocks.CharBlock(max_length=80)
    steps = blocks.ListBlock(StepBlock())

    class Meta:
        icon = "list-ol"
        template = "site/blocks/steps.html"


class ComparisonBlock(blocks.StructBlock):
    """Rows and columns to be compared. The first cell of a row is its name."""

    title = blocks.CharBlock(max_length=80)
    heads = blocks.ListBlock(blocks.CharBlock(max_length=60, required=False))
    rows = blocks.ListBlock(blocks.ListBlock(blocks.CharBlock(max_length=160)))
    note = blocks.CharBlock(max_length=240, required=False)

    class Meta:
        icon = "table"
        template = "site/blocks/comparison.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if any(len(row) != len(cleaned["heads"]) for row in cleaned["rows"]):
            raise ValidationError("Every row needs as many cells as there are heads.")
        return cleaned


class DoBlock(blocks.StructBlock):
    """One thing to do. The address is one of ours or a whole one."""

    words = blocks.CharBlock(max_length=60)
    address = blocks.CharBlock(max_length=200, help_text="Like /find/ or https://example.org/.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["address"].startswith(("/", "https://")) or cleaned["address"].startswith("//"):
            raise ValidationError("The address begins with / or with https://.")
        return cleaned


class LiveBlock(blocks.ChoiceBlock):
    """A figure, people or a list of the day on which the page is opened."""

    choices: ClassVar = [(kind.name, kind.words) for kind in KINDS]

    class Meta:
        icon = "date"
        template = "site/blocks/live.html"


class PictureBlock(blocks.StructBlock):
    """A picture, with what it shows for those who cannot see it."""

    picture = ImageChooserBlock()
    shows = blocks.CharBlock(max_length=200, help_text="What it shows. No pupils, please.")
    below = blocks.CharBlock(max_length=200, required=False, help_text="A line under the picture.")

    class Meta:
        icon = "image"
        template = "site/blocks/picture.html"


class Body(blocks.StreamBlock):
    """Everything that a page of words can hold."""

    text = blocks.RichTextBlock(features=FEATURES, template="site/blocks/text.html")
    quotation = QuotationBlock()
    citation = CitationBlock(label="Source")
    steps = StepsBlock()
    comparison = ComparisonBlock()
    picture = PictureBlock()
    todo = blocks.ListBlock(DoBlock(), label="What to do next", icon="link", template="site/blocks/todo.html")
    live = LiveBlock(label="Worked out on the day")


class PostBody(blocks.StreamBlock):
    """Everything that a post can hold."""

    text = blocks.RichTextBlock(features=FEATURES, template="site/blocks/text.html")
    picture = PictureBlock()
    quotation = QuotationBlock()
    citation = CitationBlock(label="Source")
    todo = blocks.ListBlock(DoBlock(), label="What to do next", icon="link", template="site/blocks/todo.html")
