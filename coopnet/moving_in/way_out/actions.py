"""Taking everything out. Who did it, and when, stands in the record of acts."""

from datetime import datetime
from typing import IO

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.moving_in.way_out.writing import Written, write


def take_out(*, file: IO[bytes], national: bool = False, by: Actor, at: datetime) -> Written:
    """Write everything that the network holds into the file, and note that it was taken out."""
    written = write(file, national=national, at=at)
    record(
        "network.taken-out",
        subject="network",
        words=f"Took out everything: {sum(written.rows.values())} rows, {written.pages} pages, {written.files} files.",
        by=by,
        at=at,
    )
    return written
