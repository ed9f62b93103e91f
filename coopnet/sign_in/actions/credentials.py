"""Passwords, apps, passkeys, recovery codes. Each change is recorded and told to the owner."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.sign_in import letters, library, rules, second_step
from coopnet.sign_in.enums import Proof


class NotAllowed(ValueError):
    """The change would break a rule; the text says which."""


def _note(user: User, what: str, words: str, by: Actor, at: datetime) -> None:
    letters.tell_of_change(user=user, what=f"{words}.", by=by, at=at)
    record(f"account.{what}", subject=f"account:{user.key}", words=words, by=by, at=at)


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor, at: datetime) -> None:
    """Set or change the password; it was judged by the form. All sessions but one that re-hashes itself end."""
    before = user.has_usable_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    words = "The password was changed" if before else "A password was set"
    _note(user, "password-set", words, by, at)


@transaction.atomic
def clear_password(*, user: User, by: Actor, at: datetime) -> None:
    """Do without a password; codes and passkeys stay."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _note(user, "password-cleared", "The password was removed", by, at)


def _first_codes(user: User) -> list[str]:
    """Recovery codes for an account whose codes were never shown, or were made to let it in once."""
    return library.unused_codes(library.add_recovery_codes(user))


@transaction.atomic
def add_app(*, user: User, secret: str, code: str, by: Actor, at: datetime) -> tuple[Authenticator, list[str]]:
    """Keep an authenticator app; gives it and fresh recovery codes (none if another second step was there before)."""
    if any(step.type == library.KINDS[Proof.APP] for step in library.authenticators(user)):
        raise NotAllowed("This account has an app already. Remove it first, then add the other.")
    had_step = _has_step(user)
    step = library.add_app(user, secret, code)
    if step is None:
        raise NotAllowed("That code is not what the app should show now. Enter the code that it shows next.")
    codes = [] if had_step else _first_codes(user)
    _note(user, "app-added", "An authenticator app was added as second step", by, at)
    return step, codes


@transaction.atomic
def add_passkey(*, user: User, name: str, answer: Any, by: Actor, at: datetime) -> tuple[Authenticator, list[str]]:
    """Keep a passkey; gives it and fresh recovery codes (none if another second step was there before)."""
    kept = [step for step in library.authenticators(user) if step.type == library.KINDS[Proof.PASSKEY]]
    if len(kept) >= rules.MOST_PASSKEYS:
        raise NotAllowed(f"An account keeps {rules.MOST_PASSKEYS} passkeys at most. Remove one first.")
    had_step = _has_step(user)
    step = library.add_passkey(user, name, answer)
    if step is None:
        raise NotAllowed("Your browser's answer did not fit. Try once more.")
    codes = [] if had_step else _first_codes(user)
    _note(user, "passkey-added", f"A passkey was added: {name}", by, at)
    return step, codes


def _has_step(user: User) -> bool:
    return any(step.type != library.KINDS[Proof.RECOVERY_CODE] for step in library.authenticators(user))


@transaction.atomic
def remove_step(*, user: User, number: int, by: Actor, at: datetime) -> None:
    """Remove an app or a passkey; with the last one the recovery codes go. Raises NotAllowed, and DoesNotExist."""
    recovery = library.KINDS[Proof.RECOVERY_CODE]
    User.objects.select_for_update().get(pk=user.pk)  # two removals at once must not both see the other's step
    step = Authenticator.objects.exclude(type=recovery).get(user_id=user.pk, pk=number)
    others = Authenticator.objects.filter(user_id=user.pk).exclude(pk=number).exclude(type=recovery)
    if not others.exists():
        if second_step.demanded(user, at):
            raise NotAllowed("Your role needs a second step. Add another one first, then remove this.")
        Authenticator.objects.filter(user_id=user.pk, type=recovery).delete()
    words = f"A passkey was removed: {step}" if step.type == library.KINDS[Proof.PASSKEY] else "The app was removed"
    step.delete()
    _note(user, "step-removed", words, by, at)


@transaction.atomic
def make_recovery_codes(*, user: User, by: Actor, at: datetime) -> list[str]:
    """Fresh recovery codes in place of the old. Also for a founding officer, who signs in the first time by code and
    one of these, and is then led to add a passkey or an app."""
    codes = library.unused_codes(library.add_recovery_codes(user))
    _note(user, "recovery-codes-made", "New recovery codes were made; older ones no longer serve", by, at)
    return codes
