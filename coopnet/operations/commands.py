"""Commands about the whole network: ``verify``, ``backup``, ``restore``."""

import argparse
import re
from pathlib import Path
from typing import Any

from django.core.management import call_command

from coopnet.kit import clock
from coopnet.kit.console import Refused, answer, answer_json, say
from coopnet.operations import backup, database, restore
from coopnet.operations.verify import as_json, verify
from coopnet.register import finder


def add(subparsers: Any) -> None:
    """Declare the commands."""
    check = subparsers.add_parser("verify", help="check every promise on the live database")
    check.add_argument("--json", action="store_true", help="one JSON object on standard output")
    check.add_argument(
        "--head",
        action="append",
        default=[],
        type=_head,
        metavar="NUMBER:CODE",
        help="a check code of the record of acts, from one of the weekly letters",
    )
    check.set_defaults(run=_verify)
    write = subparsers.add_parser("backup", help="write the whole network into one file")
    write.add_argument("file", type=Path, metavar="FILE")
    write.set_defaults(run=_backup)
    read = subparsers.add_parser("restore", help="read a network back from such a file, into an empty place")
    read.add_argument("file", type=Path, metavar="FILE")
    read.set_defaults(run=_restore)


def _head(text: str) -> tuple[int, str]:
    found = re.fullmatch(r"(\d+):([0-9a-f]{64})", text.strip())
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no check code: write it as in the letter, like 812:3f9a…")
    return int(found[1]), found[2]


def _verify(args: argparse.Namespace) -> int:
    database.ensure()
    found = verify(at=clock.now(), heads=tuple(args.head))
    if args.json:
        answer_json(as_json(found))
    for one in found:
        if args.json or one.holds:
            continue
        answer(f"Broken: {one.invariant.name}. {one.invariant.statement}")
        for breach in one.breaches:
            answer(f"  {breach.where}: {breach.what}")
        if one.fault:
            answer(f"  could not be checked: {one.fault}")
    broken = [one for one in found if not one.holds]
    if not args.json:
        answer(f"{len(found) - len(broken)} of {len(found)} promises hold.")
    return 1 if broken else 0


def _backup(args: argparse.Namespace) -> int:
    database.ensure()
    if not args.file.parent.is_dir():
        raise Refused(f"There is no folder {args.file.parent}. Make it first.")
    if args.file.exists():
        raise Refused(f"{args.file} is there already, and a backup is never written over. Choose another name.")
    done = backup.write(args.file, at=clock.now())
    answer(f"{args.file}: {done['rows']} rows, {done['files']} files, {done['bytes'] // 1024} kB")
    return 0


def _restore(args: argparse.Namespace) -> int:
    database.ensure(with_facts=False)
    done = restore.read(args.file)
    say("Building the indexes anew")
    call_command("update_index", verbosity=0)
    finder.rebuild()
    answer(f"{args.file}: {done['rows']} rows and {done['files']} files are in place")
    return 0
