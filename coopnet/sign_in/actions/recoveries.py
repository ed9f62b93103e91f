"""Letting somebody back in who has lost every second step: two officers, never e-mail alone."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.sign_in import letters, library, rules
from coopnet.sign_in.actions.credentials import NotAllowed
from coopnet.sign_in.models import Recovery


@transaction.atomic
def ask_recovery(*, owner: User, reason: str, by: User, at: datetime) -> Recovery:
    """The first officer asks, and says how they made sure who it is. The owner is told at once. Raises NotAllowed."""
    why_not = rules.why_not_recover(owner=owner.pk, asked_by=by.pk)
    if why_not:
        raise NotAllowed(why_not)
    Recovery.objects.filter(owner=owner, confirmed_at=None, withdrawn_at=None, ends_at__lte=at).update(withdrawn_at=at)
    if Recovery.objects.filter(owner=owner, confirmed_at=None, withdrawn_at=None).exists():
        raise NotAllowed("Somebody has asked for this person already. A second officer can confirm below.")
    asked = Recovery.objects.create(
        owner=owner, reason=reason[:500], asked_by=by, asked_at=at, ends_at=at + rules.RECOVERY_LIFE
    )
    letters.tell_of_change(
        user=owner,
        what=f"{by.name} has asked that your second step be taken off, so that you can add a new one.",
        by=by,
        at=at,
    )
    record(
        "account.recovery-asked",
        subject=f"account:{owner.key}",
        words=f"Asked that {owner.name} be let back in: {reason}",
        by=by,
        at=at,
    )
    return asked


@transaction.atomic
def confirm_recovery(*, number: int, by: User, at: datetime) -> str:
    """The second officer confirms: second steps, password and sessions of the owner go.

    Gives one recovery code, to be told to the owner by telephone or face to face. The owner signs in by a code in a
    letter *and* this one, and is then led to add a new second step. Raises NotAllowed.
    """
    asked = Recovery.objects.select_for_update().filter(pk=number).first()
    if asked is None or asked.confirmed_at or asked.withdrawn_at or asked.ends_at <= at:
        raise NotAllowed("This is no longer waiting. Look at the list again.")
    why_not = rules.why_not_recover(owner=asked.owner_id, asked_by=asked.asked_by_id, confirmed_by=by.pk)
    if why_not:
        raise NotAllowed(why_not)
    done = Recovery.objects.filter(pk=number, confirmed_at=None, withdrawn_at=None).update(
        confirmed_by=by, confirmed_at=at
    )
    if done != 1:
        raise NotAllowed("This is no longer waiting. Look at the list again.")
    owner = User.objects.get(pk=asked.owner_id)
    Authenticator.objects.filter(user_id=owner.pk).delete()
    owner.set_unusable_password()
    owner.save(update_fields=["password"])
    library.end_sessions(owner)
    code = library.unused_codes(library.add_recovery_codes(owner))[0]
    letters.tell_of_change(
        user=owner,
        what=(
            f"{asked.asked_by.name} and {by.name} have taken off your second step. "
            "One of them tells you a code by telephone or face to face; you need it when you sign in."
        ),
        by=by,
        at=at,
    )
    record(
        "account.recovery-confirmed",
        subject=f"account:{owner.key}",
        words=f"Confirmed that {owner.name} be let back in",
        details={"asked_by": asked.asked_by.actor_key},
        by=by,
        at=at,
    )
    return code


@transaction.atomic
def withdraw_recovery(*, number: int, by: User, at: datetime) -> None:
    """Nothing becomes of it. Any officer who may ask may also withdraw."""
    asked = Recovery.objects.filter(pk=number, confirmed_at=None, withdrawn_at=None).first()
    if asked is None:
        return
    Recovery.objects.filter(pk=number, confirmed_at=None).update(withdrawn_at=at)
    record(
        "account.recovery-withdrawn",
        subject=f"account:{asked.owner.key}",
        words=f"Withdrew the request for {asked.owner.name}",
        by=by,
        at=at,
    )
