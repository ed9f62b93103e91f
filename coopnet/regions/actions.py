"""Founding the regions, moving authorities and schools between them, and taking a move back."""

from collections import Counter
from datetime import date, datetime

from django.db import IntegrityError, transaction

from coopnet.audit import actions as audit
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.regions import founding, rules
from coopnet.regions.models import (
    BoundaryChange,
    Cluster,
    Region,
    RegionAssignment,
    RegionEvent,
    SchoolOverride,
)
from coopnet.register.facts import table as facts
from coopnet.register.models import Authority, Establishment


class Refused(ValueError):
    """A boundary cannot be changed like that. Its text tells people why and what to do instead."""


@transaction.atomic
def found_regions(*, by: Actor, at: datetime) -> list[Region]:
    """Make the founding regions, their clusters and the dated facts of their history. What is there already stays."""
    made: list[Region] = []
    for rank, place in enumerate(founding.PLACES, 1):
        region, new = Region.objects.get_or_create(
            key=place.key.value,
            defaults={
                "slug": place.slug,
                "name": place.name,
                "short_name": place.short_name,
                "long_name": place.long_name,
                "mark": place.mark,
                "rank": rank,
                "founded": place.founded,
                "summary": place.summary,
                "story": place.story,
            },
        )
        if new:
            made.append(region)
            Cluster.objects.bulk_create(
                Cluster(region=region, name=name, words=words) for name, words, _ in place.clusters
            )
    regions = {region.key: region for region in Region.objects.all()}
    known = set(RegionEvent.objects.values_list("key", flat=True))
    RegionEvent.objects.bulk_create(
        RegionEvent(
            key=event.key,
            region=regions[event.region.value] if event.region else None,
            day=event.day,
            precision=event.precision.value,
            title=event.title,
            words=event.words,
            source=event.source,
        )
        for event in founding.EVENTS
        if event.key not in known
    )
    for region in made:
        audit.record(
            "regions.founded", subject=f"region:{region.key}", words=f"Founded {region.long_name}", by=by, at=at
        )
    return made


@transaction.atomic
def load_defaults(*, by: Actor, at: datetime) -> int:
    """Give every authority that never had a region the one of its government region, from the network's beginning.

    Founds the regions first if need be. Wales, islands and overseas stay without. Returns how many were assigned.
    """
    found_regions(by=by, at=at)
    regions = {region.key: region for region in Region.objects.all()}
    shipped = {row["code"]: row["gor"] for row in facts.read("authorities")}
    clusters = {(cluster.region_id, cluster.name): cluster for cluster in Cluster.objects.all()}
    cluster_of = {
        code: clusters[regions[place.key.value].pk, name]
        for place in founding.PLACES
        for name, _, codes in place.clusters
        for code in codes
        if (regions[place.key.value].pk, name) in clusters
    }
    without = list(Authority.objects.exclude(pk__in=RegionAssignment.objects.values("authority")).order_by("code"))
    told = _told_by_register([authority.pk for authority in without if not shipped.get(authority.code)])
    changes: list[BoundaryChange] = []
    for authority in without:
        key = rules.default_region(authority.code, shipped.get(authority.code) or told.get(authority.pk, ""))
        if key is not None:
            changes.append(
                BoundaryChange(
                    authority=authority,
                    after=regions[key.value],
                    starts=founding.SINCE,
                    reason="By government region, until the network decides otherwise",
                    is_default=True,
                    made_at=at,
                    made_by=by.actor_name,
                )
            )
    changes = BoundaryChange.objects.bulk_create(changes)
    RegionAssignment.objects.bulk_create(
        RegionAssignment(
            authority=change.authority,
            region=change.after,
            cluster=_cluster(cluster_of, change),
            starts=change.starts,
            change=change,
        )
        for change in changes
        if change.authority and change.after
    )
    if changes:
        audit.record(
            "regions.defaults",
            subject="regions",
            words=f"Gave {len(changes)} authorities a region by government region",
            by=by,
            at=at,
        )
    return len(changes)


def _cluster(cluster_of: dict[str, Cluster], change: BoundaryChange) -> Cluster | None:
    found = cluster_of.get(change.authority.code) if change.authority else None
    return found if found and found.region_id == change.after_id else None


def _told_by_register(authorities: list[int]) -> dict[int, str]:
    """The government region that most establishments of an authority name."""
    votes: dict[int, Counter[str]] = {}
    rows = Establishment.objects.filter(authority__in=authorities).exclude(gor_name="")
    for authority, name in rows.values_list("authority_id", "gor_name"):
        if authority is not None:
            votes.setdefault(authority, Counter())[name] += 1
    return {authority: sorted(counted, key=lambda n: (-counted[n], n))[0] for authority, counted in votes.items()}


@transaction.atomic
def assign_authority(
    *,
    authority: Authority,
    region: Region,
    starts: date,
    reason: str,
    by: Actor,
    at: datetime,
    cluster: Cluster | None = None,
) -> BoundaryChange:
    """From that day the authority belongs to the region; its earlier period ends there. Raises Refused."""
    if cluster is not None and cluster.region_id != region.pk:
        raise Refused(f"{cluster.name} is a cluster of another region.")
    latest = RegionAssignment.objects.filter(authority=authority).select_related("region").order_by("-starts").first()
    if latest is not None:
        _check(latest, region, starts, authority.name)
    change = _change(reason, starts, by, at, authority=authority, before=_region(latest, starts), after=region)
    try:
        with transaction.atomic():
            if latest is not None and latest.ends is None:
                _close(RegionAssignment, latest.pk, starts)
            RegionAssignment.objects.create(
                authority=authority, region=region, cluster=cluster, starts=starts, change=change
            )
    except IntegrityError as error:
        raise Refused(f"Somebody else has just changed the region of {authority.name}. Look again.") from error
    _record(change, subject=f"authority:{authority.code}", name=authority.name, by=by, at=at)
    return change


