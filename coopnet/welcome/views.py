"""What officers and contacts see: who is new, who stands still, one of them with all that may be done, the steps."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopnet.bodies.queries import reach
from coopnet.kit.access import may
from coopnet.kit.doors import Request, needs, signed_in
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.membership.models import Member
from coopnet.membership.refusals import NotPossible
from coopnet.membership.standing import CHANGE, place
from coopnet.notices.models import Letter
from coopnet.people.models import Person
from coopnet.people.queries import person_of
from coopnet.welcome import actions, letters, queries
from coopnet.welcome.forms import BuddyForm, ContactForm, StepForm
from coopnet.welcome.models import Buddy, Step
from coopnet.welcome.own import number_in
from coopnet.welcome.queries import New
from coopnet.welcome.rules import LETTERS
from coopnet.welcome.suggesting import suggestions


@needs(CHANGE)
@require_safe
def listed(request: Request) -> HttpResponse:
    """Those who stand still first, then the newest; below, whose ninety days are over."""
    found = queries.listed(request.user, request.today)
    running = sorted((one for one in found if one.runs), key=lambda one: not one.still)
    context = {
        "running": running,
        "still": sum(one.still for one in running),
        "over": [one for one in found if not one.runs],
        "whole": reach(request.user, CHANGE, request.today) is None,
    }
    return render(request, "welcome/list.html", context)


class _Seen:
    """A new member as the account may see it. Raises Http404 for whoever has nothing to do with it."""

    def __init__(self, request: Request, number: int) -> None:
        member = Member.objects.filter(number=number).select_related("organisation").first()
        new = queries.of(member, request.today) if member is not None else None
        if new is None:
            raise Http404
        person = person_of(request.user)
        self.new: New = new
        self.is_contact = person is not None and new.contact is not None and new.contact.person.pk == person.pk
        self.keeps = bool(may(request.user, CHANGE, on=place(new.member, request.moment), at=request.moment))
        if not (self.keeps or self.is_contact):
            raise Http404
        # What the school said is for its contact and the co-ordinator.
        self.reads = self.is_contact or reach(request.user, CHANGE, request.today) is None

    def people(self) -> dict[str, Person]:
        """Who may be the contact."""
        return {str(person.pk): person for person, _words in queries.in_post(self.new.on)}

    def contact_form(self, data: object = None) -> ContactForm:
        """Whom to choose."""
        choices = [("", gettext("The ambassador of the region"))]
        choices += [(str(p.pk), f"{p.name}, {words}") for p, words in queries.in_post(self.new.on)]
        chosen = self.new.contact if self.new.contact and self.new.contact.chosen else None
        form = ContactForm(
            data, prefix="contact", choices=choices, initial={"person": str(chosen.person.pk) if chosen else ""}
        )
        form.fields["person"].required = False
        return form

    def buddy_form(self, data: object = None) -> BuddyForm | None:
        """Whom to ask, where nobody is asked."""
        if self.new.buddy is not None or not self.new.runs:
            return None
        choices = []
        for one in suggestions(self.new, self.new.on):
            words = [gettext("the same phase")] if one.alike.same_phase else []
            if one.alike.miles is not None:
                words.append(gettext("about %(n)s miles away") % {"n": one.alike.miles})
            choices.append((str(one.member.number), f"{one.member}" + (f" ({', '.join(words)})" if words else "")))
        return BuddyForm(data, prefix="buddy", choices=choices) if choices else None


def _sent(new: New) -> list[tuple[int, datetime]]:
    keys = {letters.key(new.period, week): week for week in LETTERS}
    rows = Letter.objects.filter(key__in=keys).order_by("made_at").values_list("key", "made_at")
    return [(keys[key], made_at) for key, made_at in rows]


def _page(request: Request, seen: _Seen, forms: dict[str, OnceForm | None] | None = None) -> HttpResponse:
    given = forms or {}
    context = {
        "new": seen.new,
        "keeps": seen.keeps,
        "reads": seen.reads,
        "sent": _sent(seen.new),
        "contact": given.get("contact") or seen.contact_form(),
        "buddy": given.get("buddy") or seen.buddy_form(),
        "plain": OnceForm(),
    }
    return render(request, "welcome/one.html", context)


@signed_in
@require_safe
def one(request: Request, number: int) -> HttpResponse:
    """One new member: what is done, whom to ring, who walks beside it."""
    return _page(request, _Seen(request, number))


@signed_in
@require_POST
def act(request: Request, number: int, act: str) -> HttpResponse:
    """Choose the contact, ask about a school beside it, let that go, tick a step."""
    seen = _Seen(request, number)
    member, by, at = seen.new.member, request.user, request.moment
    back = f"/first-days/{number}/"
    forms: dict[str, OnceForm | None] = {}
    if act == "contact" and seen.keeps:
        forms["contact"] = seen.contact_form(request.POST)
    elif act == "buddy":
        forms["buddy"] = BuddyForm(
            request.POST, prefix="buddy",
            choices=[(str(one.member.number), "") for one in suggestions(seen.new, seen.new.on)],
        )  # fmt: skip
    elif act in ("part", "tick", "untick"):
        forms[act] = OnceForm(request.POST)
    else:
        raise Http404
    form = forms[act]
    step = Step.objects.filter(pk=number_in(request, "step")).first()
    if act in ("tick", "untick") and step is None:
        raise Http404
    assert form is not None
    if not form.is_valid():
        if act in ("contact", "buddy"):
            if act == "buddy":
                forms["buddy"] = seen.buddy_form(request.POST)
            return _page(request, seen, forms)
        return redirect(back)
    words = {
        "contact": "The contact is named.",
        "buddy": "The new member is asked. After its yes the other is.",
        "part": "It is ended.",
        "tick": "Done.",
        "untick": "It is open again.",
    }

    def do() -> str:
        if act == "contact":
            person = seen.people().get(form.cleaned_data["person"])
            actions.choose_contact(member=member, person=person, by=by, at=at)
        elif act == "buddy":
            other = Member.objects.get(number=int(form.cleaned_data["member"]))
            actions.suggest(member=member, buddy=other, by=by, at=at)
        elif act == "part":
            row = Buddy.objects.filter(period=seen.new.period, pk=number_in(request, "buddy")).first()
            if row is None:
                raise NotPossible("It ended before.")
            actions.part(buddy=row, by=by, at=at)
        elif step is not None:
            actions.tick(member=member, step=step, done=act == "tick", by=by, at=at)
        return back

    try:
        address = once(form.key, do, at=at)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, gettext(words[act]))
    return redirect(address)


def _whole(request: Request) -> None:
    if reach(request.user, CHANGE, request.today) is not None:
        raise Http404


@needs(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: Request) -> HttpResponse:
    """The steps of a new member; the co-ordinator adds one or ends one, for those who join from that day on."""
    _whole(request)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.add_step(
                words=given["words"], by_day=given["by_day"], address=given["address"], by=request.user,
                at=request.moment,
            )  # fmt: skip
            return request.path

        try:
            address = once(form.key, do, at=request.moment)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            return render(request, "welcome/steps.html", _steps(form))
        messages.success(request, gettext("The step is added, for those who join from today on."))
        return redirect(address)
    return render(request, "welcome/steps.html", _steps(form))


def _steps(form: StepForm) -> dict[str, object]:
    return {"steps": Step.objects.filter(ends__isnull=True).order_by("by_day", "pk"), "form": form, "plain": OnceForm()}


@needs(CHANGE)
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """End a step for those who join from today on."""
    _whole(request)
    step = Step.objects.filter(pk=pk).first()
    form = OnceForm(request.POST)
    if step is None or not form.is_valid():
        raise Http404

    def do() -> str:
        actions.end_step(step=step, by=request.user, at=request.moment)
        return "/first-days/steps/"

    try:
        address = once(form.key, do, at=request.moment)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("/first-days/steps/")
    messages.success(request, gettext("It is ended, for those who join from today on."))
    return redirect(address)
