"""The page of one school, today or as at another day."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from coopnet.kit.access import may
from coopnet.kit.doors import Request, public
from coopnet.kit.templatetags.kit import long_day
from coopnet.membership import queries as membership
from coopnet.regions.places import line as places_line
from coopnet.register.rules import FIRST_INVENTED
from coopnet.register.story import Story, tell
from coopnet.site.asked import asked
from coopnet.site.place import Place, place_among
from coopnet.site.school.line import line
from coopnet.site.trust.keys import trust_key


@public
def school_page(request: Request, urn: int) -> HttpResponse:
    """What the register says, with its story; nothing that could shame a school."""
    day = asked(request)
    story = tell(urn, on=day.day)
    if story is None:
        raise Http404
    place, regions = place_among(story.school, day.day)
    request.places = places_line(regions)
    context = {
        "member": membership.shown(story.school, day.day),
        "story": story,
        "school": story.school,
        "asked": day,
        "line": line(story),
        "place": place,
        "trusts": [(group, trust_key(group)) for group in story.trusts],
        "kind": story.kind
        + ("" if story.school.gender in ("", "Not applicable") else f", {story.school.gender.lower()}"),
        "may_change": _may(request, "register.change", place),
        "may_ring": _may(request, "contacts.keep", place),
        "told": _told(story),
    }
    return render(request, "site/school/page.html", context)


def _may(request: Request, act: str, place: Place) -> bool:
    return bool(request.user.is_authenticated and may(request.user, act, on=place, at=request.moment))


def _told(story: Story) -> str:
    """Where this page's words come from, with their day."""
    school = story.school
    if school.urn >= FIRST_INVENTED:
        return "the story of this demonstration; the school is invented"
    if school.told_on is not None:
        return f"the official register of {long_day(school.told_on)}"
    if school.source == "hand":
        return "what our people entered by hand"
    facts_day = school.rest.get("facts_day") if isinstance(school.rest, dict) else None
    newest = f", the newest of {long_day(date.fromisoformat(facts_day))}" if isinstance(facts_day, str) else ""
    return f"published register files{newest}"
