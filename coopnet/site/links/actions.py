"""What is done with outside links, and with the day of review of a page."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from wagtail.models import Page

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.site.links import gathering
from coopnet.site.models import OutsideLink, PageLink, SectionPage, TextPage


class Outcome(StrEnum):
    """What an address answered. UNSURE: the site lives but does not talk to machines, so only a person can tell."""

    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"


@transaction.atomic
def gather(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Note to which outside addresses the pages on the site lead. An address that no page leads to is forgotten.

    Answers how many were added and forgotten; an act stands in the record only if there were any.
    """
    wanted = {page.pk: gathering.addresses(page) for page in Page.objects.live().filter(depth__gt=1).specific()}
    every = set().union(*wanted.values()) if wanted else set()
    known = dict(OutsideLink.objects.values_list("address", "pk"))
    new, gone = sorted(every - known.keys()), sorted(known.keys() - every)
    OutsideLink.objects.bulk_create([OutsideLink(address=one, first_seen_at=at) for one in new])
    OutsideLink.objects.filter(address__in=gone).delete()
    if new:
        known = dict(OutsideLink.objects.values_list("address", "pk"))
    pairs = {(page, known[address]) for page, found in wanted.items() for address in found}
    stands = {(row.page_id, row.link_id): row.pk for row in PageLink.objects.all()}
    PageLink.objects.filter(pk__in=[pk for pair, pk in stands.items() if pair not in pairs]).delete()
    PageLink.objects.bulk_create([PageLink(page_id=page, link_id=link) for page, link in sorted(pairs - stands.keys())])
    if new or gone:
        words = f"Outside addresses on our pages: {len(new)} new, {len(gone)} no longer there"
        record("links.gathered", subject="links", words=words, by=by, at=at)
    return len(new), len(gone)


@transaction.atomic
def note(*, link: OutsideLink, outcome: Outcome, words: str, by: Actor, at: datetime) -> None:
    """Note what an address answered. The record holds the moments when it is called broken and when it is good again:
    pages show both, so what is kept of them must go."""
    held = OutsideLink.objects.select_for_update().filter(pk=link.pk).first()
    if held is None:
        return  # no page leads there any more
    was = held.broken
    held.asked_at, held.words = at, words[:200]
    if outcome is Outcome.GOOD:
        held.last_good_at, held.first_bad_at, held.bad_tries = at, None, 0
    elif outcome is Outcome.BAD:
        held.first_bad_at, held.bad_tries = held.first_bad_at or at, held.bad_tries + 1
    held.save(update_fields=["asked_at", "words", "last_good_at", "first_bad_at", "bad_tries"])
    if held.broken != was:
        told = f"{'No longer answers' if held.broken else 'Answers again'}: {held.address}"
        what = "links.broken" if held.broken else "links.good-again"
        record(what, subject=f"link:{held.pk}", words=told[:300], by=by, at=at)


@transaction.atomic
def look_over(*, page: SectionPage | TextPage, review_on: date, by: Actor, at: datetime) -> None:
    """Somebody has read it and it holds; the next look is on that day. A draft that waits keeps its words and gets the
    day too."""
    held: Any = type(page).objects.select_for_update().get(pk=page.pk)
    held.review_on = review_on
    type(page).objects.filter(pk=page.pk).update(review_on=review_on)
    draft = held.latest_revision
    if draft is not None:
        draft.content = {**draft.content, "review_on": review_on.isoformat()}
        draft.save(update_fields=["content"])
    record("pages.looked-over", subject=f"page:{page.pk}", words=f"Looked over “{page.title}”: it holds", by=by, at=at)
