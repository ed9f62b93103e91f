"""Whether a school is co-operative on a day, since when, and on what evidence. Answers from rows already read.

The days on which a school counts are those of ``coop.Life``: the page of a school and the figures cannot differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.kit.periods import Period
from coopnet.register.coop import Life
from coopnet.register.light import Member, Record

FORM_WORDS = {
    "foundation-trust": "part of a co-operative foundation trust",
    "academy-trust": "part of a co-operative academy trust",
    "school": "a co-operative school",
    "education-body": "a co-operative education body",
    "other": "co-operative in another form",
}


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of being co-operative, by a record of the school itself or of a group that it belonged to.

    ``period`` lies within the days on which the school was open; ``since``: its first day if a record tells one.
    ``counts``: false for a school that closed on a day nobody knows, when the record does not end either.
    """

    urn: int
    period: Period
    form: str
    evidence: str
    evidence_day: date
    confirmed_on: date
    end_reason: str
    source: str
    status_id: int
    group: str = ""
    since: date | None = None
    counts: bool = True

    @property
    def last_day(self) -> date | None:
        """The last day of it, as people say "until"; nothing while it runs."""
        return self.period.ends - timedelta(days=1) if self.period.ends else None

    @property
    def form_words(self) -> str:
        """The form, in words that complete "The school is …"."""
        return FORM_WORDS.get(self.form, FORM_WORDS["other"])


@dataclass(frozen=True, slots=True)
class Standing:
    """``answer``: yes, was, or unknown. ``earlier``: it was so only under an earlier number."""

    answer: str
    spell: Spell | None = None
    earlier: bool = False


def spells(
    urns: Mapping[int, int],
    records: Iterable[Record],
    members: Iterable[Member],
    lives: Mapping[int, Life],
    without: Mapping[int, date] | None = None,
) -> list[Spell]:
    """The spells of schools (``urns``: id to URN; ``lives`` by URN; ``without``: the first day without a school, where
    only others tell it). Where the school has a record of its own, its groups' add nothing for the same days."""
    found: dict[int, list[Spell]] = {}
    of_group: dict[int, list[Record]] = {}
    otherwise = without or {}
    for record in records:
        if record.establishment_id is not None and record.establishment_id in urns:
            urn = urns[record.establishment_id]
            _add(found.setdefault(urn, []), record, None, urn, lives[urn], otherwise.get(urn))
        elif record.group_id is not None:
            of_group.setdefault(record.group_id, []).append(record)
    for member in members:
        if member.establishment_id in urns and member.group.pk in of_group:
            urn = urns[member.establishment_id]
            for record in of_group[member.group.pk]:
                _add(found.setdefault(urn, []), record, member, urn, lives[urn], otherwise.get(urn))
    every = [spell for told in found.values() for spell in told]
    return sorted(every, key=lambda spell: (spell.period.starts or date.min, spell.status_id))


def _add(told: list[Spell], record: Record, member: Member | None, urn: int, life: Life, without: date | None) -> None:
    """What a record says of a school, for the days of which nothing is told yet."""
    days = life.days(ended=record.ends is not None)
    starts, ends = (days.starts, days.ends) if days else (life.first, life.last(without))
    since = record.starts
    starts, ends = _later(starts, record.starts), _sooner(ends, record.ends)
    if member is not None:
        since = _later(since, member.starts)
        starts, ends = _later(starts, member.starts), _sooner(ends, member.ends)
    if starts is not None and ends is not None and ends <= starts:
        return
    whole = Period(starts, ends)
    for period in _rest(whole, [spell.period for spell in told]) if told else (whole,):
        first = starts if since is not None and period.starts == starts else None
        told.append(_spell(record, urn, period, member.group.name if member else "", first, days is not None))


def _later(one: date | None, other: date | None) -> date | None:
    return one if other is None or (one is not None and one >= other) else other


def _sooner(one: date | None, other: date | None) -> date | None:
    return one if other is None or (one is not None and one <= other) else other


def _rest(period: Period, taken: Iterable[Period]) -> list[Period]:
    """The days of a period without those that are taken."""
    left = [period]
    for other in taken:
        after: list[Period] = []
        for part in left:
            if not part.overlaps(other):
                after.append(part)
                continue
            if other.starts is not None and (part.starts is None or part.starts < other.starts):
                after.append(Period(part.starts, other.starts))
            if other.ends is not None and (part.ends is None or other.ends < part.ends):
                after.append(Period(other.ends, part.ends))
        left = after
    return left


def standing(spells: Sequence[Spell], urn: int, ancestors: frozenset[int], on: date) -> Standing:
    """The answer for one school on a day."""
    own = [spell for spell in spells if spell.urn == urn]
    running = [spell for spell in own if spell.period.holds(on)]
    if running:
        counted = [spell for spell in running if spell.counts]
        return Standing("yes", counted[-1]) if counted else Standing("was", running[-1])
    over = [spell for spell in own if spell.period.ends is not None and spell.period.ends <= on]
    if over:
        return Standing("was", max(over, key=_end))
    earlier = [
        spell
        for spell in spells
        if spell.urn in ancestors and spell.period.ends is not None and spell.period.ends <= on
    ]
    if earlier:
        return Standing("was", max(earlier, key=_end), earlier=True)
    return Standing("unknown")


def _end(spell: Spell) -> date:
    return spell.period.ends or date.max


def _spell(record: Record, urn: int, period: Period, group: str, since: date | None, counts: bool) -> Spell:
    return Spell(
        urn=urn,
        period=period,
        form=record.form,
        evidence=record.evidence,
        evidence_day=record.evidence_day,
        confirmed_on=record.confirmed_on,
        end_reason=record.end_reason,
        source=record.source,
        status_id=record.pk,
        group=group,
        since=since,
        counts=counts,
    )
