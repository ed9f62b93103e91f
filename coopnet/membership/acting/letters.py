"""The letters about who acts and votes for a member."""

from datetime import datetime

from coopnet.bodies.rules import long_day
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.membership import queries
from coopnet.membership.acting import links
from coopnet.membership.enums import DUTY_WORDS, Duty
from coopnet.membership.models import Mandate, Member, VoterQuestion
from coopnet.notices import actions as notices


def resolution(question: VoterQuestion) -> str:
    """Two lines that a clerk may paste into the minutes."""
    society = Network.objects.get(pk=1).society_name
    duty = "to vote for us" if question.duty == Duty.VOTES.value else "to vote for us when our voter cannot"
    return (
        f"Resolved: that {question.person.name} be our representative in {society}, {duty}.\n"
        "Resolved: that this lasts until we appoint another, and that the network be told."
    )


def ask(question: VoterQuestion, *, by: Actor, at: datetime) -> None:
    """To the chair: does this person vote for you?"""
    network = Network.objects.get(pk=1)
    member = question.member
    notices.queue(
        kind="notice",
        key=f"voter:{question.key}",
        to=question.chair_email,
        to_name=question.chair_name,
        subject=f"{network.short_name}: does {question.person.name} vote for {member}?",
        text=f"{links.address(question)}\n\n"
        f"{member} has one vote in {network.society_name}. {by.actor_name} has named {question.person.name}, who "
        f"{DUTY_WORDS[Duty(question.duty)]}. The governors decide who that is, so we ask you. The link above opens "
        f"this one question. Answer it with one press by {long_day(question.until)}.\n\n"
        f"If your governors have not decided yet, these words may go into the minutes:\n\n{resolution(question)}",
        about=str(member),
        by=by,
        at=at,
    )


def told(question: VoterQuestion, mandate: Mandate, *, by: Actor, at: datetime) -> None:
    """To the person who votes from now on."""
    network = Network.objects.get(pk=1)
    notices.queue(
        kind="notice",
        key=f"voter:{question.key}:yes",
        to=question.person.email,
        to_name=question.person.name,
        subject=f"{network.short_name}: you vote for {question.member}",
        text=f"{question.chair_name} has confirmed it: from {long_day(mandate.starts)} you are the person who "
        f"{mandate.duty_words}, {question.member}. You will get the papers and your voting code by letter.\n\n"
        "If this is wrong, answer this letter and we take it back.",
        about=str(question.member),
        by=by,
        at=at,
    )


def yearly_key(member: Member, year: int) -> str:
    """The key of the one letter of a year in which a member is asked about its people."""
    return f"still-right:{member.number}:{year}"


def still_right(mandate: Mandate, key: str, *, by: Actor, at: datetime) -> None:
    """To whoever speaks for a member: are its people still right? One press answers."""
    network = Network.objects.get(pk=1)
    people = queries.mandates(mandate.member, london_day(at))
    rows = "\n".join(f"- {one.person.name} {one.duty_words}" for one in people)
    notices.queue(
        kind="notice",
        key=key,
        to=mandate.person.email,
        to_name=mandate.person.name,
        subject=f"{network.short_name}: is this still right for {mandate.member}?",
        text=f"{links.people_address(mandate)}\n\nThese people act for {mandate.member}:\n\n{rows}\n\n"
        "If it is still right, open the link above and press once. The same page ends what you no longer do.",
        about=str(mandate.member),
        by=by,
        at=at,
    )
