"""What waits for a decision of this person: in the regions where the person may change the school list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.regions import queries
from coopnet.register.enums import Decision
from coopnet.register.models import CoopSuggestion, Disappearance
from coopnet.site.place import Place

ACT = "register.change"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Both lists, oldest first."""

    suggestions: list[CoopSuggestion]
    disappearances: list[Disappearance]

    def __len__(self) -> int:
        return len(self.suggestions) + len(self.disappearances)


def waiting(account: Account, at: datetime) -> Waiting:
    """Nothing for whoever may change nothing. Two lists; what lies in no region is for the whole network's officers."""
    everywhere = bool(may(account, ACT, on=Place(None), at=at))
    mine = {region.key for region in queries.all_regions(london_day(at)) if may(account, ACT, on=Place(region), at=at)}
    if not everywhere and not mine:
        return Waiting([], [])
    region_of = queries.boundaries().authorities(london_day(at))

    def reached(code: str) -> bool:
        return everywhere or region_of.get(code, "") in mine

    suggestions = CoopSuggestion.objects.filter(decision=Decision.WAITING.value)
    gone = Disappearance.objects.filter(settled_at=None)
    return Waiting(
        [
            one
            for one in suggestions.select_related("establishment__authority", "group").order_by("as_of", "pk")
            if reached(one.establishment.authority.code if one.establishment and one.establishment.authority else "")
        ],
        [one for one in gone.order_by("as_of", "pk") if reached(one.authority_code)],
    )


def duties(account: Account, at: datetime) -> Iterable[Duty]:
    """One line of the To do list."""
    if not may(account, ACT, at=at):
        return
    count = len(waiting(account, at))
    if count:
        yield Duty(
            words=f"Look at {count} school{'' if count == 1 else 's'} and trusts in the school list",
            address="/schools/to-look-at/",
            due=None,
            why="The register suggests which are co-operative, and tells which disappeared; people decide.",
            if_left="Counts of co-operative schools may be wrong until somebody looks. It can wait.",
        )
