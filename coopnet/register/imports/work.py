"""What every kind of import shares: the file, what the person asked for, and what came of it."""

from dataclasses import dataclass, field
from datetime import date

from coopnet.register import rules
from coopnet.register.enums import FileKind
from coopnet.register.files.table import Table
from coopnet.register.imports.changes import ChangeLog
from coopnet.register.models import Import


class Refused(ValueError):
    """A sound file that may not be taken as things stand. Its text says why, and with which option it may."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person asked for. ``as_of`` stands in for the date in the files' names."""

    as_of: date | None = None
    preview: bool = False
    partial: bool = False
    scope: str = ""
    accept_losses: bool = False
    history: bool = False
    invented: bool = False  # a demo's own files: they and real files never judge one another's schools


@dataclass(frozen=True, slots=True)
class Raised:
    """A co-operative school that left the list of open schools. ``likely`` are guesses, ``successors`` are linked."""

    urn: int
    name: str
    successors: tuple[int, ...]
    likely: tuple[int, ...]


@dataclass(slots=True)
class Work:
    """One file being taken in. ``following`` is the next of its kind in time, if an older one is taken in."""

    table: Table
    kind: FileKind
    as_of: date
    options: Options
    record: Import
    changes: ChangeLog
    following: Import | None = None
    rows: int = 0
    touched: set[int] = field(default_factory=set)  # ids of establishments whose row or memberships changed
    raised: list[Raised] = field(default_factory=list)

    def judges(self, urn: int) -> bool:
        """Whether a school that the file leaves out is missing: real files judge real numbers, a demo's its own."""
        return (urn >= rules.FIRST_INVENTED) == self.options.invented

    @property
    def day(self) -> str:
        """The file's date as a text."""
        return self.as_of.isoformat()

    def check_losses(self, *, lost: int, known: int, most: float, what: str) -> None:
        """Refuse a file in which too much of what was known is missing, unless that is accepted."""
        if lost > known * most and not self.options.accept_losses:
            raise Refused(
                f"{self.table.name}, row {self.table.row}, column 1: the file ends, and {lost:,} of {known:,} {what} "
                f"that the list knows are not in it (more than {most:.0%}). Was it cut? If it is right, "
                "import it with --accept-losses; if it is meant to be a part, with --partial."
            )
