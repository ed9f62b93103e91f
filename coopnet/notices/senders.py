"""From which address a letter comes, and to which it returns when it is not delivered.

News and notices have senders of their own, so that a complaint about news cannot keep notices from arriving. The
address of return names the letter (``returns+17.0a1b2c3d4e5f@…``), since not every mail system gives its number back.
"""

import hmac
import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import salted_hmac

from coopnet.notices.enums import Kind
from coopnet.notices.models import Letter

_RETURN = re.compile(r"^(?P<box>.+)\+(?P<number>\d{1,18})\.(?P<proof>[0-9a-f]{12})@(?P<domain>[^@]+)$")


def bare(address: str) -> str:
    """The address alone, without a name, in lower case."""
    return parseaddr(address)[1].lower()


def sender(kind: str) -> str:
    """What stands in From."""
    found: str = settings.NEWS_FROM_EMAIL if kind == Kind.NEWS.value else settings.DEFAULT_FROM_EMAIL
    return found


def own() -> frozenset[str]:
    """Our own addresses: what comes from them is our letter come round, or somebody who pretends."""
    found = {bare(settings.DEFAULT_FROM_EMAIL), bare(settings.NEWS_FROM_EMAIL), bare(settings.RETURNS_EMAIL)}
    return frozenset(found - {""})


def _proof(number: int) -> str:
    """So that nobody can call letters undelivered by guessing numbers."""
    return salted_hmac("coopnet.notices.returns", str(number), algorithm="sha256").hexdigest()[:12]


def envelope(letter: Letter) -> str:
    """Where the mail server sends a letter back to. Without an address for returns it is the sender's own."""
    if not settings.RETURNS_EMAIL:
        return bare(sender(letter.kind))
    box, _, domain = settings.RETURNS_EMAIL.rpartition("@")
    return f"{box}+{letter.pk}.{_proof(letter.pk)}@{domain}"


def letter_of(address: str) -> int | None:
    """The number of the letter that an address of return names, if it is one of ours."""
    found = _RETURN.match(address.strip().lower())
    if found is None or not settings.RETURNS_EMAIL:
        return None
    if f"{found['box']}@{found['domain']}" != settings.RETURNS_EMAIL.lower():
        return None
    number = int(found["number"])
    return number if hmac.compare_digest(found["proof"], _proof(number)) else None
