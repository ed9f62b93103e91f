"""What a file name tells: a title, a day, which body, what kind. Pure; whatever is not plain is marked as uncertain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_GAP = r"[\s._\-/,]*"
_SEP = r"[\s._\-/]"
# Each with the names of its groups; the first that makes a day wins. A year alone is no day.
_DAYS = (
    re.compile(rf"(?<!\d)(?P<y>(?:19|20)\d\d){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<d>\d{{1,2}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>(?:19|20)?\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<w>{_MONTH}){_GAP}(?P<y>(?:19|20)?\d\d)(?!\d)", re.I),
    re.compile(
        rf"(?<![a-z])(?P<w>{_MONTH}){_GAP}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?{_GAP}(?P<y>(?:19|20)\d\d)(?!\d)", re.I
    ),
)  # fmt: skip
_LOOSE = (
    re.compile(rf"(?<![a-z])(?P<w>{_MONTH}){_GAP}(?P<y>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[._\-](?P<m>[01]?\d)(?![\d._\-]*\d)"),
)
_KINDS = (
    ("minutes", r"minutes?|mins"),
    ("terms", r"terms?[\s_-]+of[\s_-]+reference|tor"),
    ("rules", r"constitution|rules|articles(?:[\s_-]+of[\s_-]+association)?|standing[\s_-]+orders"),
    ("agreement", r"agreement|memorandum|mou|contract"),
    ("policy", r"policy|policies"),
    ("guide", r"guide|guidance|handbook|toolkit|how[\s_-]+to"),
    ("form", r"form|template|model"),
)
_NOISE = re.compile(
    r"(?i)(?<![a-z0-9])(final|signed|draft|copy|scan(?:ned)?|v(?:ersion)?[\s.]?\d+(?:\.\d+)?)(?![a-z0-9])"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What was read off a name. ``sure`` says which of it is plain enough to stand without a look."""

    title: str
    day: date | None
    day_sure: bool
    kind: str
    kind_sure: bool
    body: str
    body_sure: bool

    @property
    def sure(self) -> bool:
        """Whether a person needs not look at it."""
        return self.day_sure and self.kind_sure and self.body_sure


def _year(text: str) -> int:
    number = int(text)
    return number if number > 99 else 2000 + number if number < 70 else 1900 + number


def day_in(name: str) -> tuple[date | None, bool]:
    """The day in a name, and whether it is plain. British order; a month alone is its first day and uncertain.

    Day and month that could be either way round (3.4.19) are read the British way and are plain: that is how they are
    written here.
    """
    found: set[date] = set()
    for pattern in _DAYS:
        for match in pattern.finditer(name):
            parts = match.groupdict()
            month = _MONTHS[parts["w"].lower()] if parts.get("w") else int(parts["m"])
            try:
                found.add(date(_year(parts["y"]), month, int(parts["d"])))
            except ValueError:
                continue
    if found:
        return min(found), len(found) == 1
    for pattern in _LOOSE:
        for match in pattern.finditer(name):
            parts = match.groupdict()
            month = _MONTHS[parts["w"].lower()] if parts.get("w") else int(parts["m"])
            if 1 <= month <= 12:
                return date(_year(parts["y"]), month, 1), False
    return None, False


def _flat(text: str) -> str:
    return f" {' '.join(re.sub(r'[^a-z0-9]+', ' ', text.lower().replace('&', ' and ')).split())} "


def guess(path: str, bodies: Sequence[tuple[str, Sequence[str]]]) -> Guess:
    """From the path of a file in its folder. ``bodies``: key of each, with the names by which people call it.

    The name of the file speaks before the folders above it; of names that fit, the longest.
    """
    folders, _, name = path.replace("\\", "/").rpartition("/")
    stem = name.rpartition(".")[0] or name
    day, day_sure = day_in(stem)
    if day is None:
        day, day_sure = day_in(folders)
        day_sure = False
    kind, kind_sure = _kind(stem)
    if not kind_sure:
        above, found = _kind(folders)
        kind = above if found else kind
    body, body_sure = _body(stem, bodies)
    if not body:
        body, body_sure = _body(folders, bodies)
    return Guess(_title(stem), day, day_sure, kind, kind_sure, body, body_sure)


def _kind(text: str) -> tuple[str, bool]:
    for kind, pattern in _KINDS:
        if re.search(rf"(?i)(?<![a-z])(?:{pattern})(?![a-z])", text.replace("_", " ")):
            return kind, True
    return "other", False


def _body(text: str, bodies: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, bool]:
    """The body that a text names; uncertain where two are named by names of one length."""
    flat = _flat(text)
    fits = [(len(_flat(name)), key) for key, names in bodies for name in names if name and _flat(name) in flat]
    if not fits:
        return "", False
    longest = max(length for length, _ in fits)
    keys = {key for length, key in fits if length == longest}
    return min(keys), len(keys) == 1


def _title(stem: str) -> str:
    """Words that people can read: no days, no marks of versions, no underscores."""
    text = stem
    for pattern in (*_DAYS, *_LOOSE):
        text = pattern.sub(" ", text)
    text = " ".join(_NOISE.sub(" ", text.replace("_", " ")).split()).strip(" -–.,()[]")
    text = " ".join(text.replace(" - ", ", ").split())
    if not any(sign.isalpha() for sign in text):
        # Nothing but a number is left: the whole name says more.
        text = " ".join(stem.replace("_", " ").split())
    return text[:1].upper() + text[1:120]
