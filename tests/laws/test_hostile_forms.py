"""Every field of every form of ours against hostile words (X2): no error of ours, nothing given back raw.

The walker opens each address as the co-ordinator, reads the forms that it finds there, and sends each with the hostile
words in all its fields at once, the hidden ones left as they were served.
"""

from html.parser import HTMLParser

import pytest
from django.test import Client

from coopnet.bodies.models import Term
from coopnet.people.models import Person
from coopnet.register.enums import Source
from coopnet.register.models import Establishment
from tests import roles
from tests.laws.addresses import walk
from tests.laws.test_who_may import address_of

MARK = "zq7"
CORPUS = (
    f"<script>alert('{MARK}')</script>",
    f"\"><img src=x onerror=alert('{MARK}')>",
    "' OR 1=1; DROP TABLE people_person; --",
    "{{ 7|add:7 }}{% load x %}",
    '=HYPERLINK("http://example.org")',
    "name\r\nBcc: everybody@example.org",
    "\x00nul and \x1b[31m",
    "\u202eturned round",
    "9999-12-31",
    "-1",
    "99999999999999999999",
    "x" * 20_000,
    "🐝" * 300,
    "%s%n%x",
    "../../../../etc/passwd",
)


class _Forms(HTMLParser):
    """The forms of a page: where each is sent, how, and what it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, dict[str, tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((got.get("action", ""), got.get("method", "get").lower(), {}))
        elif tag in ("input", "select", "textarea", "button") and self.forms and got.get("name"):
            kind = got.get("type", "") if tag in ("input", "button") else tag
            self.forms[-1][2].setdefault(got["name"], (kind, got.get("value", "")))


def _forms(page: str) -> list[tuple[str, str, dict[str, tuple[str, str]]]]:
    parser = _Forms()
    parser.feed(page)
    return parser.forms


@pytest.fixture
def ground(network: object) -> Client:
    """A network with a school, a person and a term, and the co-ordinator signed in."""
    Establishment.objects.create(urn=900001, name="Oak Lane School", folded="oak lane school", source=Source.HAND.value)
    cast = roles.cast()
    client = Client()
    client.force_login(cast["co-ordinator"].user)
    return client


def _addresses() -> list[str]:
    person = Person.objects.order_by("pk").first()
    term = Term.objects.order_by("-pk").first()
    assert person is not None
    assert term is not None
    found = []
    for entry in walk():
        if not entry.ours or entry.route.startswith(("be/", "sign-out/", "health/")):
            continue
        address = address_of(entry)
        if entry.route.startswith("people/<uuid"):
            address = "/" + entry.route.replace("<uuid:key>", str(person.key)).replace("<int:pk>", "1")
        if entry.route.startswith("roles/<int"):
            address = "/" + entry.route.replace("<int:pk>", str(term.pk))
        found.append(address)
    return found


def test_no_form_of_ours_breaks_or_gives_hostile_words_back_raw(ground: Client) -> None:
    broken, sent, fields = [], 0, set[tuple[str, str]]()
    ground.raise_request_exception = False
    for address in _addresses():
        page = ground.get(address)
        if page.status_code >= 500:
            broken.append(f"GET {address}: {page.status_code}")
        if page.status_code != 200 or "html" not in page["Content-Type"]:
            continue
        for action, method, asked in _forms(page.content.decode()):
            target = action or address
            if target.startswith("/sign-out") or not asked:
                continue
            for words in CORPUS:
                data = {name: value if kind in ("hidden", "submit") else words for name, (kind, value) in asked.items()}
                fields |= {(target, name) for name, (kind, _) in asked.items() if kind not in ("hidden", "submit")}
                answer = ground.post(target, data) if method == "post" else ground.get(target, data)
                sent += 1
                if answer.status_code >= 500:
                    broken.append(f"{method} {target} {words[:20]!r}: {answer.status_code}")
                text = answer.content.decode(errors="replace") if not answer.streaming else ""
                if f"alert('{MARK}')" in text:
                    broken.append(f"{method} {target}: gives {words[:20]!r} back raw")
    assert not broken, broken
    assert sent > 200, sent
    assert len(fields) > 40, len(fields)
