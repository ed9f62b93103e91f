"""What the clock does with pages: it publishes and hides those whose moment was set."""

from datetime import datetime

from wagtail.models import Page, Revision

from coopnet.audit.actions import record
from coopnet.kit.actors import System

CLOCK = System("clock")


def publish(at: datetime) -> str:
    """Publish every version whose moment has come, and hide pages whose last moment is over. Each leaves an act.

    Wagtail's own command would read the machine's clock; a rehearsal and a demo have one of their own.
    """
    shown = hidden = 0
    for revision in Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk"):
        page = revision.content_object
        revision.publish(skip_permission_checks=True)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        if isinstance(page, Page):
            words = f"Published “{page.title}” on the day that was set"
            record("pages.published-by-day", subject=f"page:{page.pk}", words=words, by=CLOCK, at=at)
        shown += 1
    for page in Page.objects.live().filter(expire_at__lte=at).order_by("pk"):
        page.specific.unpublish(set_expired=True, log_action=False)
        words = f"Hid “{page.title}”, whose last day was set"
        record("pages.hidden-by-day", subject=f"page:{page.pk}", words=words, by=CLOCK, at=at)
        hidden += 1
    return f"{shown} published, {hidden} hidden"
