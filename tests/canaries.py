"""Private strings planted in a network, and a walk that looks for them through everything a person can open.

The walk follows the links of our own pages from the first page of a person, and opens beside them the addresses that
are handed in, so that nothing is safe only for want of a link. Pages of one kind are opened a few times, not all.
"""

import re

from django.test import Client
from django.urls import resolve

from coopnet.bodies.models import Term
from coopnet.notices.actions import queue
from coopnet.people import actions
from coopnet.people.enums import ContactKind, OrganisationKind, Role
from coopnet.people.models import Person
from tests.roles import BEGAN, BEGAN_AT, BY, Actor, regions

FIRST = ("/", "/to-do/", "/account/", "/people/", "/roles/", "/letters/", "/record/")
SKIP = re.compile(r"^/(static|media|sign-out|be|cms)/")
CANARY = re.compile(r"canary-(\w+)-(\d+)")
PEOPLE = 5  # in each region
STRINGS = 5  # of each person, and one in a letter


def plant(region: str) -> list[Person]:
    """Five people of a region, each with an address, a note and three contacts (``canary-west-7``) and a letter
    (``canary-letterwest-5``): 30 private strings."""
    place = actions.add_organisation(
        kind=OrganisationKind.PARTNER, name=f"Partner {region}", region_key=region, by=BY, at=BEGAN_AT
    )
    people = []
    for number in range(PEOPLE):
        mark = iter(f"canary-{region}-{number * 6 + n}" for n in range(STRINGS + 1))
        person = actions.add_person(
            name=f"Person {region} {number}", email=f"{next(mark)}@example.org", note=next(mark), by=BY, at=BEGAN_AT
        )
        for kind in ContactKind:
            value = f"{next(mark)}@example.org" if kind is ContactKind.EMAIL else f"{next(mark)} 01632 960001"
            actions.add_contact(person=person, kind=kind, value=value, source="a test", by=BY, at=BEGAN_AT)
        actions.affiliate(person=person, organisation=place, role=Role.OTHER, starts=BEGAN, by=BY, at=BEGAN_AT)
        queue(
            kind="notice",
            key=f"letter:{person.pk}",
            to=f"person{person.pk}@example.org",
            subject="A letter",
            text=next(mark).replace("canary-", "canary-letter"),
            by=BY,
            at=BEGAN_AT,
        )
        people.append(person)
    return people


def plant_all() -> list[str]:
    """60 private strings in two regions; the addresses of everything about their owners."""
    regions()
    people = [*plant("west"), *plant("north")]
    found = [f"/people/{person.key}/" for person in people]
    return [*found, f"/people/{people[-1].key}/change/", "/people/?q=canary", "/letters/1/", "/letters/10/"]


def browser(actor: Actor | None) -> Client:
    """Signed in, or a visitor."""
    client = Client()
    if actor is not None:
        client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def walk(actor: Actor | None, more: list[str], *, of_a_kind: int, limit: int = 400) -> dict[str, set[str]]:
    """Every canary that the person sees: its group to ``number at address``. Fails on a broken page."""
    client = browser(actor)
    terms = [f"/roles/{pk}/" for pk in Term.objects.order_by("pk").values_list("pk", flat=True)[:of_a_kind]]
    sure = [*more, *terms, "/account/my-data/file/"]
    wanted = [*FIRST, *sure]
    done: set[str] = set()
    kinds: dict[str, int] = {}
    seen: dict[str, set[str]] = {}
    while wanted and len(done) < limit:
        address = wanted.pop(0)
        if address in done or SKIP.match(address):
            continue
        kind = str(resolve(address.split("?")[0]).route)
        if address not in sure and kinds.get(kind, 0) >= of_a_kind:
            continue
        done.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address)
        assert answer.status_code < 500, address
        text = b"".join(answer) if answer.streaming else answer.content
        words = text.decode(errors="replace")
        for group, number in CANARY.findall(words):
            seen.setdefault(group, set()).add(f"{number} at {address}")
        if answer.status_code == 200:
            links = re.findall(r'href="(/[^"#?]*)"', words)
            wanted += [link.replace("&amp;", "&") for link in links]
        elif answer.status_code == 302 and answer["Location"].startswith("/"):
            wanted.append(answer["Location"].split("?")[0])
    return seen


def judge(who: str, seen: dict[str, set[str]], *, people: set[str], letters: bool) -> None:
    """What was seen is what may be seen, and the walk did reach all of that."""
    groups = {group for group in seen if not group.startswith("letter")}
    assert groups == people, (who, {group: sorted(where)[:3] for group, where in seen.items() if group not in people})
    for group in people:
        assert len({where.split()[0] for where in seen[group]}) == PEOPLE * STRINGS, (who, group)
    assert letters or len(groups) == len(seen), (who, "letters")
