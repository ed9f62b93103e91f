"""Who acts: a person's account, or a part of the house that acts by the clock."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """What the record of acts keeps of whoever acted."""

    @property
    def actor_key(self) -> str:
        """A stable key, like ``user:<uuid>`` or ``system:import``."""

    @property
    def actor_name(self) -> str:
        """A name for people who read the record."""


@dataclass(frozen=True, slots=True)
class System:
    """A part of the house that acts without a person: import, clock, story, command line."""

    part: str

    @property
    def actor_key(self) -> str:
        return f"system:{self.part}"

    @property
    def actor_name(self) -> str:
        return f"Coopnet ({self.part})"
