"""A network tries itself out: on its own data, with every letter caught, behind a closed door, on a clock that moves.

What was loaded when trying began is kept in an archive. At the end two people choose: the trial goes and what was
loaded comes back, or all stays. It never begins to send by itself: past its day it only asks more loudly.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coopnet.audit.actions import record
from coopnet.kit import clock
from coopnet.kit.actors import Actor
from coopnet.kit.doors import Request
from coopnet.kit.models import Network
from coopnet.kit.registry import Breach, Duty
from coopnet.notices.enums import Kind, State
from coopnet.notices.models import Letter
from coopnet.operations import backup, restore
from coopnet.operations.models import Rehearsal

LASTS = timedelta(days=90)
ASK_BEFORE = timedelta(days=14)
MOST_DAYS = 62
# What a visitor reaches all the same: the way in, and what the machine needs.
OPEN = ("/sign-in/", "/sign-out/", "/static/", "/health/", "/letters/stop/", "/account/", "/be/", "/reading/")


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why."""


def current() -> Rehearsal | None:
    """The rehearsal that goes on, if one does."""
    return Rehearsal.objects.filter(ended_at__isnull=True).first()


def _network() -> Network:
    return Network.objects.select_for_update().get(pk=1)


def _note(what: str, words: str, by: Actor, at: datetime) -> None:
    record(f"rehearsal.{what}", subject="rehearsal", words=words, by=by, at=at)


def begin(*, by: Actor, at: datetime) -> Rehearsal:
    """Keep what is loaded in an archive, then close the door and catch the letters. Raises NotPossible."""
    if Network.objects.filter(pk=1, demo=True).exists():
        raise NotPossible("A demonstration needs no rehearsal.")
    if current() is not None:
        raise NotPossible("The network rehearses already.")
    folder = Path(settings.DATA_DIR) / "rehearsal"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    archive = folder / f"loaded-{at:%Y%m%d-%H%M%S}.coopnet"
    backup.write(archive, at=at)
    with transaction.atomic():
        network = _network()
        if network.rehearsing_since is not None:
            raise NotPossible("The network rehearses already.")
        network.rehearsing_since, network.rehearsal_until = at, clock.london_day(at) + LASTS
        network.save(update_fields=["rehearsing_since", "rehearsal_until"])
        made = Rehearsal.objects.create(archive=str(archive), began_at=at, began_by=by.actor_name[:160])
        _note("began", "Began a rehearsal", by, at)
    return made


@transaction.atomic
def renew(*, by: Actor, at: datetime) -> None:
    """Ninety days more."""
    network = _network()
    if network.rehearsing_since is None:
        raise NotPossible("The network does not rehearse.")
    network.rehearsal_until = clock.london_day(at) + LASTS
    network.save(update_fields=["rehearsal_until"])
    _note("renewed", "Went on with the rehearsal for ninety days", by, at)


@transaction.atomic
def move_clock(*, days: int, by: Actor, at: datetime) -> None:
    """Let days pass. Only forwards: what has happened has happened."""
    network = _network()
    if network.rehearsing_since is None:
        raise NotPossible("Only a rehearsal has a clock that can be moved.")
    if not 1 <= days <= MOST_DAYS:
        raise NotPossible(f"Move it by 1 to {MOST_DAYS} days at a time.")
    network.clock_offset += days * 24 * 3600
    network.save(update_fields=["clock_offset"])
    _note("clock-moved", f"Let {days} days pass", by, at)


@transaction.atomic
def ask_to_end(*, keep: bool, by: Actor, at: datetime) -> None:
    """Ask for the end; another person must say yes. Raises NotPossible where all is to stay and the clock was moved:
    then the record holds days that have not come."""
    row = Rehearsal.objects.select_for_update().filter(ended_at__isnull=True).first()
    if row is None:
        raise NotPossible("The network does not rehearse.")
    if keep and _network().clock_offset:
        raise NotPossible("The clock was moved, so the trial cannot stay. Go back to what was loaded.")
    row.keep, row.asked_by, row.asked_key, row.asked_at = keep, by.actor_name[:160], by.actor_key[:120], at
    row.save(update_fields=["keep", "asked_by", "asked_key", "asked_at"])
    _note("end-asked", "Asked to keep all and start" if keep else "Asked to drop the trial and start", by, at)


@transaction.atomic
def take_back_asking(*, by: Actor, at: datetime) -> None:
    """It goes on after all."""
    Rehearsal.objects.filter(ended_at__isnull=True).update(asked_by="", asked_key="", asked_at=None)
    _note("end-not-asked", "Took back asking for the end of the rehearsal", by, at)


def end(*, by: Actor, at: datetime) -> bool:
    """Start for real, as was asked for by somebody else. True where what was loaded has come back.

    Raises NotPossible, or Refused where the archive cannot be read; then nothing has changed and the rehearsal goes on.
    """
    row = current()
    if row is None or row.asked_at is None:
        raise NotPossible("Nobody has asked for the end of the rehearsal.")
    if row.asked_key == by.actor_key:
        raise NotPossible("Another person must say yes.")
    now = clock.machine_now()
    if row.keep:
        with transaction.atomic():
            network = _network()
            network.rehearsing_since, network.rehearsal_until = None, None
            network.save(update_fields=["rehearsing_since", "rehearsal_until"])
            Rehearsal.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=at)
            _note("ended", f"Started for real, with all of the trial; asked for by {row.asked_by}", by, at)
        return False
    asked, began = row.asked_by, clock.london_day(row.began_at)
    with transaction.atomic():
        restore.read(Path(row.archive), instead=True)
        _note("ended", f"Started for real, as loaded on {began:%d.%m.%Y}; asked for by {asked}", by, now)
    return True


def duties(at: datetime) -> Iterator[Duty]:
    """Two weeks before its day, and past it: how does it go on?"""
    network = Network.objects.filter(pk=1, rehearsing_since__isnull=False).first()
    row = current() if network else None
    if network is None or row is None or network.rehearsal_until is None:
        return
    today = clock.london_day(at)
    if row.asked_at is not None:
        yield Duty(
            words=f"{row.asked_by} asks to start for real",
            address="/rehearsal/",
            due=None,
            why="Two people start a network together.",
            if_left="The rehearsal goes on; no letter leaves.",
        )
    elif today >= network.rehearsal_until - ASK_BEFORE:
        over: date = network.rehearsal_until
        yield Duty(
            words="Say how the rehearsal goes on",
            address="/rehearsal/",
            due=over,
            why="A rehearsal lasts ninety days unless somebody says otherwise.",
            if_left="It goes on: no letter leaves, and the door stays closed.",
            urgent=today >= over,
        )


def nothing_left(at: datetime) -> Iterable[Breach]:
    """While the network rehearses no letter leaves, but for codes."""
    network = Network.objects.filter(pk=1, rehearsing_since__isnull=False).first()
    if network is not None:
        left = Letter.objects.filter(state=State.SENT.value, made_at__gte=network.rehearsing_since)
        for pk in left.exclude(kind=Kind.CODE.value).order_by("pk").values_list("pk", flat=True)[:20]:
            yield Breach(f"letter {pk}", "left in the rehearsal")


class ClosedDoorMiddleware:
    """While a network rehearses, whoever is not signed in sees one page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ours = cast(Request, request)
        network = ours.network
        if network is None or network.rehearsing_since is None or ours.path.startswith(OPEN):
            return self.get_response(request)
        if ours.user.is_authenticated:
            return self.get_response(request)
        answer = render(request, "operations/closed.html", status=503)
        answer["Retry-After"] = "86400"
        answer["Cache-Control"] = "no-store"
        return answer
