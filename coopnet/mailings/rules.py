"""What a letter to many may say, whom a group holds, and when a second person must agree. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coopnet.mailings.enums import Sort, Standing, Voter, Whom

# A letter to more than this has a second person, and so has everything that speaks for the network on policy. Half of a
# region of the smallest size can be written to by one person; a whole network cannot.
SECOND_ABOVE = 25
WORDS = ("name", "school", "region")
_WORD = re.compile(r"\{([^{}\n]*)\}")


class Unreadable(ValueError):
    """The words or the group cannot be used; the text says what, where and how to put it right."""


def faults(text: str) -> list[str]:
    """What is wrong with the words in braces, each with its line."""
    found = []
    allowed = ", ".join(f"{{{word}}}" for word in WORDS)
    for number, line in enumerate(text.split("\n"), 1):
        found += [
            f"Line {number}: {{{word}}} is no word that we fill in. Use {allowed}."
            for word in _WORD.findall(line)
            if word not in WORDS
        ]
        if set(_WORD.sub("", line)) & set("{}"):
            found.append(f"Line {number}: a brace stands alone. Write a word between two braces, like {{school}}.")
    return found


def fill(text: str, *, name: str, school: str, region: str) -> str:
    """The text for one reader. What is filled in is never read again for braces."""
    given: Mapping[str, str] = {"name": name or "colleague", "school": school, "region": region or "your region"}
    return _WORD.sub(lambda found: given.get(found.group(1), found.group(0)), text)


def for_everybody(text: str) -> str:
    """The text as it stands in the archive, where no reader is known."""
    return fill(text, name="", school="your school", region="")


def needs_second(*, total: int, policy: bool) -> bool:
    """Whether somebody else must agree before it leaves."""
    return policy or total > SECOND_ABOVE


@dataclass(frozen=True, slots=True)
class Group:
    """Which members, and whom there. Empty ``regions`` or ``phases``: all."""

    regions: tuple[str, ...] = ()
    standing: tuple[Standing, ...] = (Standing.MEMBERS,)
    kind: str = ""
    phases: tuple[str, ...] = ()
    voter: Voter = Voter.ANY
    whom: Whom = Whom.LEAD

    @property
    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "regions": list(self.regions),
            "standing": [one.value for one in self.standing],
            "kind": self.kind,
            "phases": list(self.phases),
            "voter": self.voter.value,
            "whom": self.whom.value,
        }


def read_group(data: Any) -> Group:
    """From what was kept. Raises Unreadable."""
    try:
        return Group(
            regions=tuple(map(str, data["regions"])),
            standing=tuple(Standing(one) for one in data["standing"]),
            kind=str(data["kind"]),
            phases=tuple(map(str, data["phases"])),
            voter=Voter(data["voter"]),
            whom=Whom(data["whom"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable("This group cannot be read. Choose it again.") from error


def outbox_kind(sort: Sort) -> str:
    """As which kind of letter the outbox takes it."""
    return "notice" if sort is Sort.NOTICE else "news"
