"""Laws about languages: every word of a page goes through the catalogue, and the catalogues hold every word."""

from pathlib import Path

import pytest

from coopnet.kit.catalogue import compiled, read, written
from tests.laws.source import name, templates
from tests.laws.template_words import unwrapped
from tests.words import LOCALE, messages

CATALOGUES = sorted(LOCALE.rglob("*.po"))


def test_every_word_of_a_template_can_be_translated() -> None:
    found = {
        name(path): words for path in templates() if path.suffix == ".html" if (words := unwrapped(path.read_text()))
    }
    assert found == {}, found


@pytest.mark.parametrize(
    "source",
    [
        "<p>One school, one vote.</p>",
        '{% load i18n %}<p>{% translate "One school" %}, one vote.</p>',
        "<p>{% blocktranslate trimmed %}One school{% endblocktranslate %} one vote</p>",
        '<nav aria-label="Main"></nav>',
        '<td data-l="Since">{{ day }}</td>',
        '<a{% if here %} aria-current="page"{% endif %} title="Look at it">{{ one }}</a>',
        '{{ name|default:"No name" }}',
        '{% include "x.html" with words="Use a passkey" %}',
        '<meta name="description" content="A network of schools">',
        "{% if known %}known{% else %}{{ other }}{% endif %}",
    ],
)
def test_the_law_sees_words_that_are_not_wrapped(source: str) -> None:
    """The control."""
    assert unwrapped(source), source


@pytest.mark.parametrize(
    "source",
    [
        '{% load i18n %}<p class="lead">{% translate "One school, one vote." %} · {{ day }}</p>',
        "<p>{% blocktranslate trimmed count n=n %}{{ n }} school{% plural %}{{ n }} schools{% endblocktranslate %}</p>",
        '{# A word to those who read this file. #}<path d="M1 1h2"/>',
        "<a href='/find/' title=\"{% translate 'Find' %}\"></a>",
        '{{ name|default:_("No name") }} {% include "x.html" with words=_("Use it") address="/find/" %}',
        "<p>URN {{ school.urn }}&nbsp;</p>",
    ],
)
def test_the_law_leaves_alone_what_is_no_word(source: str) -> None:
    assert unwrapped(source) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_each_catalogue_holds_every_message_of_today(path: Path) -> None:
    held = {message.key: message.plural for message in read(path).messages}
    needed = {message.key: message.plural for message in messages.gathered()}
    assert len(needed) > 1000
    told = "run: .venv/bin/python scripts/messages.py"
    assert sorted(needed.keys() - held.keys()) == [], told
    assert sorted(held.keys() - needed.keys()) == [], told
    assert held == needed, told


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_each_compiled_file_is_what_its_catalogue_says(path: Path) -> None:
    catalogue = read(path)
    assert path.with_suffix(".mo").read_bytes() == compiled(catalogue), "run: .venv/bin/python scripts/messages.py"
    assert written(catalogue) == path.read_text()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_fills_the_holes_of_its_message(path: Path) -> None:
    wrong = [
        (message.words, said)
        for message in read(path).messages
        if message.translated
        for said in message.said
        if not messages.holes(said) <= messages.holes(message.words + message.plural)
        or messages.marks(said) != messages.marks(message.words)
    ]
    assert wrong == []
