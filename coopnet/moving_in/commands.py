"""``coopnet move``: bring in an old site, see what would happen first, and take it back."""

import argparse
from pathlib import Path
from typing import Any

from coopnet.kit import clock
from coopnet.kit.actors import System
from coopnet.kit.console import Refused, answer, answer_json, say
from coopnet.moving_in import actions
from coopnet.moving_in.enums import Sort
from coopnet.moving_in.models import Brought, Move
from coopnet.moving_in.wordpress.plan import Plan, plan
from coopnet.moving_in.wordpress.reading import read
from coopnet.moving_in.wordpress.text import UnreadableExport
from coopnet.operations import database

BY = System("command line")


def add(subparsers: Any) -> None:
    """Declare the command."""
    move = subparsers.add_parser(
        "move",
        help="bring in an old site",
        description="Brings in an export of WordPress (Tools, Export, All content). Authors and comments are left "
        "behind, drafts come in unseen, scripts never. Without --bring-in it only says what would happen.",
    )
    parts = move.add_subparsers(dest="what", metavar="WHAT", required=True)
    old = parts.add_parser("wordpress", help="an export of WordPress")
    old.add_argument("file", type=Path, metavar="FILE", help="the export: .xml, or .xml in .gz or .zip")
    old.add_argument("--uploads", type=Path, metavar="FOLDER", help="a copy of wp-content/uploads of the old site")
    old.add_argument("--bring-in", action="store_true", help="do it; else only say what would happen")
    old.add_argument("--json", action="store_true", help="one JSON object on standard output")
    old.set_defaults(run=_wordpress)
    back = parts.add_parser("back", help="take back what was brought in")
    back.add_argument("number", type=int, metavar="NUMBER", help="as --bring-in has told it")
    back.set_defaults(run=_back)


def _said(found: Plan) -> dict[str, Any]:
    return {
        "posts": len(found.posts),
        "pages": len(found.pages),
        "unseen": found.hidden,
        "files": len(found.files),
        "left": found.left,
        "told": found.told,
    }


def _wordpress(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        raise Refused(f"There is no file {args.file}.")
    if args.uploads is not None and not args.uploads.is_dir():
        raise Refused(f"There is no folder {args.uploads}.")
    database.ensure()
    try:
        site = read(args.file)
        found = plan(site)
        told = _said(found)
        if args.bring_in:
            move = actions.bring_in(
                plan=found, file=args.file, old_site=site.address, uploads=args.uploads, say=say, by=BY, at=clock.now()
            )
            addresses = Brought.objects.filter(move=move, sort=Sort.ADDRESS.value).count()
            told |= {"number": move.pk, "addresses": addresses, "told": move.told}
    except (UnreadableExport, actions.NotPossible) as refusal:
        raise Refused(str(refusal)) from refusal
    if args.json:
        answer_json(told)
        return 0
    answer(f"{told['posts']} posts, {told['pages']} pages ({told['unseen']} of them unseen), {told['files']} files.")
    for why, count in sorted(told["left"].items()):
        answer(f"  left behind: {count} {why}")
    for sentence in told["told"]:
        answer(f"  look at this: {sentence}")
    if args.bring_in:
        answer(f"Brought in as move {told['number']}; {told['addresses']} old addresses answer.")
        answer(f"To take it back: coopnet move back {told['number']}")
    else:
        answer("Nothing was changed. With --bring-in it is done.")
    return 0


def _back(args: argparse.Namespace) -> int:
    database.ensure()
    move = Move.objects.filter(pk=args.number).first()
    if move is None:
        raise Refused(f"There is no move {args.number}.")
    try:
        stay = actions.take_back(move=move, by=BY, at=clock.now())
    except actions.NotPossible as refusal:
        raise Refused(str(refusal)) from refusal
    answer(f"{move.file} is taken back.")
    for title in stay:
        answer(f"  stays, since somebody has changed it: {title}")
    return 0
