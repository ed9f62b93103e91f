"""Whom the demo offers to be: the people of the story who have accounts, in the order of the cast."""

from collections.abc import Iterable
from datetime import date

from coopnet.accounts.models import User
from coopnet.sign_in.demo import Offered
from coopnet.story.cast import EVERYBODY


def on_offer(on: date) -> Iterable[Offered]:
    """Each with what he or she does, or did: it is worth seeing what somebody may no longer do. One query."""
    held = {user.email: user for user in User.objects.filter(email__in=[part.email for part in EVERYBODY])}
    return [Offered(held[part.email], part.words) for part in EVERYBODY if part.email in held]
