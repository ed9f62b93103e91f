"""What page copy may hold: digits only of history, no sentence of the brief, and words that are quickly read."""

import re
from collections.abc import Iterator

# Years and numbers of the past that stand in the copy, each with where it comes from. Anything else is worked out.
HISTORY = {
    "2006": "the Education and Inspections Act 2006",
    "2009": "the year in which the two bodies began",
    "2010": "the launch of the London and South East region",
    "2013": "the agreement with the unions",
    "2014": "the end of the years of growth in the West",
    "2018": "the commission of the network; an inspection report",
    "2020": "what the network’s pages of that year said",
    "2021": "the network’s aim of that year",
    "200": "member schools in 2021, as the pages of the time said",
    "100": "schools of the London and South East region in 2020",
    "80": "schools at the launch conference of 2010",
    "25": "schools of the Southampton trusts in 2020",
}
# What the brief itself quotes from others may be quoted again, with its source.
QUOTED = (
    "the purpose of the society is to promote and encourage education through appropriate corporate bodies or "
    "institutions that educates in a way that reflect the co-operative values of self-help self-responsibility "
    "democracy equality equity solidarity honesty openness social responsibility and caring for others",
    "a co-operative is an autonomous association of persons united voluntarily to meet their common economic "
    "social and cultural needs and aspirations through a jointly-owned and democratically-controlled enterprise "
    "international co-operative alliance",
    "the school s work with the other schools in the coastal alliance cooperative trust and the local authority "
    "adviser enables teachers to check the accuracy of their assessments and share good practice this work also "
    "underpins the school s vision and values leaders are outward looking and keen to learn from the most "
    "up-to-date research ofsted report 2018",
)
# Names and set phrases are shorter than this.
SHINGLE = 8
# Sentences of the brief that are a name or a motto. Shorter ones are headings.
NAMES = {
    "our power is our membership": "the motto, which the network has chosen itself",
    "london and south east region": "the name of a region",
}

_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")


def plain(html: str) -> str:
    """The words without markup; the end of a block ends a sentence."""
    text = re.sub(r"</(?:p|h[1-6]|li|dt|dd|td|th)>", ". ", html)
    return " ".join(_TAG.sub(" ", text).replace("&nbsp;", " ").split())


def typed_digits(text: str) -> list[str]:
    """Numbers in a text that no history explains."""
    return [number for number in re.findall(r"\d[\d,.]*\d|\d", text) if number.strip(".,") not in HISTORY]


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(text.lower().replace("’", " ").replace("'", " "))


def shingles(text: str, size: int = SHINGLE) -> set[str]:
    """Every run of so many words."""
    found = words(text)
    return {" ".join(found[at : at + size]) for at in range(len(found) - size + 1)}


def borrowed(text: str, source: str) -> set[str]:
    """Runs of words that stand in the source too and are no quotation."""
    allowed = set().union(*(shingles(quoted) for quoted in QUOTED))
    # A run may begin before a quotation and end in it.
    return {run for run in shingles(text) & shingles(source) if run not in allowed}


def standing(text: str, source: str) -> set[str]:
    """Whole sentences that are one of the source too, or five words and more of one; neither quoted nor a name."""
    there = f" {' '.join(words(source))} "
    whole = {" ".join(one) for one in sentences(source)}
    quoted = f" {' '.join(' '.join(words(one)) for one in QUOTED)} "
    found = {" ".join(one) for one in sentences(text) if len(one) > 2}
    return {
        one
        for one in found
        if (one in whole or (len(one.split()) > 4 and f" {one} " in there))
        and (one not in NAMES and f" {one} " not in quoted)
    }


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def sentences(text: str) -> Iterator[list[str]]:
    """Sentences as lists of words."""
    for part in re.split(r"[.!?;:]+(?:\s|$)", text):
        found = words(part)
        if found:
            yield found


def long_sentences(text: str, most: int) -> list[str]:
    """Sentences of more words than a reader holds in mind; a colon or a semicolon ends none."""
    return [part.strip() for part in re.split(r"[.!?]+(?:\s|$)", text) if len(words(part)) > most]


def prose(text: str, least: int = 6) -> str:
    """Sentences alone, without the labels and buttons between them: a page of short labels would read as easy."""
    return ". ".join(" ".join(found) for found in sentences(text) if len(found) >= least)


def grade(text: str) -> float:
    """Flesch-Kincaid grade: how many years of school a reader needs (Kincaid and others, 1975)."""
    found = list(sentences(text))
    every = [word for sentence in found for word in sentence]
    return 0.39 * len(every) / len(found) + 11.8 * sum(map(_syllables, every)) / len(every) - 15.59
