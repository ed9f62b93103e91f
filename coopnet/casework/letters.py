"""Letters about requests for help. None holds a word of what was asked, nor the name of the school."""

from datetime import datetime

from django.conf import settings

from coopnet.casework.models import HelpRequest
from coopnet.enquiries.routing import Reader
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.kit.templatetags.kit import moment
from coopnet.notices import actions as notices
from coopnet.people.models import Person


def _base() -> str:
    base: str = settings.WAGTAILADMIN_BASE_URL
    return base.rstrip("/")


def tell(
    request: HelpRequest, readers: tuple[Reader, ...], what: str, subject: str, *, by: Actor, at: datetime
) -> None:
    """Tell those who read it that it waits. ``what`` makes the letter one. With nobody in post the office is told."""
    text = (
        f"{subject}. Ring by {moment(request.ring_by)}.\n\n"
        f"What was asked stands in no letter. Sign in and open it here:\n{_base()}/help/requests/{request.key}/"
    )
    people = Person.objects.filter(pk__in=[reader.person for reader in readers]).exclude(email="").order_by("pk")
    # Keys of letters are kept for good, so they hold no address.
    to = [(one.pk, one.email, one.name) for one in people] or [(0, Network.objects.get(pk=1).contact_email, "")]
    for number, address, name in to:
        notices.queue(
            kind="notice", key=f"help:{request.key}:{what}:{number}", to=address, to_name=name, subject=subject,
            text=text, by=by, at=at,
        )  # fmt: skip


def erase(request: HelpRequest, *, by: Actor, at: datetime) -> None:
    """Erase to whom letters about it went."""
    notices.erase(prefix=f"help:{request.key}:", by=by, at=at)
