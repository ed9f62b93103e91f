"""What a school does itself: tick a step, answer about a school beside it, want no letters, say how it went."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from coopnet.kit.access import may, require
from coopnet.kit.doors import Request, signed_in
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.membership import queries as membership
from coopnet.membership.models import Member
from coopnet.membership.refusals import NotPossible
from coopnet.membership.standing import OWN, OWN_CHANGE
from coopnet.people.queries import person_of
from coopnet.welcome import actions, queries
from coopnet.welcome.forms import WentForm
from coopnet.welcome.models import Buddy, Step
from coopnet.welcome.rules import WAITS

BACK = "/our-school/"


def number_in(request: Request, name: str) -> int:
    """A key that a button carries; 0 for what no page of ours sends."""
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 12 else 0


@signed_in
@require_POST
def act(request: Request, number: int, act: str) -> HttpResponse:
    """One press of whoever speaks or votes for the school."""
    member = Member.objects.filter(number=number).select_related("organisation").first()
    if member is None or not may(request.user, OWN, on=member, at=request.moment):
        raise Http404
    require(request.user, OWN_CHANGE, on=member, at=request.moment)
    form = OnceForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Load the page again and send once more."))
        return redirect(BACK)
    by, at = request.user, request.moment
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "quiet": (
            lambda: actions.be_quiet(member=member, quiet=True, by=by, at=at),
            "No more letters about your first days.",
        ),
        "letters": (lambda: actions.be_quiet(member=member, quiet=False, by=by, at=at), "You get the letters again."),
    }
    step = Step.objects.filter(pk=number_in(request, "step")).first()
    if step is not None:
        acts["tick"] = (lambda: actions.tick(member=member, step=step, done=True, by=by, at=at), "Done. Thank you.")
        acts["untick"] = (lambda: actions.tick(member=member, step=step, done=False, by=by, at=at), "It is open again.")
    waits = [state.value for state in WAITS]
    buddy = Buddy.objects.filter(pk=number_in(request, "buddy"), state__in=waits).select_related("period").first()
    if buddy is not None and member.pk in (buddy.member_id, buddy.period.member_id):
        acts["yes"] = (
            lambda: actions.answer(buddy=buddy, member=member, yes=True, by=by, at=at),
            "Thank you. Once both have said yes, each sees whom to write to.",
        )
        acts["no"] = (
            lambda: actions.answer(buddy=buddy, member=member, yes=False, by=by, at=at),
            "That is fine. We look for another.",
        )
    if act not in acts:
        raise Http404
    do, words = acts[act]

    def run() -> str:
        do()
        return BACK

    try:
        address = once(form.key, run, at=at)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(BACK)
    messages.success(request, gettext(words))
    return redirect(address)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def went(request: Request) -> HttpResponse:
    """How the first ninety days went: one field, for a member whose days are nearly over or just were."""
    person = person_of(request.user)
    mine = [member for member, _mandates in membership.members_of(person, request.today)] if person else []
    mine = [member for member in mine if may(request.user, OWN_CHANGE, on=member, at=request.moment)]
    asked = [one for one in queries.new(request.today, only=[m.pk for m in mine]) if one.asks] if mine else []
    number = number_in(request, "member")
    chosen = next((one for one in asked if one.member.number == number), asked[0] if asked else None)
    form = WentForm(request.POST or None)
    # A second press finds nothing to ask any more, and is the same as the first.
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            if chosen is None:
                raise NotPossible("You have told us already, or the time for it is over. Thank you.")
            actions.say(member=chosen.member, text=form.cleaned_data["text"], by=request.user, at=request.moment)
            return BACK

        try:
            address = once(form.key, do, at=request.moment)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            return redirect(BACK)
        messages.success(request, gettext("Thank you. Your contact and the co-ordinator read it."))
        return redirect(address)
    return render(request, "welcome/went.html", {"asked": asked, "chosen": chosen, "form": form})
