"""Laws about the words of the interface and of letters: quickly read, in short sentences, and our own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.laws.copy_rules import borrowed, grade, long_sentences, prose, standing
from tests.laws.interface_texts import letters, pages, said_by_python
from tests.laws.test_copy import READING_GRADE, copy

LONGEST = 25
# What may be harder, and why.
HARDER = {"register": "the names of legal forms, and the lines of a command that only operators see"}


def every() -> dict[str, str]:
    """All that people read besides page copy."""
    return pages() | said_by_python() | letters()


@pytest.mark.parametrize("kind", [pages, said_by_python, letters])
def test_the_words_of_every_page_and_letter_are_quickly_read(kind: Callable[[], dict[str, str]]) -> None:
    """Once all words together, once sentences alone."""
    texts = {place: text for place, text in kind().items() if place not in HARDER}
    assert len(texts) > 5
    hard = {}
    for place, text in texts.items():
        for words in (text, prose(text)) if kind is pages else (prose(text),):
            if words and (found := round(grade(words), 1)) > READING_GRADE:
                hard[place] = found
    assert hard == {}, hard


def test_what_may_be_harder_still_is() -> None:
    """An exception that is no longer needed goes."""
    texts = every()
    assert [place for place in HARDER if grade(prose(texts[place])) <= READING_GRADE] == []


def test_no_sentence_is_longer_than_a_reader_holds_in_mind() -> None:
    found = {place: told for place, text in every().items() if (told := long_sentences(text, LONGEST))}
    assert found == {}, found


def test_no_sentence_of_the_brief_stands_in_pages_or_letters(shared_data: Path) -> None:
    brief = "\n".join(path.read_text() for path in sorted((shared_data / "brief").glob("*.txt")))
    assert len(brief) > 5000
    texts = copy() | every()
    wrong = {place: runs for place, text in texts.items() if (runs := borrowed(text, brief) | standing(text, brief))}
    assert wrong == {}, wrong


HARD = "Organisational representatives nominate national delegates annually, notwithstanding disagreement. Save."


def test_these_laws_see_what_they_forbid() -> None:
    """The controls: a hard sentence among easy labels, a long one, one that is not ours."""
    among = ". ".join(["Save", "Back", "Name", "Town", "Day"] * 40) + ". " + HARD
    assert grade(among) <= READING_GRADE
    assert grade(prose(among)) > READING_GRADE
    assert long_sentences("word " * 26 + ".", LONGEST)
    assert not long_sentences("word " * 25 + ".", LONGEST)
    assert standing("It is so. That is what we do!", "First. That is what we do. Last.") == {"that is what we do"}
    assert not standing("Our power is our membership.", "Our Power is our Membership")
