"""About us: words alone, kept by editors, with a text of ours until they write their own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopnet.kit.doors import Request, public
from coopnet.site.models import TextPage
from coopnet.site.words import ABOUT


@public
@require_safe
def about(request: Request, words: TextPage | None = None) -> HttpResponse:
    """Who we are, what we are for, and what makes a co-operative."""
    words = words or TextPage.objects.live().filter(slug="about").first() or TextPage(**ABOUT)
    return render(request, "site/text_page.html", {"page": words, "late": words.late_on(request.today)})
