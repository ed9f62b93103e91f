"""Asking for the newsletter and confirming it. Only an address that pressed the link itself gets it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.mailings.models import Reader
from coopnet.mailings.newsletter import links
from coopnet.notices import actions as notices
from coopnet.notices.models import OptOut

# One letter an address in this time, however often a form is sent: nobody floods somebody else's letter box through us.
ONE_LETTER_IN = timedelta(hours=1)


@transaction.atomic
def ask(*, address: str, source: str = "page", by: Actor, at: datetime) -> None:
    """Send the link that confirms it. The page says the same whatever happens: it tells nobody who reads what."""
    address = address.lower()
    reader, made = Reader.objects.get_or_create(address=address, defaults={"asked_at": at, "source": source})
    held = Reader.objects.select_for_update().get(pk=reader.pk)
    if not made and held.asked_at > at - ONE_LETTER_IN:
        record("mailings.newsletter-asked", subject="newsletter", words="Somebody asked once more.", by=by, at=at)
        return
    held.asked_at = at
    held.save(update_fields=["asked_at"])
    network = Network.objects.get(pk=1)
    notices.queue(
        kind="notice", key=f"newsletter:{held.pk}:{at:%Y%m%d%H%M}", to=address,
        subject=f"{network.short_name}: do you want our newsletter?",
        text=f"{links.address_for(address)}\n\nSomebody, we think you, asked for the newsletter of {network.name} at "
        "this address. Press the link above and then the button, and you get it. If it was not you, do nothing: "
        "nothing more comes, and in a week we have forgotten it.",
        by=by, at=at,
    )  # fmt: skip
    record("mailings.newsletter-asked", subject="newsletter", words="Somebody asked for the newsletter.", by=by, at=at)


@transaction.atomic
def confirm(*, address: str, by: Actor, at: datetime) -> Reader:
    """The address gets the newsletter from now on; whoever wanted no news before wants some again."""
    reader, _ = Reader.objects.get_or_create(address=address.lower(), defaults={"asked_at": at, "source": "page"})
    held = Reader.objects.select_for_update().get(pk=reader.pk)
    if held.confirmed_at is None:
        held.confirmed_at = at
        held.save(update_fields=["confirmed_at"])
    notices.welcome_news(address=held.address, by=by, at=at)
    record("mailings.newsletter-wanted", subject="newsletter", words="An address wants the newsletter.", by=by, at=at)
    return held


@transaction.atomic
def forget(*, before: datetime, by: Actor, at: datetime) -> int:
    """Forget addresses that asked before then and never confirmed, and those that declined news since; how many."""
    declined = OptOut.objects.values("address")
    unconfirmed = Q(confirmed_at__isnull=True, asked_at__lt=before)
    gone, _ = Reader.objects.filter(unconfirmed | Q(confirmed_at__isnull=False, address__in=declined)).delete()
    if gone:
        record("mailings.newsletter-forgot", subject="newsletter", words=f"Forgot {gone} addresses.", by=by, at=at)
    return gone
