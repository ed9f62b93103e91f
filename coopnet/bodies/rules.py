"""Who may do what: one table, and the sentence that says why.

An office gives acts, each for the whole network or for the office's own region. A right lasts as long as the term:
from its first day up to, not including, ``ends``. Pure: facts in, grounds out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.bodies.enums import Office, Scope

NETWORK = Scope.NETWORK
REGION = Scope.REGION


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """``regional``: one for each region. ``shared``: several people may hold it side by side."""

    words: str
    duty: str
    regional: bool
    shared: bool
    acts: Mapping[str, Scope]


_OFFICERS: Mapping[str, Scope] = {"to-do.see": NETWORK, "roles.see": NETWORK}

OFFICES: Mapping[Office, OfficeRule] = {
    Office.CO_ORDINATOR: OfficeRule(
        "national co-ordinator",
        "Keeps the list of schools, people and roles in order, and answers for the whole network.",
        regional=False,
        shared=False,
        acts={
            **_OFFICERS,
            "register.import": NETWORK,
            "register.change": NETWORK,
            "regions.change": NETWORK,
            "people.see": NETWORK,
            "people.change": NETWORK,
            "terms.change": NETWORK,
            "letters.see": NETWORK,
            "letters.set-up": NETWORK,
            "record.see": NETWORK,
            "pages.edit": NETWORK,
            "pages.publish": NETWORK,
            "pages.agree": NETWORK,
            "pages.move": NETWORK,
            "operations.rehearse": NETWORK,
            "operations.take-out": NETWORK,
            "library.keep": NETWORK,
            "library.load": NETWORK,
            "decisions.record": NETWORK,
            "members.see": NETWORK,
            "members.change": NETWORK,
            "members.decide": NETWORK,
            "members.load": NETWORK,
            "members.register": NETWORK,
            "rules.adopt": NETWORK,
            "prices.set": NETWORK,
            "invoices.chase": NETWORK,
            "mailings.write": NETWORK,
            "mailings.agree": NETWORK,
            "ledger.agree": NETWORK,
            "operations.see": NETWORK,
            "accounts.recover": NETWORK,
            "urgent.raise": NETWORK,
            "help.answer": NETWORK,
            "complaints.keep": NETWORK,
            "contacts.keep": NETWORK,
            "enquiries.answer": NETWORK,
            "volunteers.see": NETWORK,
        },
    ),
    Office.AMBASSADOR: OfficeRule(
        "ambassador",
        "Knows the schools of one region, rings them, and keeps the region’s page alive.",
        regional=True,
        shared=False,
        acts={
            **_OFFICERS,
            "register.change": REGION,
            "people.see": REGION,
            "people.change": REGION,
            "pages.edit": REGION,
            "pages.publish": REGION,
            # What is said about policy concerns everybody: any ambassador may be the second who reads it.
            "pages.agree": NETWORK,
            "library.keep": REGION,
            "decisions.record": REGION,
            "members.see": REGION,
            "members.change": REGION,
            "members.decide": REGION,
            "invoices.chase": REGION,
            "mailings.write": REGION,
            # Any ambassador may be the second who reads what goes to many.
            "mailings.agree": NETWORK,
            "urgent.raise": REGION,
            "help.answer": REGION,
            "contacts.keep": REGION,
            "enquiries.answer": REGION,
        },
    ),
    Office.REGIONAL_EDITOR: OfficeRule(
        "regional editor",
        "Writes and publishes the pages of one region.",
        regional=True,
        shared=True,
        acts={**_OFFICERS, "pages.edit": REGION, "pages.publish": REGION},
    ),
    Office.RETURNING_OFFICER: OfficeRule(
        "returning officer",
        "Runs elections, and enters the roles that follow from them.",
        regional=False,
        shared=False,
        acts={
            **_OFFICERS,
            "people.see": NETWORK,
            "terms.change": NETWORK,
            "record.see": NETWORK,
            "accounts.recover": NETWORK,
            "members.see": NETWORK,
            "members.register": NETWORK,
        },
    ),
    Office.TREASURER: OfficeRule(
        "treasurer",
        "Keeps the network’s money and its books.",
        regional=False,
        shared=False,
        acts={
            **_OFFICERS,
            "members.see": NETWORK,
            "members.register": NETWORK,
            "prices.set": NETWORK,
            "mailings.agree": NETWORK,
            "invoices.keep": NETWORK,
            "invoices.chase": NETWORK,
            "ledger.keep": NETWORK,
            "ledger.agree": NETWORK,
        },
    ),
    Office.SYSTEM_ADMINISTRATOR: OfficeRule(
        "system administrator",
        "Keeps the machine running, the copies safe and the letters leaving.",
        regional=False,
        shared=True,
        acts={
            **_OFFICERS,
            "register.import": NETWORK,
            "letters.see": NETWORK,
            "letters.set-up": NETWORK,
            "record.see": NETWORK,
            "operations.see": NETWORK,
            "operations.rehearse": NETWORK,
            "accounts.recover": NETWORK,
        },
    ),
}

# Every act that an office can give, with the words that complete "may …" and whom to ask.
ACTS: Mapping[str, tuple[str, str]] = {
    "to-do.see": ("see the officers’ To do list", "the network’s co-ordinator"),
    "roles.see": ("see who holds which role", "the network’s co-ordinator"),
    "register.import": ("load official files into the school list", "the network’s co-ordinator"),
    "register.change": ("change what the school list says by hand", "the ambassador of your region"),
    "regions.change": ("say which region an authority or a school belongs to", "the network’s co-ordinator"),
    "people.see": ("see people and how to reach them", "the ambassador of your region"),
    "people.change": ("add and change people", "the ambassador of your region"),
    "terms.change": ("begin and end roles", "the network’s co-ordinator"),
    "letters.see": ("see letters sent and not delivered", "the network’s co-ordinator"),
    "letters.set-up": ("set up letters, and say who gets no news", "the system administrator"),
    "record.see": ("read the record of who did what", "the network’s co-ordinator"),
    "pages.edit": ("write pages of the site", "the ambassador of your region"),
    "pages.publish": ("publish pages of the site", "the ambassador of your region"),
    "pages.agree": ("agree to what is published about policy", "the network’s co-ordinator"),
    "urgent.raise": ("raise an urgent page", "the network’s co-ordinator"),
    "help.answer": ("know of requests for help in confidence", "the ambassador of your region"),
    "complaints.keep": ("keep complaints about data and their clock", "the network’s co-ordinator"),
    "contacts.keep": ("note calls and visits to schools", "the ambassador of your region"),
    "pages.move": ("bring in pages of an old site", "the network’s co-ordinator"),
    "library.load": ("bring in a folder of documents", "the network’s co-ordinator"),
    "library.keep": ("add documents and say which version is in force", "the network’s co-ordinator"),
    "decisions.record": ("record what a body decided", "the network’s co-ordinator"),
    "members.see": ("see how a membership stands and who acts for a member", "the ambassador of your region"),
    "members.change": ("change a membership and who acts for a member", "the ambassador of your region"),
    "rules.adopt": ("enter rules that were adopted", "the network’s co-ordinator"),
    "invoices.keep": ("send invoices and record what comes", "the treasurer"),
    "mailings.write": ("write to groups of members", "the network’s co-ordinator"),
    "mailings.agree": ("agree to a letter to many as the second person", "the network’s co-ordinator"),
    "invoices.chase": ("see who is late with a subscription, and ring them", "the treasurer"),
    "prices.set": ("put prices in force", "the treasurer"),
    "members.register": ("read the members’ register that the law asks for", "the network’s co-ordinator"),
    "members.load": ("load a list of members and undo it", "the network’s co-ordinator"),
    "members.decide": ("record what a board decided about an application", "the ambassador of your region"),
    "ledger.keep": ("keep the books", "the treasurer"),
    "ledger.agree": ("agree to money out as the second person", "the treasurer"),
    "operations.take-out": ("take everything out of the network", "the network’s co-ordinator"),
    "operations.rehearse": ("begin and end a rehearsal", "the network’s co-ordinator"),
    "operations.see": ("see how the machine is running", "the system administrator"),
    "volunteers.see": ("see what every volunteer offers, and every handover", "the network’s co-ordinator"),
    "enquiries.answer": ("answer what people write to the network", "the network’s co-ordinator"),
    "accounts.recover": ("let somebody back into their account", "the network’s co-ordinator"),
}


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What judging needs of one term of office."""

    office: Office
    region_key: str
    region_name: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class Ground:
    """One term's answer about one act. ``term`` is the place of the term in the facts that came in."""

    allowed: bool
    reason: str
    term: int


