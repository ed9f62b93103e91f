"""Which documents somebody may read, and which version was in force on a day."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Prefetch, Q, QuerySet

from coopnet.bodies.queries import reach
from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Breach, Duty
from coopnet.library.enums import Kind, Readers
from coopnet.library.models import InForce, Paper, Version

ACT = "library.keep"
READ = "to-do.see"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document as a list shows it: with the version in force on a day, if there is one."""

    paper: Paper
    version: Version | None
    since: date | None


def readable(account: Account, at: datetime) -> QuerySet[Paper]:
    """The one rule of who reads what: everybody the public ones, people with a role the others too."""
    papers = Paper.objects.select_related("region", "body")
    return papers if may(account, READ, at=at) else papers.filter(readers=Readers.PUBLIC.value)


def get(account: Account, slug: str, at: datetime) -> Paper | None:
    """One that the account may read; nothing otherwise, whether or not there is one."""
    return readable(account, at).filter(slug=slug).first()


def shelved(papers: QuerySet[Paper], on: date) -> list[Shelved]:
    """Documents with what is in force that day. Two queries."""
    now = InForce.objects.filter(Q(ends__isnull=True) | Q(ends__gt=on), starts__lte=on).select_related("version")
    rows = papers.prefetch_related(Prefetch("periods", queryset=now, to_attr="now"))
    rows = rows.order_by("kind", F("day").desc(nulls_last=True), "title", "pk")
    found = []
    for paper in rows:
        period = paper.now[0] if paper.now else None
        found.append(Shelved(paper, period.version if period else None, period.starts if period else None))
    return found


def public_of(kind: Kind, on: date) -> list[Shelved]:
    """The public ones of a kind that are in force."""
    papers = Paper.objects.filter(kind=kind.value, readers=Readers.PUBLIC.value)
    return [one for one in shelved(papers, on) if one.version is not None]


def versions(paper: Paper) -> list[Version]:
    """Newest first, each with the days on which it was in force."""
    rows = Version.objects.filter(paper=paper).prefetch_related("periods")
    return list(rows.order_by("-number"))


def found(account: Account, *, kind: str, words: str, at: datetime) -> QuerySet[Paper]:
    """Readable ones of a kind with these words."""
    papers = readable(account, at)
    if kind:
        papers = papers.filter(kind=kind)
    for word in words.split()[:6]:
        papers = papers.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(versions__changed__icontains=word)
        )
    return papers.distinct()


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Documents whose day of review has come."""
    keys = reach(account, ACT, london_day(at))
    if keys == frozenset():
        return
    due = Paper.objects.filter(review_on__lte=london_day(at)).order_by("review_on", "pk")
    for paper in due if keys is None else due.filter(region__key__in=keys):
        yield Duty(
            words=f"Look over: {paper.title}",
            address=f"/library/{paper.slug}/",
            due=paper.review_on,
            why="It was agreed to look at this document again by now.",
            if_left="It stays in force as it is. This can wait.",
        )


def files_are_whole(at: datetime) -> Iterable[Breach]:
    """The file of every version is there, byte for byte as it was sent."""
    for version in Version.objects.order_by("pk").iterator():
        try:
            with version.file.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            digest = ""
        if digest != version.sha256:
            yield Breach(f"document {version.paper_id}, version {version.number}", "its file is missing or another")


def in_force_is_their_own(at: datetime) -> Iterable[Breach]:
    """What is in force of a document is a version of that document."""
    for pk in InForce.objects.exclude(version__paper_id=F("paper_id")).values_list("pk", flat=True)[:20]:
        yield Breach(f"period {pk}", "names a version of another document")
