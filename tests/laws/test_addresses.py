"""Laws about addresses: each says who may open it."""

from django.apps import apps

from coopnet.kit import access
from tests.laws.addresses import walk

KINDS = {"public", "signed-in", "act", "own-rule"}


def test_every_address_of_ours_says_who_may_open_it() -> None:
    silent = [a.route for a in walk() if a.ours and getattr(getattr(a.view, "door", None), "kind", None) not in KINDS]
    assert not silent, silent


def test_every_act_that_guards_an_address_is_declared() -> None:
    assert apps.ready
    unknown = [
        f"{a.route}: {a.view.door.act}"
        for a in walk()
        if a.ours
        and getattr(a.view, "door", None)
        and a.view.door.kind == "act"
        and a.view.door.act not in access.acts()
    ]
    assert not unknown, unknown


def test_every_own_rule_gives_its_reason() -> None:
    mute = [
        a.route
        for a in walk()
        if a.ours and getattr(a.view, "door", None) and a.view.door.kind == "own-rule" and not a.view.door.why
    ]
    assert not mute, mute
