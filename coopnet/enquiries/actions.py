"""What is done with enquiries: they come, are taken, answered, handed over, put together, closed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.enquiries import letters, routing, rules
from coopnet.enquiries.enums import Kind, Reason, State
from coopnet.enquiries.models import Cover, Enquiry, Message, SavedReply
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.people.models import Person
from coopnet.regions.models import Region


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why."""


def _subject(enquiry: Enquiry) -> str:
    """How the record of acts names it: no personal word."""
    return f"enquiry:{enquiry.key}"


def _note(what: str, words: str, enquiry: Enquiry, by: Actor, at: datetime) -> None:
    record(f"enquiries.{what}", subject=_subject(enquiry), words=words, by=by, at=at)


def _locked(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_for_update().get(pk=enquiry.pk)


@transaction.atomic
def receive(
    *,
    key: UUID,
    reason: Reason,
    region: Region | None,
    name: str,
    email: str,
    phone: str,
    school: str,
    words: str,
    spam_why: str,
    by: Actor,
    at: datetime,
) -> Enquiry:
    """Take in one enquiry and tell the writer and whoever reads it. Spam is kept and nobody gets a letter."""
    earlier = Enquiry.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    day = london_day(at)
    enquiry = Enquiry.objects.create(
        key=key,
        reason=reason.value,
        region=region,
        name=name,
        email=email,
        phone=phone,
        school=school,
        words=words,
        state=(State.SPAM if spam_why else State.NEW).value,
        spam_why=spam_why[:400],
        made_at=at,
        due_on=rules.due(day),
    )
    if not spam_why:
        _announce(enquiry, by, at)
    _note("received", "An enquiry came" + (" that looks like spam" if spam_why else ""), enquiry, by, at)
    return enquiry


def _announce(enquiry: Enquiry, by: Actor, at: datetime) -> None:
    route = routing.route(enquiry.region_id or "", london_day(at))
    letters.copy(enquiry, routing.who_reads(route), by=by, at=at)
    letters.tell(enquiry, route.readers, "came", "An enquiry waits for you", by=by, at=at)


def _pass(enquiry: Enquiry, what: str, subject: str, by: Actor, at: datetime) -> None:
    """Tell whoever reads it now, and the writer who that is."""
    route = routing.route(enquiry.region_id or "", london_day(at))
    letters.tell(enquiry, route.readers, what, subject, by=by, at=at)
    letters.introduce(enquiry, routing.who_reads(route), what, by=by, at=at)


@transaction.atomic
def take(*, enquiry: Enquiry, by: User, at: datetime) -> None:
    """Say that one answers it, so that two do not. Raises NotPossible where somebody else was first."""
    held = _locked(enquiry)
    if held.state == State.TAKEN.value and held.taken_by_id == by.pk:
        return
    if held.state == State.TAKEN.value and held.taken_by is not None:
        raise NotPossible(f"{held.taken_by.name} answers it already.")
    _must(held, State.NEW, State.ANSWERED)
    _move(held, State.TAKEN, taken_by=by)
    _note("taken", "Took an enquiry to answer it", held, by, at)


@transaction.atomic
def give_back(*, enquiry: Enquiry, why: str, by: Actor, at: datetime) -> None:
    """Whoever took it does not answer it after all: it waits for somebody again."""
    held = _locked(enquiry)
    _must(held, State.TAKEN)
    _move(held, State.NEW, taken_by=None)
    _note("given-back", f"Nobody answers the enquiry now: {why}", held, by, at)


@transaction.atomic
def answer(*, enquiry: Enquiry, text: str, by: User, at: datetime) -> Message:
    """Send an answer. Raises NotPossible where somebody else answers it, it is closed, or there is no address."""
    held = _locked(enquiry)
    _must(held, State.NEW, State.TAKEN, State.ANSWERED)
    _free_for(held, by)
    if not held.email:
        raise NotPossible("They left no e-mail address. Ring them, and note it here.")
    message = Message.objects.create(enquiry=held, kind=Kind.ANSWER.value, at=at, by=by, text=text)
    letters.answer(held, message, by=by, at=at)
    _move(held, State.ANSWERED, taken_by=by, answered_at=held.answered_at or at)
    _note("answered", "Answered an enquiry", held, by, at)
    return message


@transaction.atomic
def answered_by_phone(*, enquiry: Enquiry, text: str, by: User, at: datetime) -> None:
    """Note that one rang them and what was said."""
    held = _locked(enquiry)
    _must(held, State.NEW, State.TAKEN, State.ANSWERED)
    _free_for(held, by)
    Message.objects.create(enquiry=held, kind=Kind.BY_PHONE.value, at=at, by=by, text=text)
    _move(held, State.ANSWERED, taken_by=by, answered_at=held.answered_at or at)
    _note("answered-by-phone", "Answered an enquiry by telephone", held, by, at)


@transaction.atomic
def note(*, enquiry: Enquiry, text: str, by: User, at: datetime) -> None:
    """A note that the writer does not see, though they may ask to."""
    Message.objects.create(enquiry=enquiry, kind=Kind.NOTE.value, at=at, by=by, text=text)
    _note("noted", "Wrote a note on an enquiry", enquiry, by, at)


@transaction.atomic
def hand_over(*, enquiry: Enquiry, region: Region | None, text: str, by: User, at: datetime) -> None:
    """Give it to a region, or to the national co-ordinator (None), with a note. The writer hears of it."""
    held = _locked(enquiry)
    _must(held, State.NEW, State.TAKEN, State.ANSWERED)
    if held.region_id == (region.key if region else None):
        raise NotPossible("It is with them already.")
    Message.objects.create(enquiry=held, kind=Kind.NOTE.value, at=at, by=by, text=text)
    held.region = region
    held.save(update_fields=["region"])
    _move(held, State.NEW, taken_by=None)
    _pass(held, f"handed-{at:%Y%m%d%H%M%S}", "An enquiry was handed to you", by, at)
    _note("handed-over", f"Handed an enquiry to {region.name if region else 'the co-ordinator'}", held, by, at)


@transaction.atomic
def close(*, enquiry: Enquiry, by: User, at: datetime) -> None:
    """Nothing more is to be done. Raises NotPossible while nobody has answered."""
    held = _locked(enquiry)
    _must(held, State.ANSWERED)
    _move(held, State.CLOSED, closed_at=at)
    _note("closed", "Closed an enquiry", held, by, at)


@transaction.atomic
def call_spam(*, enquiry: Enquiry, by: User, at: datetime) -> None:
    """A person says that it is spam."""
    held = _locked(enquiry)
    _must(held, State.NEW, State.TAKEN)
    _move(held, State.SPAM, taken_by=None, spam_why=f"{by.name} says so."[:400])
    _note("called-spam", "Called an enquiry spam", held, by, at)


@transaction.atomic
def not_spam(*, enquiry: Enquiry, by: User, at: datetime) -> None:
    """It was no spam: it comes in as if it had been sent now, and its writer hears from us."""
    held = _locked(enquiry)
    _must(held, State.SPAM)
    _move(held, State.NEW, spam_why="", due_on=rules.due(london_day(at)))
    _announce(held, by, at)
    _note("not-spam", "Took an enquiry out of the spam", held, by, at)


@transaction.atomic
def merge(*, enquiry: Enquiry, into: Enquiry, by: User, at: datetime) -> None:
    """Put a second enquiry of the same matter together with the first; its words become a message there."""
    first, second = sorted((enquiry.pk, into.pk))
    locked = {one.pk: one for one in Enquiry.objects.select_for_update().filter(pk__in=(first, second)).order_by("pk")}
    gone, kept = locked[enquiry.pk], locked[into.pk]
    if gone.pk == kept.pk:
        raise NotPossible("That is the same enquiry.")
    _must(gone, State.NEW, State.TAKEN, State.ANSWERED)
    _must(kept, State.NEW, State.TAKEN, State.ANSWERED)
    if gone.email.lower() != kept.email.lower() or gone.phone != kept.phone:
        raise NotPossible("They come from different people. Only what one person wrote can be put together.")
    Message.objects.create(enquiry=kept, kind=Kind.FROM_THEM.value, at=gone.made_at, text=gone.words)
    Message.objects.filter(enquiry=gone).update(enquiry=kept)
    if gone.waits and not kept.waits:  # the second question is not answered by the answer to the first
        _move(kept, State.NEW, taken_by=None, due_on=gone.due_on, passed_on_at=gone.passed_on_at)
    elif gone.waits:
        kept.due_on = min(kept.due_on, gone.due_on)
        kept.save(update_fields=["due_on"])
    _move(gone, State.MERGED, taken_by=None, merged_into=kept)
    _note("merged", f"Put together with {_subject(kept)}", gone, by, at)


@transaction.atomic
def hear(
    *, enquiry: Enquiry, text: str, message_id: str | None = None, automatic: bool = False, by: Actor, at: datetime
) -> Message | None:
    """The writer said more, by the link or by mail. One mail is heard once (None the second time); what a mail program
    says by itself is kept and opens nothing again."""
    held = _locked(enquiry)
    if message_id and Message.objects.filter(message_id=message_id[:250]).exists():
        return None
    kind = Kind.AUTOMATIC if automatic else Kind.FROM_THEM
    message = Message.objects.create(
        enquiry=held, kind=kind.value, at=at, text=text, message_id=message_id[:250] if message_id else None
    )
    if not automatic and held.state in (State.ANSWERED.value, State.CLOSED.value):
        _move(held, State.NEW, taken_by=None, closed_at=None, due_on=rules.due(london_day(at)), passed_on_at=None)
        route = routing.route(held.region_id or "", london_day(at))
        letters.tell(held, route.readers, f"more-{message.pk}", "Somebody wrote back to you", by=by, at=at)
    _note("heard", "The writer of an enquiry said more", held, by, at)
    return message


@transaction.atomic
def pass_on(*, enquiry: Enquiry, by: Actor, at: datetime) -> bool:
    """The promise was missed: the national co-ordinator is told, once. False where that was done already."""
    changed = Enquiry.objects.filter(
        pk=enquiry.pk, passed_on_at__isnull=True, state__in=[State.NEW.value, State.TAKEN.value]
    ).update(passed_on_at=at)
    if not changed:
        return False
    route = routing.route("", london_day(at))
    letters.tell(
        enquiry, route.readers, f"overdue-{enquiry.due_on}", "An enquiry was not answered in time", by=by, at=at
    )
    _note("passed-on", "Told the co-ordinator that an enquiry was not answered in time", enquiry, by, at)
    return True


@transaction.atomic
def pass_to_successor(*, enquiry: Enquiry, by: Actor, at: datetime) -> None:
    """Whoever answered it may no longer: whoever follows is told, and the writer too."""
    held = _locked(enquiry)
    was = held.taken_by.name if held.taken_by else "somebody"
    state = State.NEW if held.state == State.TAKEN.value else State(held.state)
    _move(held, state, taken_by=None)
    _pass(held, f"after-{at:%Y%m%d}", f"An enquiry passes to you from {was}", by, at)
    _note("passed-to-successor", "An enquiry passed on, since its reader’s role has ended", held, by, at)


@transaction.atomic
def forget(*, enquiry: Enquiry, by: Actor, at: datetime) -> None:
    """Delete what was said and by whom, in the letters too. That there was an enquiry, and when it was answered, stays
    for the counts."""
    held = _locked(enquiry)
    letters.erase(held, by=by, at=at)
    Message.objects.filter(enquiry=held).update(text="", message_id=None)
    held.words = held.name = held.email = held.phone = held.school = ""
    held.forgotten_at = at
    held.save(update_fields=["words", "name", "email", "phone", "school", "forgotten_at"])
    _note("forgotten", "Deleted the words of an old enquiry", held, by, at)


@transaction.atomic
def keep_reply(*, title: str, text: str, by: User, at: datetime) -> SavedReply:
    """Save words for later. Raises NotPossible where the title is taken."""
    if SavedReply.objects.filter(title=title).exists():
        raise NotPossible("There are words under this title. Choose another title, or remove those first.")
    reply = SavedReply.objects.create(title=title, text=text)
    record("enquiries.reply-kept", subject=f"reply:{reply.pk}", words=f"Saved a reply: {title}", by=by, at=at)
    return reply


@transaction.atomic
def drop_reply(*, reply: SavedReply, by: User, at: datetime) -> None:
    """Remove saved words."""
    record("enquiries.reply-dropped", subject=f"reply:{reply.pk}", words=f"Removed: {reply.title}", by=by, at=at)
    reply.delete()


@transaction.atomic
def set_cover(*, away: Person, cover: Person, starts: date, ends: date, by: User, at: datetime) -> Cover:
    """Say who stands in from ``starts`` up to, not including, ``ends``, the first day back. Raises NotPossible."""
    if ends <= starts:
        raise NotPossible("The first day back comes after the first day away.")
    if Cover.objects.filter(away=away, starts__lt=ends, ends__gt=starts).exists():
        raise NotPossible("You have named somebody for some of these days already. End that first.")
    made = Cover.objects.create(away=away, cover=cover, starts=starts, ends=ends)
    record(
        "enquiries.cover-set", subject=f"cover:{made.pk}", words=f"{cover.name} stands in for {away.name}", by=by, at=at
    )
    return made


@transaction.atomic
def end_cover(*, cover: Cover, by: User, at: datetime) -> None:
    """Back early, or it was a mistake: nobody stands in from today on."""
    record("enquiries.cover-ended", subject=f"cover:{cover.pk}", words="Nobody stands in any more", by=by, at=at)
    today = london_day(at)
    if cover.starts >= today:
        cover.delete()
    else:
        Cover.objects.filter(pk=cover.pk).update(ends=today)


def _must(enquiry: Enquiry, *states: State) -> None:
    if enquiry.state not in [state.value for state in states]:
        raise NotPossible(f"This cannot be done now: {enquiry.state_words.lower()}.")


def _free_for(enquiry: Enquiry, by: User) -> None:
    if enquiry.state == State.TAKEN.value and enquiry.taken_by_id != by.pk and enquiry.taken_by is not None:
        raise NotPossible(f"{enquiry.taken_by.name} answers it already. Ask, or wait until it is given back.")


def _move(enquiry: Enquiry, state: State, **more: object) -> None:
    enquiry.state = state.value
    for name, value in more.items():
        setattr(enquiry, name, value)
    enquiry.save(update_fields=["state", *more])
