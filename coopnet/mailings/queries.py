"""Drafts and letters to many, how far each has come, and who is to be written to on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from coopnet.mailings.enums import Left, Sort, State
from coopnet.mailings.models import Draft, Mailing, Reader, Recipient
from coopnet.notices.enums import State as Post
from coopnet.notices.models import Letter


@dataclass(frozen=True, slots=True)
class Report:
    """How far a letter to many has come: letters by what became of them, and those who got none."""

    to: int
    waiting: int
    sent: int
    not_delivered: int
    declined: int
    on_paper: int
    caught: int
    to_queue: int
    left_out: int

    @property
    def percent(self) -> int:
        """Of the letters so many per cent have left us, whatever became of them."""
        return 100 * (self.to - self.to_queue - self.waiting) // self.to if self.to else 0


def report(mailing: Mailing) -> Report:
    """How far one has come."""
    return reports([mailing])[mailing.pk]


def reports(mailings: Sequence[Mailing]) -> dict[int, Report]:
    """How far each has come, by its id. Two queries, however many mailings and letters."""
    if not mailings:
        return {}
    counted: Iterable[Any] = Recipient.objects.filter(mailing__in=mailings).values("mailing").annotate(
        to=Count("pk", filter=Q(left_out="")),
        to_queue=Count("pk", filter=Q(left_out="", queued_at__isnull=True)),
        left=Count("pk", filter=~Q(left_out="") & ~Q(left_out=Left.SAME.value)),
    )  # fmt: skip
    readers: dict[int, Mapping[str, int]] = {row["mailing"]: row for row in counted}
    ours = reduce(or_, (Q(key__startswith=f"mailing:{one.key}:") for one in mailings))
    letters = Letter.objects.filter(ours).exclude(key__contains=":try:").order_by()
    states: dict[str, dict[str, int]] = {}
    # The key of the mailing stands in that of the letter: mailing:KEY:READER.
    rows = letters.values_list(Substr("key", len("mailing:") + 1, 36), "state").annotate(Count("pk"))
    for key, state, count in rows:
        states.setdefault(key, {})[state] = count
    return {one.pk: _report(readers.get(one.pk, {}), states.get(str(one.key), {})) for one in mailings}


def _report(readers: Mapping[str, int], states: Mapping[str, int]) -> Report:
    lost = (Post.FAILED, Post.BOUNCED, Post.LEFT)
    return Report(
        to=readers.get("to", 0), waiting=states.get(Post.WAITING.value, 0), sent=states.get(Post.SENT.value, 0),
        not_delivered=sum(states.get(state.value, 0) for state in lost), declined=states.get(Post.DECLINED.value, 0),
        on_paper=states.get(Post.PAPER.value, 0), caught=states.get(Post.CAUGHT.value, 0),
        to_queue=readers.get("to_queue", 0), left_out=readers.get("left", 0),
    )  # fmt: skip


def on_paper(mailing: Mailing) -> QuerySet[Recipient]:
    """Those without an address: their letter is printed and posted."""
    return mailing.recipients.filter(left_out__in=[Left.NOBODY.value, Left.NO_ADDRESS.value]).order_by("school", "pk")


def drafts() -> QuerySet[Draft]:
    """All drafts, the newest first."""
    return Draft.objects.select_related("made_by").order_by("-changed_at", "-pk")


def mailings() -> QuerySet[Mailing]:
    """All that were handed in, the newest first."""
    return Mailing.objects.select_related("made_by", "agreed_by").order_by("-made_at", "-pk")


def leaving() -> QuerySet[Mailing]:
    """Those that are leaving now, the oldest first."""
    return Mailing.objects.filter(state=State.SENDING.value).order_by("begun_at", "pk")


def archive() -> QuerySet[Mailing]:
    """Issues of the newsletter for everybody, the newest first."""
    begun = Mailing.objects.filter(sort=Sort.NEWSLETTER.value, public=True, begun_at__isnull=False)
    return begun.order_by("-number")


def readers() -> int:
    """How many get the newsletter."""
    return Reader.objects.filter(confirmed_at__isnull=False).count()
