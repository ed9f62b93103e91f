"""Bringing in an export, and taking a move back."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, Revision, Site

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.kit.uploads.refusals import Refused
from coopnet.moving_in import files
from coopnet.moving_in.enums import Sort
from coopnet.moving_in.models import AskedFor, Brought, Move
from coopnet.moving_in.wordpress import addresses, cleaning
from coopnet.moving_in.wordpress.plan import Plan, shown
from coopnet.moving_in.wordpress.reading import Item
from coopnet.site import posts
from coopnet.site.models import HomePage, NewsPage, PostPage, SectionPage

OLD_PAGES = "old-site"
Progress = Callable[[str], None]


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why."""


def _digest(path: Path) -> str:
    """SHA-256 of a file, by which it is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Bringing:
    """One move while it is made: what came in so far, by the addresses under which it was found."""

    def __init__(self, move: Move, old_site: str, at: datetime) -> None:
        self.move, self.old_site, self.at = move, old_site, at
        self.site = Site.objects.get(is_default_site=True)
        self.pages: dict[str, Page] = {}
        self.papers: dict[str, Document] = {}
        self.told: list[str] = list(move.told)
        self.taken = set(Redirect.objects.values_list("old_path", flat=True))

    def note(self, sort: Sort, item: Item | None, target: int, *, title: str = "", hidden: bool = False) -> None:
        """Keep what was made, for taking it back."""
        number, words = (item.number, item.title) if item else (0, "")
        Brought.objects.create(
            move=self.move, sort=sort.value, number=number, title=(title or words)[:255], target=target, hidden=hidden
        )

    def lead(self, item: Item, page: Page | None, link: str = "") -> None:
        """Have every old address of an item lead to what it became."""
        for address in addresses.of(item):
            if address in self.taken:
                self.told.append(f"{address} leads elsewhere already, so “{item.title}” is not found there.")
                continue
            self.taken.add(address)
            made = Redirect.objects.create(
                old_path=address, site=self.site, is_permanent=True, redirect_page=page, redirect_link=link,
                automatically_created=True,
            )  # fmt: skip
            self.note(Sort.ADDRESS, None, made.pk, title=address)

    def target(self, address: str) -> dict[str, str] | None:
        """Where a link in an old text leads now: to a page or a document that came along, or nowhere new."""
        if not addresses.same_site(address, self.old_site):
            return None
        for form in _forms(address):
            if form in self.pages:
                return {"linktype": "page", "id": str(self.pages[form].pk)}
            if form in self.papers:
                return {"linktype": "document", "id": str(self.papers[form].pk)}
        return None


def _forms(address: str) -> list[str]:
    """An address in the shapes under which old addresses are kept."""
    path, _, query = address.partition("#")[0].partition("?")
    path = "/" + path.split("://", 1)[-1].partition("/")[2] if "://" in path else path
    found = [addresses.numbered(path, query), Redirect.normalise_path(addresses.without_index(path) or path)]
    return [form for form in found if form]


@transaction.atomic
def bring_in(
    *, plan: Plan, file: Path, old_site: str, uploads: Path | None, say: Progress = lambda line: None, by: Actor,
    at: datetime,
) -> Move:  # fmt: skip
    """Bring in an export: posts as dated news, pages under /old-site/, files that are found, every old address.

    Drafts, private items and those behind a password come in unseen. Authors and comments are left behind. All of it
    is one transaction. Raises NotPossible where the file is in already or the network has no pages yet.
    """
    code = _digest(file)
    if (earlier := Move.objects.filter(digest=code, undone_at__isnull=True).first()) is not None:
        raise NotPossible(f"{file.name} was brought in on {london_day(earlier.at):%d.%m.%Y}. Take that back first.")
    home, news = HomePage.objects.first(), NewsPage.objects.first()
    if home is None or news is None:
        raise NotPossible("This network has no pages yet. Found it first.")
    move = Move.objects.create(
        file=file.name[:200], digest=code, address=old_site[:300], at=at, by_name=by.actor_name[:160], told=plan.told
    )
    work = _Bringing(move, old_site, at)
    _bring_files(work, plan.files, uploads, say)
    made: list[tuple[Item, Page]] = []
    if plan.pages:
        above = _old_pages(work, home)
        slugs = _slugs(above)
        made += [(item, _page(work, item, above, slugs)) for item in plan.pages]
    slugs = _slugs(news)
    for place, item in enumerate(plan.posts, 1):
        made.append((item, _post(work, item, news, slugs)))
        if place % 50 == 0:
            say(f"{place} of {len(plan.posts)} posts")
    for item, page in made:
        for address in addresses.of(item):
            work.pages.setdefault(address, page)
    for item, page in made:
        _words(work, item, page)
        if page.live:
            work.lead(item, page)
    move.told = work.told
    move.save(update_fields=["told"])
    words = f"Brought in {len(made)} pages and posts from {file.name}"
    record("moving-in.brought", subject=f"move:{move.pk}", words=words, by=by, at=at)
    return move


def _slugs(above: Page) -> set[str]:
    return set(Page.objects.child_of(above).values_list("slug", flat=True)) | {"feed", "write", "posts"}


def _old_pages(work: _Bringing, home: HomePage) -> SectionPage:
    found: SectionPage | None = SectionPage.objects.child_of(home).filter(slug=OLD_PAGES).first()
    if found is not None:
        return found
    page = SectionPage(
        title="From our old site", slug=OLD_PAGES, lead="Pages that were on our old site. They may no longer hold.",
        first_published_at=work.at,
    )  # fmt: skip
    made: SectionPage = home.add_child(instance=page)
    work.note(Sort.PAGE, None, made.pk, title=page.title)
    return made


def _title(item: Item) -> str:
    return (item.title or f"Without a title ({item.number or item.place})")[:255]


def _page(work: _Bringing, item: Item, above: SectionPage, slugs: set[str]) -> SectionPage:
    slug = posts.slug_of(item.slug or _title(item), slugs)
    slugs.add(slug)
    live = shown(item)
    page = SectionPage(
        title=_title(item), slug=slug, live=live, first_published_at=(item.published or work.at) if live else None
    )
    above.add_child(instance=page)
    work.note(Sort.PAGE, item, page.pk, hidden=not live)
    return page


def _post(work: _Bringing, item: Item, news: NewsPage, slugs: set[str]) -> PostPage:
    slug = posts.slug_of(item.slug or _title(item), slugs)
    slugs.add(slug)
    live = shown(item)
    page = PostPage(
        title=_title(item), slug=slug, live=live, first_published_at=(item.published or work.at) if live else None,
        posted_on=london_day(item.published or work.at),
    )  # fmt: skip
    news.add_child(instance=page)
    work.note(Sort.PAGE, item, page.pk, hidden=not live)
    return page


def _words(work: _Bringing, item: Item, page: Page) -> None:
    """Clean the words of an item once every page has its number here, so that links can lead to them."""
    found = cleaning.clean(item.body, work.target)
    page.body = [("text", found.html)] if found.html else []
    if isinstance(page, PostPage):
        page.lead = posts.lead_of(cleaning.bare(found.html))
    if found.pictures and page.live:
        count = len(found.pictures)
        work.told.append(
            f"“{page.title}” had {count} picture{'' if count == 1 else 's'}. Look whether pupils are on "
            f"{'it' if count == 1 else 'them'} before you put {'it' if count == 1 else 'them'} back."
        )
    page.save()
    if not page.live:
        page.save_revision(log_action=False)


def _bring_files(work: _Bringing, items: Iterable[Item], uploads: Path | None, say: Progress) -> None:
    missing = 0
    into = files.collection() if uploads else None
    for item in items:
        place = files.find(item, uploads) if uploads else None
        if place is None or into is None:
            missing += 1
            continue
        try:
            kept = files.keep(item, place, into, work.at)
        except Refused as refusal:
            work.told.append(f"{place.name} did not come along. {refusal}")
            continue
        if kept.document is not None:
            work.note(Sort.DOCUMENT, item, kept.document.pk)
            for address in addresses.of(item):
                work.papers.setdefault(address, kept.document)
            work.lead(item, None, kept.document.url)
        elif kept.picture is not None:
            work.note(Sort.PICTURE, item, kept.picture.pk)
    if missing:
        where = "in the folder that you gave" if uploads else "with the export: give a copy of the folder of uploads"
        work.told.append(f"{missing} files are not {where}.")
    say(f"{missing} files missing" if missing else "every file found")


@transaction.atomic
def take_back(*, move: Move, by: Actor, at: datetime) -> list[str]:
    """Take out all that a move brought, but for pages that somebody has changed since: those stay, and are named.

    Raises NotPossible where it is done already.
    """
    held = Move.objects.select_for_update().get(pk=move.pk)
    if held.undone_at is not None:
        raise NotPossible("This was taken back already.")
    brought = list(Brought.objects.filter(move=held).order_by("-pk"))
    pages = Page.objects.in_bulk([one.target for one in brought if one.sort == Sort.PAGE.value])
    changed = set(
        Revision.objects.filter(object_id__in=[str(pk) for pk in pages], user__isnull=False).values_list(
            "object_id", flat=True
        )
    )
    Redirect.objects.filter(pk__in=[one.target for one in brought if one.sort == Sort.ADDRESS.value]).delete()
    stay = []
    for one in brought:
        page = pages.get(one.target) if one.sort == Sort.PAGE.value else None
        if page is not None:
            page.refresh_from_db()
            if str(page.pk) in changed or page.get_children().exists():
                stay.append(page.title)
            else:
                page.delete()
        elif one.sort == Sort.PICTURE.value:
            Image.objects.filter(pk=one.target).delete()
        elif one.sort == Sort.DOCUMENT.value:
            Document.objects.filter(pk=one.target).delete()
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    record("moving-in.taken-back", subject=f"move:{held.pk}", words=f"Took back {held.file}", by=by, at=at)
    return stay


@transaction.atomic
def lead_to(*, asked: AskedFor, to: str, by: Actor, at: datetime) -> None:
    """Have an address that is asked for in vain lead to a page of ours; with nothing, leave it out of the list."""
    if to:
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(asked.path),
            site=Site.objects.get(is_default_site=True),
            defaults={"redirect_link": to, "is_permanent": True},
        )
    words = f"Had {asked.path} lead to {to}" if to else f"Left {asked.path} out of the addresses asked for"
    asked.delete()
    record("moving-in.led", subject="moving-in:asked-for", words=words, by=by, at=at)
