"""Which addresses are asked for in vain. Noted in a file as they come, counted by the clock; never by whom."""

import contextlib
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import System
from coopnet.kit.clock import london_day
from coopnet.moving_in.models import AskedFor

# A day of somebody trying doors must not fill the disk, nor the list.
MOST_BYTES = 200_000
MOST_ROWS = 500
# What machines try on every site in the world is no address of an old page.
_TRIED = re.compile(
    r"\.(?:php\d?|asp|aspx|jsp|cgi|env|git|sql|bak|ini|yml|xml|zip|gz|js|css|map|ico|txt)$|/\.|wp-(?:admin|login|json|"
    r"includes|content/plugins)|xmlrpc|cgi-bin|phpmyadmin|[^\x20-\x7e]|[<>\"'`{}|\\^]|//",
    re.IGNORECASE,
)
_OURS = ("/cms/", "/media/", "/static/", "/help/requests/", "/contact/conversation/", "/people/", "/sign-in/")


def _file() -> Path:
    return Path(settings.DATA_DIR) / "asked-in-vain.log"


def note(path: str) -> None:
    """Note one address that was not found. A disk that is full or closed stops nobody from reading a page."""
    if len(path) > 255 or _TRIED.search(path) or path.startswith(_OURS):
        return
    place = _file()
    with contextlib.suppress(OSError):
        if place.exists() and place.stat().st_size > MOST_BYTES:
            return
        with place.open("a", encoding="ascii", errors="ignore") as file:
            file.write(path + "\n")


@transaction.atomic
def count(at: datetime) -> str:
    """Add what was noted to the list, and begin a new file. Addresses asked for least make room for others."""
    place = _file()
    taken = place.with_suffix(".counting")
    try:
        if not taken.exists():  # it does where an earlier count was cut off
            place.replace(taken)
        lines = taken.read_text(encoding="ascii", errors="ignore").splitlines()
    except OSError:
        return "nothing was asked for in vain"
    day = london_day(at)
    for path, times in Counter(line for line in lines if line.startswith("/") and len(line) <= 255).most_common():
        row, _ = AskedFor.objects.get_or_create(path=path, defaults={"first_on": day, "last_on": day})
        row.times, row.last_on = row.times + times, day
        row.save(update_fields=["times", "last_on"])
    keep = AskedFor.objects.order_by("-times", "-last_on").values_list("pk", flat=True)[:MOST_ROWS]
    AskedFor.objects.exclude(pk__in=list(keep)).delete()
    taken.unlink(missing_ok=True)
    record(
        "moving-in.counted", subject="moving-in:asked-for", words=f"Counted {len(lines)} addresses asked for in vain",
        by=System("clock"), at=at,
    )  # fmt: skip
    return f"{len(lines)} addresses counted"