def long_day(day: date) -> str:
    """Like 31 August 2027."""
    return f"{day.day} {day:%B} {day.year}"


def in_force(starts: date, ends: date | None, on: date) -> bool:
    """Half-open: the day ``ends`` is the first without the right."""
    return starts <= on and (ends is None or on < ends)


def last_day(ends: date | None) -> date | None:
    """The last day on which a term holds, as people say it."""
    return None if ends is None else ends - timedelta(days=1)


def place_words(region_name: str) -> str:
    """Like `` of the Western region``; nothing for the whole network."""
    return f" of the {region_name} region" if region_name else ""


def office_words(office: Office, region_name: str) -> str:
    """Like ``ambassador of the Western region``."""
    return OFFICES[office].words + place_words(region_name)


def _holding(facts: TermFacts) -> str:
    until = last_day(facts.ends)
    return f"You are {office_words(facts.office, facts.region_name)}" + (f" until {long_day(until)}" if until else "")


def grounds(terms: Iterable[TermFacts], act: str, *, regions: frozenset[str] | None, on: date) -> list[Ground]:
    """What each term says about the act. ``regions``: those of the thing asked about, None when none is named.

    A yes says which office and until when; a no says which office is the wrong one, over, or yet to come. A term whose
    office has nothing to do with the act says nothing.
    """
    found: list[Ground] = []
    for place, facts in enumerate(terms):
        scope = OFFICES[facts.office].acts.get(act)
        if scope is None:
            continue
        words = office_words(facts.office, facts.region_name)
        if not in_force(facts.starts, facts.ends, on):
            if on < facts.starts:
                reason = f"Your time as {words} begins on {long_day(facts.starts)}."
            else:
                last = last_day(facts.ends) or facts.starts
                reason = f"Your time as {words} ended on {long_day(last)}."
            found.append(Ground(False, reason, place))
        elif scope is NETWORK or regions is None or facts.region_key in regions:
            found.append(Ground(True, f"{_holding(facts)}.", place))
        else:
            found.append(Ground(False, f"{_holding(facts)}. This belongs to another region.", place))
    return found


def regions_for(terms: Iterable[TermFacts], act: str, on: date) -> frozenset[str] | None:
    """Where the act may be done: None for everywhere, otherwise the keys of regions (none at all: an empty set)."""
    keys: set[str] = set()
    for facts in terms:
        scope = OFFICES[facts.office].acts.get(act)
        if scope is None or not in_force(facts.starts, facts.ends, on):
            continue
        if scope is NETWORK:
            return None
        keys.add(facts.region_key)
    return frozenset(keys)


def offices_that_give(act: str) -> list[Office]:
    """The offices that give an act, in the order of the table."""
    return [office for office, rule in OFFICES.items() if act in rule.acts]


def overlap(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Whether two half-open periods share a day. A period that ends on its first day is empty and shares none."""
    if ends == starts or other_ends == other_starts:
        return False
    return (ends is None or other_starts < ends) and (other_ends is None or starts < other_ends)


def may_end(*, starts: date, ends: date | None, on: date) -> str:
    """Why a term cannot end on that day, or nothing. Ending on its first day makes it a term that never was."""
    if on < starts:
        return f"It begins on {long_day(starts)}; it cannot end before that."
    if ends is not None and on > ends:
        return f"It ends on {long_day(ends)} already; begin a new one to carry on."
    return ""
