"""Quick words say what Django's slow ones say, in every language, whatever stands in them."""

from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Engine
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from coopnet.kit.said import Kept, said
from coopnet.kit.templatetags import quick_i18n
from tests.words import pseudo_catalogue, put

SLOW = Engine(libraries={"i18n": "django.templatetags.i18n"})
QUICK = Engine(libraries={"i18n": "coopnet.kit.templatetags.quick_i18n"})

TEMPLATES = (
    '{% translate "Next page" %}',
    '{% translate "Next page" as next %}<b>{{ next }}</b>',
    '{% translate "100% of it" %}',
    '{% translate "a < b" %}',
    "{% translate words %}",
    '{% translate "Next page"|upper %}',
    '{% translate "Next page" noop %}',
    '{% translate "May" context "month" %}',
    '{% autoescape off %}{% translate "a < b" %}{% endautoescape %}',
    "{% blocktranslate %}All of {{ words }}{% endblocktranslate %}",
    "{% blocktranslate trimmed %}\n  All of\n  {{ words }}\n{% endblocktranslate %}",
    "{% blocktranslate with one=words|upper %}All of {{ one }}, 100%{% endblocktranslate %}",
    "{% blocktranslate %}All of {{ missing }}.{% endblocktranslate %}",
    "{% blocktranslate count n=many %}{{ n }} school{% plural %}{{ n }} schools{% endblocktranslate %}",
    "{% blocktranslate count n=many %}{{ n }} membership{% plural %}{{ n }} memberships{% endblocktranslate %}",
    "{% blocktranslate count n=one %}{{ n }} school{% plural %}{{ n }} schools{% endblocktranslate %}",
    "{% blocktranslate count n=one with x=words %}{{ n }} {{ x }}{% plural %}{{ n }} of {{ x }}{% endblocktranslate %}",
    "{% blocktranslate count n=many with many=one %}{{ n }} {{ many }}{% plural %}{{ n }}s{% endblocktranslate %}",
    "{% blocktranslate asvar it %}All of {{ words }}{% endblocktranslate %}<i>{{ it }}</i>",
    "{% blocktranslate with words=safe %}All of {{ words }}{% endblocktranslate %} {{ words }}",
    "{% autoescape off %}{% blocktranslate %}All of {{ words }}{% endblocktranslate %}{% endautoescape %}",
)


def written(engine: Engine, template: str) -> str:
    values = {"words": "<Helston> & 5%", "safe": mark_safe("<b>x</b>"), "many": 3, "one": 1}
    return engine.from_string("{% load i18n %}" + template).render(Context(values))


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_each_tag_writes_what_djangos_own_writes(language: str, settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    put(tmp_path, pseudo_catalogue())
    with translation.override(language):
        for template in TEMPLATES:
            assert [written(QUICK, template) for _ in range(2)] == [written(SLOW, template)] * 2, template


def test_one_template_speaks_to_each_reader_in_his_language(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    put(tmp_path, pseudo_catalogue())
    template = QUICK.from_string('{% load i18n %}{% translate "Next page" %}')
    told = []
    for language in ("en-gb", "cy", "en-gb", "cy"):
        with translation.override(language):
            told.append((template.render(Context()), said("Next page")))
    assert told[:2] == told[2:]
    assert told[0] == ("Next page", "Next page")
    assert told[1][0] == told[1][1] != "Next page"


def test_another_catalogue_in_its_place_is_asked_anew(settings: Any, tmp_path: Path) -> None:
    template = QUICK.from_string('{% load i18n %}{% translate "Next page" %}')
    with translation.override("cy"):
        before = template.render(Context())
    settings.LOCALE_PATHS = [tmp_path]
    put(tmp_path, pseudo_catalogue())
    with translation.override("cy"):
        assert template.render(Context()) != before


def test_words_marked_as_safe_never_lend_their_mark_to_the_same_words_unmarked() -> None:
    assert isinstance(said(SafeString("<b>")), SafeString)
    assert not isinstance(said("<b>"), SafeString)
    assert isinstance(said(SafeString("<b>")), SafeString)


def test_a_sentence_that_a_translation_spoils_is_shown_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_i18n, "said", lambda words: "All of %(nobody)s")
    assert written(QUICK, TEMPLATES[9]) == written(SLOW, TEMPLATES[9])


def test_a_shelf_has_an_end() -> None:
    kept: Kept[int, int] = Kept()
    for number in range(10_000):
        kept.get(number, lambda number=number: number)  # type: ignore[misc]  # bound at once
    assert sum(len(shelf) for shelf in kept._shelves.values()) <= 4096
