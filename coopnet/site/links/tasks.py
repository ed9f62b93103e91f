"""The link check, by the clock: a few addresses at a time, each host once."""

from collections.abc import Callable
from datetime import datetime

from coopnet.kit import outside
from coopnet.kit.actors import System
from coopnet.kit.models import Network
from coopnet.site.links import actions, queries
from coopnet.site.links.actions import Outcome

CHECK = System("link-check")
# Eight hosts an hour are nothing to anybody, and enough for a thousand links a week. If none of them answers, the other
# jobs wait for a minute.
A_RUN = 8
SECONDS = 8.0
# A site that answers so lives; whether the page is there only a person can tell.
_NO_MACHINES = {401, 402, 403, 405, 406, 407, 408, 418, 425, 429, 451, 503, 999}

Ask = Callable[[str], int]


def judge(address: str, ask: Ask) -> tuple[Outcome, str]:
    """Ask one address; the answer in one of three words, and in a sentence."""
    try:
        status = ask(address)
    except outside.NotFetched as refusal:
        return Outcome.BAD, str(refusal)
    if status < 400:
        return Outcome.GOOD, "It answers."
    if status in _NO_MACHINES:
        return Outcome.UNSURE, f"The site does not let machines look ({status}). Open it yourself to be sure."
    return Outcome.BAD, "The page is not there." if status in (404, 410) else f"The site answers with error {status}."


def ask_outside(address: str) -> int:
    """As it is asked on a real network."""
    return outside.status(address, seconds=SECONDS)


def check(at: datetime, ask: Ask = ask_outside) -> str:
    """Gather the addresses on our pages and ask those that are due. A demo and a rehearsal ask nobody."""
    network = Network.objects.filter(pk=1).first()
    new, gone = actions.gather(by=CHECK, at=at)
    if network is None or network.demo or network.rehearsing_since is not None:
        return f"{new} new, {gone} forgotten; nobody is asked"
    told = dict.fromkeys(Outcome, 0)
    for link in queries.due(at, A_RUN):
        outcome, words = judge(link.address, ask)  # outside any transaction: others write meanwhile
        actions.note(link=link, outcome=outcome, words=words, by=CHECK, at=at)
        told[outcome] += 1
    return f"{new} new, {gone} forgotten; " + ", ".join(f"{count} {outcome.value}" for outcome, count in told.items())
