"""Whether a school is co-operative on a day, since when, and on what evidence. Answers from rows already read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.kit.periods import Period
from coopnet.register.models import CoopStatus, GroupMembership

FORM_WORDS = {
    "foundation-trust": "part of a co-operative foundation trust",
    "academy-trust": "part of a co-operative academy trust",
    "school": "a co-operative school",
    "education-body": "a co-operative education body",
    "other": "co-operative in another form",
}


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of being co-operative, by a record of the school itself or of a group that it belonged to."""

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
    statuses: Iterable[CoopStatus],
    memberships: Iterable[GroupMembership],
    without: Mapping[int, date],
) -> list[Spell]:
    """The spells of schools (``urns``: id to URN; ``without``: the first day without the school, of those that closed).
    Where the school has a record of its own, its groups' add nothing for the same days."""
    found: dict[int, list[Spell]] = {}
    of_group: dict[int, list[CoopStatus]] = {}
    for status in statuses:
        if status.establishment_id is not None and status.establishment_id in urns:
            urn = urns[status.establishment_id]
            own = _shared((status.starts, status.ends), (None, without.get(urn)))
            if own is not None:
                found.setdefault(urn, []).append(_spell(status, urn, own, ""))
        elif status.group_id is not None:
            of_group.setdefault(status.group_id, []).append(status)
    for member in memberships:
        for status in of_group.get(member.group_id, []) if member.establishment_id in urns else ():
            urn = urns[member.establishment_id]
            period = _shared((status.starts, status.ends), (member.starts, member.ends), (None, without.get(urn)))
            told = found.setdefault(urn, [])
            if period is not None and not any(spell.period.overlaps(period) for spell in told):
                told.append(_spell(status, urn, period, member.group.name))
    every = [spell for told in found.values() for spell in told]
    return sorted(every, key=lambda spell: (spell.period.starts or date.min, spell.status_id))


def standing(spells: Sequence[Spell], urn: int, ancestors: frozenset[int], on: date) -> Standing:
    """The answer for one school on a day."""
    own = [spell for spell in spells if spell.urn == urn]
    for spell in reversed(own):
        if spell.period.holds(on):
            return Standing("yes", spell)
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


def _spell(status: CoopStatus, urn: int, period: Period, group: str) -> Spell:
    return Spell(
        urn=urn,
        period=period,
        form=status.form,
        evidence=status.evidence,
        evidence_day=status.evidence_day,
        confirmed_on=status.confirmed_on,
        end_reason=status.end_reason,
        source=status.source,
        status_id=status.pk,
        group=group,
    )


def _shared(*periods: tuple[date | None, date | None]) -> Period | None:
    """The days that all these periods share, if any."""
    starts = max((day for day, _ in periods if day), default=None)
    ends = min((day for _, day in periods if day), default=None)
    if starts is not None and ends is not None and ends <= starts:
        return None
    return Period(starts, ends)
