"""The link in a letter to the writer of an enquiry. It opens that one conversation and nothing else."""

from django.conf import settings
from django.core import signing

from coopnet.enquiries.models import Enquiry

_SALT = "coopnet.enquiries.thread"


def token(enquiry: Enquiry) -> str:
    """The signed word in the link. Raising ``enquiry.link`` makes all earlier ones useless."""
    return signing.dumps([str(enquiry.key), enquiry.link], salt=_SALT)


def address(enquiry: Enquiry) -> str:
    """The whole link, for a letter."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/contact/conversation/{token(enquiry)}/"


def enquiry_of(word: str) -> Enquiry | None:
    """The enquiry that a link opens; nothing for one that was made up or is out of use."""
    try:
        key, link = signing.loads(word, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Enquiry.objects.filter(key=key, link=link).first()
    while found is not None and found.merged_into_id:
        found = Enquiry.objects.filter(pk=found.merged_into_id).first()
    return None if found is None or found.forgotten_at else found
