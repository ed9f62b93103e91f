"""Whether a school is co-operative on a day, since when, and on what evidence. Answers from rows already read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
    urns: Mapping[int, int], statuses: Iterable[CoopStatus], memberships: Iterable[GroupMembership]
) -> list[Spell]:
    """The spells of schools (``urns``: id to URN). Where the school has a record of its own, its groups' add nothing
    for the same days."""
    found: list[Spell] = []
    of_group: dict[int, list[CoopStatus]] = {}
    for status in statuses:
        if status.establishment_id is not None and status.establishment_id in urns:
            found.append(_spell(status, urns[status.establishment_id], Period(status.starts, status.ends), ""))
        elif status.group_id is not None:
            of_group.setdefault(status.group_id, []).append(status)
    for member in memberships:
        for status in of_group.get(member.group_id, []):
            period = _shared(member, status)
            urn = urns.get(member.establishment_id)
            if period is None or urn is None:
                continue
            if not any(spell.urn == urn and spell.period.overlaps(period) for spell in found):
                found.append(_spell(status, urn, period, member.group.name))
    return sorted(found, key=lambda spell: (spell.period.starts or date.min, spell.status_id))


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


def _shared(member: GroupMembership, status: CoopStatus) -> Period | None:
    """The days on which the school belonged to the group and the group was co-operative."""
    starts = max((day for day in (member.starts, status.starts) if day), default=None)
    ends = min((day for day in (member.ends, status.ends) if day), default=None)
    if starts is not None and ends is not None and ends <= starts:
        return None
    return Period(starts, ends)
