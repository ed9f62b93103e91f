"""Pages of those who write news: what they keep, writing, looking, publishing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.regions.queries import all_regions
from coopnet.site.models import NewsPage, PostPage, RegionPage
from coopnet.site.news import actions, queries
from coopnet.site.news.forms import DayForm, PostForm
from coopnet.site.posts import KIND_WORDS, Kind, needs_two

NETWORK = "network"


def _key(page: NewsPage | RegionPage) -> str:
    return page.region.key if isinstance(page, RegionPage) else NETWORK


def _places(request: Request) -> dict[str, NewsPage | RegionPage]:
    return {_key(page): page for page in queries.places(request.user, queries.WRITE, request.today)}


def _words(pages: dict[str, NewsPage | RegionPage]) -> list[tuple[str, str]]:
    return [(key, "The whole network" if key == NETWORK else page.title) for key, page in pages.items()]


def _kept(request: Request, pk: int) -> PostPage:
    """A post that the account keeps or may agree to; nothing otherwise, whether or not there is one."""
    post: PostPage | None = PostPage.objects.select_related("latest_revision__user").filter(pk=pk).first()
    if post is None:
        raise Http404
    if may(request.user, queries.WRITE, on=post, at=request.moment):
        return post
    if post in queries.to_agree(request.moment) and queries.may_agree(request.user, post, request.moment):
        return post
    raise Http404


@needs(queries.WRITE)
@require_safe
def mine(request: Request) -> HttpResponse:
    """Every post that one keeps, drafts first."""
    rows = list(queries.kept_by(request.user, request.moment)[:100])
    context = {
        "rows": [
            (post, item)
            for post, item in zip(rows, queries.items(rows, request.today, all_regions(request.today)), strict=True)
        ],
        "waiting": [
            post for post in queries.to_agree(request.moment) if queries.may_agree(request.user, post, request.moment)
        ],
    }
    return render(request, "site/news/mine.html", context)


@needs(queries.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request) -> HttpResponse:
    """The first of two screens."""
    pages = _places(request)
    form = PostForm(request.POST or None, request.FILES or None, places=_words(pages))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            post = actions.draft(
                above=pages[given["place"]],
                kind=Kind(given["kind"]),
                title=given["title"],
                words=given["words"],
                picture=given["picture"],
                shows=given["shows"],
                day=given["day"],
                by=request.user,
                at=request.moment,
            )
            return f"/news/posts/{post.pk}/"

        return redirect(once(form.key, do, at=request.moment))
    return render(request, "site/news/write.html", {"form": form, "places": pages})


@needs(queries.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """The words once more. Posts that hold more than words and a picture are changed in the page editor."""
    post = _kept(request, pk)
    version = queries.newest(post)
    simple = queries.simple(version)
    if simple is None:
        return redirect(f"/cms/pages/{post.pk}/edit/")
    above = post.get_parent().specific
    form = PostForm(
        request.POST or None,
        request.FILES or None,
        places=[(_key(above), above.title)],
        has_picture=simple.picture is not None,
        initial={
            "title": version.title,
            "words": simple.words,
            "shows": simple.shows,
            "kind": version.kind,
            "day": version.posted_on if version.kind == Kind.EVENT.value else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.change(
                post=post,
                kind=Kind(given["kind"]),
                title=given["title"],
                words=given["words"],
                picture=given["picture"],
                shows=given["shows"],
                day=given["day"],
                by=request.user,
                at=request.moment,
            )
            return f"/news/posts/{pk}/"

        return redirect(once(form.key, do, at=request.moment))
    return render(request, "site/news/write.html", {"form": form, "post": post})


def _look(request: Request, post: PostPage, form: DayForm, status: int = 200) -> HttpResponse:
    version = queries.newest(post)
    two = needs_two(version.kind, post.kind if post.live else "")
    writer = post.latest_revision.user if post.latest_revision else None
    context = {
        "post": post,
        "version": version,
        "region": post.region,
        "kind_words": KIND_WORDS[Kind(version.kind)],
        "two": two,
        "writer": writer,
        "own": writer is not None and writer.pk == request.user.pk,
        "keeps": bool(may(request.user, queries.PUBLISH, on=post, at=request.moment)),
        "agrees": two and queries.may_agree(request.user, post, request.moment),
        "news": not post.live or post.has_unpublished_changes,
        "simple": queries.simple(version) is not None,
        "form": form,
        "plain": OnceForm(),
    }
    return render(request, "site/news/look.html", context, status=status)


@needs(queries.WRITE)
@require_safe
def look(request: Request, pk: int) -> HttpResponse:
    """The second screen: the post as readers will see it, and what can be done with it."""
    return _look(request, _kept(request, pk), DayForm())


@needs(queries.WRITE)
@require_POST
def act(request: Request, pk: int, act: str) -> HttpResponse:
    """Publish, set a day, take back."""
    post = _kept(request, pk)
    by, at = request.user, request.moment
    form = DayForm(request.POST) if act == "set-day" else OnceForm(request.POST)
    acts: dict[str, tuple[Callable[[], None], str]] = {
        "publish": (lambda: actions.publish(post=post, by=by, at=at), "It is on the site."),
        "set-day": (
            lambda: actions.publish_on(post=post, day=form.cleaned_data["day"], by=by, at=at),
            "It goes out on that day by itself.",
        ),
        "keep-back": (lambda: actions.keep_back(post=post, by=by, at=at), "It stays here until you publish it."),
        "take-back": (lambda: actions.take_back(post=post, by=by, at=at), "It is off the site, and kept here."),
    }
    if act not in acts:
        raise Http404
    agreeing = act in ("publish", "set-day") and queries.may_agree(by, post, at) and post in queries.to_agree(at)
    if not agreeing and not may(by, queries.PUBLISH, on=post, at=at):
        raise Http404
    if not form.is_valid():
        return _look(request, post, form if isinstance(form, DayForm) else DayForm(), status=200)
    do, words = acts[act]

    def step() -> str:
        do()
        return f"/news/posts/{pk}/"

    try:
        address = once(form.key, step, at=at)
    except actions.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(f"/news/posts/{pk}/")
    messages.success(request, words)
    return redirect(address)
