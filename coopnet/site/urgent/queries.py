"""Which urgent pages there are, who is told, and what waits."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q

from coopnet.bodies import queries as bodies
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Term
from coopnet.bodies.queries import Holding
from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.kit.registry import Breach, Duty
from coopnet.people.queries import in_force
from coopnet.site.models import UrgentPage, UrgentUpdate

ACT = "urgent.raise"


def now() -> list[UrgentPage]:
    """What is urgent, newest first."""
    return list(UrgentPage.objects.filter(retired_at__isnull=True).select_related("region").order_by("-raised_at"))


def past() -> list[UrgentPage]:
    """What is over, newest first."""
    return list(UrgentPage.objects.filter(retired_at__isnull=False).select_related("region").order_by("-raised_at"))


def get(slug: str) -> UrgentPage | None:
    """One, urgent or over."""
    return UrgentPage.objects.select_related("region").filter(slug=slug).first()


def updates(page: UrgentPage) -> list[UrgentUpdate]:
    """What was new, newest first."""
    return list(UrgentUpdate.objects.filter(page=page).order_by("-at", "-pk"))


def strip() -> list[dict[str, str]]:
    """What the strip on every page says, as the network's row keeps it."""
    return [
        {
            "words": page.title,
            "address": page.address,
            "region": page.region.name if page.region else "",
            "since": page.raised_at.isoformat(),
        }
        for page in now()
    ]


def role(account: Account, page: UrgentPage, at: datetime) -> str:
    """In which role somebody writes, in words; of several the one nearest to the page."""
    held = bodies.offices_held(account, london_day(at))
    near = [one for one in held if one.region_key and one.region_key == page.region_id] or held
    return near[0].words[:80] if near else ""


def on_it(page: UrgentPage, at: datetime) -> list[Holding]:
    """Who looks after it: the ambassador of its region, else the national co-ordinator."""
    day = london_day(at)
    found = bodies.holders(Office.AMBASSADOR, page.region_id, day) if page.region_id else []
    return found or bodies.holders(Office.CO_ORDINATOR, None, day)


def readers(page: UrgentPage, at: datetime) -> list[tuple[int, str, str]]:
    """Number, address and name of everybody in post there: for a region its own people and those of the whole network.

    Contacts of schools join them when the list of members is kept here.
    """
    terms = Term.objects.filter(in_force(london_day(at))).exclude(person__email="")
    if page.region_id:
        terms = terms.filter(Q(region__isnull=True) | Q(region__key=page.region_id))
    return sorted(set(terms.values_list("person_id", "person__email", "person__name")))


def strip_is_true(at: datetime) -> Iterable[Breach]:
    """The strip says what is urgent, and nothing else."""
    network = Network.objects.filter(pk=1).first()
    if network is not None and network.strip != strip():
        yield Breach("the strip on every page", "does not say what is urgent now")


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """News that was promised, for those who may give it."""
    late = UrgentPage.objects.filter(retired_at__isnull=True, next_update_at__lte=at).order_by("next_update_at")
    for page in late:
        if page.next_update_at is not None and may(account, ACT, on=page, at=at):
            yield Duty(
                words=f"Say what is new: {page.title}",
                address=page.address,
                due=london_day(page.next_update_at),
                why="The page says that more is told by now.",
                if_left="People who look at it are left without word.",
                urgent=True,
            )
