"""The letters about an application: received, asked back, decided; and to the officers who see to it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from coopnet.bodies.enums import Office
from coopnet.bodies.queries import holders
from coopnet.bodies.rules import long_day
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.membership.enums import Asked
from coopnet.membership.joining import links
from coopnet.membership.models import Application
from coopnet.notices import actions as notices
from coopnet.people.models import Person


def _network() -> Network:
    return Network.objects.get(pk=1)


def _write(application: Application, key: str, subject: str, text: str, by: Actor, at: datetime) -> None:
    notices.queue(
        kind="notice",
        key=f"application:{application.key}:{key}",
        to=application.email,
        to_name=application.name,
        subject=f"{_network().short_name}: {subject}",
        text=text,
        about=application.applicant,
        by=by,
        at=at,
    )


def received(application: Application, *, by: Actor, at: datetime) -> None:
    """What was asked, what happens next, and by when."""
    _write(
        application,
        "received",
        f"{application.applicant} asks to join",
        f"{links.address(application)}\n\n"
        f"Thank you. We have your request that {application.applicant} may join {_network().name}. You will have the "
        f"answer, with its reason, by {long_day(application.due_on)}.\n\nWhat our school list says: "
        f"{application.verdict_words}\n\nThe link above shows where it stands, and takes the request back if you wish.",
        by,
        at,
    )


def asked_back(application: Application, question: str, number: int, *, by: Actor, at: datetime) -> None:
    """A question to whoever applied."""
    _write(
        application,
        f"question-{number}",
        f"a question about {application.applicant}",
        f"{links.address(application)}\n\n{question}\n\nPlease answer by the link above.\n\n"
        f"{by.actor_name}, {_network().name}",
        by,
        at,
    )


def decided(application: Application, *, by: Actor, at: datetime) -> None:
    """The answer with its reason; of a no, how to appeal."""
    yes = application.state == Asked.APPROVED.value
    if yes:
        words = f"{application.applicant} is welcome. Your membership begins with the first payment."
        after = "An invoice comes to you next. Your ambassador will ring you in the first weeks."
    elif application.state == Asked.REFUSED.value:
        words = f"{application.applicant} cannot join as things stand."
        after = "You may ask for a second decision, by the link above. You may ask us for support all the same."
    else:
        words = f"{application.applicant} cannot join, on appeal too."
        after = "You may ask us for support all the same, and ask again when things have changed."
    _write(
        application,
        application.state,
        f"{application.applicant} and your request to join",
        f"{links.address(application)}\n\n{words}\n\n{application.decided_by}: {application.reason}\n\n{after}",
        by,
        at,
    )


def _officers(application: Application, at: datetime) -> Iterable[tuple[str, str]]:
    day = london_day(at)
    held = holders(Office.AMBASSADOR, application.region_key, day) if application.region_key else []
    found = held or holders(Office.CO_ORDINATOR, None, day)
    people = Person.objects.filter(pk__in=[one.person for one in found]).order_by("pk")
    yield from people.values_list("email", "name")


def tell(application: Application, what: str, *, by: Actor, at: datetime) -> None:
    """To the ambassador of the region, or the co-ordinator where there is none. No word of the writer stands in it."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    for email, name in _officers(application, at):
        if email:
            notices.queue(
                kind="notice",
                key=f"application:{application.key}:{what}:{email}",
                to=email,
                to_name=name,
                subject=f"{application.applicant} asks to join: see to it by {long_day(application.due_on)}",
                text=f"{base}/applications/{application.key}/\n\nThe link above shows what was asked, what the school "
                "list says, and how to record the board’s decision.",
                about=application.applicant,
                by=by,
                at=at,
            )
