"""Commands that keep a network going: ``serve``, ``worker``, ``upgrade``."""

import argparse
from typing import Any

from django.conf import settings

from coopnet.kit.console import say
from coopnet.operations import database, one_machine, serving
from coopnet.operations.worker import Worker


def add(subparsers: Any) -> None:
    """Declare the commands."""
    serve = subparsers.add_parser("serve", help="answer the browsers")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    serve.add_argument("--workers", type=int, default=1, help="processes; one for each core is enough (1)")
    serve.set_defaults(run=_serve)
    subparsers.add_parser("worker", help="post letters and do jobs by the clock").set_defaults(run=_worker)
    upgrade = subparsers.add_parser("upgrade", help="bring the database up to this version")
    upgrade.set_defaults(run=_upgrade)


def _serve(args: argparse.Namespace) -> int:
    serving.refuse_taken_port(args.host, args.port)
    with one_machine.held():
        database.ensure()
        serving.collect()
        say(f"Coopnet answers at http://{args.host}:{args.port}/ - stop with Ctrl+C")
        serving.serve(args.host, args.port, workers=max(1, args.workers))
    return 0


def _worker(args: argparse.Namespace) -> int:
    with one_machine.held():
        database.ensure()
        worker = Worker()
        worker.start()
        say("The worker posts letters and does jobs by the clock - stop with Ctrl+C")
        worker.wait()
        say("Finishing what is being done")
        return 0 if worker.stop() else 1


def _upgrade(args: argparse.Namespace) -> int:
    database.ensure(upgrade=True)
    serving.collect()
    say(f"The database is of this version. Data folder: {settings.DATA_DIR}")
    return 0
