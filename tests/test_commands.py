"""The command line: what it prints where, with which exit code, and that a mistake ends in a sentence."""

import argparse
import errno
import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import OperationalError

from coopnet import __main__ as command_line
from coopnet.kit import console
from coopnet.kit.freeze import Frozen
from coopnet.operations import faults


def fake(run: Callable[[argparse.Namespace], int]) -> Any:
    def add(subparsers: Any) -> None:
        parser = subparsers.add_parser("upgrade")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--number", type=int)

    return SimpleNamespace(add=add, run=run, __name__="fake")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs ``coopnet upgrade`` with a body of the test's own."""

    def ask(run: Callable[[argparse.Namespace], int], *arguments: str) -> int:
        monkeypatch.setattr(command_line, "_load", lambda command: fake(run))
        return command_line.main(["upgrade", *arguments])

    return ask


def test_without_a_command_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(name in shown.err for name in command_line.COMMANDS)


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command_line.main(["fly"])
    assert stopped.value.code == 2
    assert "fly" in capsys.readouterr().err


def test_help_and_version_cost_no_django() -> None:
    program = (
        "import sys; from coopnet.__main__ import main; code = main(['--version']);"
        "sys.exit(code or any(name.startswith(('django', 'wagtail')) for name in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("coopnet 0.")


@pytest.mark.parametrize("name", sorted(command_line.COMMANDS))
def test_every_command_is_where_the_table_says_and_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(command_line.COMMANDS[name].module)
    parser = argparse.ArgumentParser(prog="coopnet")
    module.add(parser.add_subparsers(dest="command"))
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args([name, "--help"])
    assert stopped.value.code == 0
    assert f"usage: coopnet {name}" in capsys.readouterr().out


def test_with_json_standard_output_holds_the_answer_and_nothing_else(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        print("a library talks")
        console.say("reading")
        console.answer_json({"rows": 3, "name": "Ysgol Glan-y-Môr"})
        return 0

    assert command(run, "--json") == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"rows": 3, "name": "Ysgol Glan-y-Môr"}
    assert "a library talks" in shown.err


def test_wrong_arguments_are_wrong_usage(command: Callable[..., int]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command(lambda args: 0, "--number", "many")
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    "error, words",
    [
        (console.Refused("links.csv, row 7: no URN."), "links.csv, row 7: no URN."),
        (Frozen("Changes to the register are paused."), "paused"),
        (OperationalError("connection to server at 10.0.0.1 failed"), "DATABASE_URL"),
        (OperationalError("password=hunter2 refused for postgres://a:hunter2@b/c"), "does not answer"),
        (OperationalError("database is locked"), "busy"),
        (OperationalError("attempt to write a readonly database"), "rights"),
        (OperationalError("database or disk is full"), "disk is full"),
        (OperationalError("no such table: kit_network"), "coopnet upgrade"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "a.csv"), "a.csv"),
        (PermissionError(errno.EACCES, "Permission denied", "a.csv"), "a.csv"),
        (CommandError("unknown"), "unknown"),
        (ImproperlyConfigured("a setting"), "a setting"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_goes_wrong_outside_of_us_is_a_sentence(
    error: Exception, words: str, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise error

    assert command(run) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err
    assert shown.err.startswith("coopnet: ")
    assert shown.err.count("\n") == 1
    assert "hunter2" not in shown.err


def test_a_mistake_of_ours_stays_a_trace(command: Callable[..., int]) -> None:
    def run(args: argparse.Namespace) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        command(run)
    assert faults.in_words(ZeroDivisionError()) is None


def test_ctrl_c_is_quiet(command: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    def run(args: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    assert command(run) == 130
    assert capsys.readouterr() == ("", "")
