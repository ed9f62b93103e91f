"""Words in the reader's language, asked of the catalogue once and kept for as long as that catalogue is used.

Django walks through its catalogues anew for every sentence, and words that are not in them, which is all of ours in
English, take the longest way. A catalogue object never changes; another one gets a shelf of its own.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext
from django.utils.translation.trans_real import catalog

Key = TypeVar("Key")
Value = TypeVar("Value")

# Languages in use at once, and sentences of one: past them a shelf is emptied. Names of schools pass through here too.
_LANGUAGES = 4
_SENTENCES = 4096


class Kept(Generic[Key, Value]):
    """Answers for each catalogue. Threads may work out the same answer twice; they never get a wrong one."""

    def __init__(self) -> None:
        self._shelves: dict[Any, dict[Key, Value]] = {}

    def get(self, key: Key, ask: Callable[[], Value]) -> Value:
        """The answer under the catalogue of this moment."""
        now = catalog()
        shelf = self._shelves.get(now)
        if shelf is None:
            if len(self._shelves) >= _LANGUAGES:
                self._shelves = {}
            shelf = self._shelves.setdefault(now, {})
        try:
            return shelf[key]
        except KeyError:
            if len(shelf) >= _SENTENCES:
                shelf.clear()
            answer = shelf[key] = ask()
            return answer


_sentences: Kept[str, str] = Kept()


def said(words: str) -> str:
    """What ``gettext`` says of these words. Words marked as safe pass by: their equals would get the mark."""
    if type(words) is not str:
        return gettext(words)
    return _sentences.get(words, lambda: gettext(words))
