"""Which region an authority falls into when nobody has decided otherwise."""

from datetime import timedelta

from coopnet.regions.enums import RegionKey

# The government's nine regions of England, as the register of schools spells them.
BY_GOVERNMENT_REGION: dict[str, RegionKey] = {
    "London": RegionKey.LASER,
    "South East": RegionKey.LASER,
    "East of England": RegionKey.LASER,
    "North West": RegionKey.NORTH,
    "North East": RegionKey.NORTH,
    "Yorkshire and the Humber": RegionKey.NORTH,
    "Yorkshire and The Humber": RegionKey.NORTH,
    "South West": RegionKey.WEST,
    "West Midlands": RegionKey.CENTRAL,
    "East Midlands": RegionKey.CENTRAL,
}

# Authorities that were dissolved keep the region in which they lay: closed schools still stand under their codes.
DISSOLVED: dict[str, RegionKey] = {
    "835": RegionKey.WEST,  # Dorset before 2019
    "836": RegionKey.WEST,  # Poole
    "837": RegionKey.WEST,  # Bournemouth
    "909": RegionKey.NORTH,  # Cumbria before 2023
    "928": RegionKey.CENTRAL,  # Northamptonshire before 2021
}

UNDO_FOR = timedelta(minutes=10)


def default_region(code: str, government_region: str) -> RegionKey | None:
    """The region of an authority by its code or government region; None for Wales, overseas and unknown ones."""
    return DISSOLVED.get(code) or BY_GOVERNMENT_REGION.get(government_region)


def letter(number: int) -> str:
    """A, B … Z, AA, AB …: how trusts are lettered in a region's comb."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
