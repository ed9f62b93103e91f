"""Enquiries by mail: an answer to a letter of ours is a part of its conversation, and anything else is a new one."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from coopnet.enquiries import actions, queries, rules
from coopnet.enquiries.enums import Reason
from coopnet.enquiries.models import Enquiry
from coopnet.kit.actors import System
from coopnet.notices.incoming import key_of
from coopnet.notices.mail_in import Incoming, Sort
from coopnet.notices.models import Letter

WRITER = System("mailbox")


def _answered(letter: Letter, sender: str) -> Enquiry | None:
    """The enquiry whose writer got this letter. One that an officer got opens no conversation."""
    kind, _, rest = letter.key.partition(":")
    if kind != "enquiry":
        return None
    try:
        key = UUID(rest.partition(":")[0])
    except ValueError:
        return None
    found = Enquiry.objects.filter(key=key, forgotten_at__isnull=True).first()
    while found is not None and found.merged_into_id:
        found = Enquiry.objects.filter(pk=found.merged_into_id).first()
    # Whoever else answers has got the letter passed on; it is heard as a new enquiry of his own.
    return found if found is not None and found.email.lower() == sender else None


def take(letter: Letter | None, mail: Incoming, at: datetime) -> bool:
    """For ``notices.incoming``: whatever a person writes reaches a person."""
    enquiry = _answered(letter, mail.sender) if letter is not None else None
    automatic = mail.sort is Sort.AUTOMATIC
    if enquiry is not None:
        actions.hear(enquiry=enquiry, text=mail.text, message_id=mail.message_id, automatic=automatic, by=WRITER, at=at)
        return True
    if automatic:
        return False
    try:
        validate_email(mail.sender)
    except ValidationError:
        return False
    facts = queries.facts_of(mail.sender_name, mail.sender, "", mail.text, "", None, at)
    actions.receive(
        key=key_of(mail.message_id), reason=Reason.GENERAL, region=None, name=mail.sender_name, email=mail.sender,
        phone="", school="", words=mail.text, spam_why=rules.spam(facts), by=WRITER, at=at,
    )  # fmt: skip
    return True
