"""Goes through a network that the story has left, as each of its people and as a visitor: every link, every form.

    COOPNET_MODE=demo COOPNET_KEEP_PAGES=FOLDER python -m tests.crawl

Forms are sent as they are served: without what people type (their errors), with something typed, and where one button
is all there is, with that. What it does to the network stays: give it one that nobody needs. ``tests.seen`` keeps what
comes back.
"""

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopnet.config.settings")
import tests.seen  # noqa: F401, I001 - it marks templates before any is read
import django

django.setup()

from django.test import Client  # noqa: E402 - apps must be ready first
from django.test.utils import setup_test_environment  # noqa: E402 - the same
from django.urls import Resolver404, resolve  # noqa: E402 - the same

# Of one route so many addresses for one person: each school has the same page.
OF_A_ROUTE = 6
# "Be this person" answers on this machine alone.
HOST = "127.0.0.1"
LEFT_OUT = ("/be/", "/sign-out", "/admin", "/pages/edit", "/static", "/media", "/urgent/raise", "/rehearsal")
TYPED = {"email": "somebody@people.example.org", "date": "2026-10-01", "number": "7", "tel": "01632 960 000"}


@dataclass
class Form:
    """A form as served: where it goes, what it holds, and what people would type."""

    action: str
    method: str
    held: list[tuple[str, str]] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Reader(HTMLParser):
    """Links and forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what counts."""
        got = {name: value or "" for name, value in attrs}
        if tag == "a" and got.get("href"):
            self.links.append(got["href"])
        elif tag == "form":
            self.forms.append(Form(got.get("action", ""), got.get("method", "get").lower()))
        if not self.forms:
            return
        form, name, kind = self.forms[-1], got.get("name", ""), got.get("type", tag)
        if tag == "button" and kind in ("submit", "button"):
            form.buttons.append((name, got.get("value", "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and got.get("value"):
            form.asked[self._select] = got["value"]
        elif tag in ("input", "textarea") and name and kind == "hidden":
            form.held.append((name, got.get("value", "")))
        elif tag in ("input", "textarea") and name and kind != "file":
            form.asked[name] = got.get("value") or TYPED.get(kind, "Some words")

    def handle_endtag(self, tag: str) -> None:
        """A list is over."""
        if tag == "select":
            self._select = ""


def _route(address: str) -> str:
    try:
        return str(resolve(urlsplit(address).path).route)
    except Resolver404:
        return "nothing"


class Walk:
    """One person's walk."""

    def __init__(self, client: Client) -> None:
        self.client, self.known, self.routes = client, set[str](), Counter[str]()
        self.waiting: list[str] = []
        self.forms: dict[tuple[str, int], tuple[str, Form]] = {}

    def wait_for(self, links: list[str], base: str) -> None:
        """Links to follow later, few of a kind."""
        for link in links:
            parts = urlsplit(urljoin(base, link))
            if parts.netloc or parts.scheme or parts.path.startswith(LEFT_OUT) or re.search(r"\.\w+$", parts.path):
                continue
            address = parts._replace(fragment="").geturl()
            kind = f"{_route(address)}?{','.join(sorted(name for name, _ in parse_qsl(parts.query)))}"
            if address not in self.known and self.routes[kind] < OF_A_ROUTE:
                self.known.add(address)
                self.routes[kind] += 1
                self.waiting.append(address)

    def go(self, *begin: str) -> None:
        """Every page that can be reached by links; then every form that stood on one."""
        self.wait_for(list(begin), "/")
        while self.waiting:
            self.open(self.waiting.pop(0))
        for address, form in self.forms.values():
            self.send(address, form)

    def open(self, address: str) -> None:
        """One page, its links and forms."""
        answer = self.client.get(address)
        if answer.status_code in (301, 302):
            self.wait_for([answer["Location"]], address)
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            return
        read = Reader(answer.content.decode())
        self.wait_for(read.links, address)
        for number, form in enumerate(read.forms):
            if not (form.action or address).startswith(LEFT_OUT):
                self.forms.setdefault((_route(form.action or address), number), (address, form))

    def send(self, address: str, form: Form) -> None:
        """A form: empty, and then with something in each field."""
        target = urljoin(address, form.action or address)
        ways = [dict(form.held), {**dict(form.held), **form.asked}]
        for data in ways[: 2 if form.asked else 1]:
            for name, value in form.buttons[:3] or [("", "")]:
                if name:
                    data = {**data, name: value}
                answer = self.client.get(target, data) if form.method == "get" else self.client.post(target, data)
                if answer.status_code in (301, 302):
                    self.client.get(answer["Location"])


def main() -> None:
    """Walk as a visitor, and then as each of the people whom the demo offers."""
    setup_test_environment()
    client = Client(raise_request_exception=False, headers={"host": HOST})
    Walk(client).go("/", "/sitemap/", "/nothing-here/", "/help/confidence/", "/status/", "/urgent/")
    page = client.get("/be/").content.decode()
    people = re.findall(r'name="person" value="([^"]+)"', page)
    for person in people:
        client = Client(raise_request_exception=False, headers={"host": HOST})
        client.get("/be/")
        client.post("/be/", {"person": person})
        Walk(client).go("/to-do/", "/account/", "/our-school/", "/people/", "/money/books/", "/enquiries/", "/letters/")
    print(f"{len(people)} people")


if __name__ == "__main__":
    main()
