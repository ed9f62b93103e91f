"""How a row of the outbox becomes a mail: plain text with a simple HTML part beside it."""

import re
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape

from coopnet.notices.enums import Kind
from coopnet.notices.models import Letter

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_STOP = "coopnet.notices.stop"


def stop_token(address: str) -> str:
    """The signed word in the link with which this address declines news. It opens nothing else and does not expire."""
    return signing.dumps(address.lower(), salt=_STOP)


def address_of(token: str) -> str | None:
    """The address that a link to decline news was made for."""
    try:
        address: str = signing.loads(token, salt=_STOP)
    except signing.BadSignature:
        return None
    return address


def html_of(text: str) -> str:
    """Paragraphs at empty lines, line breaks kept, addresses made into links, everything else escaped."""

    def linked(piece: str) -> str:
        out, end = [], 0
        for found in _ADDRESS.finditer(piece):
            link = escape(found.group())
            out += [escape(piece[end : found.start()]), f'<a href="{link}">{link}</a>']
            end = found.end()
        return "".join([*out, escape(piece[end:])]).replace("\n", "<br>\n")

    paragraphs = [part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]
    body = "\n".join(f"<p>{linked(part)}</p>" for part in paragraphs)
    return f'<!doctype html>\n<html lang="en-GB"><body>\n{body}\n</body></html>\n'


def mail_of(letter: Letter, text: str, *, sender: str, base_url: str) -> EmailMultiAlternatives:
    """The mail, the same for every try: Message-ID and Date are those of the letter."""
    headers = {
        "From": sender,
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.made_at),
        "Auto-Submitted": "auto-generated",
    }
    if letter.kind == Kind.NEWS.value:
        stop = f"{base_url.rstrip('/')}/letters/stop/{stop_token(letter.to)}/"
        # One press in a mail program (RFC 8058); the address in the text opens a page that asks first.
        headers["List-Unsubscribe"] = f"<{stop}one-click/>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        if sender != settings.DEFAULT_FROM_EMAIL:
            headers["Reply-To"] = settings.DEFAULT_FROM_EMAIL  # where somebody reads
        text = f"{text.rstrip()}\n\nIf you want no more news from us, say so here:\n{stop}\n"
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=text,
        from_email=sender,
        to=[formataddr((letter.to_name, letter.to)) if letter.to_name else letter.to],
        headers=headers,
    )
    mail.attach_alternative(html_of(text), "text/html")
    return mail
