"""The letters of the first ninety days: three quiet ones, and those that bring two schools together."""

from datetime import datetime

from django.conf import settings

from coopnet.bodies.rules import long_day
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.membership.models import Member, Period
from coopnet.notices import actions as notices
from coopnet.people.models import Person
from coopnet.welcome.models import Buddy
from coopnet.welcome.queries import New

_SUBJECTS = {
    1: "welcome, and who is there for you",
    6: "six weeks in: what comes next",
    12: "nearly ninety days: how did it go?",
}


def address(path: str) -> str:
    """The whole address of a page of ours."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def key(period: Period, what: str | int) -> str:
    """How the outbox knows a letter, so that none is written twice."""
    return f"welcome:{period.pk}:{what}"


def _send(to: Person, *, key: str, subject: str, text: str, about: Member, by: Actor, at: datetime) -> None:
    short = Network.objects.get(pk=1).short_name
    notices.queue(
        kind="notice", key=key, to=to.email, to_name=to.name, subject=f"{short}: {subject}", text=text,
        about=str(about), by=by, at=at,
    )  # fmt: skip


def weekly(new: New, to: Person, week: int, *, by: Actor, at: datetime) -> None:
    """Who is there for the school, and what comes next; in week 12 the question how it went."""
    page = "/our-first-days/how-it-went/" if week == max(_SUBJECTS) else "/our-school/"
    parts = [address(page), f"Dear {to.name},"]
    if new.contact is not None:
        who = new.contact.person
        reach = f" Write to {who.email} about anything." if who.email else ""
        parts.append(f"{who.name}, {new.contact.words}, is your named contact until {long_day(new.until)}.{reach}")
    if week == max(_SUBJECTS):
        parts.append(
            f"Your first ninety days end by themselves on {long_day(new.until)}. You stay a member as before. If you "
            "like, tell us in a few words how they went: open the link above. Only your contact and the co-ordinator "
            "read it, and it is deleted after half a year."
        )
    waiting = [step for step in new.steps if not step.done]
    if waiting:
        rows = "\n".join(f"- {one.step.words}, by {long_day(one.by)}" for one in waiting[:4])
        parts.append(f"{'What may come next' if new.done else 'What helps a good start'}:\n\n{rows}")
    elif new.steps:
        parts.append("Every step of your list is done. Thank you.")
    parts.append("We write three such letters in all. To stop them, press “No letters, please” on Our school.")
    _send(
        to, key=key(new.period, week), subject=_SUBJECTS[week], text="\n\n".join(parts), about=new.member, by=by, at=at
    )


def named(period: Period, to: Person, *, by: Actor, at: datetime) -> None:
    """To somebody who is chosen as the contact of a new member."""
    page = address(f"/first-days/{period.member.number}/")
    text = (
        f"{page}\n\n{period.member} belongs since {long_day(period.starts)}, and you are its named contact for the "
        "first ninety days. The link above shows whom to ring and what comes next. The school sees your name and this "
        "address.\n\nIf you cannot do it, answer this letter and somebody else is named."
    )
    _send(
        to, key=key(period, f"contact:{to.pk}"), subject=f"you are the contact of {period.member}", text=text,
        about=period.member, by=by, at=at,
    )  # fmt: skip


def ask_new(buddy: Buddy, to: Person, *, by: Actor, at: datetime) -> None:
    """To the new member: would you like this school beside you?"""
    text = (
        f"{address('/our-school/')}\n\nWould you like {buddy.member} to walk beside you in your first months? It is a "
        "member near you or much like you. Open the link above and say yes or no. If you say yes, we ask them. Neither "
        "of you sees whom to write to before both have said yes."
    )
    _send(
        to, key=key(buddy.period, f"buddy:{buddy.pk}:new"), subject="a school to walk beside you?", text=text,
        about=buddy.period.member, by=by, at=at,
    )  # fmt: skip


def ask_buddy(buddy: Buddy, to: Person, *, by: Actor, at: datetime) -> None:
    """To the other school: would you walk beside a new one?"""
    new = buddy.period.member
    text = (
        f"{address('/our-school/')}\n\n{new} is new among us and would like you to walk beside it: a call or a visit "
        "now and then in its first months. Open the link above and say yes or no. A no needs no reason, and they are "
        "only told that we look further. Neither of you sees whom to write to before both have said yes."
    )
    _send(
        to, key=key(buddy.period, f"buddy:{buddy.pk}:other"), subject=f"would you walk beside {new}?", text=text,
        about=buddy.member, by=by, at=at,
    )  # fmt: skip


def agreed(buddy: Buddy, new: Person, other: Person, *, by: Actor, at: datetime) -> None:
    """To both: here is whom to write to."""
    pairs = (("both-new", new, other, buddy.member, buddy.period.member),
             ("both-other", other, new, buddy.period.member, buddy.member))  # fmt: skip
    for what, to, whom, there, about in pairs:
        text = (
            f"{address('/our-school/')}\n\nBoth of you said yes. {whom.name} speaks for {there}: {whom.email}\n\n"
            "Whoever reads this first writes the first line."
        )
        _send(
            to, key=key(buddy.period, f"buddy:{buddy.pk}:{what}"), subject=f"you and {there}", text=text, about=about,
            by=by, at=at,
        )  # fmt: skip
