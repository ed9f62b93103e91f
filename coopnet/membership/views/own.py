"""A school's own page, and the one page that a chair of governors opens."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.kit import registry
from coopnet.kit.access import may, require
from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.kit.doors import Request, own_rule, signed_in
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.membership import queries
from coopnet.membership.acting import actions, links
from coopnet.membership.enums import DUTY_WORDS, STATE_WORDS, Duty
from coopnet.membership.forms import ChairAnswerForm, ChairForm, DutyForm
from coopnet.membership.models import Mandate, Member
from coopnet.membership.refusals import NotPossible
from coopnet.membership.standing import OWN, OWN_CHANGE
from coopnet.membership.views.officers import people_of
from coopnet.people.queries import person_of

CHAIR = System("link to the chair")


@own_rule("The link was sent to the chair alone; it opens one question and dies with its answer.")
@require_http_methods(["GET", "HEAD", "POST"])
def chair(request: Request, word: str) -> HttpResponse:
    """Does this person vote for you? One press. Opening the link changes nothing."""
    question = links.question_of(word, request.today)
    if question is None:
        return render(request, "membership/chair_done.html", status=404 if request.method == "POST" else 200)
    form = ChairAnswerForm(request.POST or None)
    said = request.POST.get("said", "")
    if request.method == "POST" and form.is_valid() and said in ("yes", "no"):
        try:
            actions.answer(
                question=question, yes=said == "yes", minute=form.cleaned_data["minute"], by=CHAIR, at=request.moment
            )
        except NotPossible:
            return render(request, "membership/chair_done.html", status=404)
        return render(request, "membership/chair_done.html", {"question": question, "yes": said == "yes"})
    context = {"question": question, "form": form, "duty": DUTY_WORDS[Duty(question.duty)]}
    return render(request, "membership/chair.html", context)


@own_rule("The link was sent to whoever acts for the member; it ends when that person does.")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request, word: str) -> HttpResponse:
    """Who acts for a member: still right, or I do this no more. One press each; opening the link changes nothing."""
    mandate = links.mandate_of(word, request.today)
    if mandate is None:
        return render(
            request, "membership/people.html", {"over": True}, status=404 if request.method == "POST" else 200
        )
    by = System(f"link to {mandate.person.name}")
    done, refusal = "", ""
    if request.method == "POST" and request.POST.get("said") in ("right", "stop"):
        done = request.POST["said"]
        try:
            if done == "right":
                actions.still_right(member=mandate.member, by=by, at=request.moment)
            else:
                actions.end_duty(mandate=mandate, on=request.today, by=by, at=request.moment)
        except NotPossible as error:
            done, refusal = "", str(error)
    context = {
        "mandate": mandate,
        "mandates": queries.mandates(mandate.member, request.today),
        "voter": queries.voter(mandate.member, request.today),
        "done": done,
        "refusal": refusal,
    }
    return render(request, "membership/people.html", context)


class _Own:
    """A member as its own people see it."""

    def __init__(self, request: Request, member: Member, mine: list[Mandate]) -> None:
        today = request.today
        self.member = member
        self.mine = mine
        self.period = queries.period_on(member, today)
        self.state = queries.state_on(self.period.changes.all(), today) if self.period else None
        self.words = STATE_WORDS[self.state] if self.state else ""
        self.mandates = queries.mandates(member, today)
        self.voter = queries.voter(member, today)
        self.question = member.questions.filter(state="asked").select_related("person").first()
        self.schools = member.coverage.filter(queries.holding(today)).select_related("establishment")
        self.may_change = bool(may(request.user, OWN_CHANGE, on=member, at=request.moment))
        people = [(key, person.name) for key, person in people_of(member, request).items()]
        self.chair = ChairForm(prefix="chair", people=people)
        self.duty = DutyForm(prefix="duty", people=people)
        self.right = OnceForm(prefix="right")
        self.stop = OnceForm(prefix="stop")
        self.parts = registry.parts("our-school", request, member)


@signed_in
@require_safe
def ours(request: Request) -> HttpResponse:
    """Every member for which the account's person does something: how it stands, who acts, who votes."""
    person = person_of(request.user)
    found = queries.members_of(person, request.today) if person else []
    rows = [
        _Own(request, member, mine) for member, mine in found if may(request.user, OWN, on=member, at=request.moment)
    ]
    return render(request, "membership/ours.html", {"rows": rows})


@signed_in
@require_POST
def act(request: Request, number: int, act: str) -> HttpResponse:
    """Ask the chair about the voter, give a duty to a colleague, say that all is still right, stop doing something."""
    member = Member.objects.filter(number=number).select_related("organisation").first()
    if member is None or not may(request.user, OWN, on=member, at=request.moment):
        raise Http404
    if act != "stop":
        require(request.user, OWN_CHANGE, on=member, at=request.moment)
    people = people_of(member, request)
    named = [(key, person.name) for key, person in people.items()]
    forms: dict[str, OnceForm] = {
        "chair": ChairForm(request.POST, prefix="chair", people=named),
        "duty": DutyForm(request.POST, prefix="duty", people=named),
        "right": OnceForm(request.POST, prefix="right"),
        "stop": OnceForm(request.POST, prefix="stop"),
    }
    form = forms.get(act)
    if form is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, "Something is missing. Fill in every field and send it once more.")
        return redirect("/our-school/")
    given, by, at = form.cleaned_data, request.user, request.moment
    me = person_of(request.user)

    def stop() -> None:
        duty = request.POST.get("duty", "")
        for mandate in queries.mandates(member, request.today):
            if me is not None and mandate.person_id == me.pk and mandate.duty == duty:
                actions.end_duty(mandate=mandate, on=request.today, by=by, at=at)

    acts: dict[str, tuple[Callable[[], object], str]] = {
        "chair": (
            lambda: actions.ask_chair(
                member=member, person=people[given["person"]], duty=Duty(given["duty"]),
                chair_name=given["chair_name"], chair_email=given["chair_email"], by=by, at=at,
            ),
            "We have asked your chair. You hear when the answer comes.",
        ),
        "duty": (
            lambda: actions.appoint(
                member=member, person=people[given["person"]], duty=Duty(given["duty"]), starts=request.today,
                basis=Basis("colleague", str(by.pk), f"Named by {by.name}", request.today), by=by, at=at,
            ),
            "Your colleague does it from today.",
        ),
        "right": (lambda: actions.still_right(member=member, by=by, at=at), "Thank you. We ask again next year."),
        "stop": (stop, "You do it no more. Thank you for what you did."),
    }  # fmt: skip
    do, words = acts[act]

    def step() -> str:
        do()
        return "/our-school/"

    try:
        once(form.key, step, at=at)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("/our-school/")
