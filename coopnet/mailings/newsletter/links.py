"""The link in the letter with which an address confirms that it wants the newsletter."""

from django.conf import settings
from django.core import signing

_SALT = "coopnet.mailings.newsletter"
LIVES = 7 * 24 * 3600


def address_for(reader: str) -> str:
    """The whole link, for a letter."""
    base: str = settings.WAGTAILADMIN_BASE_URL
    return f"{base.rstrip('/')}/newsletter/yes/{signing.dumps(reader, salt=_SALT)}/"


def reader_of(word: str) -> str | None:
    """The address that a link was made for; nothing for one that was made up or is older than a week."""
    try:
        found: str = signing.loads(word, salt=_SALT, max_age=LIVES)
    except signing.BadSignature:
        return None
    return found
