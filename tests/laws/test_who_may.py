"""Every address x every role has a declared answer (promise A1), and nothing is sent without its token (X1).

The declaration is the view's door. What an office may do is read from the table of the rules, not from the code that
answers: a role without the act must meet a kind no, a role with it must not.
"""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from coopnet.bodies import rules
from coopnet.bodies.enums import Office
from coopnet.register.enums import Source
from coopnet.register.models import Establishment
from tests import roles
from tests.laws.addresses import Address, walk

# Values for what addresses take; most name nothing, so a right answer behind an open door may be 404.
VALUES = {
    "urn": "900001",
    "uid": "1",
    "code": "908",
    "slug": "western",
    "region": "west",
    "key": "6f1e1c1e-8a8e-4b7e-9c8e-0a0b0c0d0e0f",
}

SIGN_IN = "/sign-in/"
SECOND_STEP = "/sign-in/second-step/"


def address_of(entry: Address) -> str:
    """The route with values in place of what it takes."""
    route = "/" + entry.route
    for part in [p for p in route.split("<") if ">" in p]:
        inside = part.split(">")[0]
        name = inside.split(":")[-1]
        kind = inside.split(":")[0] if ":" in inside else "str"
        fallback = VALUES["key"] if kind == "uuid" else "999999" if kind == "int" else "nothing-here"
        value = VALUES.get(name, fallback)
        if kind == "int" and not value.isdigit():
            value = "999999"
        if kind == "uuid":
            value = VALUES["key"]
        route = route.replace(f"<{inside}>", value)
    return route


def client_of(actor: roles.Actor, *, enforce_csrf_checks: bool = False) -> Client:
    """A signed-in client; see conftest.py: both steps are taken."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    client.force_login(actor.user)
    return client


def has_act(role: str, act: str) -> bool:
    """What the table says: whether the office of this role gives the act anywhere."""
    for office, rule in rules.OFFICES.items():
        if role == office.value or role.startswith(f"{office.value}-"):
            return act in rule.acts
    return False


def declared(door: Any, role: str) -> set[int]:
    """The answers that a door allows for a GET of a role (``anonymous`` for nobody signed in)."""
    open_door = {200, 301, 302, 404, 405}
    if door.kind in ("public", "own-rule"):
        return open_door | ({403} if door.kind == "own-rule" else set())
    if role == "anonymous":
        return {302, 405}
    if door.kind == "act" and not has_act(role, door.act):
        return {403, 405}  # an address that takes only POST says so to everybody
    return open_door


@pytest.fixture
def cast(network: object) -> dict[str, roles.Actor]:
    Establishment.objects.create(urn=900001, name="Oak Lane School", folded="oak lane school", source=Source.HAND.value)
    return roles.cast()


def _own() -> list[Address]:
    return [entry for entry in walk() if entry.ours and entry.route != "be/"]


def test_every_address_answers_every_role_as_declared(cast: dict[str, roles.Actor]) -> None:
    wrong, asked = [], Counter[str]()
    people: dict[str, Client] = {"anonymous": Client()}
    people |= {role: client_of(actor) for role, actor in cast.items()}
    for entry in _own():
        door = entry.view.door
        for role, client in people.items():
            answer = client.get(address_of(entry))
            asked[role] += 1
            expected = declared(door, role)
            if answer.status_code not in expected:
                wrong.append(f"{role} GET /{entry.route}: {answer.status_code}, declared {sorted(expected)}")
            if role != "anonymous" and answer.status_code == 302 and answer["Location"].startswith(SECOND_STEP):
                wrong.append(f"{role} GET /{entry.route}: held up at the second step")
            led_astray = answer.status_code == 302 and not answer["Location"].startswith(SIGN_IN)
            if role == "anonymous" and door.kind in ("act", "signed-in") and led_astray:
                wrong.append(f"{role} GET /{entry.route}: led to {answer['Location']}")
    assert not wrong, wrong
    assert len(set(asked.values())) == 1


def test_the_walk_sees_a_door_that_is_left_open(cast: dict[str, roles.Actor]) -> None:
    """Negative control: the declared answers tell a role with the act from one without it."""
    guarded = [entry for entry in _own() if entry.view.door.kind == "act"]
    assert guarded
    for entry in guarded:
        act = entry.view.door.act
        without = [role for role in cast if not has_act(role, act)]
        assert without, f"every role may {act}: the walk would prove nothing"
        assert 200 not in declared(entry.view.door, "nobody")


def test_nothing_is_taken_without_its_token(cast: dict[str, roles.Actor]) -> None:
    """POST, PUT, PATCH and DELETE without a token are refused at every address of ours, by the safest role too."""
    client = client_of(cast["co-ordinator"], enforce_csrf_checks=True)
    taken = []
    for entry in _own():
        for method in ("post", "put", "patch", "delete"):
            status = getattr(client, method)(address_of(entry)).status_code
            if status not in (403, 405):
                taken.append(f"{method} /{entry.route}: {status}")
    assert not taken, taken


def test_a_role_that_ended_is_refused_at_the_next_request(network: object) -> None:
    """Promise A4 at every guarded address: the session stays, the right does not."""
    ended = roles.give(Office.CO_ORDINATOR, ends=datetime(2024, 9, 1, tzinfo=UTC).date())
    client = client_of(ended)
    open_doors = [
        entry.route
        for entry in _own()
        if entry.view.door.kind == "act" and client.get(address_of(entry)).status_code not in (403, 405)
    ]
    assert not open_doors, open_doors
