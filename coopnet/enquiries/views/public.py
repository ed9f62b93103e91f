"""Writing to the network, and the conversation behind the link of a letter."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopnet.enquiries import actions, links, queries, routing, rules
from coopnet.enquiries.enums import Kind, Reason
from coopnet.enquiries.forms import ContactForm, MoreForm
from coopnet.kit import clock
from coopnet.kit.actors import System
from coopnet.kit.doors import Request, own_rule, public
from coopnet.kit.once import once
from coopnet.regions.queries import all_regions

WRITER = System("contact form")
SENT = "/contact/sent/"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: Request) -> HttpResponse:
    """One form, four reasons. Who reads it and by when is said before anything is typed."""
    regions = all_regions(request.today)
    wanted = request.GET.get("region", "")
    region = next((one for one in regions if wanted in (one.key, one.slug)), None)
    reason = request.GET.get("reason", "")
    served = clock.machine_now().timestamp()
    form = ContactForm(
        request.POST or None,
        regions=[(one.key, one.name) for one in regions],
        served=served,
        initial={
            "region": region.key if region else "",
            "reason": reason if reason in list(Reason) else Reason.REGION.value if region else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        began = form.served()
        took = None if began is None else timedelta(seconds=served - began)
        facts = queries.facts_of(
            given["name"], given["email"], given["phone"], given["words"], given["website"], took, request.moment
        )

        def do() -> str:
            actions.receive(
                key=form.key,
                reason=form.reason_given,
                region=next((one for one in regions if one.key == given["region"]), None),
                name=given["name"],
                email=given["email"],
                phone=given["phone"],
                school=given["school"],
                words=given["words"],
                spam_why=rules.spam(facts),
                by=WRITER,
                at=request.moment,
            )
            return SENT

        return redirect(once(form.key, do, at=request.moment))
    route = routing.route(region.key if region else "", request.today)
    context = {
        "form": form,
        "region": region,
        "who": routing.who_reads(route),
        "due": rules.due(request.today),
        "promise": rules.PROMISE,
        "usual": queries.usual_days(request.moment),
    }
    return render(request, "enquiries/contact.html", context)


@public
@require_safe
def sent(request: Request) -> HttpResponse:
    """Thank you, and what happens next. The same for everybody, spam or not."""
    return render(request, "enquiries/sent.html", {"due": rules.due(request.today)})


@own_rule("The link was sent to the writer alone; it opens that one conversation and nothing else.")
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: Request, token: str) -> HttpResponse:
    """What was said, and a field to say more. Opening the link changes nothing."""
    enquiry = links.enquiry_of(token)
    if enquiry is None:
        raise Http404
    found = enquiry
    form = MoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.hear(enquiry=found, text=form.cleaned_data["text"], by=WRITER, at=request.moment)
            return request.path

        address = once(form.key, do, at=request.moment)
        messages.success(request, "Your message is with us.")
        return redirect(address)
    seen = (Kind.FROM_THEM.value, Kind.ANSWER.value)
    context = {
        "enquiry": found,
        "said": [message for message in queries.conversation(found) if message.kind in seen],
        "form": form,
    }
    return render(request, "enquiries/conversation.html", context)
