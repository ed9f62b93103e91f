"""A plugin that keeps pages which tests fetch, so that a browser can look at each in every state (proof ``looks``).

Each branch of each template of ours is marked as it is parsed: what stands after "if", "elif", "else", "for", "empty",
and after an "if" without an "else" that is not so. A page that a test fetches is kept if it shows a branch, or a kind
of answer of its template, that no page kept before showed. Asked for by ``-p tests.seen`` and ``COOPNET_KEEP_PAGES``.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.template.base import Node, NodeList
from django.template.context import Context
from django.template.defaulttags import ForNode, IfNode
from django.template.loader import get_template
from django.test import Client

from tests.laws.source import PACKAGE

# Two workers at once keep their pages apart.
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'one')}-{os.getpid()}"
_seen_now: set[str] = set()


class Mark(Node):
    """Stands first in a branch and says nothing but that it was shown."""

    def __init__(self, parent: Node, branch: str) -> None:
        self.parent, self.branch = parent, branch

    @property
    def key(self) -> str:
        """The template, the line, the tag and the branch; nothing for templates of others."""
        origin = str(self.parent.origin.name)
        if not origin.startswith(f"{PACKAGE}/"):
            return ""
        token = self.parent.token
        assert token is not None, "a node that was parsed has its token"
        return f"{Path(origin).relative_to(PACKAGE)}:{token.lineno}: {{% {token.contents} %}} {self.branch}".strip()

    def render(self, context: Context) -> str:
        """Note it."""
        if key := self.key:
            _seen_now.add(key)
        return ""

    # A branch is rendered node by node with a note for errors; this one makes none.
    render_annotated = render


def _mark_templates() -> None:
    plain_if, plain_for = IfNode.__init__, ForNode.__init__

    def if_init(self: Any, conditions: list[Any]) -> None:
        if conditions[-1][0] is not None:
            conditions = [*conditions, (None, NodeList())]
        plain_if(self, conditions)
        for number, (condition, nodes) in enumerate(conditions):
            nodes.insert(0, Mark(self, f"branch {number}" if condition is not None else "otherwise"))

    def for_init(self: Any, loopvars: Any, sequence: Any, is_reversed: bool, loop: NodeList, empty: Any = None) -> None:
        plain_for(self, loopvars, sequence, is_reversed, loop, empty)
        self.nodelist_loop.insert(0, Mark(self, "some"))
        if empty is not None:
            self.nodelist_empty.insert(0, Mark(self, "none"))

    setattr(IfNode, "__init__", if_init)  # noqa: B010 - the tag itself is to make its marks
    setattr(ForNode, "__init__", for_init)  # noqa: B010 - as above


def every_branch() -> set[str]:
    """Every marked branch of every template of ours."""
    found = set()
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        parts = path.relative_to(PACKAGE).parts
        template = get_template("/".join(parts[parts.index("templates") + 1 :]))
        marks = template.template.nodelist.get_nodes_by_type(Mark)  # type: ignore[attr-defined]  # Django's own engine
        found |= {mark.key for mark in marks if mark.key}
    return found


def whole_pages() -> set[str]:
    """Templates that are pages: they stand on another, or are one by themselves."""
    found = set()
    for path in PACKAGE.rglob("templates/**/*.html"):
        text = path.read_text().lstrip()
        if "{% extends" in text or text.lower().startswith("<!doctype"):
            parts = path.relative_to(PACKAGE).parts
            found.add("/".join(parts[parts.index("templates") + 1 :]))
    return found


def kind_of(status: int, html: str) -> str:
    """What sort of answer it is: with errors in its form, refused, or as it should be."""
    if status in {401, 403}:
        return "denied"
    if status >= 400:
        return str(status)
    return "errors" if 'class="err"' in html else "normal"


class Keeper:
    """Keeps pages in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.known, self.number = folder, set[str](), 0
        self.folder.mkdir(parents=True, exist_ok=True)

    def look(self, answer: Any, path: str) -> None:
        """Keep the answer if it shows something new."""
        used = [template.name for template in getattr(answer, "templates", None) or () if template.name]
        if not used or answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
            return
        html = answer.content.decode()
        # The page editor is Wagtail's own; what is ours stands in our templates.
        if not html.lstrip().lower().startswith("<!doctype") or path.startswith("/cms/"):
            return
        shown = {*_seen_now, f"{used[0]} {kind_of(answer.status_code, html)}"}
        if shown - self.known:
            self.known |= shown
            self.number += 1
            kept = {"path": path, "template": used[0], "used": used, "shown": sorted(shown), "html": html}
            (self.folder / f"{self.number:05}.json").write_text(json.dumps(kept))


def _keep() -> None:
    folder = Path(os.environ["COOPNET_KEEP_PAGES"])
    keeper = Keeper(folder / WORKER)
    plain = Client.request

    def request(self: Client, **asked: Any) -> Any:
        _seen_now.clear()
        answer = plain(self, **asked)
        keeper.look(answer, str(asked.get("PATH_INFO")))
        return answer

    Client.request = request  # type: ignore[method-assign]  # every test meets it, whichever client it makes


def fewest(folder: Path) -> Iterator[dict[str, Any]]:
    """Of all pages kept by all workers, so many as show everything that any of them shows; fullest first."""
    kept = [json.loads(path.read_text()) for path in sorted(folder.rglob("*.json"))]
    left = set[str]().union(*(page["shown"] for page in kept))
    while left:
        best = max(kept, key=lambda page: len(left.intersection(page["shown"])))
        left -= set(best["shown"])
        yield best


_mark_templates()
if "COOPNET_KEEP_PAGES" in os.environ:
    _keep()
