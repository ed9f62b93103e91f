"""The link in a letter to a chair of governors. It opens one question and dies with its answer."""

from datetime import date

from django.conf import settings
from django.core import signing

from coopnet.membership.enums import Question
from coopnet.membership.models import VoterQuestion

_SALT = "coopnet.membership.chair"


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
