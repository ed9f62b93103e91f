"""The newsletter as everybody sees it: asking for it, confirming, the archive."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.kit.actors import System
from coopnet.kit.doors import Request, own_rule, public
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.mailings import queries, rules
from coopnet.mailings.forms import AskForm
from coopnet.mailings.newsletter import actions, links

READER = System("form of the newsletter")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: Request) -> HttpResponse:
    """What the newsletter is, its issues, and a field to ask for it."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.ask(address=form.cleaned_data["email"], by=READER, at=request.moment)
            return "/newsletter/asked/"

        return redirect(once(form.key, do, at=request.moment))
    issues = [(one, rules.for_everybody(one.subject)) for one in queries.archive()[:60]]
    return render(request, "mailings/newsletter.html", {"form": form, "issues": issues})


@public
@require_safe
def asked(request: Request) -> HttpResponse:
    """The same for everybody: a letter is on its way."""
    return render(request, "mailings/asked.html", {})


@own_rule("The link was sent to one address; whoever holds it says yes for that address alone.")
@require_http_methods(["GET", "HEAD", "POST"])
def yes(request: Request, word: str) -> HttpResponse:
    """One button: yes, send it to me. Opening the page changes nothing, for mail programs open links too."""
    address = links.reader_of(word)
    form = OnceForm(request.POST or None)
    if address is not None and request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.confirm(address=address, by=READER, at=request.moment)
            return "/newsletter/"

        address_now = once(form.key, do, at=request.moment)
        messages.success(request, "You get the newsletter from now on. Each issue has a link to end it.")
        return redirect(address_now)
    answer = render(request, "mailings/yes.html", {"form": form, "address": address}, status=200 if address else 404)
    answer["Cache-Control"] = "private, no-store"
    return answer


@public
@require_safe
def issue(request: Request, number: int) -> HttpResponse:
    """One issue, for good at this address."""
    found = get_object_or_404(queries.archive(), number=number)
    words = {"subject": rules.for_everybody(found.subject), "text": rules.for_everybody(found.text)}
    return render(request, "mailings/issue.html", {"issue": found, **words})
