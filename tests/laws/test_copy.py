"""Laws about the copy of our own pages: computed, ours, and plain."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from coopnet.regions import founding
from coopnet.site.models import HomePage
from coopnet.site.words import ABOUT, SECTIONS, Section
from tests.laws.copy_rules import borrowed, grade, plain, standing, typed_digits

READING_GRADE = 8.0


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "address":
                yield from _texts(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _texts([getattr(value, field.name) for field in fields(value)])
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _texts(inner)


def _pages(sections: Iterable[Section] = SECTIONS) -> Iterator[tuple[str, str]]:
    for section in sections:
        pieces = [piece.value for piece in section.pieces if piece.kind != "live"]
        yield section.slug, ". ".join([section.title, section.lead, *map(plain, _texts(pieces))])
        yield from _pages(section.under)


def copy() -> dict[str, str]:
    """Every page that a new network begins with, as plain text."""
    names = ("lead", "more", "support", "service", "voice", "quotation", "quotation_source")
    found = {"home": ". ".join(str(HomePage._meta.get_field(name).default) for name in names)}
    found["about"] = ". ".join((ABOUT["lead"], plain(ABOUT["body"])))
    found |= dict(_pages())
    return found


def test_no_number_is_typed_that_could_be_worked_out() -> None:
    wrong = {page: typed_digits(text) for page, text in copy().items() if typed_digits(text)}
    assert not wrong, wrong


def test_no_sentence_of_the_brief_stands_in_our_copy(shared_data: Path) -> None:
    brief = "\n".join(path.read_text() for path in sorted((shared_data / "brief").glob("*.txt")))
    assert len(brief) > 5000
    wrong = {page: borrowed(text, brief) for page, text in copy().items()}
    assert not any(wrong.values()), {page: sorted(runs)[:5] for page, runs in wrong.items() if runs}


def test_every_page_is_quickly_read() -> None:
    grades = {page: round(grade(text), 1) for page, text in copy().items()}
    assert {page: found for page, found in grades.items() if found > READING_GRADE} == {}, grades


@pytest.mark.parametrize(
    "check",
    [
        lambda: typed_digits("We have 214 members today."),
        lambda: borrowed("a b c d e f g h i j", "x b c d e f g h i y"),
        lambda: (
            grade(
                "Notwithstanding organisational considerations, institutions facilitate interdisciplinary "
                "collaboration regarding educational accountability and democratic participation."
            )
            > READING_GRADE
        ),
    ],
    ids=["digits", "borrowed", "hard"],
)
def test_these_laws_see_what_they_forbid(check: Any) -> None:
    """The controls."""
    assert check()


def test_the_founders_words_keep_the_same_laws(shared_data: Path) -> None:
    """The stories of the regions with which a network is founded."""
    brief = "\n".join(path.read_text() for path in sorted((shared_data / "brief").glob("*.txt")))
    texts = [text for text in _texts([founding.PLACES, founding.EVENTS]) if len(text) > 40]
    assert len(texts) > 10
    assert not [run for text in texts for run in borrowed(text, brief) | standing(text, brief)]
