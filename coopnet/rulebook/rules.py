"""Which clauses the house understands: key, kind, the question it answers, and for some the choices. Pure.

A clause outside this table is refused: nothing would read it. Which bodies have it, and what it says, is data.
"""

from dataclasses import dataclass
from typing import Any

from coopnet.rulebook.enums import SCOPE_WORDS, Kind, Scope
from coopnet.rulebook.values import Unreadable, Value, read, say


@dataclass(frozen=True, slots=True)
class Key:
    """``question`` is what the clause answers; ``choices`` of an enum: stored word -> words for people."""

    kind: Kind
    question: str
    choices: tuple[tuple[str, str], ...] = ()


KEYS: dict[str, Key] = {
    # Who belongs
    "classes-that-vote": Key(Kind.TEXT, "Which kinds of member have a vote?"),
    "votes": Key(
        Kind.ENUM,
        "How many votes has a member?",
        (("one-each", "one each, whatever it pays"), ("by-pupils", "by the number of pupils")),
    ),
    "individuals-may-join": Key(Kind.BOOLEAN, "May a single person join?"),
    "substitutes": Key(Kind.INTEGER, "How many substitutes may a member name?"),
    "applications-decided-by": Key(Kind.TEXT, "Who decides on an application?"),
    "applications-decided-within": Key(Kind.DURATION, "How soon is an application decided?"),
    "appeals-heard-by": Key(Kind.TEXT, "Who hears an appeal?"),
    "appeal-within": Key(Kind.DURATION, "How long may one appeal?"),
    "share-pence": Key(Kind.INTEGER, "What does a share in the society cost, in pence?"),
    # Money
    "year-begins": Key(Kind.SEASON, "On which day does the subscription year begin?"),
    "due-after-invoice": Key(Kind.DURATION, "How long after its invoice is a subscription due?"),
    "reminders-after": Key(Kind.INTEGERS, "How many days after it is due do reminders go?"),
    "lapse-after": Key(Kind.DURATION, "How long may a subscription stay unpaid before membership ends?"),
    "no-lapse": Key(Kind.SEASON, "When does no membership end for want of payment?"),
    "lapse-needs-bank-records": Key(Kind.BOOLEAN, "Must bank records cover the day before a membership ends?"),
    "surplus-goes-to": Key(
        Kind.ENUM, "Where does a surplus go?", (("members-reserve", "to the members’ reserve and nowhere else"),)
    ),
    # Meetings and votes
    "electorate": Key(Kind.TEXT, "Who may vote?"),
    "seats": Key(Kind.SEATS, "Who sits on it?"),
    "notice": Key(Kind.DURATION, "How long before is notice given?"),
    "short-notice-agreed-by": Key(Kind.PERCENT, "How many must agree to a shorter notice?"),
    "quorum": Key(Kind.COMBINE, "How many must be there?"),
    "no-quorum-after": Key(Kind.INTEGER, "After how many minutes without a quorum is it adjourned?"),
    "ordinary-majority": Key(Kind.MAJORITY, "What carries an ordinary motion?"),
    "special-majority": Key(Kind.MAJORITY, "What carries a change of the rules and other grave things?"),
    "casting-vote": Key(Kind.BOOLEAN, "Has the chair a casting vote?"),
    "electronic-vote-open": Key(Kind.DURATION, "How long is a vote by web open?"),
    "electronic-special-majority": Key(Kind.MAJORITY, "What carries a grave thing by web?"),
    "meetings-a-year": Key(Kind.INTEGER, "How many meetings are there in a year?"),
    "called-by-members": Key(Kind.COMBINE, "How many members may call one?"),
    "nominations-close": Key(Kind.DURATION, "How long before the vote do nominations close?"),
    "seconders": Key(Kind.INTEGER, "How many must second a candidate?"),
    "term": Key(Kind.DURATION, "How long is a term of office?"),
    "most-terms": Key(Kind.INTEGER, "How many terms may follow one another?"),
    "least-age": Key(Kind.INTEGER, "From which age may one serve?"),
    "casual-vacancy": Key(Kind.TEXT, "Who fills a seat that falls empty?"),
    "co-options": Key(Kind.INTEGER, "How many may it co-opt?"),
    "recall": Key(Kind.TEXT, "How is somebody recalled?"),
    "missed-meetings": Key(Kind.INTEGER, "After how many missed meetings is the forum asked?"),
    "minutes-within": Key(Kind.DURATION, "How soon do members get the minutes?"),
    "results-within": Key(Kind.DURATION, "How soon is a result told?"),
    "decisions-public": Key(Kind.BOOLEAN, "Are decisions public unless marked otherwise?"),
    "counting": Key(
        Kind.ENUM,
        "How are votes counted?",
        (("irv-stv", "preferential for one seat, single transferable vote for several"), ("choose-one", "choose one")),
    ),
}


def scope_words(scope: str) -> str:
    """Whose rules they are; of a single body its key follows."""
    general, _, single = scope.partition(":")
    words = SCOPE_WORDS[Scope(general)]
    return f"{words} ({single})" if single else words


def check(scope: str, key: str, data: Any) -> Value:
    """The value of a clause as it would be kept. Raises Unreadable with a sentence."""
    if scope.partition(":")[0] not in set(Scope):
        raise Unreadable(f"No rules are kept for “{scope}”.")
    known = KEYS.get(key)
    if known is None:
        raise Unreadable(f"No clause is called “{key}”.")
    value = read(known.kind, data)
    if known.choices and value not in dict(known.choices):
        raise Unreadable(f"Choose one of: {', '.join(word for word, _ in known.choices)}.")
    return value


def words_of(key: str, data: Any) -> str:
    """What a kept clause says, in words."""
    known = KEYS[key]
    value = read(known.kind, data)
    return dict(known.choices).get(str(value), "") or say(value, known.kind)
