"""The letters about enquiries. Those to officers never hold the words of the writer: they stay behind the sign-in."""

from datetime import datetime

from django.conf import settings

from coopnet.bodies.rules import long_day
from coopnet.enquiries import links
from coopnet.enquiries.models import Enquiry, Message
from coopnet.enquiries.routing import Reader
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.notices import actions as notices
from coopnet.people.models import Person


def _network() -> Network:
    return Network.objects.get(pk=1)


def _to_writer(enquiry: Enquiry, key: str, subject: str, text: str, by: Actor, at: datetime) -> None:
    if enquiry.email:
        notices.queue(
            kind="notice", key=f"enquiry:{enquiry.key}:{key}", to=enquiry.email, to_name=enquiry.name, subject=subject,
            text=text, about=enquiry.school, by=by, at=at,
        )  # fmt: skip


def copy(enquiry: Enquiry, who: str, *, by: Actor, at: datetime) -> None:
    """A copy for the writer, with who reads it and by when an answer comes."""
    network = _network()
    _to_writer(
        enquiry,
        "copy",
        f"{network.short_name}: we have your message",
        f"Thank you for writing to {network.name}. {who} You will hear from us by {long_day(enquiry.due_on)}.\n\n"
        f"To add something, use this link. It opens this conversation and nothing else:\n{links.address(enquiry)}\n\n"
        f"You wrote:\n\n{enquiry.words}",
        by,
        at,
    )


def answer(enquiry: Enquiry, message: Message, *, by: Actor, at: datetime) -> None:
    """Our answer, for the writer."""
    network = _network()
    _to_writer(
        enquiry,
        f"message-{message.pk}",
        f"{network.short_name}: an answer to your message",
        f"{message.text}\n\n{by.actor_name}, {network.name}\n\n"
        f"To write back, use this link. It opens this conversation and nothing else:\n{links.address(enquiry)}",
        by,
        at,
    )


def erase(enquiry: Enquiry, *, by: Actor, at: datetime) -> None:
    """Erase what letters about it say and to whom they went."""
    notices.erase(prefix=f"enquiry:{enquiry.key}:", by=by, at=at)


def introduce(enquiry: Enquiry, who: str, what: str, *, by: Actor, at: datetime) -> None:
    """Tell the writer that somebody else answers from now on. ``what`` makes the letter one."""
    network = _network()
    _to_writer(
        enquiry,
        f"introduced-{what}",
        f"{network.short_name}: who answers you now",
        f"Your message to {network.name} has passed to somebody else. {who} You need not write again.\n\n"
        f"This link opens the conversation and nothing else:\n{links.address(enquiry)}",
        by,
        at,
    )


def tell(enquiry: Enquiry, readers: tuple[Reader, ...], what: str, subject: str, *, by: Actor, at: datetime) -> None:
    """Tell those who read it; where nobody is in post, the network's own address. ``what`` makes the letter one."""
    text = (
        f"{subject}. By when: {long_day(enquiry.due_on)}.\n\n"
        f"Open it here; you sign in first:\n{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/enquiries/{enquiry.key}/"
    )
    people = Person.objects.filter(pk__in=[reader.person for reader in readers]).exclude(email="")
    # Keys of letters are kept for good, so they hold no address.
    to = [(person.pk, person.email, person.name) for person in people] or [(0, _network().contact_email, "")]
    for number, address, name in to:
        notices.queue(
            kind="notice", key=f"enquiry:{enquiry.key}:{what}:{number}", to=address, to_name=name, subject=subject,
            text=text, by=by, at=at,
        )  # fmt: skip
