"""The command ``coopnet register import``."""

import argparse
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coopnet.kit import clock, console
from coopnet.kit.actors import System
from coopnet.kit.outside import NotFetched
from coopnet.register.enums import FileKind
from coopnet.register.files.faults import BadFile
from coopnet.register.imports.actions import Report, import_files
from coopnet.register.imports.download import NAMES as OFFICIAL
from coopnet.register.imports.download import fetch, official_address
from coopnet.register.imports.work import Options, Refused

WORDS = {
    "opened": "opened",
    "vanished": "vanished from the register",
    "closed": "closed",
    "reopened": "reopened, or their closing was called off",
    "renamed": "renamed",
    "respelled": "spelled differently (no news)",
    "links_added": "links to predecessors and successors added",
    "links_removed": "links removed",
    "academies_new": "academies joined a trust",
    "academies_gone": "academies left their trust",
    "moved_trust": "academies moved to another trust",
    "trusts_new": "trusts new",
    "trusts_gone": "trusts gone",
    "trusts_renamed": "trusts renamed",
    "appeared": "schools appeared in the list",
    "disappeared": "schools disappeared from the list",
}


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``register`` with its own commands."""
    register = subparsers.add_parser("register", help="read official register files")
    commands = register.add_subparsers(dest="register_command", metavar="COMMAND", required=True)
    reading = commands.add_parser(
        "import",
        help="read official files; all or nothing",
        description="Read official register files (CSV, as they are or packed as .gz or .zip). The kind of each is "
        "told by its header. All are taken in, or none.",
    )
    reading.add_argument("files", metavar="FILE", nargs="*", type=Path)
    reading.add_argument(
        "--download",
        metavar="KIND",
        action="append",
        default=[],
        choices=[kind.value for kind in OFFICIAL],
        help="fetch the file of today, or of --as-of, from the official address: " + ", ".join(OFFICIAL),
    )
    reading.add_argument(
        "--as-of", metavar="DATE", type=_day, help="the date of the files, if their names do not tell it"
    )
    reading.add_argument("--preview", action="store_true", help="say what would change, and change nothing")
    reading.add_argument("--json", action="store_true", help="answer with one JSON object")
    reading.add_argument(
        "--partial", action="store_true", help="the extract is a part of the register: nothing vanishes"
    )
    reading.add_argument(
        "--scope", metavar="NAME", default="", help="what a list of open schools covers, like state-funded"
    )
    reading.add_argument("--accept-losses", action="store_true", help="even if much of what is known is missing")
    reading.add_argument("--history", action="store_true", help="take in files older than the last of their kind")


def run(chosen: argparse.Namespace) -> int:
    """Import. Refusals are raised as ``console.Refused``."""
    if not chosen.files and not chosen.download:
        console.say("coopnet register import: name a file, or say --download KIND.")
        return 2
    options = Options(
        as_of=chosen.as_of,
        preview=chosen.preview,
        partial=chosen.partial,
        scope=chosen.scope,
        accept_losses=chosen.accept_losses,
        history=chosen.history,
    )
    now = clock.now()
    with TemporaryDirectory() as folder:
        try:
            files = chosen.files + _fetched(chosen.download, chosen.as_of or clock.london_day(now), Path(folder))
            report = import_files(paths=files, options=options, by=System("import"), at=now)
        except (BadFile, Refused, NotFetched) as refusal:
            raise console.Refused(str(refusal)) from refusal
    if chosen.json:
        console.answer_json(as_json(report))
    else:
        for line in as_lines(report):
            console.answer(line)
    return 0


def _fetched(kinds: list[str], day: date, folder: Path) -> list[Path]:
    found = []
    for kind in kinds:
        address = official_address(FileKind(kind), day)
        console.say(f"Fetching {address}")
        found.append(fetch(address, folder))
    return found


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs. ``raised`` stands there only if a list of open schools was read."""
    found: dict[str, Any] = {
        "preview": report.preview,
        "files": [
            {
                "name": file.name,
                "kind": file.kind.value,
                "as_of": file.as_of.isoformat(),
                "rows": file.rows,
                "rejected": file.rejected,
            }
            for file in report.files
        ],
        "changes": report.changes,
    }
    if "disappeared" in report.changes:
        found["raised"] = [
            {"urn": one.urn, "name": one.name, "successors": list(one.successors), "likely": list(one.likely)}
            for one in report.raised
        ]
    return found


def as_lines(report: Report) -> list[str]:
    """The report for people."""
    lines = [f"{file.name}: {file.kind.value} of {file.as_of:%d-%m-%Y}, {file.rows:,} rows" for file in report.files]
    lines += [f"{count:>8,} {WORDS[name]}" for name, count in report.changes.items() if count]
    if not any(report.changes.values()):
        lines.append("Nothing changed.")
    for one in report.raised:
        follows = ", ".join(map(str, one.successors)) or "no successor known"
        guess = f"; perhaps {', '.join(map(str, one.likely))}" if one.likely and not one.successors else ""
        lines.append(f"Look what became of {one.name} ({one.urn}): {follows}{guess}.")
    if report.preview:
        lines.append("This was a preview: nothing was written.")
    return lines


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it like 2025-04-22") from None
