"""A subject whose promise is broken is frozen: its records can be read, not changed, until people have looked.

Kit only asks; ``operations`` keeps the list and answers. Doors ask by the first word of an act (``register`` in
``register.import``); commands ask by the subject's name.
"""

from collections.abc import Callable

_sources: list[Callable[[str], str | None]] = []


class Frozen(Exception):
    """The subject is frozen. The text says why and since when, for people."""


def set_source(source: Callable[[str], str | None]) -> None:
    """Say who knows what is frozen: a function from a subject to the reason, or None."""
    _sources[:] = [source]


def why_frozen(subject: str) -> str | None:
    """The reason, or None when the subject may be changed."""
    return next((reason for source in _sources if (reason := source(subject))), None)


def refuse_if_frozen(subject: str) -> None:
    """Raise Frozen when the subject is frozen."""
    if reason := why_frozen(subject):
        raise Frozen(reason)
