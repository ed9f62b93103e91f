"""Half-open periods of days: ``starts`` in, ``ends`` out, no end for still running."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``starts`` up to, not including, ``ends``. No ``starts`` means: since before our records."""

    starts: date | None
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.starts is not None and self.ends is not None and self.ends <= self.starts:
            raise ValueError(f"A period must end after it starts: {self.starts} to {self.ends}.")

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day < self.ends)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return (self.ends is None or other.starts is None or other.starts < self.ends) and (
            other.ends is None or self.starts is None or self.starts < other.ends
        )
