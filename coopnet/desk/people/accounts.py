"""Whether a person can sign in: make, close and open the account. For officers of the whole network alone.

An officer of one region may change the address of people there; if that officer also made accounts, he or she could
sign in as any of them who holds a role.
"""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coopnet.bodies.queries import reach
from coopnet.desk.people import forms
from coopnet.desk.people.views import address, find
from coopnet.kit.doors import Request, needs
from coopnet.kit.once import once
from coopnet.people.actions import NotPossible, link_account
from coopnet.people.models import Person
from coopnet.sign_in import actions


@needs("people.change")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request, key: UUID) -> HttpResponse:
    """One button, for what can be done next: make the account, close it, or open it again."""
    person = find(request, key, "people.change")
    if reach(request.user, "people.change", request.today) is not None:
        raise Http404
    wish = _next(person)
    form_class = forms.MakeAccountForm if wish == "make" else forms.AccountForm
    form = form_class(request.POST) if request.method == "POST" else form_class()
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            if request.POST.get("wish") != wish:
                raise NotPossible("Somebody else has just changed this account. Look at the person’s page again.")
            _act(request, person, form.cleaned_data.get("reason", ""))
            return address(person)

        try:
            return HttpResponseRedirect(once(form.key, do, at=request.moment))
        except (NotPossible, actions.AddressTaken) as problem:
            form.add_error(None, str(problem))
    context = {"form": form, "person": person, "account": person.user, "wish": wish}
    return render(request, "desk/people/account.html", context)


def _next(person: Person) -> str:
    """What the button does."""
    if person.user is None:
        return "make"
    return "close" if person.user.is_active else "open"


@transaction.atomic
def _act(request: Request, person: Person, reason: str) -> None:
    user, by, at = person.user, request.user, request.moment
    if user is None:
        if not person.email:
            raise NotPossible("Enter the person’s address for letters first.")
        made = actions.make_account(email=person.email, name=person.name, by=by, at=at)
        link_account(person=person, user=made, by=by, at=at)
    elif user == by:
        raise NotPossible("Nobody closes his or her own account. Ask another officer.")
    elif user.is_active:
        actions.close_account(user=user, reason=reason, by=by, at=at)
    else:
        actions.open_account(user=user, reason=reason, by=by, at=at)