@transaction.atomic
def override_school(
    *,
    establishment: Establishment,
    region: Region | None,
    starts: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> BoundaryChange:
    """From that day the school belongs to this region whatever its authority; None gives it back. Raises Refused."""
    name = establishment.name
    latest = (
        SchoolOverride.objects.filter(establishment=establishment).select_related("region").order_by("-starts").first()
    )
    running = latest is not None and (latest.ends is None or latest.ends > starts)
    if region is None and not running:
        raise Refused(f"{name} already follows its authority.")
    if latest is not None and running and latest.starts >= starts:
        raise Refused(f"A change of {name} from {latest.starts:%-d %B %Y} is already recorded. Choose a later day.")
    if latest is not None and running and region is not None and latest.region_id == region.pk:
        raise Refused(f"{name} already belongs to {region.name}.")
    before = latest.region if latest is not None and running else None
    change = _change(reason, starts, by, at, establishment=establishment, before=before, after=region)
    try:
        with transaction.atomic():
            if latest is not None and latest.ends is None:
                _close(SchoolOverride, latest.pk, starts)
            if region is not None:
                SchoolOverride.objects.create(establishment=establishment, region=region, starts=starts, change=change)
    except IntegrityError as error:
        raise Refused(f"Somebody else has just changed the region of {name}. Look again.") from error
    _record(change, subject=f"school:{establishment.urn}", name=name, by=by, at=at)
    return change


@transaction.atomic
def undo(*, change: BoundaryChange, by: Actor, at: datetime) -> None:
    """Take a change back as if it had not been made. Possible for ten minutes and while nothing was built on it."""
    if at - change.made_at > rules.UNDO_FOR:
        raise Refused("Ten minutes have passed. Record a new change instead.")
    if not BoundaryChange.objects.filter(pk=change.pk, undone_at__isnull=True, is_default=False).update(undone_at=at):
        raise Refused("This change was already undone.")
    if change.authority is not None:
        subject, name = f"authority:{change.authority.code}", change.authority.name
        mine = RegionAssignment.objects.filter(authority=change.authority)
        _take_back(mine.filter(change=change, ends__isnull=True).delete()[0])
        mine.filter(ends=change.starts).update(ends=None)
    elif change.establishment is not None:
        subject, name = f"school:{change.establishment.urn}", change.establishment.name
        own = SchoolOverride.objects.filter(establishment=change.establishment)
        if change.after is not None:
            _take_back(own.filter(change=change, ends__isnull=True).delete()[0])
        elif own.filter(starts__gte=change.starts).exists():
            _take_back(0)
        if change.before is not None:
            own.filter(ends=change.starts).update(ends=None)
    audit.record("regions.change-undone", subject=subject, words=f"Undid the change of {name}", by=by, at=at)


def _take_back(removed: int) -> None:
    if not removed:
        raise Refused("A later change stands on this one. Undo that one first, or record a new change.")


def _check(latest: RegionAssignment, region: Region, starts: date, name: str) -> None:
    if latest.starts >= starts:
        raise Refused(f"A change of {name} from {latest.starts:%-d %B %Y} is already recorded. Choose a later day.")
    if latest.ends is None and latest.region_id == region.pk:
        raise Refused(f"{name} already belongs to {region.name}.")


def _region(latest: RegionAssignment | None, starts: date) -> Region | None:
    """The region that is left, if the latest period still runs on that day."""
    if latest is None or (latest.ends is not None and latest.ends <= starts):
        return None
    return latest.region


def _close(model: type[RegionAssignment] | type[SchoolOverride], pk: int, ends: date) -> None:
    """End the running period, unless somebody else ended it meanwhile."""
    closed = model._default_manager.filter(pk=pk, ends__isnull=True).update(ends=ends)
    if closed != 1:
        raise IntegrityError("The period was ended meanwhile.")


def _change(
    reason: str,
    starts: date,
    by: Actor,
    at: datetime,
    *,
    before: Region | None,
    after: Region | None,
    authority: Authority | None = None,
    establishment: Establishment | None = None,
) -> BoundaryChange:
    if not reason.strip():
        raise Refused("Say who decided it and why.")
    if starts < founding.SINCE:
        raise Refused("Our boundaries begin on 1 January 2009. Choose a later day.")
    return BoundaryChange.objects.create(
        authority=authority,
        establishment=establishment,
        before=before,
        after=after,
        starts=starts,
        reason=reason.strip(),
        made_at=at,
        made_by=by.actor_name,
    )


def _record(change: BoundaryChange, *, subject: str, name: str, by: Actor, at: datetime) -> None:
    where = change.after.name if change.after else "the region of its authority"
    audit.record(
        "regions.changed",
        subject=subject,
        words=f"{name} belongs to {where} from {change.starts:%-d %B %Y}: {change.reason}",
        by=by,
        at=at,
        details={"starts": change.starts.isoformat(), "recorded on": london_day(at).isoformat()},
    )
