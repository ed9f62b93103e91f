"""Words of a title for an address. Pure."""


def slug_of(title: str, taken: set[str]) -> str:
    """Words of the title, with a number where another document has them."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in title.lower())
    base = "-".join(kept.split())[:70].rstrip("-") or "document"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found
