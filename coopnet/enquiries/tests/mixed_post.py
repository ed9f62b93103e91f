"""Post that comes between enquiries: letters that came back, absences, loops, robots, and people who write or answer.

It comes into a real mailbox on loopback, some of it twice, out of order, with a line that breaks and with marks of the
mailbox that are lost. What must become of each mail is known beforehand, not asked of the code.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from coopnet.enquiries.enums import Kind
from coopnet.enquiries.models import Message
from coopnet.enquiries.rules import IN_AN_HOUR
from coopnet.enquiries.tests.corpus import QUESTIONS
from coopnet.notices import incoming, posting, senders
from coopnet.notices.enums import Outcome, State
from coopnet.notices.models import Attempt, Letter, Trouble
from coopnet.notices.tests import more_post, old_post
from coopnet.notices.tests.imap_sink import Box

# Marks of what comes by mail begin here, so that none is a mark of the form.
FIRST_MARK = 1_000_000
NOBODYS = ("list@robots.example", "mailer-daemon@mx.school.example.org", "away@robots.example")


def _mail(sender: str, text: str, *heads: str) -> bytes:
    lines = [f"From: {sender}", "To: office@coopnet.example.org", *heads, "", text, ""]
    return "\r\n".join(lines).encode()


@dataclass
class Post:
    """The mailbox, and what must be found at the end."""

    chance: Random
    box: Box = field(default_factory=lambda: Box([]))
    # Marks of enquiries that came by mail, with their fate; of answers and absences, with the number of their letter.
    new: dict[str, str] = field(default_factory=dict)
    heard: dict[str, int] = field(default_factory=dict)
    absent: dict[str, int] = field(default_factory=dict)
    back: set[int] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    marks: int = FIRST_MARK
    coming: list[bytes] = field(default_factory=list)

    def mark(self) -> str:
        """A mark that no other mail has."""
        self.marks += 1
        return f"mark-{self.marks}"

    def come(self, kind: str, mail: bytes) -> None:
        """One mail; now and then twice or three times."""
        self.kinds[kind] += 1
        self.coming += [mail] * self.chance.choice([1, 1, 1, 2, 3])

    def send_out(self, at: datetime) -> list[Letter]:
        """Post what waits, by the way of every letter; the copies to writers among it."""
        sent = []
        for pk in posting.due(at):
            letter = posting.take(pk, at)
            assert letter is not None
            posting.settle(letter, None, at)
            if letter.key.endswith(":copy"):
                sent.append(letter)
        return sent

    def answered_by_something(self, letter: Letter) -> None:
        """What becomes of one letter out there: most arrive in silence."""
        turn = self.chance.randrange(20)
        here = f"In-Reply-To: {letter.message_id}"
        if turn < 5:
            system = list(old_post.FIVE)[turn]
            self.come(system, _about(old_post.FIVE[system], letter))
            self.back.add(letter.pk)
        elif turn == 5:
            system = self.chance.choice(list(more_post.SILENT))
            mail = _about(more_post.SILENT[system][0], letter)
            self.come(system, more_post.returned_to(mail, senders.envelope(letter)))
            self.back.add(letter.pk)
        elif turn == 6:
            self.come("late", _about(old_post.DELAYED, letter))
        elif turn < 9:
            mark = self.mark()
            auto = self.chance.choice(["Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply"])
            self.come("absence", _mail(letter.to, f"I am back on Monday. {mark}", "Subject: Away", auto, here))
            self.absent[mark] = letter.pk
        elif turn < 12:
            mark = self.mark()
            own = [f"Message-ID: <{mark}@school.example.org>"] if turn < 11 else []
            self.come("answer", _mail(letter.to, f"Thank you, we can meet. {mark}", "Subject: Re: yours", here, *own))
            self.heard[mark] = letter.pk

    def strangers(self, at: datetime) -> None:
        """What belongs to no letter of ours."""
        mark = self.mark()
        own = f"Message-ID: <{mark}@elsewhere.example.org>"
        question = self.chance.choice(QUESTIONS).format(m=mark)
        self.come("new", _mail(f"{mark}@elsewhere.example.org", question, "Subject: A question", own))
        self.new[mark] = "kept"
        mark = self.mark()
        self.come("new spam", _mail(f"{mark}@sells.example", f"Casino and backlinks, crypto! {mark}", "Subject: Win"))
        self.new[mark] = "spam"
        self.come("loop", old_post.LOOP.replace(b"loop-1@", f"{self.mark()}@".encode()))
        self.come("foreign", old_post.POSTFIX.replace(b"cafe@", f"{self.marks}@".encode()))
        self.come("round", _mail("network@coopnet.example.org", "Our own letter.", "Subject: Ours, come round"))
        self.come("absence of nobody", _mail(NOBODYS[2], "We are away.", "Auto-Submitted: auto-replied", "Subject: ?"))

    def read(self, at: datetime) -> None:
        """Read the mailbox until nothing waits: the line breaks, and marks that were set are lost."""
        box = self.box
        self.chance.shuffle(self.coming)
        box.mails += self.coming
        self.coming.clear()
        box.hang_up_after = box.read + self.chance.randrange(1, 30)
        incoming.read_mailbox(at)
        box.hang_up_after = box.read + 10_000_000
        for number in self.chance.sample(sorted(box.seen), len(box.seen) // 20):
            box.seen.discard(number)
        while len(box.seen) < len(box.mails):
            assert "trouble" not in incoming.read_mailbox(at)

    def robot(self, at: datetime) -> None:
        """A program that answers every letter by a new mail and says nowhere that it is one: it stops for want of
        letters."""
        address = f"{self.mark()}@answers.example"
        for turn in range(IN_AN_HOUR + 1):
            mark = self.mark()
            self.come("robot", _mail(address, f"We got your message. {mark}", "Subject: Re: thank you"))
            self.new[mark] = "kept" if turn < IN_AN_HOUR else "spam"
            self.read(at + timedelta(seconds=turn))
        assert Letter.objects.filter(to=address).count() == IN_AN_HOUR


def _about(mail: bytes, letter: Letter) -> bytes:
    return mail.replace(old_post.LETTER.encode(), letter.message_id.encode()).replace(
        old_post.TO.encode(), letter.to.encode()
    )


def _mark_in(text: str) -> str:
    return next(word for word in text.split() if word.startswith("mark-"))


def checked(post: Post) -> None:
    """What became of it is what had to, mail by mail: none is lost, none is doubled, nobody got a letter for it."""
    assert len(post.box.seen) == len(post.box.mails)
    for kind, wanted in ((Kind.FROM_THEM, post.heard), (Kind.AUTOMATIC, post.absent)):
        found = [(_mark_in(one.text), one.enquiry) for one in Message.objects.filter(kind=kind.value)]
        letters = {mark: Letter.objects.get(pk=pk).key.split(":")[1] for mark, pk in wanted.items()}
        assert sorted((mark, str(enquiry.key)) for mark, enquiry in found) == sorted(letters.items()), kind
    back = Letter.objects.filter(state=State.BOUNCED.value)
    assert {letter.pk for letter in back} == post.back
    tries = Counter(Attempt.objects.filter(outcome=Outcome.CAME_BACK.value).values_list("letter", flat=True))
    assert tries == Counter(post.back)
    assert set(Trouble.objects.values_list("address", flat=True)) == {letter.to.lower() for letter in back}
    assert not Letter.objects.filter(to__in=NOBODYS).exists()
