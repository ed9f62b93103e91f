"""A handover as PDF."""

from datetime import date

from coopnet.bodies.rules import long_day
from coopnet.kit.models import Network
from coopnet.kit.paper import render
from coopnet.volunteers.pack import Dated, Pack


def _day(day: date | None) -> str:
    return long_day(day) if day else ""


def _dated(rows: list[Dated]) -> list[list[str]]:
    return [[_day(one.day), one.words] for one in rows]


def hand_over(pack: Pack, on: date) -> bytes:
    """The same as the page says, for paper."""
    written = pack.written
    return render(
        "volunteers/papers/hand_over.typ",
        {
            "network": Network.objects.get(pk=1).name,
            "role": pack.held.words,
            "holder": pack.held.name,
            "last": _day(pack.held.until) or "No last day is set",
            "follows": ", ".join(one.name for one in pack.next) or "Nobody is named yet",
            "on": long_day(on),
            "notes": written.notes if written else "",
            "runs": written.promises if written else "",
            "waits": [[_day(one.due_on), one.reason_words, one.school, one.state_words] for one in pack.waits],
            "to_do": [[_day(one.due) or "When there is time", one.words, one.if_left] for one in pack.to_do],
            "dates": _dated(pack.dates),
            "promises": _dated(pack.promises),
            "schools": [[one.name, one.town, _day(one.last), _day(one.again)] for one in pack.schools],
            "links": [list(one) for one in pack.links],
        },
        title=f"Handed over: {pack.held.words}",
        day=on,
    )
