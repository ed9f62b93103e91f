"""What is done in the page editor stands in the record of acts too: the editor's own log tells us of each act."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry

from coopnet.audit.actions import record
from coopnet.kit import clock
from coopnet.kit.actors import Actor

# What the editor calls its acts, in words that go before a title. What is missing here is named as the editor does.
WORDS = {
    "wagtail.create": "Made",
    "wagtail.edit": "Changed",
    "wagtail.publish": "Published",
    "wagtail.publish.schedule": "Set a day for publishing",
    "wagtail.schedule.cancel": "Took back the day for publishing",
    "wagtail.unpublish": "Hid",
    "wagtail.delete": "Deleted",
    "wagtail.move": "Moved",
    "wagtail.reorder": "Put in another order",
    "wagtail.copy": "Copied",
    "wagtail.rename": "Gave another title to",
    "wagtail.revert": "Went back to an earlier version of",
    "wagtail.lock": "Locked",
    "wagtail.unlock": "Unlocked",
    "wagtail.comments.create": "Commented on",
    "wagtail.comments.resolve": "Settled a comment on",
    "wagtail.comments.create_reply": "Answered a comment on",
}


def tell(sender: Any, instance: Any, created: bool, raw: bool, **rest: Any) -> None:
    """Note one entry of the editor's log in the record. ``raw``: a row read back from elsewhere, told of long ago."""
    if raw or not created or instance.user is None:  # what our own actions do to pages they tell of themselves
        return
    by: Actor = instance.user
    thing = "page" if isinstance(instance, PageLogEntry) else str(instance.content_type.model)
    key = instance.page_id if isinstance(instance, PageLogEntry) else instance.object_id
    words = WORDS.get(instance.action, instance.action)
    record(
        f"pages.{instance.action.removeprefix('wagtail.')}"[:80],
        subject=f"{thing}:{key}",
        words=f"{words} “{instance.label}”",
        by=by,
        at=clock.now(),
    )


def declare() -> None:
    """Called once when the house opens."""
    for log in (PageLogEntry, ModelLogEntry):
        post_save.connect(tell, sender=log, dispatch_uid=f"told-{log.__name__}")
