"""The inbox of those who answer."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coopnet.enquiries import actions, queries
from coopnet.enquiries.forms import HandForm, InboxForm, TextForm
from coopnet.enquiries.models import Enquiry, SavedReply
from coopnet.enquiries.routing import ACT
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.kit.sheet import sheet
from coopnet.regions.queries import all_regions

NETWORK = "network"
AGAIN = "That did not come through. Press the button once more."


@needs(ACT)
@require_safe
def inbox(request: Request) -> HttpResponse:
    """Enquiries of one group, by the day of the promise."""
    form = InboxForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    group = asked.get("group") or "waiting"
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and 0 < len(number) < 6 else 1
    text = asked.get("q") or ""
    found = queries.inbox(request.user, group, text, request.moment, max(1, page))
    context = {
        "form": form,
        "group": group,
        "text": text,
        "words": queries.GROUPS[group][0],
        "page": found,
        "next": urlencode({"group": group, "q": text, "page": found.next}) if found.next else "",
        "query": urlencode({"group": group, "q": text}),
    }
    return render(request, "enquiries/inbox.html", context)


@needs(ACT)
@require_safe
def as_sheet(request: Request) -> HttpResponse:
    """The whole list as a sheet: whose, about what, by when. The words stay here."""
    form = InboxForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    group = asked.get("group") or "waiting"
    head = ("Came", "About", "Region", "Name", "E-mail", "Telephone", "School", "State", "Answer due", "Answered")
    rows = []
    page: int | None = 1
    while page:
        found = queries.inbox(request.user, group, asked.get("q") or "", request.moment, page)
        rows += [
            (
                one.made_at.date(), one.reason_words, one.region.name if one.region else "", one.name, one.email,
                one.phone, one.school, one.state_words, one.due_on, one.answered_at.date() if one.answered_at else "",
            )
            for one in found.rows
        ]  # fmt: skip
        page = found.next
    return sheet("enquiries", head, rows)


def _mine(request: Request, key: UUID) -> Enquiry:
    found = queries.get(request.user, key, request.moment)
    if found is None:
        raise Http404
    return found


def _places(request: Request, found: Enquiry) -> list[tuple[str, str]]:
    places = [(NETWORK, "The national co-ordinator")] if found.region_id else []
    regions = all_regions(request.today)
    return places + [(one.key, f"{one.name} region") for one in regions if one.key != found.region_id]


def _forms(request: Request, found: Enquiry, bound: str = "") -> dict[str, OnceForm]:
    """The forms of the page, each under a name of its own, since they stand beside one another."""
    data = request.POST
    saved = request.GET.get("reply", "")
    words = SavedReply.objects.filter(pk=int(saved)).first() if saved.isdecimal() and len(saved) < 10 else None
    return {
        "answer": TextForm(
            data if bound == "answer" else None,
            prefix="answer",
            label="Your answer",
            hint="It goes by e-mail, with your name under it.",
            initial={"text": words.text if words else ""},
        ),
        "by-phone": TextForm(data if bound == "by-phone" else None, prefix="by-phone", label="What was said?"),
        "note": TextForm(
            data if bound == "note" else None,
            prefix="note",
            label="A note among us",
            hint="The writer may ask to see it.",
        ),
        "hand-over": HandForm(
            data if bound == "hand-over" else None, prefix="hand-over", places=_places(request, found)
        ),
    }


def _page(request: Request, found: Enquiry, forms: dict[str, OnceForm], status: int = 200) -> HttpResponse:
    context = {
        "enquiry": found,
        "late": found.waits and found.due_on < request.today,
        "said": queries.conversation(found),
        "others": queries.others_of(request.user, found, request.moment) if found.waits else [],
        "answer": forms["answer"],
        "by_phone": forms["by-phone"],
        "note": forms["note"],
        "hand_over": forms["hand-over"],
        "replies": SavedReply.objects.order_by("title"),
        "plain": OnceForm(),
        "mine": found.taken_by_id == request.user.pk,
    }
    return render(request, "enquiries/enquiry.html", context, status=status)


@needs(ACT)
@require_safe
def enquiry(request: Request, key: UUID) -> HttpResponse:
    """One enquiry: what was said, and all that can be done."""
    found = _mine(request, key)
    return _page(request, found, _forms(request, found))


@needs(ACT)
@require_POST
def act(request: Request, key: UUID, act: str) -> HttpResponse:
    """Do one thing with an enquiry; a form that does not hold comes back with what was typed."""
    found = _mine(request, key)
    by, at = request.user, request.moment
    forms = _forms(request, found, act)
    form = forms.get(act) or OnceForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}

    def hand() -> None:
        to = given["to"]
        region = next((one for one in all_regions(request.today) if one.key == to), None)
        actions.hand_over(enquiry=found, region=region, text=given["text"], by=by, at=at)

    def join() -> None:
        try:
            other = queries.get(by, UUID(request.POST.get("into", "")), at)
        except ValueError:
            other = None
        if other is None:
            raise actions.NotPossible("That enquiry is not there any more.")
        actions.merge(enquiry=found, into=other, by=by, at=at)

    acts: dict[str, tuple[Callable[[], object], str]] = {
        "take": (lambda: actions.take(enquiry=found, by=by, at=at), "You answer it."),
        "give-back": (
            lambda: actions.give_back(enquiry=found, why=f"{by.name} gave it back.", by=by, at=at),
            "It waits for somebody again.",
        ),
        "answer": (
            lambda: actions.answer(enquiry=found, text=given["text"], by=by, at=at),
            "Your answer is on its way.",
        ),
        "by-phone": (lambda: actions.answered_by_phone(enquiry=found, text=given["text"], by=by, at=at), "Noted."),
        "note": (lambda: actions.note(enquiry=found, text=given["text"], by=by, at=at), "Noted."),
        "hand-over": (hand, "Handed over. They are told by letter."),
        "close": (lambda: actions.close(enquiry=found, by=by, at=at), "Closed. If they write back, it opens again."),
        "spam": (lambda: actions.call_spam(enquiry=found, by=by, at=at), "Moved to the spam, where it stays a month."),
        "not-spam": (lambda: actions.not_spam(enquiry=found, by=by, at=at), "It waits for an answer now."),
        "merge": (join, "Put together."),
    }
    if act not in acts:
        raise Http404
    if not form.is_valid():
        return _page(request, found, forms) if act in forms else _refused(request, found, forms, AGAIN)
    do, words = acts[act]

    def step() -> str:
        do()
        return f"/enquiries/{key}/" if act not in ("hand-over", "spam", "merge") else "/enquiries/"

    try:
        address = once(form.key, step, at=at)
    except actions.NotPossible as refusal:
        return _refused(request, found, forms, str(refusal))
    messages.success(request, words)
    return redirect(address)


def _refused(request: Request, found: Enquiry, forms: dict[str, OnceForm], why: str) -> HttpResponse:
    messages.error(request, why)
    found.refresh_from_db()
    return _page(request, found, forms)
