"""What is handed over in an office: page, paper, and what the leaver writes."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.models import Term
from coopnet.kit.doors import Request, own_rule, signed_in
from coopnet.kit.forms import OnceForm
from coopnet.kit.paper import NotSet
from coopnet.people.queries import person_of
from coopnet.volunteers import actions, pack, queries
from coopnet.volunteers.forms import HandoverForm
from coopnet.volunteers.printing import hand_over
from coopnet.volunteers.views.offering import done

WHY = "Only the holder of the office, whoever follows, and the co-ordinator read what is handed over."


@signed_in
@require_safe
def listed(request: Request) -> HttpResponse:
    """One's own offices, and those that one follows in."""
    return render(request, "volunteers/packs.html", {"packs": queries.packs(request.user, request.moment)})


def _found(request: Request, pk: int) -> tuple[Term, queries.Standing]:
    found = queries.get(pk, request.user, request.moment)
    if found is None:
        raise Http404
    return found


def _page(
    request: Request, term: Term, standing: queries.Standing, form: HandoverForm | None, plain: OnceForm | None = None
) -> HttpResponse:
    whole = pack.of(term, request.moment)
    written = whole.written
    still = written is not None and (written.received_at is not None or written.forgotten_at is not None)
    initial = {"notes": written.notes, "promises": written.promises} if written else {}
    following = next((one for one in whole.next if one.starts <= request.today), None)
    context = {
        "term": term,
        "pack": whole,
        "standing": standing,
        "form": form or (HandoverForm(initial=initial) if standing.holder and not still else None),
        "may_take": standing.follows and following is not None and not still,
        "plain": plain or OnceForm(),
    }
    answer = render(request, "volunteers/pack.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@own_rule(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, pk: int) -> HttpResponse:
    """The page. Its holder writes in it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    term, standing = _found(request, pk)
    if request.method != "POST":
        return _page(request, term, standing, None)
    if not standing.holder:
        raise Http404
    form = HandoverForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.write(
                term=term, notes=given["notes"], promises=given["promises"], by=request.user, at=request.moment
            )
            return request.path

        if answer := done(request, form, do, "Kept for whoever follows you."):
            return answer
    return _page(request, term, standing, form)


@own_rule(WHY)
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """The same as PDF."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    term, _ = _found(request, pk)
    try:
        data = hand_over(pack.of(term, request.moment), request.today)
    except NotSet:
        messages.error(request, "This is too much for one paper. Print the page instead.")
        return redirect("volunteers:pack", pk)
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="hand-over-{pk}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@own_rule(WHY)
@require_POST
def taken(request: Request, pk: int) -> HttpResponse:
    """Whoever follows takes it over."""
    if not request.user.is_authenticated:
        return redirect_to_login("/hand-over/")
    term, standing = _found(request, pk)
    person = person_of(request.user)
    if not standing.follows or person is None:
        raise Http404
    form = OnceForm(request.POST)
    if not form.is_valid():
        return redirect("volunteers:pack", pk)

    def do() -> str:
        actions.receive(term=term, person=person, by=request.user, at=request.moment)
        return f"/hand-over/{pk}/"

    if answer := done(request, form, do, "Taken over. All of it is yours now."):
        return answer
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    return redirect("volunteers:pack", pk)
