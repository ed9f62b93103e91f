"""What a move brings."""

from enum import StrEnum


class Sort(StrEnum):
    """The four things."""

    PAGE = "page"
    PICTURE = "picture"
    DOCUMENT = "document"
    ADDRESS = "address"


class Tray(StrEnum):
    """Where a document of a folder stands: private, on the shelf, or left out with its bytes gone."""

    WAITS = "waits"
    SHELVED = "shelved"
    LEFT = "left"


class Stage(StrEnum):
    """Where an export stands that came by a page: looked at, asked for, being brought in, in, not possible, dropped."""

    SEEN = "seen"
    WAITS = "waits"
    RUNS = "runs"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"
