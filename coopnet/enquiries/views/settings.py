"""Saved replies, and who stands in while one is away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coopnet.enquiries import actions, queries, routing
from coopnet.enquiries.forms import CoverForm, ReplyForm
from coopnet.enquiries.models import Cover, SavedReply
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.people.queries import person_of


def _chosen(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@needs(routing.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: Request) -> HttpResponse:
    """Words that are used again and again: all of them, one more, one fewer."""
    dropping = request.POST.get("act") == "drop"
    form = ReplyForm(request.POST if request.method == "POST" and not dropping else None)
    plain = OnceForm(request.POST if dropping else None)
    asked = plain if dropping else form
    if request.method == "POST" and asked.is_valid():

        def do() -> str:
            if dropping:
                reply = SavedReply.objects.filter(pk=_chosen(request.POST.get("reply", ""))).first()
                if reply is not None:
                    actions.drop_reply(reply=reply, by=request.user, at=request.moment)
            else:
                given = form.cleaned_data
                actions.keep_reply(title=given["title"], text=given["text"], by=request.user, at=request.moment)
            return "/enquiries/replies/"

        try:
            return redirect(once(asked.key, do, at=request.moment))
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "replies": SavedReply.objects.order_by("title"), "plain": OnceForm()}
    return render(request, "enquiries/replies.html", context)


@needs(routing.ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: Request) -> HttpResponse:
    """Say who stands in while you are away; two taps and two days."""
    person = person_of(request.user)
    if person is None:
        raise Http404
    people = routing.can_stand_in(request.today, but=person.pk)
    ending = request.POST.get("act") == "end"
    form = CoverForm(request.POST if request.method == "POST" and not ending else None, people=people)
    plain = OnceForm(request.POST if ending else None)
    asked = plain if ending else form
    if request.method == "POST" and asked.is_valid():

        def do() -> str:
            if ending:
                cover = Cover.objects.filter(pk=_chosen(request.POST.get("cover", "")), away=person).first()
                if cover is not None:
                    actions.end_cover(cover=cover, by=request.user, at=request.moment)
            else:
                given = form.cleaned_data
                actions.set_cover(
                    away=person,
                    cover=given["cover"],
                    starts=given["starts"],
                    ends=given["ends"],
                    by=request.user,
                    at=request.moment,
                )
            return "/enquiries/away/"

        try:
            address = once(asked.key, do, at=request.moment)
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Noted.")
            return redirect(address)
    context = {"form": form, "covers": queries.covers(person.pk, request.today), "plain": OnceForm()}
    return render(request, "enquiries/away.html", context)
