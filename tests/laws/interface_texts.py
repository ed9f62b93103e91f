"""What people read besides page copy: the words of templates, those that Python puts on pages, and letters."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from tests.laws.copy_rules import plain, words
from tests.laws.source import PACKAGE, modules, name, tree
from tests.words import messages

_INCLUDE = re.compile(r"{%\s*include\s+[\"']([^\"']+)[\"']")
# A hole for a value reads as one short word.
_VALUE = "x"


def _read_out(text: str) -> str:
    return plain(re.sub(r"%\(\w+\)s", _VALUE, text))


@cache
def _by_place() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for message in messages.gathered():
        for place in message.places:
            found[place].append(_read_out(message.plural or message.words))
    return {place: tuple(texts) for place, texts in found.items()}


def _with_parts(place: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The texts of a template and of those that it takes in."""
    yield from _by_place().get(place, ())
    for part in _INCLUDE.findall((PACKAGE.parent / place).read_text()):
        app = part.partition("/")[0]
        inner = f"coopnet/{app}/templates/{part}"
        if inner not in seen and (PACKAGE.parent / inner).is_file():
            yield from _with_parts(inner, seen | {place, inner})


def pages() -> dict[str, str]:
    """Each template with its own words, those of its parts included."""
    found = {place: ". ".join(_with_parts(place)) for place in _by_place() if place.endswith(".html")}
    return {place: text for place, text in found.items() if text}


def said_by_python() -> dict[str, str]:
    """What the Python of each app puts on pages: labels, hints, errors, refusals, duties."""
    found: dict[str, list[str]] = defaultdict(list)
    for place, texts in _by_place().items():
        if place.endswith(".py"):
            found[place.split("/")[1]] += texts
    return {app: ". ".join(texts) for app, texts in found.items()}


def _strings(module: ast.Module) -> Iterator[str]:
    """Every string with its holes filled, but for what a module says about itself."""
    inside: set[ast.AST] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr):
            inside.add(node.body[0].value)
        if isinstance(node, ast.JoinedStr):
            inside |= set(ast.walk(node)) - {node}
    for node in ast.walk(module):
        if node in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else _VALUE for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _writes_letters(module: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] == "queue"
        and any(keyword.arg == "subject" for keyword in node.keywords)
        for node in ast.walk(module)
    )


def letters() -> dict[str, str]:
    """The texts of each module that writes letters; a line that ends a paragraph ends a sentence."""
    found = {}
    for path in modules("coopnet"):
        if {"tests", "story"} & set(path.parts) or not (path.stem == "letters" or _writes_letters(tree(path))):
            continue
        texts = [text for text in _strings(tree(path)) if len(words(text)) > 2 and " " in text]
        found[name(path)] = ". ".join(" ".join(text.replace("\n\n", ". ").split()) for text in texts)
    return found
