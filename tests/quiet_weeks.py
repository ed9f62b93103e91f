"""Weeks in which nobody signs in and no mail server answers: the clock goes on, the jobs are done, visitors read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.enquiries.models import Enquiry
from coopnet.kit import clock, registry
from coopnet.kit.freeze import why_frozen
from coopnet.notices.enums import State
from coopnet.notices.models import Letter
from coopnet.operations.verify import verify
from coopnet.story.replay import replay

MACHINE = datetime(2027, 2, 3, 12, tzinfo=UTC)
PAGES = (
    "/",
    "/regions/western/",
    "/news/",
    "/urgent/",
    "/help/confidence/",
    "/contact/",
    "/schools/900901/",
    "/status/",
)
DEAD = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_PORT": 1,
}  # fmt: skip


def pass_by(weeks: float, step: timedelta, settings: Any, *, leave: tuple[str, ...] = ()) -> dict[str, int]:
    """Tell the story, then let the weeks pass in steps; says what was seen.

    Every job that is due is done at each step, but for those to ``leave``.
    """
    for name, value in DEAD.items():
        setattr(settings, name, value)
    with time_machine.travel(MACHINE, tick=False):
        story = replay(echo=lambda line: None)
    assert not story.failed, story.failed
    acts, waiting = Entry.objects.count(), Letter.objects.filter(state=State.WAITING.value).count()
    done: dict[str, datetime] = {}
    moment, end, runs = MACHINE, MACHINE + timedelta(weeks=weeks), 0
    client = Client()
    while moment < end:
        moment += step
        with time_machine.travel(moment, tick=False):
            at = clock.now()
            for job in registry.jobs():
                if job.name in leave:
                    continue
                if job.name not in done or at - done[job.name] >= job.every:
                    job.run(at)
                    done[job.name] = at
                    runs += 1
            if moment.hour == MACHINE.hour:
                for page in PAGES:
                    assert client.get(page).status_code == 200, page
    with time_machine.travel(end, tick=False):
        broken = [found.invariant.name for found in verify(at=clock.now()) if not found.holds]
    assert not broken, broken
    assert not [subject for subject in ("register", "enquiries", "help", "database") if why_frozen(subject)]
    lost = Letter.objects.exclude(state__in=[State.WAITING.value, State.DECLINED.value]).exclude(kind="code")
    return {
        "runs": runs,
        "acts": Entry.objects.count() - acts,
        "waiting": Letter.objects.filter(state=State.WAITING.value).count(),
        "waited": waiting,
        "lost": lost.filter(made_at__gte=MACHINE).count(),
        "open": Enquiry.objects.filter(state__in=["new", "taken"]).count(),
    }
