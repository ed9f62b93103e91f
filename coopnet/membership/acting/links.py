"""Links in letters: to a chair of governors, one question that dies with its answer; to whoever acts for a member, the
page of its people, as long as that person acts for it."""

from datetime import date

from django.conf import settings
from django.core import signing

from coopnet.membership.enums import Question
from coopnet.membership.models import Mandate, VoterQuestion
from coopnet.people.queries import in_force

_SALT = "coopnet.membership.chair"
_PEOPLE = "coopnet.membership.people"


def address(question: VoterQuestion) -> str:
    """The whole link, for a letter."""
    word = signing.dumps(str(question.key), salt=_SALT)
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/our-voter/{word}/"


def question_of(word: str, on: date) -> VoterQuestion | None:
    """The question that a link opens; nothing for one that is made up, answered, taken back or out of time."""
    try:
        key = signing.loads(word, salt=_SALT)
    except signing.BadSignature:
        return None
    return (
        VoterQuestion.objects.filter(key=key, state=Question.ASKED.value, until__gte=on)
        .select_related("member__organisation", "person")
        .first()
    )


def people_address(mandate: Mandate) -> str:
    """The whole link to the page of a member's people, for the holder of a duty."""
    word = signing.dumps([mandate.pk, mandate.starts.isoformat()], salt=_PEOPLE)
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/our-people/{word}/"


def mandate_of(word: str, on: date) -> Mandate | None:
    """The duty whose holder a link was sent to; nothing once it has ended."""
    try:
        pk, starts = signing.loads(word, salt=_PEOPLE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Mandate.objects.filter(in_force(on), pk=pk, starts=starts).select_related("member__organisation", "person")
    return rows.first()
