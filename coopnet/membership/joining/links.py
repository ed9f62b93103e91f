"""The link in a letter to whoever applied. It opens that one application and nothing else."""

from django.conf import settings
from django.core import signing

from coopnet.membership.models import Application

_SALT = "coopnet.membership.application"


def address(application: Application) -> str:
    """The whole link, for a letter."""
    word = signing.dumps(str(application.key), salt=_SALT)
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/join/application/{word}/"


def application_of(word: str) -> Application | None:
    """The application that a link opens; nothing for one that was made up, or forgotten since."""
    try:
        key = signing.loads(word, salt=_SALT)
    except signing.BadSignature:
        return None
    return (
        Application.objects.filter(key=key, forgotten_at__isnull=True).select_related("establishment", "group").first()
    )
