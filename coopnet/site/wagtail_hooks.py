"""What the page editor may not do to the frame of the site: home, overview and region pages stay where they are."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from coopnet.site.models import OwnAddress, PostPage
from coopnet.site.models.news import NOT_ALONE
from coopnet.site.posts import needs_two


def _refuse_frame(page: Page) -> None:
    if isinstance(page.specific, OwnAddress):
        raise PermissionDenied


def keep(request: HttpRequest, page: Page) -> None:
    """Pages that a view of ours answers for are neither deleted nor hidden nor doubled."""
    _refuse_frame(page)


def keep_place(request: HttpRequest, page: Page, destination: Page) -> None:
    """Nor moved."""
    _refuse_frame(page)


def keep_all(request: HttpRequest, action_type: str, objects: list[object], action: object) -> None:
    """Nor any of this to many at once; publishing many is welcome, but for policy."""
    for thing in objects:
        if isinstance(thing, Page) and action_type != "publish":
            _refuse_frame(thing)
        elif isinstance(thing, Page) and _waits_for_two(thing):
            raise PermissionDenied(NOT_ALONE)


def _waits_for_two(page: Page) -> bool:
    post = page.specific
    if not isinstance(post, PostPage):
        return False
    return needs_two(post.get_latest_revision_as_object().kind, post.kind if post.live else "")


def keep_two(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Policy goes out by the page where a second person agrees. What was typed is kept as a draft by then."""
    if not _waits_for_two(page):
        return None
    messages.error(request, f"{NOT_ALONE} What you wrote is kept; it waits in the To do list of the others.")
    return redirect(f"/news/posts/{page.pk}/")


for _moment in ("before_delete_page", "before_unpublish_page", "before_copy_page"):
    hooks.register(_moment, keep)
hooks.register("before_publish_page", keep_two)
hooks.register("before_move_page", keep_place)
hooks.register("before_bulk_action", keep_all)
