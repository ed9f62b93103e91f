"""The kinds of membership that a new network begins with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: what it is called, whom it is for, whether it votes, and whether it asks for a co-operative trust."""

    slug: str
    name: str
    summary: str
    votes: bool
    full: bool


CLASSES = (
    Kind(
        "full",
        "Full member",
        "A school of a co-operative trust, or such a trust. It has one vote and a share in the society.",
        votes=True,
        full=True,
    ),
    Kind(
        "associate",
        "Associate",
        "Any school or body that shares the values. It gets support and news, and comes to forums without a vote.",
        votes=False,
        full=False,
    ),
)
