"""Whatever is typed: no fault, nothing of it unescaped in the page."""

import pytest

from coopnet.accounts.models import User
from coopnet.sign_in import limits

HOSTILE = [
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "' OR 1=1 --",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "a\r\nSet-Cookie: x=1",
    "\x00\x1b[31m",
    '=HYPERLINK("https://evil.example.org")',
    "\u202egro.elpmaxe@kcatta",
    "٣٤٥٦٧٨",
    "9" * 5000,
    "😀" * 300,
    "../../etc/passwd%00",
]
FORMS = {
    "/sign-in/": ("email", "next"),
    "/sign-in/code/": ("email", "code"),
    "/sign-in/password/": ("email", "password", "next"),
    "/sign-in/passkey/": ("answer", "next"),
    "/sign-in/second-step/": ("code", "answer"),
    "/account/confirm/": ("by", "code", "password", "next"),
    "/account/sessions/": ("session", "others"),
    "/account/app/": ("given", "code"),
    "/account/passkeys/add/": ("name", "answer"),
    "/account/password/": ("remove", "password"),
}


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_do_no_harm_in_any_field(client, make, monkeypatch, hostile) -> None:
    monkeypatch.setattr(limits, "LIMITS", {})
    user: User = make()
    plain = {"email": user.email, "code": "123456", "password": "x", "answer": "{}", "name": "My phone", "by": "code"}
    for path, fields in FORMS.items():
        if path.startswith("/account/"):
            client.force_login(user)
        for field in fields:
            given = {name: plain.get(name, "") for name in fields} | {field: hostile}
            answer = client.post(path, given)
            assert answer.status_code < 500, (path, field)
            body = answer.content.decode()
            assert "<script>alert" not in body
            assert "<img src=x" not in body
            assert "\r" not in answer.get("Location", "")
            assert "x" not in answer.cookies
