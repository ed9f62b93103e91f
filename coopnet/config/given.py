"""What the environment says, and the refusal of what cannot be used."""

import os


class BadSetting(SystemExit):
    """A setting that cannot be used. Its text says which, what was found and what to write instead."""


def variable(name: str) -> str:
    """The value without spaces around it; nothing for a variable that is not set."""
    return os.environ.get(name, "").strip()
