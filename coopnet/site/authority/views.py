"""The page of one local authority, today or as at another day."""

from datetime import date

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from coopnet.audit.memo import remembered
from coopnet.kit.doors import Request, public
from coopnet.register import movement
from coopnet.register.models import Authority, Establishment
from coopnet.register.words import PHASES, phase
from coopnet.site.asked import asked
from coopnet.site.place import Place, place_of_authority
from coopnet.site.trust.keys import trust_key


@public
def authority_page(request: Request, code: str) -> HttpResponse:
    """Schools of the movement here, and how many schools the list holds."""
    day = asked(request)
    known = remembered(("authority", code, day.day), lambda: _known(code, day.day))
    if known is None:
        raise Http404
    authority, place, phases = known
    schools = remembered(("schools of an authority", code), lambda: movement.schools(frozenset({code})))
    now = [one for one in schools if one.standing(day.day) == "yes"]
    context = {
        "authority": authority,
        "asked": day,
        "place": place,
        "now": [(one, [(member.group, trust_key(member.group)) for member in one.trusts(day.day)]) for one in now],
        "before": [one for one in schools if one.standing(day.day) == "was"],
        "phases": [(name, count) for name, count in phases.items() if name and count],
        "other": phases[""],
        "total": sum(phases.values()),
    }
    return render(request, "site/authority/page.html", context)


def _known(code: str, on: date) -> tuple[Authority, Place, dict[str, int]] | None:
    """The authority, its place among the regions, and how many open schools of each phase the list holds."""
    authority = Authority.objects.filter(code=code).first()
    if authority is None:
        return None
    counted = (
        Establishment.objects.filter(authority=authority, vanished_on__isnull=True)
        .filter(Q(status_name__istartswith="open") | Q(status_name=""))
        .order_by("phase_name")
        .values_list("phase_name")
        .annotate(Count("pk"))
    )
    phases = dict.fromkeys((*PHASES, ""), 0)
    for name, count in counted:
        phases[phase(name)] += count
    return authority, place_of_authority(authority.pk, on), phases
