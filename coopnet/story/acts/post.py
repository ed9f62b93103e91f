"""Letters: the list of refusals comes before any news; letters about the storm come back, and are seen to."""

from datetime import datetime, timedelta

from coopnet.kit.actors import System
from coopnet.notices import actions, incoming, posting
from coopnet.notices.enums import NoNews, State
from coopnet.notices.models import Letter, OptOut, Trouble
from coopnet.notices.queries import duties
from coopnet.people import actions as people
from coopnet.people.enums import ContactKind
from coopnet.story import cast
from coopnet.story.acts.spring import account
from coopnet.story.engine import Scene

NEWSLETTER = System("newsletter")
STOPPED = "mabel.mossop@people.example.org"
NETTLE, OXLIP, MALLOW = "nettle.saltmarsh", "oxlip.thornyhold", "mallow.rainsford"


def _post(letter: Letter, at: datetime) -> None:
    """The mail server takes it."""
    taken = posting.take(letter.pk, at)
    if taken is not None:
        posting.settle(taken, None, at)


def _report(letter: Letter, said: str) -> bytes:
    """A letter that came back, as mail servers write it."""
    lines = (
        "Return-Path: <>", "From: MAILER-DAEMON@people.example.org", "Subject: Undelivered Mail Returned to Sender",
        f"Message-ID: <story-{letter.pk}@people.example.org>",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"', "",
        "--x", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; people.example.org", "",
        f"Final-Recipient: rfc822; {letter.to}", "Action: failed", f"Status: {said.partition(' ')[0]}",
        f"Diagnostic-Code: smtp; 550 {said}", "",
        "--x", "Content-Type: text/rfc822-headers", "", f"Message-ID: {letter.message_id}", "", "--x--", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode()


def refusals_come_first(scene: Scene) -> None:
    """News waits for the list; whoever stands on it gets none, and every notice."""
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    letters = [
        actions.queue(
            kind=kind, key=f"story:{kind}:{number}", to=to, subject="The network has a new house",
            text="From this week on you find us here.", by=NEWSLETTER, at=scene.at(9),
        )
        for number, to in enumerate((STOPPED, cast.TEACHER.email))
        for kind in ("news", "notice")
    ]  # fmt: skip
    news = [letter.pk for letter in letters if letter.kind == "news"]
    due = posting.due(scene.at(10))
    scene.check("News waits while nobody has said who wants none", [pk for pk in news if pk in due], [])
    scene.check("It is in the To do list", any("no news" in duty.words for duty in duties(hazel, scene.at(10))))
    actions.take_refusals(
        refusals={STOPPED: NoNews.DECLINED, "old.address@people.example.org": NoNews.BOUNCED}, by=hazel, at=scene.at(11)
    )
    scene.says("Hazel Merrydew brings in the refusals of the old newsletter.")
    for letter in letters:
        _post(letter, scene.at(12))
        letter.refresh_from_db()
    scene.check(
        "News goes to whoever did not refuse it, and notices to both",
        [letter.state for letter in letters],
        ["declined", "sent", "sent", "sent"],
    )


def letters_come_back(scene: Scene) -> None:
    """Three letters about the storm were not delivered: one goes elsewhere, one goes by post, one is still to do."""
    hazel = account(scene.people[cast.CO_ORDINATOR.key])
    nettle, oxlip, mallow = (scene.people[key] for key in (NETTLE, OXLIP, MALLOW))
    found = {person.pk: Letter.objects.filter(key__startswith="urgent:", to=person.email).get()
             for person in (nettle, oxlip, mallow)}  # fmt: skip
    reasons = {nettle: "5.1.1 No such mailbox", oxlip: "5.2.2 Over quota", mallow: "5.1.1 No such mailbox"}
    for person, said in reasons.items():
        _post(found[person.pk], scene.at(8))
        for _ in range(2):
            incoming.take(_report(found[person.pk], said), scene.at(9))
    scene.says("Three letters about the storm come back.")
    scene.check(
        "Each stands once in the To do list, against its address",
        sorted(duty.why.partition(" ")[0] for duty in duties(hazel, scene.at(10)) if "not delivered" in duty.words),
        sorted(person.email for person in reasons),
    )
    scene.check(
        "News no longer goes to those that are gone, and does to the full one",
        list(OptOut.objects.filter(why=NoNews.BOUNCED.value, at__gte=scene.at(9)).order_by("address")
             .values_list("address", flat=True)),
        [mallow.email, nettle.email],
    )  # fmt: skip
    people.add_contact(
        person=nettle, kind=ContactKind.EMAIL, value="nettle.at.home@people.example.org", source="She rang.", by=hazel,
        at=scene.at(10),
    )  # fmt: skip
    actions.send_all_again(
        trouble=Trouble.objects.get(address=nettle.email), to="nettle.at.home@people.example.org", by=hazel,
        at=scene.at(10, 5),
    )  # fmt: skip
    actions.put_on_paper(letter=Letter.objects.get(pk=found[mallow.pk].pk), by=hazel, at=scene.at(10, 10))
    _post(found[nettle.pk], scene.at(10, 6))
    late = incoming.take(_report(found[nettle.pk], reasons[nettle]), scene.at(10) + timedelta(hours=2))
    states = {key: Letter.objects.get(pk=found[scene.people[key].pk].pk).state for key in (NETTLE, OXLIP, MALLOW)}
    scene.says("One goes to another address, one goes by post.")
    scene.check(
        "A late report about the old address brings nothing back",
        (late, states[NETTLE]),
        ("came-back", State.SENT.value),
    )
    scene.check("One is printed", states[MALLOW], State.PAPER.value)
    scene.check("One is still to do", [row.address for row in Trouble.objects.all()], [oxlip.email])
