"""``coopnet export``: everything out as spreadsheets, pages and files."""

import argparse
from pathlib import Path
from typing import Any

from coopnet.kit import clock
from coopnet.kit.actors import System
from coopnet.kit.console import Refused, say
from coopnet.moving_in.way_out.actions import take_out
from coopnet.operations import database


def add(subparsers: Any) -> None:
    """Declare the command."""
    export = subparsers.add_parser(
        "export",
        help="take everything out as spreadsheets",
        description="Writes one ZIP with a spreadsheet for each table, the pages of the site and the documents, and a "
        "README that says what is left out and why. A backup is something else: see coopnet backup.",
    )
    export.add_argument("file", type=Path, metavar="FILE", help="the ZIP to write; it must not be there yet")
    export.add_argument("--register", action="store_true", help="take the national register of schools along")
    export.set_defaults(run=_export)


def _export(args: argparse.Namespace) -> int:
    database.ensure()
    if not args.file.parent.is_dir():
        raise Refused(f"There is no folder {args.file.parent}. Make it first, or name another file.")
    part = args.file.with_name(f".{args.file.name}.part")
    try:
        with args.file.open("xb"):
            pass
    except FileExistsError as error:
        raise Refused(f"{args.file} is there already. Name another file.") from error
    try:
        with part.open("wb") as file:
            written = take_out(file=file, national=args.register, by=System("command line"), at=clock.now())
        part.replace(args.file)
    except BaseException:
        part.unlink(missing_ok=True)
        args.file.unlink(missing_ok=True)
        raise
    say(f"{args.file}: {sum(written.rows.values())} rows, {written.pages} pages, {written.files} files")
    return 0
