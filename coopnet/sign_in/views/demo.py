"""Be one of the demo's people: on this machine only, in a demo network only."""

from django.http import Http404, HttpResponseBase
from django.http.request import split_domain_port
from django.views.decorators.cache import never_cache

from coopnet.kit.doors import Request, own_rule
from coopnet.sign_in import demo, library
from coopnet.sign_in.views.common import page
from coopnet.sign_in.views.enter import START

_HERE = ("127.0.0.1", "::1")
_NAMES = ("127.0.0.1", "localhost", "[::1]", "::1")


def _on_this_machine(request: Request) -> bool:
    host, _ = split_domain_port(request.get_host())
    passed_on = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return request.META.get("REMOTE_ADDR") in _HERE and host in _NAMES and not passed_on


@never_cache
@own_rule("Anybody who sits at the machine that runs a demo network; nobody else, and no real network.")
def be(request: Request) -> HttpResponseBase:
    """The people of the demo, each with a button."""
    if request.network is None or not request.network.demo or not _on_this_machine(request):
        raise Http404
    people = demo.offered(request.today)
    if request.method == "POST":
        chosen = [one for one in people if str(one.user.key) == request.POST.get("person")]
        if not chosen:
            raise Http404
        library.leave(request)
        return library.enter_for_demo(request, chosen[0].user, address=START)
    return page(request, "sign_in/be.html", {"people": people})
