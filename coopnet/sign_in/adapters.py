"""What allauth asks of us: who may sign up (nobody), which stages a sign-in has, how secrets are kept."""

import base64
import hashlib
from io import BytesIO
from typing import Any

import qrcode  # type: ignore[import-untyped]  # comes without types
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # comes without types

from coopnet.accounts.models import User
from coopnet.sign_in import actions, library, limits, rules, second_step


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from officers. Letters go through the outbox, messages through our own pages."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["coopnet.sign_in.stages.SecondStepStage"]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise RuntimeError("Letters go through notices.actions.queue.")

    def get_client_ip(self, request: HttpRequest) -> str:
        return str(get_client_ip(request) or "0.0.0.0")  # noqa: S104 - an unknown address, nothing is bound

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return HttpResponseRedirect("/sign-in/")

    def post_login(self, request: Any, user: User, **kwargs: Any) -> HttpResponse:
        """Signed in by all steps: say so in the record, know this browser again, set the end of the session."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        officer = second_step.demanded(user, request.moment)
        request.session.set_expiry(rules.OFFICER_SESSION if officer else rules.MEMBER_SESSION)
        actions.note_sign_in(user=user, proofs=library.proofs(request), by=user, at=request.moment)
        limits.remember(request, response, user)
        return response


def _cipher() -> Fernet:
    """The key for secrets of second steps follows from SECRET_KEY: a stolen backup alone opens nothing."""
    digest = hashlib.sha256(b"coopnet.sign_in.second-step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets are kept enciphered; apps and passkeys show the network's name."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise library.Undecipherable from None

    def build_totp_svg(self, url: str) -> str:
        """On a white ground of its own, so that it can be read in dark pages too."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Letters about changes come from our actions."""

    def _get_site_name(self) -> str:
        network = getattr(context.request, "network", None)
        return network.name if network else "Coopnet"
