"""Gathers the words of the interface into the catalogue of each language, and compiles the catalogues.

    .venv/bin/python scripts/messages.py          gather and compile; what is translated stays
    .venv/bin/python scripts/messages.py FILE.po  compile one file of your own beside it

Templates mark their words. In Python most words are found by their shape, so that nobody has to mark them: labels,
hints and choices of forms, errors and refusals with one fixed sentence, messages after a press, menu entries. The
templates that show such words put them through the filter ``said``. Words put together from parts are marked by hand.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from django.utils.translation.template import templatize  # noqa: E402 - our own package is found by the line above

from coopnet.kit.catalogue import Catalogue, Message, compiled, read, written  # noqa: E402 - the same

PACKAGE = ROOT / "coopnet"
LOCALE = PACKAGE / "locale"
HEADS = {
    "cy": "Project-Id-Version: coopnet\nLanguage: cy\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    # Zero, one, two, few (3), many (6), other: the Unicode rules for Welsh.
    "Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);\n",
}

_TEXT = r"""(u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"(?:\b(n?p?)gettext|(?<![\w.])_)\(\s*{_TEXT}(?:\s*,\s*{_TEXT})?(?:\s*,\s*{_TEXT})?", re.DOTALL)
_MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_COUNTED = {"ngettext", "ngettext_lazy"}
_SHOWN = {"label", "help_text", "empty_label", "legend"}
_LETTER = re.compile(r"[^\W\d_]")


def holes(text: str) -> set[str]:
    """The names of the values that a message holds."""
    return set(re.findall(r"%\((\w+)\)s", text))


def marks(text: str) -> list[str]:
    """The marks of HTML in a message, whatever their order: a translation must close what it opens, and add none."""
    return sorted(re.findall(r"<[^>]+>", text))


def of_template(text: str) -> Iterator[tuple[str, str]]:
    """Each message of a template with its plural, or with nothing."""
    for kind, *texts in _CALL.findall(templatize(text)):
        words = [ast.literal_eval(part) for part in texts if part]
        if "n" in kind:
            yield words[0], words[1]
        else:
            yield words[0], ""


def _fixed(node: ast.AST | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _LETTER.search(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _fixed(node.body)
        yield from _fixed(node.orelse)


def _choices(node: ast.AST) -> Iterator[str]:
    """The second of every pair inside, however the list is put together."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Tuple) and len(inner.elts) == 2:
            yield from _fixed(inner.elts[1])


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _of_call(node: ast.Call, forms: bool) -> Iterator[str]:
    called, first = _called(node), node.args[0] if node.args else None
    second = node.args[1] if len(node.args) > 1 else None
    if called in _MARKS or called in {"ValidationError", "Refused"}:
        yield from _fixed(first)
    elif called in {"add_error", "Entry", "Place"} or (
        called in {"success", "error", "info", "warning"} and getattr(node.func, "value", None) is not None
        and ast.unparse(node.func).startswith("messages.")
    ):  # fmt: skip
        yield from _fixed(second)
    for keyword in node.keywords:
        if called == "Duty" and keyword.arg in {"words", "why", "if_left"}:
            yield from _fixed(keyword.value)
        if forms and keyword.arg in _SHOWN:
            yield from _fixed(keyword.value)
        elif forms and keyword.arg == "choices":
            yield from _choices(keyword.value)
        elif forms and keyword.arg == "error_messages" and isinstance(keyword.value, ast.Dict):
            for value in keyword.value.values:
                yield from _fixed(value)


def of_module(tree: ast.Module, *, forms: bool = False, refusals: bool = False) -> Iterator[tuple[str, str]]:
    """Each message of a Python module; of one that holds forms also what stands on their fields, and of one whose
    errors people read also its refusals."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in _COUNTED:
            yield from zip(_fixed(node.args[0]), _fixed(node.args[1]), strict=False)
        elif isinstance(node, ast.Call):
            yield from ((words, "") for words in _of_call(node, forms))
        elif refusals and isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            # A refusal is a sentence; what only the log sees is none of a reader's words.
            yield from ((words, "") for words in _fixed(node.exc.args[0]) if words.endswith(".") and " " in words)
        elif isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign):
                    yield from ((words, "") for words in _choices(line.value))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            named = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            if named.endswith("WORDS"):
                yield from ((words, "") for value in node.value.values for words in _fixed(value))
        elif forms and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
            named = node.targets[0].attr
            found = {"choices": _choices, "label": _fixed, "help_text": _fixed}.get(named)
            yield from ((words, "") for words in (found(node.value) if found else ()))


def _kind(path: Path) -> tuple[bool, bool]:
    """Whether a module holds forms, and whether people read its errors: an action refuses to a person."""
    names = {path.stem, path.parent.name}
    forms = bool(names & {"forms", "fields"})
    return forms, forms or bool(names & {"actions", "rules", "uploads", "routing", "seniority"})


def gathered() -> list[Message]:
    """Every message of the interface, with its files. Their lines are not kept: a line that moves is no change."""
    every: dict[str, Message] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in {".py", ".html"} or {"tests", "migrations", "static"} & set(path.parts):
            continue
        text = path.read_text()
        if path.suffix == ".html":
            found = list(of_template(text))
        else:
            forms, refusals = _kind(path)
            found = list(of_module(ast.parse(text), forms=forms, refusals=refusals))
        for words, plural in found:
            message = every.setdefault(words, Message(words))
            message.plural = message.plural or plural
            place = str(path.relative_to(ROOT))
            if place not in message.places:
                message.places.append(place)
    return list(every.values())


def merged(old: Catalogue | None, head: str) -> Catalogue:
    """The words of today with the translations of yesterday. A message that has changed is a new one."""
    before = {message.key: message for message in old.messages} if old else {}
    new = gathered()
    for message in new:
        known = before.get(message.key)
        if known and known.plural == message.plural:
            message.said, message.unsure = known.said, known.unsure
    return Catalogue(old.head if old and old.head else head, new)


def main(files: list[str]) -> int:
    """Do it, and say how far each language is."""
    if not files:
        for language, head in HEADS.items():
            path = LOCALE / language / "LC_MESSAGES" / "django.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(merged(read(path) if path.is_file() else None, head)))
            files.append(str(path))
    for name in files:
        catalogue = read(Path(name))
        Path(name).with_suffix(".mo").write_bytes(compiled(catalogue))
        done = sum(message.translated for message in catalogue.messages)
        sys.stdout.write(f"{name}: {done} of {len(catalogue.messages)} messages translated\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
