"""The two things that may be said of a key to a person or an account."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows of ``model`` whose ``key`` is the person are shown with these columns: (path, words)."""

    model: str
    key: str
    title: str
    why: str
    kept: str
    columns: tuple[tuple[str, str], ...]
    order: str = "pk"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Rows of ``model`` whose ``key`` is the person are not shown by themselves, for this reason."""

    model: str
    key: str
    reason: str
