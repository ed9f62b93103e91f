"""About us: words alone, kept by editors, with a text of ours until they write their own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.kit.doors import Request, public
from coopnet.site.models import SectionPage, TextPage
from coopnet.site.on_paper import page_paper
from coopnet.site.words import ABOUT


@public
@require_safe
def about(request: Request, words: TextPage | None = None) -> HttpResponse:
    """Who we are, what we are for, and what makes a co-operative."""
    words = words or TextPage.objects.live().filter(slug="about").first() or TextPage(**ABOUT)
    return render(request, "site/text_page.html", {"page": words, "late": words.late_on(request.today)})


@public
@require_safe
def briefing(request: Request) -> HttpResponse:
    """The briefing for governors as a paper: what its page says, which editors may have changed."""
    found = SectionPage.objects.live().filter(slug="briefing", url_path__endswith="/join/briefing/").first()
    if found is None:
        raise Http404
    answer = HttpResponse(page_paper(found, request.today), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="briefing.pdf"'
    return answer
