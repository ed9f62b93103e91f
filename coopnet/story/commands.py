"""``coopnet story``: replay the year, check it, print what happened."""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from coopnet.kit.console import Refused, answer, say
from coopnet.kit.models import Network
from coopnet.operations import database
from coopnet.story.acts import ACTS
from coopnet.story.replay import SEED, replay, told_file


def add(subparsers: Any) -> None:
    """Declare the command."""
    story = subparsers.add_parser(
        "story",
        help="replay the year and check it",
        description="Replays the story of the demo through the ordinary actions, on the network's clock, and checks "
        "what must be true after each act. An empty data folder or database keeps the network that the story leaves "
        "behind; beside a network that is there already, the story is told in a folder of its own and thrown away.",
    )
    story.add_argument("--until", metavar="DATE", type=_day, help="tell it up to and including this day (2026-07-31)")
    story.add_argument("--seed", type=int, default=SEED, help=f"of what is left to chance ({SEED})")
    story.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-07-31") from None


def run(args: argparse.Namespace) -> int:
    """Tell it. 1 when a check did not hold."""
    first = min(act.day for act in ACTS)
    if args.until is not None and args.until < first:
        raise Refused(f"The story begins on {first:%-d %B %Y}; nothing happens until {args.until:%-d %B %Y}.")
    if _occupied():
        return _elsewhere(args)
    database.ensure()
    told = replay(until=args.until, seed=args.seed, echo=answer)
    if not told.failed:
        told_file().write_text(told.last_day.isoformat())
    answer("")
    for check in told.failed:
        answer(f"Not so on {check.day:%-d %B %Y}, {check.act}: {check.promise}: {check.found}")
    held = len(told.checks) - len(told.failed)
    answer(f"{told.acts} acts up to {told.last_day:%-d %B %Y}; {held} of {len(told.checks)} checks hold.")
    return 1 if told.failed else 0


def _occupied() -> bool:
    """Whether the story may not be told here: a network is here, or people rely on this place."""
    state = database.state()
    if state in ("behind", "ahead"):
        return True
    return settings.MODE == "production" or (state == "current" and Network.objects.filter(pk=1).exists())


def _elsewhere(args: argparse.Namespace) -> int:
    """The same command in a data folder of its own, on SQLite."""
    if connection.vendor != "sqlite":
        raise Refused("This database holds a network already. Give the story an empty one (DATABASE_URL).")
    say("There is a network here already: the story is told in a folder of its own, which is then thrown away.")
    with tempfile.TemporaryDirectory(prefix="coopnet-story-") as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"COOPNET_DATA_DIR": folder, "COOPNET_MODE": "embedded"}
        command = [sys.executable, "-m", "coopnet", "story", "--seed", str(args.seed)]
        if args.until is not None:
            command += ["--until", args.until.isoformat()]
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own command
