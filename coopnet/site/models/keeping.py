"""Who keeps a page of words, and when somebody looks at it again."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from coopnet.bodies.enums import Office
from coopnet.bodies.rules import OFFICES

# Roles of the whole network; pages of a region belong to its own people. A role never moves away, as a person does.
KEEPERS = [(office.value, rule.words.capitalize()) for office, rule in OFFICES.items() if not rule.regional]


class Kept(Page):
    """A page with a role that keeps it and a day of review."""

    keeper = models.CharField(
        max_length=40,
        choices=KEEPERS,
        default=Office.CO_ORDINATOR.value,
        help_text="The role that sees to it that the page is right. It finds its To do there.",
    )
    review_on = models.DateField(null=True, blank=True, help_text="When somebody should look whether it still holds.")

    class Meta:
        abstract = True

    settings_of_keeping: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("keeper"), FieldPanel("review_on")], heading="Who keeps it")
    ]

    @property
    def keeper_words(self) -> str:
        """The role in words."""
        return OFFICES[Office(self.keeper)].words

    def late_on(self, today: date) -> bool:
        """Whether the day of review is over."""
        return self.review_on is not None and self.review_on < today
