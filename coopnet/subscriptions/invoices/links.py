"""The link in the letter with an invoice: it opens that invoice without an account, and takes an order number."""

from django.conf import settings
from django.core import signing

from coopnet.subscriptions.models import Invoice

_SALT = "coopnet.subscriptions.invoice"


def address(invoice: Invoice) -> str:
    """The whole link, for a letter."""
    word = signing.dumps(str(invoice.key), salt=_SALT)
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/invoice/{word}/"


def invoice_of(word: str) -> Invoice | None:
    """The invoice that a link opens; nothing for one that was made up."""
    try:
        key = signing.loads(word, salt=_SALT)
    except signing.BadSignature:
        return None
    return Invoice.objects.filter(key=key).select_related("member__organisation", "payer").first()
