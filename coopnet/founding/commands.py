"""``coopnet new``: found a real network from eight questions or a file of answers."""

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from coopnet.founding.actions import AlreadyFounded, Founder, found
from coopnet.founding.answers import QUESTIONS, Answers, BadAnswers, read
from coopnet.kit import clock
from coopnet.kit.actors import System
from coopnet.kit.console import Refused, answer, say
from coopnet.kit.models import Network
from coopnet.operations import database

EXAMPLE = """[network]
name = "Network of Invented Schools"
short_name = "Invented Schools"
society_name = "Society of Invented Schools"
motto = ""
contact_email = "office@network.example.org"

[co_ordinator]
name = "Hazel Merrydew"
email = "hazel@network.example.org"

[second]
name = "Basil Quillfeather"
email = "basil@network.example.org"
office = "returning-officer"
"""


def add(subparsers: Any) -> None:
    """Declare the command."""
    new = subparsers.add_parser(
        "new",
        help="make an empty real network",
        description="Makes an empty real network: bodies, regions, pages, two officers with recovery codes.",
        epilog="A file of answers looks like this (TOML, or the same as JSON):\n\n" + EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    new.add_argument(
        "--from", dest="file", metavar="FILE", type=Path, help="answers in TOML or JSON; else you are asked"
    )
    new.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Found the network and print the recovery codes, once."""
    given = _from_file(args.file) if args.file else None
    database.ensure()
    _refuse_second()
    try:
        answers = read(given) if given is not None else _asked()
        made = found(answers=answers, by=System("founding"), at=clock.machine_now())
    except (BadAnswers, AlreadyFounded) as refusal:
        where = f"{args.file}: " if args.file else ""
        raise Refused(f"{where}{refusal} Nothing was made.") from None
    answer(f"{made.network.name} is founded.")
    for founder in (made.co_ordinator, made.second):
        _tell(founder)
    answer("These codes are shown this once. Print this page, hand each officer theirs, and keep no copy.")
    answer(
        "Next: coopnet serve, and coopnet worker beside it. Both officers sign in with a code sent to their address."
    )
    return 0


def _refuse_second() -> None:
    """Before eight questions are asked in vain."""
    held = Network.objects.filter(pk=1).first()
    if held is not None:
        raise Refused(
            f"This database already holds {held.name}. For another network choose another data folder "
            "(COOPNET_DATA_DIR) or database (DATABASE_URL). Nothing was changed."
        )


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused(f"{path} is not a text file in UTF-8.") from None
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(f"{path} cannot be understood: {error}.") from None
    if not isinstance(given, dict):
        raise Refused(f"{path} must hold the tables network, co_ordinator and second.")
    return given


def _asked() -> Answers:
    """Ask at the keyboard. Answers are judged at the end; what is wrong is said and asked again."""
    typed: dict[str, str] = {}
    say(f"{len(QUESTIONS)} questions. Press Enter to take what stands in brackets.")
    again = {question.path for asked in QUESTIONS for question in asked}
    while True:
        for number, asked in enumerate(QUESTIONS, 1):
            for question in asked:
                if question.path in again:
                    typed[question.path] = _ask(f"{number}. {question.words}", question.default)
        nested: dict[str, dict[str, str]] = {}
        for path, value in typed.items():
            table, key = path.split(".")
            nested.setdefault(table, {})[key] = value
        try:
            return read(nested)
        except BadAnswers as bad:
            for reason in bad.reasons:
                say(reason)
            again = {path for path in typed if any(path in reason for reason in bad.reasons)} or set(typed)


def _ask(words: str, default: str) -> str:
    print(f"{words}{f' [{default}]' if default else ''} ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise Refused("The answers ended before the questions. Nothing was made.")
    return line.strip() or default


def _tell(founder: Founder) -> None:
    answer("")
    answer(f"{founder.person.name}, {founder.office.replace('-', ' ')}, signs in as {founder.user.email}")
    answer("Recovery codes, each good once:")
    for code in founder.codes:
        answer(f"    {code}")
