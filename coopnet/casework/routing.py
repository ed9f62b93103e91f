"""Who may read a request for help: one or two people, and they are named before anything is typed.

It is narrower than a right by office. A request of a region is read by its ambassador, or whoever stands in. The
national co-ordinator reads it when that post is vacant or when the call did not come in time; before that only with a
reason, which is noted and told.
"""

from dataclasses import dataclass
from datetime import date

from coopnet.bodies import queries as bodies
from coopnet.bodies.enums import Office
from coopnet.casework.models import HelpRequest
from coopnet.enquiries.routing import Reader, cover_of
from coopnet.people.models import Person

ACT = "help.answer"


@dataclass(frozen=True, slots=True)
class Readers:
    """``first`` reads it; ``second`` only if no call came in time. Both may be empty: a post may be vacant."""

    first: tuple[Reader, ...]
    second: tuple[Reader, ...]


def _in_post(office: Office, region_key: str | None, on: date) -> tuple[Reader, ...]:
    found = []
    for held in bodies.holders(office, region_key, on):
        stand_in = cover_of(held.person, on)
        if stand_in is None:
            found.append(Reader(held.person, held.name, held.words))
        else:
            found.append(Reader(stand_in.cover_id, stand_in.cover.name, f"standing in for the {held.words}"))
    return tuple(found)


def readers(region_key: str, on: date) -> Readers:
    """Who reads what comes from a region (empty: from nobody knows where) on a day."""
    national = _in_post(Office.CO_ORDINATOR, None, on)
    first = _in_post(Office.AMBASSADOR, region_key, on) if region_key else ()
    if not first:
        return Readers(national, ())
    return Readers(first, tuple(one for one in national if one.person not in {reader.person for reader in first}))


def may_read(person: Person | None, request: HelpRequest, on: date) -> bool:
    """Whether the request is this person's to read, without giving a reason."""
    if person is None:
        return False
    found = readers(request.region_id or "", on)
    allowed = (*found.first, *(found.second if request.passed_on_at is not None else ()))
    return person.pk in {reader.person for reader in allowed}
