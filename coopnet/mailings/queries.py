"""Drafts and letters to many, how far each has come, and who is to be written to on paper."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

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
    """Three queries, however many letters."""
    rows = mailing.recipients.aggregate(
        to=Count("pk", filter=Q(left_out="")),
        to_queue=Count("pk", filter=Q(left_out="", queued_at__isnull=True)),
        left_out=Count("pk", filter=~Q(left_out="") & ~Q(left_out=Left.SAME.value)),
    )
    states = dict(
        Letter.objects.filter(key__startswith=f"mailing:{mailing.key}:")
        .exclude(key__startswith=f"mailing:{mailing.key}:try:")
        .values_list("state")
        .annotate(Count("pk"))
    )
    lost = (Post.FAILED, Post.BOUNCED, Post.LEFT)
    return Report(
        to=rows["to"], waiting=states.get(Post.WAITING.value, 0), sent=states.get(Post.SENT.value, 0),
        not_delivered=sum(states.get(state.value, 0) for state in lost), declined=states.get(Post.DECLINED.value, 0),
        on_paper=states.get(Post.PAPER.value, 0), caught=states.get(Post.CAUGHT.value, 0), to_queue=rows["to_queue"],
        left_out=rows["left_out"],
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
