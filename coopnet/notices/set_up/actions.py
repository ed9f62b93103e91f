"""Letters to try the set-up with."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.models import Network
from coopnet.notices.actions import queue
from coopnet.notices.enums import Kind
from coopnet.notices.models import Letter

PREFIX = "test:"


@transaction.atomic
def send_test(*, kind: Kind, key: UUID, by: User, at: datetime) -> Letter:
    """Send a letter of this kind to the address of whoever asks, and to no other."""
    network = Network.objects.get(pk=1)
    what = "news" if kind is Kind.NEWS else "notices"
    letter = queue(
        kind=kind.value,
        key=f"{PREFIX}{by.pk}:{key}",
        to=by.email,
        to_name=by.name,
        subject=f"{network.short_name}: a letter to try {what} with",
        text=(
            f"This letter left the way in which {what} of {network.name} leave.\n\n"
            "Did it come into your inbox, and not among the spam? Open it, and choose “Show original” or “View source” "
            "in your mail program. Near the top look for three words:\n\n"
            "spf=pass\ndkim=pass\ndmarc=pass\n\n"
            "If one of them says fail or none, the set-up page tells what to paste into your domain. "
            "Send a letter to somebody at another mail firm too: each judges for itself."
        ),
        printable=True,
        by=by,
        at=at,
    )
    record("letters.tested", subject=f"letter:{letter.pk}", words=f"Sent a letter to try {what} with", by=by, at=at)
    return letter
