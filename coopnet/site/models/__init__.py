"""Wagtail pages: the words and pictures that editors keep. Names, figures and dates are never typed here.

The addresses of home, regions and the texts are our own views; they look for the page's words and show their
defaults where no page is live. Wagtail serves the same view when somebody previews a page.
"""

from coopnet.site.models.links import OutsideLink, PageLink
from coopnet.site.models.news import NewsPage, PostPage
from coopnet.site.models.own import FEATURES, OwnAddress
from coopnet.site.models.places import HomePage, RegionPage, RegionsPage
from coopnet.site.models.sections import SectionPage
from coopnet.site.models.texts import TextPage
from coopnet.site.models.urgent import UrgentPage, UrgentUpdate

__all__ = [
    "FEATURES",
    "HomePage",
    "NewsPage",
    "OutsideLink",
    "OwnAddress",
    "PageLink",
    "PostPage",
    "RegionPage",
    "RegionsPage",
    "SectionPage",
    "TextPage",
    "UrgentPage",
    "UrgentUpdate",
]
