"""The eight answers that found a network, and what is wrong with them. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Offices of the whole network that the second founding officer may hold; the first is always the co-ordinator.
SECOND_OFFICES = ("returning-officer", "treasurer", "system-administrator")

_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


class BadAnswers(Exception):
    """The answers cannot found a network. ``reasons`` holds one sentence for each thing to mend."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Officer:
    """One of the two first officers."""

    name: str
    email: str
    office: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What a founding needs. ``regions`` maps the key of a region to the name this network gives it."""

    name: str
    short_name: str
    society_name: str
    contact_email: str
    co_ordinator: Officer
    second: Officer
    motto: str = ""
    regions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question at the keyboard: where its answer goes in the file, its words, what stands if nothing is typed."""

    path: str
    words: str
    default: str = ""


QUESTIONS = (
    (Question("network.name", "What is the network called?"),),
    (Question("network.short_name", "And in short, for the top of each page?"),),
    (Question("network.society_name", "What is the society of its members called?"),),
    (Question("network.motto", "Its motto, if it has one"),),
    (Question("network.contact_email", "Which address do people write to?"),),
    (
        Question("regions.north", "Regions: what is the North called?", "Northern"),
        Question("regions.central", "the Midlands?", "Central"),
        Question("regions.west", "the South West?", "Western"),
        Question("regions.laser", "London, the South East and the East?", "London and South East"),
    ),
    (
        Question("co_ordinator.name", "Who is the first co-ordinator?"),
        Question("co_ordinator.email", "and the address to sign in with?"),
    ),
    (
        Question("second.name", "Who is the second officer?"),
        Question("second.email", "and the address to sign in with?"),
        Question("second.office", f"in which office ({', '.join(SECOND_OFFICES)})?", SECOND_OFFICES[0]),
    ),
)
KNOWN = tuple(question.path for asked in QUESTIONS for question in asked)


def _flat(given: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in given.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{before}{key}.")
        else:
            flat[f"{before}{key}"] = value
    return flat


def read(given: Mapping[str, Any]) -> Answers:
    """Judge answers as a file holds them (tables network, regions, co_ordinator, second). Raises BadAnswers."""
    flat = _flat(given)
    reasons = [f"Nothing is known of {key}." for key in sorted(flat.keys() - set(KNOWN))]
    text: dict[str, str] = {}
    for path in KNOWN:
        value = flat.get(path, "")
        if not isinstance(value, str) or any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
            reasons.append(f"{path} must be one line of text.")
            value = ""
        text[path] = " ".join(value.split())
    reasons += _lacking(text)
    if reasons:
        raise BadAnswers(reasons)
    return Answers(
        name=text["network.name"],
        short_name=text["network.short_name"],
        society_name=text["network.society_name"],
        motto=text["network.motto"],
        contact_email=text["network.contact_email"],
        regions={path.removeprefix("regions."): name for path, name in text.items() if _names_region(path, name)},
        co_ordinator=Officer(text["co_ordinator.name"], text["co_ordinator.email"].lower(), "co-ordinator"),
        second=Officer(text["second.name"], text["second.email"].lower(), text["second.office"] or SECOND_OFFICES[0]),
    )


def _names_region(path: str, name: str) -> bool:
    return path.startswith("regions.") and bool(name)


def _lacking(text: Mapping[str, str]) -> list[str]:
    """A sentence for each answer that is missing, too long, or no address; and for two officers who are one."""
    reasons = []
    longest = {"network.short_name": 40, "network.contact_email": 254}
    free = {"network.motto", "second.office"}
    for path, value in text.items():
        if not value:
            if path not in free and not path.startswith("regions."):
                reasons.append(f"Enter {path}.")
            continue
        limit = longest.get(path, 254 if path.endswith("email") else 120)
        if len(value) > limit:
            reasons.append(f"{path} has {len(value)} characters; {limit} fit.")
        elif path.endswith("email") and not _ADDRESS.fullmatch(value):
            reasons.append(f"{path} must be an e-mail address, like office@network.example.org.")
    if text["second.office"] and text["second.office"] not in SECOND_OFFICES:
        reasons.append(f"second.office must be one of: {', '.join(SECOND_OFFICES)}.")
    if text["second.email"] and text["second.email"].lower() == text["co_ordinator.email"].lower():
        reasons.append("The two first officers must be two people with an address each.")
    names = [name.casefold() for path, name in text.items() if _names_region(path, name)]
    if len(set(names)) < len(names):
        reasons.append("Two regions cannot have the same name.")
    return reasons
