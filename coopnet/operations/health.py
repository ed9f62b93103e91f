"""Is this process fit to answer? Asked by the reverse proxy and by whoever watches the network."""

from django.db import DatabaseError, InterfaceError, connection

from coopnet.operations import database


class _Seen:
    """A database of this version does not fall back while we run, so the version is asked once per process."""

    current = False


def not_ready() -> str | None:
    """What is missing, in a few words without any detail of the machine; None when all is there. One small query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _Seen.current:
            found = database.state()
            if found != "current":
                return f"the database is {found}"
            _Seen.current = True
    except (DatabaseError, InterfaceError, OSError):
        connection.close()
        return "the database does not answer"
    return None
