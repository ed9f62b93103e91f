"""Gathering what is held about one account and its person. A few dozen small queries; read-only."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q
from django.db.models.functions import Lower

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.bodies.models import Term
from coopnet.desk.my_data.kinds import Shown
from coopnet.desk.my_data.tables import SHOWN
from coopnet.enquiries.models import Enquiry
from coopnet.enquiries.queries import conversation
from coopnet.kit.clock import LONDON
from coopnet.notices.enums import NoNews
from coopnet.notices.models import Letter, OptOut, Trouble
from coopnet.notices.rules import NO_NEWS_WORDS
from coopnet.people.models import Person
from coopnet.people.queries import person_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One table's worth: what it is, why it is held, how long it stays, and the rows under words for people."""

    title: str
    why: str
    kept: str
    columns: tuple[str, ...]
    rows: list[Row]

    @property
    def cells(self) -> list[list[tuple[str, Any]]]:
        """The rows as pairs of words and value, in the order of the columns."""
        return [[(column, row[column]) for column in self.columns] for row in self.rows]


def _rows(model: type[Model], shown: Shown, owner: User | Person) -> list[Row]:
    names = [path for path, _ in shown.columns]
    found = model._default_manager.filter(**{shown.key: owner}).order_by(shown.order, "pk").values_list(*names)
    return [
        {words: value for (_, words), value in zip(shown.columns, values, strict=True)} for values in found.iterator()
    ]


def _account(user: User) -> Part:
    row: Row = {
        "Key": user.key,
        "Address": user.email,
        "Name": user.name,
        "Made": user.made_at,
        "Last signed in": user.last_login,
        "Has a password": user.has_usable_password(),
    }
    why = "So that you can sign in. A password is kept only as a sum from which it cannot be read."
    return Part("Your account", why, "Until you ask for it to be closed.", tuple(row), [row])


def _letters(user: User, person: Person | None) -> Part:
    addresses = {user.email, *([person.email] if person and person.email else [])}
    wanted = Q()
    for address in sorted(addresses):
        wanted |= Q(to__iexact=address)
    columns = ("Sent to", "Subject", "Words", "Made", "Sent", "State")
    rows = Letter.objects.filter(wanted).order_by("made_at", "pk")
    found = [
        dict(zip(columns, (r.to, r.subject, r.text, r.made_at, r.sent_at, r.state), strict=True))
        for r in rows.iterator()
    ]
    why = "So that it can be shown what you were told and when. The words of letters with a code are not kept."
    return Part("Letters to you", why, "As long as the matter they are about.", columns, found)


def _post(user: User, person: Person | None) -> Part:
    """What is noted against the addresses of this person: no news, or letters that do not arrive."""
    addresses = {user.email.lower(), *([person.email.lower()] if person and person.email else [])}
    columns = ("Address", "Noted", "Since", "How we know")
    found = [
        dict(zip(columns, (one.address, NO_NEWS_WORDS[NoNews(one.why)], one.at, one.source), strict=True))
        for one in OptOut.objects.filter(address__in=addresses).order_by("address")
    ]
    found += [
        dict(zip(columns, (one.address, "Letters do not arrive.", one.since, one.reason), strict=True))
        for one in Trouble.objects.filter(address__in=addresses).order_by("address")
    ]
    why = "So that you get no news that you refused, and somebody looks when letters do not reach you."
    return Part(
        "What is noted against your address", why, "Until you want news again, or letters arrive.", columns, found
    )


def _enquiries(user: User, person: Person | None) -> Part:
    """What came from an address of this person, and what was said about it: the notes of officers too."""
    addresses = {user.email.lower(), *([person.email.lower()] if person and person.email else [])}
    columns = ("Written", "About", "Words", "Name", "Telephone", "School", "State", "What was said")
    found = []
    rows = Enquiry.objects.annotate(address=Lower("email")).filter(address__in=addresses).order_by("made_at", "pk")
    for one in rows.iterator():
        said = "\n".join(
            f"{message.at.astimezone(LONDON):%d.%m.%Y} {message.kind_words}: {message.text}"
            for message in conversation(one)
        )
        cells = (one.made_at, one.reason_words, one.words, one.name, one.phone, one.school, one.state_words, said)
        found.append(dict(zip(columns, cells, strict=True)))
    why = "So that you get an answer. Only those who answer see it."
    return Part("What you wrote to the network", why, "A year after it is closed; spam a month.", columns, found)


def _acts(wanted: Q, title: str, why: str, *, who: bool) -> Part:
    columns = ("Number", "When", "Act", "About", "Words", *(("By",) if who else ()))
    found = []
    for entry in Entry.objects.filter(wanted).select_related("detail").order_by("number").iterator():
        detail = getattr(entry, "detail", None)
        cells: list[Any] = [entry.number, entry.at, entry.what, entry.subject, detail.words if detail else "Erased"]
        if who:
            cells.append(detail.actor_name if detail else "Erased")
        found.append(dict(zip(columns, cells, strict=True)))
    return Part(title, why, "For good; what can identify you in it can be erased.", columns, found)


def gather(user: User) -> list[Part]:
    """Everything, part by part. Parts without rows are kept: nothing there is an answer too."""
    person = person_of(user)
    parts = [_account(user)]
    for shown in SHOWN:
        model = apps.get_model(shown.model)
        key = model._meta.get_field(shown.key)
        owner: User | Person | None = person if key.related_model is Person else user
        rows = [] if owner is None else _rows(model, shown, owner)
        parts.append(Part(shown.title, shown.why, shown.kept, tuple(words for _, words in shown.columns), rows))
    parts.append(_enquiries(user, person))
    parts.append(_letters(user, person))
    parts.append(_post(user, person))
    about = Q(subject=user.actor_key)
    if person is not None:
        terms = [f"term:{pk}" for pk in Term.objects.filter(person=person).values_list("pk", flat=True)]
        about |= Q(subject=f"person:{person.key}") | Q(subject__in=terms)
    kept = "Every change says who made it and when."
    parts.append(_acts(about, "What was done about you", kept, who=True))
    parts.append(_acts(Q(actor_key=user.actor_key), "What you did", kept, who=False))
    return parts


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LONDON).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def as_json(user: User, *, network: str, at: datetime) -> str:
    """The file: one JSON object, the same parts and words as the page."""
    parts = [
        {
            "title": part.title,
            "why": part.why,
            "kept": part.kept,
            "rows": [{words: _plain(value) for words, value in row.items()} for row in part.rows],
        }
        for part in gather(user)
    ]
    return json.dumps({"network": network, "made": _plain(at), "parts": parts}, ensure_ascii=False, indent=1)
