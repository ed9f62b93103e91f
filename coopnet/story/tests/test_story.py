"""The story holds, leaves a demo behind, and would not hold if a step did nothing."""

import argparse
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.kit import clock
from coopnet.kit.clock import london
from coopnet.kit.console import Refused
from coopnet.kit.models import Network
from coopnet.people.models import Person
from coopnet.register.models import Change, Establishment, Import
from coopnet.story import cast, commands, people
from coopnet.story.acts import ACTS, spring, summer
from coopnet.story.replay import replay, set_clock

pytestmark = pytest.mark.django_db
MACHINE = datetime(2031, 2, 3, 12, tzinfo=UTC)
LAST_DAY = date(2026, 9, 25)


def told(**options):
    lines: list[str] = []
    with time_machine.travel(MACHINE, tick=False):
        return replay(echo=lines.append, **options), lines


def test_every_check_holds_and_the_demo_stands_on_its_last_day():
    story, lines = told()
    assert [(check.promise, check.found) for check in story.failed] == []
    assert 40 <= len(story.checks) <= 400
    assert story.acts == len(ACTS)
    assert story.last_day == LAST_DAY
    assert lines[0] == "14 April 2026  The network is founded"
    network = Network.objects.get()
    assert network.demo
    with time_machine.travel(MACHINE, tick=False):
        assert clock.now() == london(LAST_DAY, 10)
    with time_machine.travel(MACHINE + timedelta(hours=5), tick=False):
        assert clock.now() == london(LAST_DAY, 15), "the clock runs on from there"
    # Every moment in the record is one of the story, whatever the machine's clock says.
    moments = Entry.objects.order_by("at").values_list("at", flat=True)
    assert london(date(2026, 4, 14), 0) <= min(moments)
    assert max(moments) <= london(LAST_DAY, 10)
    # Whoever has an account can be chosen in the demo, with the words for it.
    offered = people.on_offer(LAST_DAY)
    assert {one.user.pk for one in offered} == set(User.objects.values_list("pk", flat=True))
    assert all(one.words for one in offered)
    # What could harm a school happens to invented ones; people and addresses are invented too.
    assert not Change.objects.filter(urn__lt=900_000).exists()
    assert not Import.objects.filter(partial=False).exists()
    assert all(person.email.endswith("@people.example.org") for person in Person.objects.all())
    assert not Establishment.objects.filter(urn__gte=900_000).exclude(postcode__startswith="ZZ99").exists()


def test_the_same_seed_tells_the_same_story_up_to_a_day():
    tellings = []
    for _ in range(2):
        with transaction.atomic():
            story, lines = told(until=date(2026, 4, 21), seed=7)
            tellings.append((story, lines))
            transaction.set_rollback(True)
    assert tellings[0] == tellings[1]
    assert tellings[0][0].last_day == date(2026, 4, 20)
    assert not tellings[0][0].failed


def test_a_second_story_in_the_same_database_is_refused(network):
    story, _ = told()
    assert story.acts == 0
    assert "already holds" in story.failed[0].found


def _nothing(**_: object) -> None:
    """A step that does nothing."""


def test_steps_that_do_nothing_fail_their_checks(monkeypatch):
    monkeypatch.setattr(spring, "take_suggestion", _nothing)
    monkeypatch.setattr("coopnet.story.acts.summer.bodies.end_term", _nothing)
    monkeypatch.setattr(summer, "queue", _nothing)
    monkeypatch.setattr("coopnet.story.acts.autumn.succession.successors", lambda urns: {})
    monkeypatch.setattr("coopnet.story.acts.enquiries.tasks.tend", lambda at: "0 overdue told")
    story, lines = told()
    failed = {check.promise for check in story.failed}
    assert failed >= {
        "Nineteen invented schools are co-operative through their trusts",
        "The next request is refused",
        "The co-ordinator is told, once",
        "The successor of 900003 is known",
        "Both are passed on, once",
    }
    assert sum(line.startswith("    NOT ") for line in lines) == len(story.failed)


def test_an_act_that_breaks_ends_the_story_and_leaves_nothing_half_done(monkeypatch, capsys):
    def breaks(**_: object) -> None:
        raise RuntimeError("a step broke")

    monkeypatch.setattr(spring, "affiliate", breaks)
    story, _ = told()
    assert story.failed[-1].promise == "The act can be done"
    assert "a step broke" in story.failed[-1].found
    assert story.failed[-1].act == "Member schools appoint their regional boards"
    assert not Person.objects.filter(name=cast.BOARDS["north"][0].name).exists()
    assert "a step broke" in capsys.readouterr().err


def test_only_a_demo_has_a_clock_of_its_own(network):
    set_clock(last=london(LAST_DAY, 10), machine=MACHINE)
    assert Network.objects.get().clock_offset == 0


def run(monkeypatch, **given) -> int:
    monkeypatch.setattr("coopnet.story.commands.database.ensure", lambda: None)
    monkeypatch.setattr("coopnet.story.commands.database.state", lambda: "current")
    return commands.run(argparse.Namespace(**{"until": date(2026, 4, 16), "seed": 1} | given))


def test_the_command_prints_the_checks(monkeypatch, capsys):
    assert run(monkeypatch) == 0
    said = capsys.readouterr().out
    assert "    ok  All invented schools are in the list" in said
    assert "2 acts up to 16 April 2026; 13 of 13 checks hold." in said


def test_the_command_fails_when_a_check_does(monkeypatch, capsys):
    monkeypatch.setattr("coopnet.story.acts.founding.lists.SPRING_TRUSTS", ())
    assert run(monkeypatch) == 1
    assert "Not so on 16 April 2026, Invented schools enter the list" in capsys.readouterr().out


def test_the_command_refuses_a_day_before_the_story(monkeypatch):
    with pytest.raises(Refused, match="begins on 14 April 2026"):
        run(monkeypatch, until=date(2020, 1, 1))


def test_beside_a_network_the_story_is_told_elsewhere(monkeypatch, network):
    called = []

    class Done:
        returncode = 0

    def runs(command, *, env, check):
        called.append((command[3:], "DATABASE_URL" in env, env["COOPNET_DATA_DIR"]))
        return Done

    monkeypatch.setattr("coopnet.story.commands.subprocess.run", runs)
    monkeypatch.setattr(commands, "connection", argparse.Namespace(vendor="sqlite"))
    assert run(monkeypatch) == 0
    assert called[0][:2] == (["story", "--seed", "1", "--until", "2026-04-16"], False)
    monkeypatch.setattr(commands, "connection", argparse.Namespace(vendor="postgresql"))
    with pytest.raises(Refused, match="holds a network already"):
        run(monkeypatch)
