"""What to know before ringing a school, and noting what was said."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from coopnet.casework import actions, queries
from coopnet.casework.forms import ContactForm
from coopnet.casework.models import ContactNote
from coopnet.kit.doors import Request, needs
from coopnet.kit.forms import OnceForm
from coopnet.kit.once import once
from coopnet.membership.again.queries import not_before
from coopnet.register.story import tell


@needs(queries.CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: Request, urn: int) -> HttpResponse:
    """One screen: who, last spoke when, what changed; and a field for what is said now."""
    found = queries.school_for(request.user, urn, request.moment)
    if found is None:
        raise Http404
    school, region = found
    form = ContactForm(request.POST or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> str:
            actions.log_contact(
                key=form.key,
                establishment=school,
                on=given["on"],
                with_whom=given["with_whom"],
                words=given["words"],
                next_on=given["next_on"],
                by=request.user,
                at=request.moment,
            )
            return request.path

        address = once(form.key, do, at=request.moment)
        messages.success(request, "Noted.")
        return redirect(address)
    story = tell(urn, on=request.today)
    notes = queries.contacts(school)
    context = {
        "school": school,
        "region": region,
        "people": queries.people_at(school, request.today),
        "notes": notes,
        "last": notes[0] if notes else None,
        "recent": list(story.events[-3:])[::-1] if story else [],
        "story": story,
        "not_before": not_before(school, request.today),
        "form": form,
        "plain": OnceForm(),
    }
    return render(request, "casework/before.html", context)


@needs(queries.CONTACTS)
@require_POST
def act(request: Request, urn: int, act: str) -> HttpResponse:
    """Tick off what was noted to do, or take a note of one's own away."""
    found = queries.school_for(request.user, urn, request.moment)
    number = request.POST.get("note", "")
    pk = int(number) if number.isascii() and number.isdecimal() and len(number) < 12 else 0
    note = ContactNote.objects.filter(pk=pk, establishment=found[0]).first() if found else None
    form = OnceForm(request.POST)
    if note is None or act not in ("done", "drop") or (act == "drop" and note.by_id != request.user.pk):
        raise Http404
    target, back = note, f"/schools/{urn}/before-you-ring/"
    if not form.is_valid():
        return redirect(back)

    def do() -> str:
        if act == "done":
            actions.done_next(note=target, by=request.user, at=request.moment)
        else:
            actions.drop_contact(note=target, by=request.user, at=request.moment)
        return back

    address = once(form.key, do, at=request.moment)
    messages.success(request, "Done." if act == "done" else "Taken away.")
    return redirect(address)
