"""Which live blocks there are, and what each needs. Every answer is one for a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopnet.bodies import queries as bodies
from coopnet.bodies.crews import crews
from coopnet.bodies.enums import Office
from coopnet.decisions import queries as decisions
from coopnet.enquiries.rules import PROMISE
from coopnet.library import queries as library
from coopnet.library.enums import Kind as PaperKind
from coopnet.regions.queries import all_regions
from coopnet.register.enums import CoopForm
from coopnet.site import figures
from coopnet.site.belonging import belonging
from coopnet.subscriptions.prices import pounds
from coopnet.subscriptions.queries import scheme_on, table

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """``words`` name it in the page editor; ``template`` shows what ``ask`` answers for a day."""

    name: str
    words: str
    template: str
    ask: Callable[[date], Answer]


def _schools(on: date) -> Answer:
    known = figures.read()
    counted = known.counted(on)
    rows = [(region, sum(one.region == region.key for one in counted)) for region in all_regions(on)]
    return {
        "known": known.known(on), "begin": known.begin, "total": len(counted), "rows": rows,
        "belonging": belonging(on),
    }  # fmt: skip


def _price(on: date) -> Answer:
    scheme = scheme_on(on)
    if scheme is None:
        return {"scheme": None, "national": bodies.holders(Office.CO_ORDINATOR, None, on)}
    return {"scheme": scheme, "rows": [(row.kind, row.pupils, pounds(row.pence)) for row in table(scheme)]}


def _forms(on: date) -> Answer:
    known = figures.read()
    counted = known.counted(on)
    rows = []
    for form, words in figures.FORM_WORDS.items():
        mine = [one for one in counted if one.standing.form == form]
        if mine and form in (CoopForm.FOUNDATION_TRUST, CoopForm.ACADEMY_TRUST, CoopForm.SCHOOL):
            rows.append((words, len(mine), len(figures.trusts(mine))))
    return {"known": known.known(on), "begin": known.begin, "rows": rows}


def _people(on: date) -> Answer:
    regions = all_regions(on)
    found = crews([region.key for region in regions], on)
    return {
        "national": bodies.holders(Office.CO_ORDINATOR, None, on),
        "rows": [(region, found[region.key]) for region in regions],
    }


def _asker(on: date) -> Answer:
    return {"national": bodies.holders(Office.CO_ORDINATOR, None, on), "promise": PROMISE}


def _decisions(on: date) -> Answer:
    return {"rows": decisions.latest(on, 4), "national": bodies.holders(Office.CO_ORDINATOR, None, on)}


def _agreements(on: date) -> Answer:
    return {"rows": library.public_of(PaperKind.AGREEMENT, on)}


def _rules(on: date) -> Answer:
    return {"rows": [*library.public_of(PaperKind.RULES, on), *library.public_of(PaperKind.TERMS, on)]}


def _models(on: date) -> Answer:
    return {"rows": library.public_of(PaperKind.FORM, on)}


KINDS = (
    Kind("schools", "Co-operative schools known today, by region", "site/live/schools.html", _schools),
    Kind("forms", "Schools and trusts in each form", "site/live/forms.html", _forms),
    Kind("people", "Co-ordinator and ambassadors in post", "site/live/people.html", _people),
    Kind("answers", "By when an enquiry is answered", "site/live/answers.html", _asker),
    Kind("price", "The price of membership", "site/live/price.html", _price),
    Kind("decisions", "Latest decisions and positions", "site/live/decisions.html", _decisions),
    Kind("agreements", "Agreements in force", "site/live/papers.html", _agreements),
    Kind("rules", "Rules and terms of reference in force", "site/live/papers.html", _rules),
    Kind("models", "Model documents", "site/live/papers.html", _models),
    Kind("self-look", "How co-operative are we?", "site/live/self_look.html", _asker),
)
BY_NAME = {kind.name: kind for kind in KINDS}
