"""What went wrong, in one sentence for the person at the console. Mistakes of ours stay traces."""

import errno
import re

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError, OperationalError

from coopnet.kit import freeze

_PASSWORD = re.compile(r"(://[^:/@\s]*:)[^@/\s]+@|(password=)\S+", re.IGNORECASE)


def _first_line(error: BaseException) -> str:
    text = " ".join(str(error).split())[:300].rstrip(".")
    return _PASSWORD.sub(lambda m: f"{m.group(1)}…@" if m.group(1) else f"{m.group(2)}…", text)


def in_words(error: BaseException) -> str | None:
    """A sentence for faults of the machine, the database or the settings; None for what is our own mistake."""
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            return "The disk is full. Nothing was kept of what was being done; make room and run the command again."
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or _first_line(error)}."
    if isinstance(error, (OperationalError, InterfaceError)):
        text = _first_line(error)
        if "locked" in text:
            return "The database is busy with something else. Wait a little and run the command again."
        if "readonly" in text or "read-only" in text:
            return "The database may be read but not written. Look at the rights of the data folder or its disk."
        if "disk is full" in text or "No space left" in text:
            return "The disk is full. Nothing was kept of what was being done; make room and run the command again."
        if "no such table" in text or "does not exist" in text:
            return f"The database is not one of Coopnet's, or an older one ({text}). Run: coopnet upgrade"
        return f"The database does not answer: {text}. Look at DATABASE_URL and whether its server runs."
    if isinstance(error, DatabaseError) and "not a database" in str(error):
        return "The file of the database is not a database. Restore a backup: coopnet restore FILE"
    if isinstance(error, DatabaseError) and "malformed" in str(error):
        return "The file of the database is damaged. Restore a backup: coopnet restore FILE"
    if isinstance(error, (CommandError, ImproperlyConfigured)):
        return f"{_first_line(error)}."
    return None


def before_a_change(subject: str) -> None:
    """Raise Frozen when the subject may not be changed now. A database that is not there yet freezes nothing."""
    try:
        freeze.refuse_if_frozen(subject)
    except DatabaseError:
        return
