"""What a move brings."""

from enum import StrEnum


class Sort(StrEnum):
    """The four things."""

    PAGE = "page"
    PICTURE = "picture"
    DOCUMENT = "document"
    ADDRESS = "address"
