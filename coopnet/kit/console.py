"""What commands say: answers on standard output, everything else on standard error.

With ``--json`` standard output holds one object and nothing else, whatever a library may print.
"""

import json
import sys
from contextlib import redirect_stdout
from typing import IO, Any


class Refused(Exception):
    """A command will not do what was asked. Its text is one sentence that says what and where; exit code 1."""


_answers: list[IO[str]] = []


def say(text: str) -> None:
    """One line of progress for whoever watches."""
    print(text, file=sys.stderr, flush=True)


def answer(text: str) -> None:
    """One line of the command's answer."""
    print(text, file=_answers[-1] if _answers else sys.stdout, flush=True)


def answer_json(found: dict[str, Any]) -> None:
    """The one object that ``--json`` promises."""
    answer(json.dumps(found, ensure_ascii=False, default=str))


class only_answers(redirect_stdout[IO[str]]):
    """While it lasts, standard output takes only what goes through ``answer`` and ``answer_json``."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def __enter__(self) -> IO[str]:
        _answers.append(sys.stdout)
        return super().__enter__()

    def __exit__(self, *details: Any) -> None:
        super().__exit__(*details)
        _answers.pop()
