"""Money is whole pence. Nothing here, and nothing that handles money, knows a broken number."""

import re

_TYPED = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{2}))?")


def pounds(pence: int) -> str:
    """Like £1,204.50; a sum below nothing with a real minus sign before it."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}.{rest:02d}"


def pence(typed: str) -> int:
    """Pence of what a person typed, like 12, 12.50 or £1,204.50. Raises ValueError for anything else."""
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        raise ValueError("Enter a sum in pounds, like 12 or 12.50.")
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
