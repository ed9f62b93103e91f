"""Where an archived copy of an outside page is found, if the operator lets readers be sent to an archive."""

from datetime import date

from django.conf import settings


def archived(address: str, read_on: date) -> str:
    """The address of the copy nearest to the day on which the page was read; nothing where no archive is allowed.

    The form is that of web archives that take a day and an address. We never ask the archive ourselves.
    """
    return f"{settings.ARCHIVE}{read_on:%Y%m%d}/{address}" if settings.ARCHIVE else ""
