"""Rights in the page editor, worked out from the terms in force at the moment of each request.

Wagtail asks its permission policies, and these look first at what is kept on the account's object for the length of a
request (``permission_cache_name``, made for that); only then would they ask for groups, in which nobody stands. So the
middleware lays the rights there, and nothing is written anywhere: a term that ended gives nothing at the next request,
on any session. An account that did not pass the middleware has no rights at all.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.backends import BaseBackend
from wagtail.models import Collection, Page
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permission_policies.pages import PagePermissionPolicy

from coopnet.bodies.queries import reach
from coopnet.kit.access import Account
from coopnet.kit.clock import london_day
from coopnet.site.models import HomePage, RegionPage

ENTER = "wagtailadmin.access_admin"
_GRANTED = "_editor_rights"

EDIT = ("add", "change")
PUBLISH = ("publish", "lock", "unlock")
# Everybody who writes pages may put in pictures and files, choose among all, and change his or her own.
MEDIA = ("add_image", "choose_image", "add_document", "choose_document")
# Whoever writes for the whole network may change those of others too.
MEDIA_OF_ALL = ("change_image", "delete_image", "change_document", "delete_document")


@dataclass(frozen=True, slots=True)
class Named:
    """Stands for a permission of Django's: the policies read its name."""

    codename: str


@dataclass(frozen=True, slots=True)
class PageRight:
    """Stands for a row that would give a group a right on a page and all beneath it."""

    page: Page
    permission: Named

    @property
    def page_id(self) -> int:
        """As the policies ask for it."""
        key: int = self.page.pk
        return key


@dataclass(frozen=True, slots=True)
class CollectionRight:
    """Stands for a row that would give a group a right on a collection and all beneath it."""

    collection: Collection
    permission: Named

    @property
    def collection_id(self) -> int:
        """As the policies ask for it."""
        key: int = self.collection.pk
        return key


def _pages(keys: frozenset[str] | None) -> list[Page]:
    """The roots of what may be done: home for the whole network, else the pages of the regions."""
    if keys is None:
        return [page.page_ptr for page in HomePage.objects.select_related("page_ptr")]
    return [
        page.page_ptr
        for page in RegionPage.objects.filter(region__key__in=keys).select_related("page_ptr").order_by("pk")
    ]


def grant(user: Account, at: datetime) -> None:
    """Lay the rights of this moment on the account's object, in place of any it carried. Four queries."""
    on = london_day(at)
    edit, publish = reach(user, "pages.edit", on), reach(user, "pages.publish", on)
    pages = [PageRight(page, Named(f"{act}_page")) for page in _pages(edit) for act in EDIT]
    pages += [PageRight(page, Named(f"{act}_page")) for page in _pages(publish) for act in PUBLISH]
    media = [] if edit == frozenset() else [*MEDIA, *(MEDIA_OF_ALL if edit is None else ())]
    root = Collection.get_first_root_node() if media else None
    rights: dict[str, Any] = {
        PagePermissionPolicy.permission_cache_name: pages,
        CollectionPermissionLookupMixin.permission_cache_name: [CollectionRight(root, Named(name)) for name in media],
        _GRANTED: edit != frozenset(),
    }
    for name, value in rights.items():
        setattr(user, name, value)


class TermsBackend(BaseBackend):
    """Answers whether an account may enter the page editor: only when this request's terms say so."""

    def has_perm(self, user_obj: Any, perm: str, obj: object | None = None) -> bool:
        return perm == ENTER and obj is None and bool(user_obj.is_active) and bool(getattr(user_obj, _GRANTED, False))
