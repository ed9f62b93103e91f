"""What a reader would see of a template that goes through no catalogue."""

import re
from collections.abc import Iterator

# Names and marks that are the same in every language, or stand for themselves.
SAME = {"Coopnet", "URN", "UID", "CSV", "JSON", "PDF", "DKIM", "DMARC", "SPF", "Atom"}

_DONE = re.compile(r"{%\s*(blocktranslate|comment)\b.*?{%\s*end\1\s*%}", re.DOTALL)
_TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->", re.DOTALL)
_LITERAL = re.compile(r"(?:default(?:_if_none)?|yesno):\s*(\"[^\"]*\"|'[^']*')")
_ARGUMENT = re.compile(r"\b(?:words|title|label|text)=(\"[^\"]*\"|'[^']*')")
_HTML = re.compile(r"<[a-zA-Z!/](?:\"[^\"]*\"|'[^']*'|[^'\">])*>")
_SAID = re.compile(r"\s(?:aria-label|alt|title|placeholder|data-l|data-whole)=\"([^\"]*)\"")
_DESCRIPTION = re.compile(r"<meta[^>]+name=\"description\"[^>]+content=\"([^\"]*)\"")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Where a tag of a template stood; not a letter, and not a mark of HTML.
_HOLE = "\x00"


def _runs(text: str) -> Iterator[str]:
    for run in text.split(_HOLE):
        words = " ".join(re.sub(r"&\w+;", " ", run).split())
        if _LETTERS.search(words) and words.strip(" .,:;()·") not in SAME:
            yield words


def unwrapped(source: str) -> list[str]:
    """Each run of words that stands outside the tags of translation: between marks, in what is read out or shown of an
    attribute, and as a word that a filter or another template is given."""
    found: list[str] = []
    rest = _DONE.sub(_HOLE, source)
    for tag in _TAGS.findall(rest):
        if not tag.startswith(("{#", "<!--")):
            for literal in (*_LITERAL.findall(tag), *(_ARGUMENT.findall(tag) if tag.startswith("{% include") else ())):
                found += _runs(literal[1:-1])
    rest = _TAGS.sub(_HOLE, rest)
    for attribute in (*_SAID.findall(rest), *_DESCRIPTION.findall(rest)):
        found += _runs(attribute)
    found += _runs(_HTML.sub(_HOLE, rest))
    return found
