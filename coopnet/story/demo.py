"""``coopnet demo``: makes a network on real schools with invented people and shows it, all in one command."""

import argparse
import contextlib
import os
import threading
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from coopnet.audit.models import Entry
from coopnet.kit import clock
from coopnet.kit.clock import london
from coopnet.kit.console import Refused, say
from coopnet.kit.models import Network
from coopnet.operations import database, serving
from coopnet.operations.worker import Worker
from coopnet.register import commands as register_commands
from coopnet.story.replay import HOUR, replay, set_clock, told_file

HOST = "127.0.0.1"
START_WITHIN = 60


def add(subparsers: Any) -> None:
    """Declare the command."""
    demo = subparsers.add_parser("demo", help="show a network on real schools with invented people")
    demo.add_argument("--port", type=int, default=8000, help="port of this machine to answer on (8000)")
    demo.add_argument("--fresh", action="store_true", help="throw the demo's own data away and begin again")
    demo.add_argument(
        "--register", nargs="+", metavar="FILE", default=[], help="official register files to read before it opens"
    )
    demo.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make ready, tell the story the first time, answer until Ctrl+C."""
    serving.refuse_taken_port(HOST, args.port)
    missing = [name for name in args.register if not Path(name).is_file()]
    if missing:
        raise Refused(f"There is no file {missing[0]}.")
    answer_as(args.port)
    prepare(fresh=args.fresh)
    if args.register:
        read_register(args.register)
    worker = Worker()
    worker.start()
    threading.Thread(target=_tell_when_ready, args=(args.port,), daemon=True).start()
    try:
        serving.serve(HOST, args.port)
    finally:
        worker.stop()
    return 0


def answer_as(port: int) -> None:
    """Letters and the page editor name the port that answers, here and in the processes that start from here."""
    address = os.environ.setdefault("COOPNET_BASE_URL", f"http://{HOST}:{port}")
    settings.WAGTAILADMIN_BASE_URL = address.rstrip("/")


def prepare(*, fresh: bool = False) -> None:
    """A database with the demo in it. A story that was cut off half-way is begun again."""
    told = told_file()
    if database.state() != "empty":
        network = Network.objects.filter(pk=1).first() if database.state() == "current" else None
        if network is not None and not network.demo:
            raise Refused(
                f"The data folder {settings.DATA_DIR} holds a real network, {network.name}. Set COOPNET_DATA_DIR to "
                "another folder for the demo."
            )
        if fresh or (network is None and told.exists()) or (network is not None and not told.exists()):
            _throw_away()
    database.ensure()
    if Network.objects.filter(pk=1).exists():
        _take_from_the_shelf(told)
        return
    say("Telling the story of a year: this is done once")
    began = time.monotonic()
    told.write_text(_tell_the_story().isoformat())
    say(f"  told in {time.monotonic() - began:.0f} seconds")


def _tell_the_story() -> date:
    """Through the ordinary actions; returns its last day. A step that did not hold ends the demo with its words."""
    told = replay(echo=lambda line: None if line.startswith("  ") else say(f"  {line}"))
    if told.failed:
        first = told.failed[0]
        raise Refused(f"The story broke on {first.day:%d.%m.%Y}, {first.act}: {first.promise} ({first.found})")
    return told.last_day


def _take_from_the_shelf(told: Path) -> None:
    """Its now is the last day of its story again, or when somebody last did something in it: nothing has expired."""
    last = london(date.fromisoformat(told.read_text().strip()), HOUR)
    newest = Entry.objects.order_by("-number").values_list("at", flat=True).first()
    set_clock(last=max(last, newest + timedelta(seconds=1)) if newest else last, machine=clock.machine_now())


def _throw_away() -> None:
    say("Throwing the earlier demo away")
    if database.is_file():
        connection.close()
        for path in Path(settings.DATA_DIR).glob(f"{database.path().name}*"):
            path.unlink()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    told_file().unlink(missing_ok=True)


def read_register(files: list[str]) -> None:
    """The same as ``coopnet register import FILE...``; files read before change nothing."""
    parser = argparse.ArgumentParser(prog="coopnet")
    register_commands.add(parser.add_subparsers(dest="command"))
    chosen = parser.parse_args(["register", "import", *files])
    if register_commands.run(chosen) != 0:
        raise Refused("The register files were not read; the demo without them: coopnet demo")


def _tell_when_ready(port: int) -> None:
    address = f"http://{HOST}:{port}"
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health/ready", timeout=5):  # noqa: S310 - our own loopback
            break
        time.sleep(0.2)
    say("")
    say(f"The network is open:      {address}/")
    say(f"Be one of its people:     {address}/be/")
    say(f"Find a school:            {address}/find/")
    say(f"How the machine is:       {address}/status/")
    say(f"Its data is in {settings.DATA_DIR}. Stop with Ctrl+C.")
