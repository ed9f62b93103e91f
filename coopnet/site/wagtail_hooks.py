"""What the page editor may not do to the frame of the site: home, overview and region pages stay where they are."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from coopnet.site.models import OwnAddress


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
    """Nor any of this to many at once; publishing many is welcome."""
    if action_type != "publish":
        for thing in objects:
            if isinstance(thing, Page):
                _refuse_frame(thing)


for _moment in ("before_delete_page", "before_unpublish_page", "before_copy_page"):
    hooks.register(_moment, keep)
hooks.register("before_move_page", keep_place)
hooks.register("before_bulk_action", keep_all)
