"""Letters sent and not delivered, for officers; declining news, for whoever has such a link."""

from datetime import timedelta
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.kit import clock
from coopnet.kit.actors import System
from coopnet.kit.doors import Request, needs, own_rule
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.notices import actions, queries
from coopnet.notices.forms import AgainForm, LettersForm
from coopnet.notices.letters import address_of
from coopnet.notices.models import OptOut

READER = System("reader")


@needs("letters.see")
@require_safe
def letters(request: Request) -> HttpResponse:
    """Letters of one group; without a wish those of the last month that did not arrive."""
    given = {**{key: value for key, value in request.GET.items() if key in ("group", "since", "until")}}
    if not given:
        given = {"group": "not-delivered", "since": (request.today - queries.MONTH).isoformat()}
    form = LettersForm(given)
    asked = form.cleaned_data if form.is_valid() else {}
    group = asked.get("group") or "not-delivered"
    since, until = asked.get("since"), asked.get("until")
    found = queries.letters(
        group,
        since=clock.london(since, 0) if since else None,
        until=clock.london(until + timedelta(days=1), 0) if until else None,
    )
    before = request.GET.get("before", "")
    page = queries.page(found, before=int(before) if before.isdecimal() and len(before) < 16 else None)
    context = {
        "form": form,
        "group": group,
        "words": queries.GROUPS[group][0],
        "page": page,
        "older": urlencode({**given, "before": page.older}) if page.older else "",
    }
    return render(request, "notices/letters.html", context)


@needs("letters.see")
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: Request, pk: int) -> HttpResponse:
    """One letter: every try, and the way to send it again. Its text is not shown; it belongs to whoever it is for."""
    found = queries.get_letter(pk)
    if found is None:
        raise Http404
    row, again = found, queries.may_go_again(found)
    form = AgainForm(request.POST or None, initial={"to": found.to})
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.send_again(letter=row, to=form.cleaned_data["to"], by=request.user, at=request.moment)
            return reverse("notices:letter", args=[pk])

        try:
            return HttpResponseRedirect(once(form.key, do, at=request.moment))
        except actions.NotToSend as refusal:
            form.add_error(None, str(refusal))
    context = {
        "letter": found,
        "attempts": queries.attempts(found),
        "again": again,
        "form": form,
        "to_paper": again and found.printable,
        "plain": OnceForm(),
    }
    return render(request, "notices/letter.html", context)


@own_rule("The link was sent to one address alone; it declines news for that address and does nothing else.")
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: Request, token: str) -> HttpResponse:
    """Declining news. Opening the link changes nothing; the button does, and can take it back."""
    address = address_of(token)
    if address is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("wish") == "again":
            actions.welcome_news(address=address, by=READER, at=request.moment)
        else:
            actions.decline_news(address=address, by=READER, at=request.moment)
        return HttpResponseRedirect(reverse("notices:stop", args=[token]))
    declined = OptOut.objects.filter(address=address).exists()
    return render(request, "notices/stop.html", {"address": address, "declined": declined})


@own_rule("Mail programs press it for their reader (RFC 8058): the signed link is all that they have.")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: Request, token: str) -> HttpResponse:
    """Declining news with one press in a mail program. No cookie, no token, no second question.

    A person who opens the address gets the page that asks: programs that look at links change nothing.
    """
    address = address_of(token)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("notices:stop", args=[token]))
    if address is None or request.POST.get("List-Unsubscribe") != "One-Click":
        raise PermissionDenied
    actions.decline_news(address=address, by=READER, at=request.moment)
    return HttpResponse("You get no more news from us.\n", content_type="text/plain; charset=utf-8")
