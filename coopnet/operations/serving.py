"""Answering browsers: one server, granian, for the demo and for production alike."""

import hashlib
import multiprocessing
import socket
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from coopnet.kit.console import Refused, say

THREADS = 4


def refuse_taken_port(host: str, port: int) -> None:
    """A sentence before anything else is done, when somebody listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError:
        raise Refused(
            f"Port {port} belongs to the machine's administrator. Choose one above 1023, like: --port 8000"
        ) from None
    except OverflowError:
        raise Refused(f"There is no port {port}. Choose one between 1024 and 65535, like: --port 8000") from None
    except OSError as error:
        raise Refused(
            f"Port {port} of {host} cannot be had ({error.strerror}). Stop what uses it, or choose another: "
            f"--port {port + 1}"
        ) from None


def serve(host: str, port: int, *, workers: int = 1) -> None:
    """Answer until SIGINT or SIGTERM. Each worker is a process of its own with a few threads."""
    refuse_taken_port(host, port)
    # A forked worker would inherit open databases and the locks of our threads; a fresh one inherits nothing.
    multiprocessing.set_start_method("spawn", force=True)
    connections.close_all()
    Granian(
        "coopnet.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        websockets=False,
    ).serve()


def collect() -> None:
    """Gather style sheets and scripts under names that carry their digest: in production, when they changed."""
    if settings.MODE != "production":
        return
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".coopnet"
    mark = _static_mark()
    if stamp.exists() and stamp.read_text() == mark and (root / "staticfiles.json").exists():
        return
    say("Gathering style sheets and scripts")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(mark)


def _static_mark() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
