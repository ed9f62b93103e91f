"""Addresses that search engines should know of."""

from collections.abc import Iterator
from datetime import date

from wagtail.models import Page

from coopnet.site import figures

# Views of ours that stand beside the tree of pages.
OWN = (
    "/find/",
    "/changes/",
    "/facts/",
    "/contact/",
    "/help/",
    "/help/confidence/",
    "/library/",
    "/rules/",
    "/decisions/",
    "/members/",
    "/join/apply/",
    "/join/price/",
    "/privacy/",
    "/accessibility/",
)


def addresses(on: date) -> Iterator[str]:
    """Paths, each once: pages on the site, our own, schools that are co-operative that day and their trusts."""
    yield "/"
    for path in Page.objects.live().filter(depth__gt=2).order_by("path").values_list("url_path", flat=True):
        yield path.removeprefix("/home")
    yield from OWN
    counted = figures.read().counted(on)
    for urn in sorted({one.school.urn for one in counted}):
        yield f"/schools/{urn}/"
    for trust, _ in figures.trusts(counted):
        if trust.uid:
            yield f"/trusts/{trust.uid}/"
