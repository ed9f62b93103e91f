"""Laws about languages: every word of a page goes through the catalogue, and the catalogues hold every word."""

import ast
from pathlib import Path

import pytest

from coopnet.kit.catalogue import compiled, read, written
from tests.laws.source import name, templates
from tests.laws.template_words import unwrapped
from tests.words import LOCALE, messages, pseudo

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
    told = "run: make words"
    assert sorted(needed.keys() - held.keys()) == [], told
    assert sorted(held.keys() - needed.keys()) == [], told
    assert held == needed, told


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_each_compiled_file_is_what_its_catalogue_says(path: Path) -> None:
    catalogue = read(path)
    assert path.with_suffix(".mo").read_bytes() == compiled(catalogue), "run: make words"
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


MODULE = """
class Colour(models.TextChoices):
    RED = "red", "A warm red"
WORDS = {Colour.RED: "A word of a table"}
class Ask(Form):
    name = Line(label="A label", help_text="A hint", error_messages={"required": "An error."})
    kind = ChoiceField(choices=[("", "A choice"), *[(one, two) for one in ()]])
    def clean(self):
        self.add_error("name", "An error of two fields.")
        self.fields["kind"].label = "A later label"
def act(*, by, at):
    raise Wrong("A refusal in words.")
    raise KeyError("no_sentence")
def view(request):
    messages.success(request, "A message.")
    log.info("line", "No message.")
    print(ngettext("one %(n)s", "many %(n)s", n), gettext_noop("By hand"))
    yield Duty(words="A duty", address="/no/", why="A reason." if late else "Another.", if_left=f"{no}")
registry.add_entry(Entry("public", "An entry", "/no/", 10))
"""


def test_words_of_python_are_found_by_their_shape() -> None:
    tree = ast.parse(MODULE)
    found = dict(messages.of_module(tree, forms=True, refusals=True))
    assert found == dict.fromkeys(
        (
            "A warm red", "A word of a table", "A label", "A hint", "An error.", "A choice", "An error of two fields.",
            "A later label", "A refusal in words.", "A message.", "By hand", "A duty", "A reason.", "Another.",
            "An entry",
        ),
        "",
    ) | {"one %(n)s": "many %(n)s"}  # fmt: skip
    only = dict(messages.of_module(tree))
    assert "A label" not in only
    assert "A refusal in words." not in only
    assert "An entry" in only


def test_words_of_a_template_are_found_with_their_plurals() -> None:
    source = (
        '{% load i18n %}{% translate "One" %}{{ x|default:_("Two") }}<p title="{% translate \'It is\' %}">'
        "{% blocktranslate trimmed count n=n with a=b|day %}\n  {{ n }} of {{ a }}{% plural %}{{ n }} all\n {{ a }}"
        "{% endblocktranslate %}{% comment %}{% translate 'No' %}{% endcomment %}"
    )
    assert dict(messages.of_template(source)) == {
        "One": "", "Two": "", "It is": "", "%(n)s of %(a)s": "%(n)s all %(a)s",
    }  # fmt: skip


def test_the_language_of_the_tests_is_longer_accented_and_whole() -> None:
    for words in ("Menu", "Sign in", "One school, one vote. Your governors name the person who carries it."):
        said = pseudo(words)
        assert len(said) >= round(len(words) * 1.35)
        assert set(said) & set("âêîôûŵŷ")
        assert said != words
    said = pseudo('<strong>%(total)s schools</strong> on <a href="/one/">%(day)s</a> &amp; 5%%.')
    assert messages.holes(said) == {"total", "day"}
    assert messages.marks(said) == ["</a>", "</strong>", '<a href="/one/">', "<strong>"]
    assert "&amp;" in said
    assert "%%" in said
