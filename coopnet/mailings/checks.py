"""What ``verify`` asks about letters to many."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q

from coopnet.kit import registry
from coopnet.kit.registry import Breach
from coopnet.mailings import rules
from coopnet.mailings.enums import Sort
from coopnet.mailings.models import Mailing
from coopnet.notices.models import Letter


def by_two(at: datetime) -> Iterator[Breach]:
    """Letters to many that left without the second person whom their size or matter asks for."""
    begun = Mailing.objects.filter(begun_at__isnull=False, agreed_by__isnull=True)
    for one in begun.annotate(to=Count("recipients", filter=Q(recipients__left_out=""))).order_by("pk"):
        if rules.needs_second(total=one.to, policy=one.policy):
            yield Breach(f"letter {one.key}", "It left, and nobody but its writer agreed.")


def each_once(at: datetime) -> Iterator[Breach]:
    """Letters to many of which somebody got none, or somebody got one who is not among its readers."""
    for one in Mailing.objects.filter(begun_at__isnull=False).order_by("pk"):
        prefix = f"mailing:{one.key}:"
        queued = one.recipients.filter(queued_at__isnull=False)
        wanted = {f"{prefix}{pk}" for pk in queued.values_list("pk", flat=True).iterator(chunk_size=2000)}
        letters = Letter.objects.filter(key__startswith=prefix).exclude(key__startswith=f"{prefix}try:")
        for key in letters.values_list("key", flat=True).iterator(chunk_size=2000):
            if key not in wanted:
                yield Breach(f"letter {one.key}", "Somebody got it who is not among its readers.")
                break
            wanted.discard(key)
        if wanted:
            yield Breach(f"letter {one.key}", "Somebody who was to get it has no letter.")
        if one.done_at and one.recipients.filter(left_out="", queued_at__isnull=True).exists():
            yield Breach(f"letter {one.key}", "It is done, and somebody was not written to.")


def issues_are_whole(at: datetime) -> Iterator[Breach]:
    """Issues of the newsletter whose numbers have a gap."""
    numbers = Mailing.objects.filter(sort=Sort.NEWSLETTER.value, number__isnull=False).order_by("number")
    for place, number in enumerate(numbers.values_list("number", flat=True), 1):
        if place != number:
            yield Breach(f"newsletter {number}", f"Number {place} is missing.")
            return


def declare() -> None:
    """Make the checks known."""
    for name, statement, check in (
        ("two", "No letter to many, or on policy, left without a second person.", by_two),
        ("once", "Each reader of a letter to many got it once, and nobody else did.", each_once),
        ("issues", "No number of the newsletter is missing.", issues_are_whole),
    ):
        registry.add_invariant(registry.Invariant(f"mailings.{name}", statement, "mailings", check))
