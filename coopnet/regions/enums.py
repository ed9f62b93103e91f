"""The words of the regions. Values are kept in the database: never change one."""

from enum import StrEnum


class RegionKey(StrEnum):
    """Keys of the four founding regions. People read names, never these."""

    NORTH = "north"
    CENTRAL = "central"
    WEST = "west"
    LASER = "laser"


class Precision(StrEnum):
    """How exactly the day of an event is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
