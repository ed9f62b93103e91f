"""Raising an urgent page, saying what is new, and saying that it is over."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.notices import actions as notices
from coopnet.regions.models import Region
from coopnet.site import posts
from coopnet.site.models import UrgentPage, UrgentUpdate
from coopnet.site.urgent import queries


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why."""


def _note(what: str, words: str, page: UrgentPage, by: Actor, at: datetime) -> None:
    record(f"urgent.{what}", subject=f"urgent:{page.slug}", words=f"{words} “{page.title}”", by=by, at=at)


def _held(page: UrgentPage) -> UrgentPage:
    return UrgentPage.objects.select_for_update().get(pk=page.pk)


def _strip() -> None:
    """Put on every page what is urgent now. It stands on the network's row, which each page reads anyway."""
    network = Network.objects.select_for_update().get(pk=1)
    network.strip = queries.strip()
    network.save(update_fields=["strip"])


def _letters(update: UrgentUpdate, by: Actor, at: datetime) -> int:
    """A letter to everybody in post where it is; how many. One update is one letter to an address."""
    page = update.page
    network = Network.objects.get(pk=1)
    people = queries.readers(page, at)
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{page.address}"
    needs = "".join(f"\n- {need}" for need in page.needs)
    for number, email, name in people:
        notices.queue(
            kind="notice",
            key=f"urgent:{page.pk}:{update.pk}:{number}",
            to=email,
            to_name=name,
            subject=f"{network.short_name}, urgent: {page.title}",
            printable=True,
            text=(
                f"{page.lead}\n\n{update.title}\n{update.words}\n\n"
                + (f"Asked for:{needs}\n\n" if needs else "")
                + f"The page with all that is new:\n{address}\n\n"
                "You get this letter because you hold a role in the network."
            ),
            by=by,
            at=at,
        )
    return len(people)


@transaction.atomic
def raise_page(
    *,
    title: str,
    lead: str,
    danger: bool,
    asked_for: str,
    region: Region | None,
    next_update_at: datetime | None,
    letters: bool,
    by: User,
    at: datetime,
) -> UrgentPage:
    """Put up an urgent page with a strip on every page of the site, and write to people if asked."""
    taken = set(UrgentPage.objects.values_list("slug", flat=True)) | {"raise"}
    page = UrgentPage.objects.create(
        slug=posts.slug_of(title, taken), title=title, lead=lead, danger=danger, asked_for=asked_for, region=region,
        raised_at=at, raised_by=by, next_update_at=next_update_at,
    )  # fmt: skip
    update = UrgentUpdate.objects.create(page=page, title="First word", at=at, by=by, role=queries.role(by, page, at))
    told = _letters(update, by, at) if letters else 0
    _strip()
    _note("raised", f"Raised, with {told} letters,", page, by, at)
    return page


@transaction.atomic
def add_update(
    *,
    page: UrgentPage,
    title: str,
    words: str,
    asked_for: str,
    next_update_at: datetime | None,
    letters: bool,
    by: User,
    at: datetime,
) -> UrgentUpdate:
    """Say what is new. Raises NotPossible where it is over."""
    held = _held(page)
    if held.retired_at is not None:
        raise NotPossible("This is over. Open it again first.")
    held.asked_for, held.next_update_at = asked_for, next_update_at
    held.save(update_fields=["asked_for", "next_update_at"])
    role = queries.role(by, held, at)
    update = UrgentUpdate.objects.create(page=held, title=title, words=words, at=at, by=by, role=role)
    told = _letters(update, by, at) if letters else 0
    _note("updated", f"Told what is new, with {told} letters, on", held, by, at)
    return update


@transaction.atomic
def retire(*, page: UrgentPage, words: str, by: User, at: datetime) -> None:
    """It is over: the strip goes, and the page stays at its address with its last word. Again, it changes nothing."""
    held = _held(page)
    if held.retired_at is not None:
        return
    role = queries.role(by, held, at)
    UrgentUpdate.objects.create(page=held, title="This is over", words=words, at=at, by=by, role=role)
    held.retired_at, held.next_update_at = at, None
    held.save(update_fields=["retired_at", "next_update_at"])
    _strip()
    _note("retired", "Said that it is over:", held, by, at)


@transaction.atomic
def open_again(*, page: UrgentPage, by: User, at: datetime) -> None:
    """It is not over after all."""
    held = _held(page)
    if held.retired_at is None:
        return
    held.retired_at = None
    held.save(update_fields=["retired_at"])
    role = queries.role(by, held, at)
    UrgentUpdate.objects.create(page=held, title="This goes on", words="", at=at, by=by, role=role)
    _strip()
    _note("opened-again", "Opened again", held, by, at)
