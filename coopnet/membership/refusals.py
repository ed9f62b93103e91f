"""What every change of a member begins with: the lock on its row, how the record names it, and how a no is said."""

from coopnet.membership.models import Member


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why, for people."""


def subject_of(member: Member) -> str:
    """How the record of acts names a member."""
    return f"member:{member.number}"


def held_fast(member: Member) -> Member:
    """The member, locked: whoever changes it at the same time waits."""
    return Member.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=member.pk)
