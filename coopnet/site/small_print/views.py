"""Help, privacy, accessibility, reading settings."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import escape
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.kit.doors import Request, public
from coopnet.kit.frame import reading as reading_settings
from coopnet.kit.languages import COOKIE
from coopnet.site.small_print.addresses import addresses
from coopnet.site.small_print.forms import ReadingForm

_YEAR = 365 * 24 * 3600
# What is of no use in a search engine: one's own pages, officers' pages, and lists without end. Doors keep people out,
# not this.
CLOSED_TO_ROBOTS = (
    *("/account/", "/sign-in/", "/sign-out/", "/be/", "/cms/", "/_util/"),
    *(
        "/to-do/",
        "/people/",
        "/roles/",
        "/letters/",
        "/record/",
        "/enquiries/",
        "/help/requests/",
        "/news/write/",
        "/news/posts/",
        "/pages/",
        "/urgent/raise/",
        "/moving-in/",
        "/rehearsal/",
        "/contact/conversation/",
        "/status/",
        "/schools/to-look-at/",
        "/schools/enter/",
    ),
    *(
        "/schools/*/correct/",
        "/schools/*/co-operative/",
        "/regions/boundaries/authority/",
        "/regions/boundaries/school/",
    ),
    *("/find/?", "/changes/?", "/changes/register/?"),
)


@public
@require_safe
def help_page(request: Request) -> HttpResponse:
    """How to do the few things that most people come for."""
    return render(request, "site/small_print/help.html")


@public
@require_safe
def robots(request: Request) -> HttpResponse:
    """What search engines may leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in CLOSED_TO_ROBOTS)]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def sitemap(request: Request) -> HttpResponse:
    """Every page that is worth finding: those of the tree, posts, and co-operative schools with their trusts."""
    root = request.build_absolute_uri("/").rstrip("/")
    answer = HttpResponse(content_type="application/xml")
    answer.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    )
    for address in addresses(request.today):
        answer.write(f"<url><loc>{escape(root + address)}</loc></url>\n")
    answer.write("</urlset>\n")
    return answer


@public
@require_safe
def privacy(request: Request) -> HttpResponse:
    """What we hold about people, why, and for how long."""
    return render(request, "site/small_print/privacy.html")


@public
@require_safe
def accessibility(request: Request) -> HttpResponse:
    """What we promise, what we test, what falls short, whom to tell."""
    return render(request, "site/small_print/accessibility.html")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: Request) -> HttpResponse:
    """Size, colour and shape of what is read here. The choice stays in a cookie on the reader's device."""
    if request.method == "POST":
        form = ReadingForm(request.POST)
        if form.is_valid():
            answer = HttpResponseRedirect(request.path + "?kept=1")
            chosen = form.as_cookie()
            if chosen:
                answer.set_cookie(COOKIE, chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
            else:
                answer.delete_cookie(COOKIE, samesite="Lax")
            return answer
    else:
        form = ReadingForm(initial=dict(reading_settings(request.COOKIES.get(COOKIE, ""))))
    return render(request, "site/small_print/reading.html", {"form": form, "kept": "kept" in request.GET})
