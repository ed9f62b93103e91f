"""Pages that lead outside, and what came of asking, for tests of links, of sources and of who keeps a page."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from coopnet.regions.tests.ground import AT, BY
from coopnet.site.links import actions
from coopnet.site.links.actions import Outcome
from coopnet.site.models import OutsideLink, SectionPage
from tests.roles import Actor

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
DAY = timedelta(days=1)
REPORT = "https://report.example.org/2026/"


def leads(*addresses: str, slug: str = "support") -> SectionPage:
    """A page of words that leads to these addresses and to nothing else outside."""
    page: SectionPage = SectionPage.objects.get(slug=slug)
    page.body = json.dumps(
        [{"type": "text", "value": "".join(f'<p><a href="{one}">there</a></p>' for one in addresses)}]
    )
    page.save()
    return page


def cites(page: Any, address: str = REPORT) -> None:
    page.body = json.dumps(
        [
            {
                "type": "citation",
                "value": {
                    "title": "The report of 2026",
                    "publisher": "The Office",
                    "address": address,
                    "read_on": "2026-03-03",
                },
            }
        ]
    )
    page.save()


def only_these(*keep: str) -> None:
    actions.gather(by=BY, at=AT)
    OutsideLink.objects.exclude(address__in=keep).update(asked_at=NOON + 400 * DAY)


def bad(times: int = 3, address: str = REPORT) -> OutsideLink:
    link = OutsideLink.objects.get(address=address)
    for day in range(times):
        actions.note(link=link, outcome=Outcome.BAD, words="The page is not there.", by=BY, at=AT + day * DAY)
    return OutsideLink.objects.get(pk=link.pk)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def todo(actor: Actor) -> str:
    return signed_in(actor).get("/to-do/").content.decode()
