"""Laws about the text of the house: what may stand where."""

import ast
import re
from pathlib import Path

from tests.laws.source import PACKAGE, modules, name, templates, tree

LONGEST_MODULE = 400

# The clock is read through kit.clock; chance, mail and the network each have one door.
CLOCK_CALLS = {"now", "today", "utcnow", "localtime", "localdate", "time"}
CLOCK_OWNERS = {"datetime", "date", "timezone", "time"}
MAY_READ_CLOCK = {
    "coopnet/kit/clock.py": "it is the door",
}
BANNED_IMPORTS = {
    "random": "chance comes from the secrets module, or from a seed handed in",
    "requests": "the network is reached through register.download alone",
    "smtplib": "letters leave through notices",
}
MAY_IMPORT = {
    ("coopnet/story", "random"): "the story draws from a seed that is handed in",
    ("coopnet/notices", "smtplib"): "it is the door of letters and must know the errors of that library",
}


def _may(path: Path, what: str) -> bool:
    return any(name(path).startswith(place) and module == what for place, module in MAY_IMPORT)


def test_no_module_is_longer_than_400_lines() -> None:
    long = [
        f"{name(path)}: {lines} lines"
        for path in modules("coopnet", "tests", "bench", "scripts")
        if (lines := len(path.read_text().splitlines())) > LONGEST_MODULE
    ]
    assert not long, long


def test_every_silenced_check_says_why() -> None:
    silent = []
    for path in modules():
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if path == Path(__file__):
                continue
            if re.search(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+#\s*\w)", line):
                silent.append(f"{name(path)}:{number} type: ignore")
            if re.search(r"#\s*noqa(?!: [A-Z0-9, ]+ - \w)", line):
                silent.append(f"{name(path)}:{number} noqa")
    assert not silent, silent


def test_only_the_clock_reads_the_clock() -> None:
    readers = []
    for path in modules("coopnet"):
        if "tests" in path.parts or name(path) in MAY_READ_CLOCK:
            continue
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value
            owner_name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if node.func.attr in CLOCK_CALLS and owner_name in CLOCK_OWNERS:
                readers.append(f"{name(path)}:{node.lineno} {owner_name}.{node.func.attr}()")
    assert not readers, readers


def test_only_doors_ask_the_clock() -> None:
    """Actions, queries, rules and models are told the moment; they never ask."""
    askers = []
    for path in modules("coopnet"):
        subject = path.stem if path.parent.parent == PACKAGE else path.parent.name
        if not {subject, path.stem} & {"actions", "queries", "rules", "models", "enums"} or "tests" in path.parts:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                if (
                    isinstance(owner, ast.Name)
                    and owner.id == "clock"
                    and node.func.attr in {"now", "today", "machine_now"}
                ):
                    askers.append(f"{name(path)}:{node.lineno}")
    assert not askers, askers


def test_banned_modules_stay_out() -> None:
    found = []
    for path in modules("coopnet"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for imported in names:
                top = imported.split(".")[0]
                if top in BANNED_IMPORTS and not _may(path, top):
                    found.append(f"{name(path)}:{node.lineno} {top}: {BANNED_IMPORTS[top]}")
    assert not found, found


def test_every_action_is_keyword_only_and_says_who_and_when() -> None:
    """A public function of an actions module takes only keywords, among them ``by`` and ``at``."""
    wrong = []
    for path in modules("coopnet"):
        if path.stem != "actions" and path.parent.name != "actions":
            continue
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            # audit.record's and queue's first word is what happened; everything else is named.
            if len(node.args.args) > (1 if "audit" in path.parts else 0) or not {"by", "at"} <= keywords:
                wrong.append(f"{name(path)}:{node.lineno} {node.name}")
    assert not wrong, wrong


INLINE = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


def test_no_template_holds_an_inline_style_or_script() -> None:
    found = []
    for path in templates():
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if INLINE.search(line) and "application/json" not in line:
                found.append(f"{name(path)}:{number} {line.strip()[:80]}")
    assert not found, found


COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")


def test_colours_stand_in_the_token_file_alone() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("static/**/*.css")):
        if path.name == "tokens.css":
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if COLOUR.search(line):
                found.append(f"{name(path)}:{number}")
    for path in templates():
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for match in re.finditer(r"(?:fill|stroke|color)=[\"']#", line):
                found.append(f"{name(path)}:{number} {match[0]}")
    assert not found, found


def test_no_template_is_unused() -> None:
    """Each template is named by a view, a model, another template or the settings."""
    texts = [path.read_text() for path in (*modules("coopnet"), *templates())]
    by_convention = {"site/broken.html"}
    unused = []
    for path in templates():
        parts = path.parts
        called = "/".join(parts[parts.index("templates") + 1 :])
        if called not in by_convention and not any(called in text for text in texts):
            unused.append(called)
    # Wagtail finds a page's template by its model: app/model_name.html.
    unused = [called for called in unused if not re.fullmatch(r"site/\w+_page\.html", called)]
    assert not unused, unused
