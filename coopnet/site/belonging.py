"""How many belong to the network on a day, for pages that show the figure: worked out once until the next act."""

from dataclasses import dataclass
from datetime import date

from coopnet.audit.memo import remembered
from coopnet.membership import queries as membership


@dataclass(frozen=True, slots=True)
class Belonging:
    """Members that count on the day, and the schools that they cover."""

    members: int
    schools: int


def belonging(on: date) -> Belonging:
    """The figures of a day."""

    def count() -> Belonging:
        found = membership.counted(on)
        return Belonging(len(found), sum(len(one.schools) for one in found))

    return remembered(("belonging", on), count)
