"""Writing, publishing and taking back posts."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.images.models import Image
from wagtail.models import Page

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit import clock
from coopnet.kit.actors import Actor
from coopnet.kit.uploads.pictures import Picture
from coopnet.site import posts as rules
from coopnet.site.models import NewsPage, PostPage, RegionPage
from coopnet.site.models.news import NOT_ALONE
from coopnet.site.news import plain, queries
from coopnet.site.posts import Kind


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why."""


def _note(what: str, words: str, post: PostPage, by: Actor, at: datetime) -> None:
    record(f"news.{what}", subject=f"page:{post.pk}", words=f"{words} “{post.title}”", by=by, at=at)


def _kept(picture: Picture, shows: str, by: User, at: datetime) -> Image:
    kept = Image(
        title=shows[:255], description=shows[:255], file=ContentFile(picture.data, name=picture.name),
        uploaded_by_user=by, created_at=at, file_size=len(picture.data),
    )  # fmt: skip
    kept.save()
    return kept


def _body(words: str, picture: Image | None, shows: str) -> list[tuple[str, object]]:
    body: list[tuple[str, object]] = []
    if picture is not None:
        body.append(("picture", {"picture": picture, "shows": shows, "below": ""}))
    return [*body, ("text", plain.to_html(words))]


def _held(post: PostPage) -> PostPage:
    """As it stands now, and nobody else changes it until we are done."""
    held: PostPage = PostPage.objects.select_for_update(of=("self",)).get(pk=post.pk)
    return held


def _has_its_day(version: PostPage) -> bool:
    """An event is about the day on which it takes place, whenever it is told."""
    return version.kind == Kind.EVENT.value and version.posted_on is not None


@transaction.atomic
def draft(
    *,
    above: NewsPage | RegionPage,
    kind: Kind,
    title: str,
    words: str,
    picture: Picture | None,
    shows: str,
    day: date | None = None,
    by: User,
    at: datetime,
) -> PostPage:
    """Begin a post that nobody outside sees yet. ``above`` is the page of its region, or the news of the network.
    ``day``: when an event takes place; other posts get the day on which they go out."""
    above = type(above).objects.select_for_update().get(pk=above.pk)
    taken = set(Page.objects.child_of(above).values_list("slug", flat=True)) | {"boundaries"}
    post = PostPage(
        title=title,
        slug=rules.slug_of(title, taken),
        kind=kind.value,
        posted_on=day if day and kind is Kind.EVENT else clock.london_day(at),
        lead=rules.lead_of(words),
        author_role=queries.role_words(by, above, at),
        live=False,
    )
    post.body = _body(words, _kept(picture, shows, by, at) if picture else None, shows)
    above.add_child(instance=post)  # without an owner yet: the editor's log would tell of it a second time
    PostPage.objects.filter(pk=post.pk).update(owner=by)
    post.owner = by
    post.save_revision(user=by)
    _note("drafted", "Began", post, by, at)
    return post


@transaction.atomic
def change(
    *,
    post: PostPage,
    kind: Kind,
    title: str,
    words: str,
    picture: Picture | None,
    shows: str,
    day: date | None = None,
    by: User,
    at: datetime,
) -> None:
    """Write its next version, which shows when it is published. A new picture takes the place of the old one.

    Raises NotPossible where the page editor made more of it than words and a picture.
    """
    post = _held(post)
    version = queries.newest(post)
    simple = queries.simple(version)
    if simple is None:
        raise NotPossible("This post holds more than words and a picture. Change it in the page editor.")
    kept = _kept(picture, shows, by, at) if picture else simple.picture
    version.title, version.kind, version.lead = title, kind.value, rules.lead_of(words)
    version.body = _body(words, kept, shows)
    if day and kind is Kind.EVENT:
        version.posted_on = day
    version.save_revision(user=by)
    _note("changed", "Changed", post, by, at)


@transaction.atomic
def publish(*, post: PostPage, by: User, at: datetime) -> None:
    """Show the newest version to everybody. Raises NotPossible for one about policy that the same person wrote."""
    post = _held(post)
    revision = post.get_latest_revision()
    if revision is None:
        raise NotPossible("There is nothing to publish yet.")
    version = revision.as_object()
    first = post.first_published_at is None
    two = rules.needs_two(version.kind, post.kind if post.live else "")
    if first and not _has_its_day(version):
        version.posted_on = clock.london_day(at)
    version.go_live_at = None
    version.agreed_by_role = queries.role_words(by, version.get_parent().specific, at) if two else ""
    if two and revision.user_id == by.pk:
        raise NotPossible(NOT_ALONE)
    # The version as it goes out, kept under its writer's name: whoever agrees is noted as publishing it.
    final = version.save_revision(user=revision.user, log_action=False)
    try:
        final.publish(user=by, log_action=False, skip_permission_checks=True)
    except ValidationError as refusal:
        raise NotPossible("; ".join(refusal.messages)) from refusal
    _note("published", "Agreed to and published" if two else "Published", post, by, at)


@transaction.atomic
def publish_on(*, post: PostPage, day: date, by: User, at: datetime) -> None:
    """Have the newest version shown from 7 in the morning of a day to come. Raises NotPossible."""
    post = _held(post)
    revision = post.get_latest_revision()
    if revision is None:
        raise NotPossible("There is nothing to publish yet.")
    version = revision.as_object()
    if day <= clock.london_day(at):
        raise NotPossible("Choose a day to come, or publish it now.")
    if rules.needs_two(version.kind, post.kind if post.live else "") and revision.user_id == by.pk:
        raise NotPossible(NOT_ALONE)
    moment = clock.london(day, 7)
    version.go_live_at = moment
    if post.first_published_at is None and not _has_its_day(version):
        version.posted_on = day
    final = version.save_revision(user=revision.user, log_action=False)
    type(final).objects.filter(pk=final.pk).update(approved_go_live_at=moment)
    PostPage.objects.filter(pk=post.pk).update(go_live_at=moment)
    _note("set-for", f"Set {day.isoformat()} for publishing", post, by, at)


@transaction.atomic
def keep_back(*, post: PostPage, by: User, at: datetime) -> None:
    """Take back the day that was set for publishing."""
    post = _held(post)
    post.revisions.update(approved_go_live_at=None)
    PostPage.objects.filter(pk=post.pk).update(go_live_at=None)
    version = queries.newest(post)
    version.go_live_at = None
    version.save_revision(user=post.get_latest_revision().user, log_action=False)
    _note("kept-back", "Took back the day set for", post, by, at)


@transaction.atomic
def take_back(*, post: PostPage, by: User, at: datetime) -> None:
    """Hide it from everybody outside. What was written stays, and can be published again."""
    post = _held(post)
    if not post.live:
        raise NotPossible("It is not on the site.")
    UnpublishPageAction(post, user=by, log_action=False).execute(skip_permission_checks=True)
    _note("taken-back", "Took back", post, by, at)
