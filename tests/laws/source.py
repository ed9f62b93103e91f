"""What the laws look at: our own files, as git would see them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "coopnet"
FOLDERS = ("coopnet", "tests", "bench", "scripts")


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    """Python files of ours under the folders (default: all), without migrations."""
    found = [
        path
        for folder in folders or FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]
    return tuple(found)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(), filename=str(path))


@cache
def templates() -> tuple[Path, ...]:
    """Template files of ours."""
    return tuple(sorted(path for path in PACKAGE.rglob("templates/**/*") if path.is_file()))


def name(path: Path) -> str:
    """A path as people say it: from the root of the repository."""
    return str(path.relative_to(ROOT))
