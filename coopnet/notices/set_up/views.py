"""The page on which officers set letters up."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.notices import senders
from coopnet.notices.enums import Kind
from coopnet.notices.models import Letter, RefusalsList
from coopnet.notices.set_up import actions
from coopnet.notices.set_up.domain import Tick, check, is_invented
from coopnet.notices.set_up.forms import LookForm, TestForm
from coopnet.notices.set_up.resolver import Resolver, machine_servers

TESTS = 5


@dataclass(frozen=True, slots=True)
class Sender:
    """One of the two senders and its domain; ``ticks`` once somebody looked."""

    words: str
    address: str
    domain: str
    invented: bool
    ticks: list[Tick]


def _domain(address: str) -> str:
    return senders.bare(address).rpartition("@")[2]


def _senders(*, look: bool, selector: str) -> list[Sender]:
    """Both senders; a domain that both share is looked at once."""
    names = Resolver(settings.NAME_SERVERS or machine_servers()) if look else None
    seen: dict[str, list[Tick]] = {}
    found = []
    for words, address in (("Notices", settings.DEFAULT_FROM_EMAIL), ("News", settings.NEWS_FROM_EMAIL)):
        own = _domain(address)
        invented = is_invented(own)
        if names is not None and not invented and own not in seen:
            seen[own] = check(
                own,
                returns=_domain(settings.RETURNS_EMAIL) if settings.RETURNS_EMAIL else own,
                selector=selector or settings.DKIM_SELECTOR,
                server=settings.EMAIL_HOST,
                reports_to=senders.bare(settings.DEFAULT_FROM_EMAIL),
                names=names,
            )
            found.append(Sender(words, senders.bare(address), own, invented, seen[own]))
        else:
            found.append(Sender(words, senders.bare(address), own, invented, []))
    return found


@needs("letters.set-up")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: Request) -> HttpResponse:
    """Senders, what their domains say, and letters to oneself. Looking asks name servers and keeps nothing."""
    form = TestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            kind: Kind = form.cleaned_data["kind"]
            actions.send_test(kind=kind, key=form.key, by=request.user, at=request.moment)
            return reverse("notices:set-up")

        address = once(form.key, do, at=request.moment)
        messages.success(request, f"A letter to {request.user.email} waits for the post.")
        return HttpResponseRedirect(address)
    look = LookForm(request.GET if "selector" in request.GET else None)
    looked = look.is_bound and look.is_valid()
    both = _senders(look=looked, selector=look.cleaned_data["selector"] if looked else "")
    mine = Letter.objects.filter(key__startswith=f"{actions.PREFIX}{request.user.pk}:").order_by("-pk")
    context = {
        "senders": both,
        "one_sender": both[0].address == both[1].address,
        "returns": settings.RETURNS_EMAIL,
        "mailbox": bool(settings.MAILBOX_URL),
        "server": settings.EMAIL_HOST,
        "look": look,
        "looked": looked,
        "form": form,
        "tests": list(mine[:TESTS]),
        "refusals_known": RefusalsList.objects.exists(),
    }
    return render(request, "notices/set_up.html", context)
