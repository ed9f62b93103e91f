"""What a school sees of its first ninety days, and of those of a school that it may walk beside."""

from typing import cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from coopnet.kit.access import may
from coopnet.kit.doors import Request
from coopnet.kit.forms import OnceForm
from coopnet.membership.models import Member
from coopnet.membership.standing import OWN_CHANGE
from coopnet.people.models import Person
from coopnet.welcome import queries
from coopnet.welcome.enums import Beside
from coopnet.welcome.models import Buddy


class Side:
    """A school on the other side; whom to write to is known only after both said yes."""

    def __init__(self, buddy: Buddy, other: Member, request: Request) -> None:
        self.other = other
        self.asked_new = buddy.state == Beside.ASKED_NEW.value
        self.asked_buddy = buddy.state == Beside.ASKED_BUDDY.value
        self.agreed = buddy.state == Beside.AGREED.value
        self.pk = buddy.pk
        self.person: Person | None = queries.lead_of(other, request.today) if self.agreed else None


def panel(page: HttpRequest, thing: object) -> str:
    """The part of Our school; empty for a member that is neither new nor beside a new one."""
    if not isinstance(thing, Member):
        return ""
    request = cast(Request, page)
    new = queries.of(thing, request.today)
    new = new if new is not None and new.lately else None
    beside = [Side(row, row.period.member, request) for row in queries.walks_beside(thing, request.today)]
    if new is None and not beside:
        return ""
    context = {
        "member": thing,
        "new": new,
        "buddy": Side(new.buddy, new.buddy.member, request) if new and new.buddy else None,
        "beside": beside,
        "may_change": bool(may(request.user, OWN_CHANGE, on=thing, at=request.moment)),
        "plain": OnceForm(),
    }
    return render_to_string("welcome/_our_school.html", context, request)
