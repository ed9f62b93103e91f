"""A network with one row of nearly everything that is hard to carry: for tests of backup, restore and verify."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from coopnet.accounts.models import User
from coopnet.audit import actions as audit
from coopnet.kit.actors import System
from coopnet.kit.models import Network, Submission
from coopnet.notices import actions as notices
from coopnet.notices import posting

AT = datetime(2026, 9, 1, 9, 30, 15, 123456, tzinfo=UTC)
BY = System("test")
HARD_WORDS = "Ysgol “Dewi” – naïve 'quotes' 100% \\ back\tslash\nnew line 🐝 \u2028 end"


def make() -> None:
    """Fill an empty, migrated database through the ordinary actions."""
    Network.objects.create(
        pk=1,
        name="Co-operative Schools Network",
        short_name="CSNET",
        society_name="Schools Co-operative Society",
        motto="Our power is our membership",
        contact_email="office@network.example.org",
        made_at=AT,
    )
    Submission.objects.create(key="00000000-0000-4000-8000-000000000001", answer="/x/", made_at=AT)
    for number in range(12):
        user = User.objects.create_user(f"person{number}@example.org", name=f"Person {number}", made_at=AT)
        audit.record(
            "accounts.made",
            subject=f"account:{user.pk}",
            words=f"{HARD_WORDS} {number}",
            by=user,
            at=AT + timedelta(minutes=number),
            details={"z": [1, 2.5, None, True, {"ä": "ö"}], "a": HARD_WORDS},
        )
    User.objects.filter(email="person11@example.org").delete()  # its number must never be given out again
    audit.erase_details(number=3, reason="asked for", by=BY, at=AT + timedelta(hours=1))
    for number in range(5):
        notices.queue(
            kind="notice",
            key=f"letter:{number}",
            to=f"school{number}@example.org",
            subject=f"Forum {number}",
            text=HARD_WORDS,
            by=BY,
            at=AT,
        )
    notices.queue(kind="code", key="code:1", to="a@example.org", subject="Your code", text="314159", by=BY, at=AT)
    for pk in posting.due(AT)[1:4]:
        letter = posting.take(pk, AT)
        assert letter is not None
        posting.settle(letter, None, AT)
    folder = Path(settings.MEDIA_ROOT) / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bee.bin").write_bytes(bytes(range(256)) * 500)
    (folder / "leer – é.txt").write_text("")
