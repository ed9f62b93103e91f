"""Taking a role away in one of several ways, and looking whether any open session still gets in anywhere."""

from datetime import datetime

from django.test import Client

from coopnet.accounts.models import User
from coopnet.bodies.actions import end_term, hand_over
from coopnet.bodies.enums import Ending
from coopnet.bodies.models import Term
from coopnet.kit.clock import london_day
from tests.canaries import browser
from tests.roles import BY, FOUNDING, Actor, nobody

# What each role may open while it lasts; the page editor among them.
OPEN = {
    "co-ordinator": ("/people/", "/roles/begin/", "/letters/", "/record/", "/cms/", "/cms/images/add/"),
    "ambassador": ("/people/", "/people/add/", "/roles/", "/cms/", "/cms/images/"),
    "regional-editor": ("/cms/", "/cms/pages/", "/cms/images/add/", "/cms/documents/", "/roles/"),
    "returning-officer": ("/people/", "/roles/begin/", "/record/"),
    "treasurer": ("/roles/",),
    "system-administrator": ("/letters/", "/record/", "/roles/"),
}

WAYS = ("ended", "handed over", "ran out", "by SQL", "switched off")


def take_away(actor: Actor, way: str, at: datetime) -> None:
    """End the role, now."""
    assert actor.term is not None
    today = london_day(at)
    if way == "ended":
        end_term(term=actor.term, on=today, ending=Ending.REMOVED, by=BY, at=at)
    elif way == "handed over":
        heir = nobody(f"Heir of {actor.person.name}")
        hand_over(term=actor.term, to=heir.person, on=today, basis=FOUNDING, by=BY, at=at)
    elif way in ("ran out", "by SQL"):
        Term.objects.filter(pk=actor.term.pk).update(ends=today)
    else:
        User.objects.filter(pk=actor.user.pk).update(is_active=False)


def sessions(actor: Actor, count: int) -> list[Client]:
    """Open sessions of one account, each on its own device."""
    return [browser(actor) for _ in range(count)]


def refused(client: Client, address: str) -> bool:
    """Whether a page and a form sent to it are both refused: 403, or sent to sign in. Nothing else counts."""
    for answer in (client.get(address), client.post(address, {})):
        out = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
        unmeant = answer.status_code == 405  # a page that takes no form refuses it before it looks who asks
        if answer.status_code != 403 and not out and not (unmeant and answer.request["REQUEST_METHOD"] == "POST"):
            return False
    return True
