"""A Western ambassador who leaves, and one who follows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from coopnet.bodies.enums import Office
from coopnet.kit.actors import System
from tests.roles import Actor, give

BY = System("test")
# A Thursday, at noon in London; the last day of the leaver is a fortnight ahead.
AT = datetime(2026, 10, 1, 11, tzinfo=UTC)
ENDS = date(2026, 10, 15)
AFTER = datetime(2026, 10, 16, 11, tzinfo=UTC)
SECRET = "The head is ill, and only the chair knows."


@dataclass(frozen=True, slots=True)
class Change:
    """Both, and the co-ordinator."""

    leaver: Actor
    follower: Actor
    co_ordinator: Actor

    @property
    def address(self) -> str:
        """The page of what is handed over."""
        assert self.leaver.term
        return f"/hand-over/{self.leaver.term.pk}/"


def change() -> Change:
    """Make them."""
    leaver = give(Office.AMBASSADOR, "west", name="Lena Leaver", ends=ENDS)
    follower = give(Office.AMBASSADOR, "west", name="Fay Follower", starts=ENDS)
    return Change(leaver, follower, give(Office.CO_ORDINATOR))
