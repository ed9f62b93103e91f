"""The command ``coopnet``. Parses little and imports less until it knows which command is meant."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

USAGE = 2
REFUSED = 1


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives and what it does. ``changes`` names the subject that must not be frozen."""

    module: str
    does: str
    mode: str = ""
    changes: str = ""


COMMANDS = {
    "new": Command("coopnet.founding.commands", "make an empty real network: eight questions, or a file of answers"),
    "demo": Command("coopnet.story.demo", "show a network on real schools with invented people", mode="demo"),
    "serve": Command("coopnet.operations.running", "answer the browsers (one of the two production processes)"),
    "worker": Command("coopnet.operations.running", "post letters and do jobs by the clock (the other process)"),
    "upgrade": Command("coopnet.operations.running", "bring the database up to this version"),
    "register": Command("coopnet.register.commands", "read official register files", changes="register"),
    "move": Command("coopnet.moving_in.commands", "bring in an old site, and take it back", changes="pages"),
    "export": Command("coopnet.moving_in.way_out.commands", "take everything out as spreadsheets, pages and files"),
    "verify": Command("coopnet.operations.commands", "check every promise on the live database"),
    "story": Command("coopnet.story.commands", "replay the year and check it"),
    "backup": Command("coopnet.operations.commands", "write the whole network into one file"),
    "restore": Command("coopnet.operations.commands", "read a network back from such a file"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="coopnet",
        description="The platform on which a co-operative network of schools lives.",
        epilog="coopnet COMMAND --help tells more. Settings come from the environment: docs/guide/settings.md",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def _light(arguments: Sequence[str]) -> int:
    """Help, version and mistakes: answered without Django."""
    parser = _parser()
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.does)
    chosen = parser.parse_args(arguments)
    if chosen.version:
        from importlib.metadata import version  # noqa: PLC0415 - costs more than the rest of this answer

        print(f"coopnet {version('coopnet')}")
        return 0
    parser.print_help(sys.stderr)
    return USAGE


def _load(command: Command) -> ModuleType:
    """Settings, Django and the command's module. A bad setting ends here with its sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopnet.config.settings")
    environment = importlib.import_module("coopnet.config.environment")
    try:
        if command.mode:
            environment.set_mode(command.mode)
        environment.read()
    except environment.BadSetting as error:
        environment.complain_and_stop(error)
    importlib.import_module("django").setup()
    return importlib.import_module(command.module)


def _run(command: Command, module: ModuleType, arguments: Sequence[str]) -> int:
    console: Any = importlib.import_module("coopnet.kit.console")
    freeze: Any = importlib.import_module("coopnet.kit.freeze")
    faults: Any = importlib.import_module("coopnet.operations.faults")
    parser = _parser()
    module.add(parser.add_subparsers(dest="command", metavar="COMMAND", required=True))
    chosen = parser.parse_args(arguments)
    run = getattr(chosen, "run", module.run if hasattr(module, "run") else None)
    if run is None:
        raise TypeError(f"{module.__name__} offers a command without run(args)")
    try:
        if command.changes:
            importlib.import_module("coopnet.operations.database").ensure()
        if command.changes and not getattr(chosen, "preview", False):
            faults.before_a_change(command.changes)
        if getattr(chosen, "json", False):
            with console.only_answers():
                return int(run(chosen) or 0)
        return int(run(chosen) or 0)
    except (console.Refused, freeze.Frozen) as refusal:
        console.say(f"coopnet: {refusal}")
        return REFUSED
    except Exception as error:
        sentence = faults.in_words(error)
        if sentence is None:
            raise
        console.say(f"coopnet: {sentence}")
        return REFUSED


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 done; 1 refused or broken, with a sentence; 2 wrong usage or a setting that cannot be used."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = COMMANDS.get(given[0]) if given else None
    if command is None:
        return _light(given)
    try:
        return _run(command, _load(command), given)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our answer has gone; nothing may be written to it at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())
