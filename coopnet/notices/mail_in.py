"""What a mail that came in is: a letter of ours that came back, a program's answer, or a person's. Pure: bytes in.

Sources: RFC 3464 (delivery reports), RFC 3834 (automatic answers), RFC 5322; and the plain words of mail programs that
follow none of them.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses, parseaddr
from enum import StrEnum


class Sort(StrEnum):
    """What came in."""

    CAME_BACK = "came-back"
    PUT_OFF = "put-off"
    COMPLAINT = "complaint"
    AUTOMATIC = "automatic"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail. ``answers``: Message-IDs that it is about, the likeliest first. ``text``: what is new in it.

    ``sent_to``: addresses it came to, as the head tells. ``failed``: the addresses that a report speaks of.
    """

    sort: Sort
    message_id: str
    sender: str
    sender_name: str
    answers: tuple[str, ...]
    text: str
    reason: str = ""
    code: int = 0
    sent_to: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


LONGEST = 20_000
_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s]{1,200}>")
_OWN_ID = re.compile(r"^\s*message-id:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_CODE = re.compile(r"\b([45])\d\d[ -]")
_DAEMON = re.compile(r"^(mailer-daemon|postmaster|mail\.?daemon|mdaemon|microsoftexchange[0-9a-f]+)@", re.IGNORECASE)
_RETURNED = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|incomplete)|failure notice|returned (?:mail|to sender)|"
    r"mail delivery (?:failed|system)|could ?n.?t be delivered|unzustellbar|delayed mail|returning message to sender",
    re.IGNORECASE,
)
_DELAYED = re.compile(r"\bdelayed\b|still being retried|will (?:keep|continue) trying|not yet been delivered", re.I)
_ANSWERING = re.compile(
    r"\b(out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response)|on (?:annual )?leave|abwesen)",
    re.I,
)
# Where a mail program begins to quote what was answered.
_QUOTED = re.compile(
    r"^(?:>|On .{4,120}wrote:\s*$|-{2,} ?(?:Original Message|Forwarded message)|_{10,}\s*$|From: .+@|Sent from my )",
    re.IGNORECASE | re.MULTILINE,
)
# Where mail servers say why, the surest first.
_SAID = (
    r"diagnostic-code:\s*(?:smtp;)?\s*(.+(?:\n[ \t].+)*)",
    r"^\s*(5\d\d[ -].+)$",
    r"(Remote host said:.+)",
    r"(the (?:address|mailbox|user).{0,160})",
)
_RECIPIENT = re.compile(
    r"^(?:final-recipient|original-recipient|x-failed-recipients):\s*(?:rfc822;)?\s*<?([^\s<>;,]+@[^\s<>;,]+?)>?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_CODES = re.compile(r"\b([245]\d\d)[ -]")
# Where the address stands to which a mail was sent, the surest first.
_SENT_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
_TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]+>", re.IGNORECASE | re.DOTALL)


def _header(mail: Message, name: str) -> str:
    """A header as text, whatever somebody put into it."""
    try:
        return str(mail.get(name, "") or "")
    except (ValueError, TypeError, IndexError, AttributeError, UnicodeError):  # the parser gives up on some of them
        return ""


def _content(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
        if not isinstance(raw, bytes):
            return str(part.get_payload())
        return raw.decode(part.get_content_charset() or "utf-8", errors="replace")
    except (LookupError, ValueError, TypeError, AssertionError):
        return ""


def _words(mail: Message) -> str:
    """The plain text; where there is none, that of the HTML without its marks."""
    html = ""
    for part in mail.walk():
        kind = part.get_content_type()
        if part.is_multipart() or part.get_filename():
            continue
        if kind == "text/plain":
            return _content(part)
        if kind == "text/html" and not html:
            html = _content(part)
    return re.sub(r"\n{3,}", "\n\n", _TAGS.sub(" ", html.replace("<br", "\n<br").replace("</p", "\n\n</p")))


def _everything(mail: Message) -> str:
    """All text in it, the returned letter and reports too."""
    found = []
    for part in mail.walk():
        kind = part.get_content_type()
        if kind in ("message/rfc822", "message/delivery-status", "message/feedback-report"):
            found.append("\n".join(str(inner) for inner in part.get_payload()) if part.is_multipart() else "")
        elif not part.is_multipart():
            found.append(_content(part))
    return "\n".join(found)


def _new_words(text: str) -> str:
    """Without what was quoted, and without trailing spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    found = _QUOTED.search(text)
    kept = text[: found.start()] if found and text[: found.start()].strip() else text
    return "\n".join(line.rstrip() for line in kept.strip().splitlines())[:LONGEST]


def _headers_of(mail: Message) -> str:
    """The head lines that name failed addresses."""
    return "".join(f"\nX-Failed-Recipients: {one}" for one in _addresses(mail, "X-Failed-Recipients"))


def _reason(text: str) -> str:
    """What the mail server said, in one line."""
    for pattern in _SAID:
        found = re.search(pattern, text, re.IGNORECASE | re.MULTILINE)
        if found:
            return " ".join(found.group(1).split())[:300]
    return "The mail server gave no reason that we can read."


def _addresses(mail: Message, *names: str) -> tuple[str, ...]:
    found = [header for name in names for header in map(str, mail.get_all(name, []))]
    try:
        pairs = getaddresses(found)
    except (ValueError, IndexError, TypeError):  # as ``_header``
        return ()
    return tuple(dict.fromkeys(address.strip().lower()[:254] for _, address in pairs if "@" in address))


def _is_complaint(mail: Message) -> bool:
    """A reader pressed "this is spam" and the mail firm tells us (RFC 5965)."""
    return any(part.get_content_type() == "message/feedback-report" for part in mail.walk())


def _is_report(mail: Message, sender: str, subject: str) -> bool:
    kind = mail.get_content_type()
    if kind == "multipart/report" and "delivery-status" in _header(mail, "Content-Type").lower():
        return True
    if any(part.get_content_type() == "message/delivery-status" for part in mail.walk()):
        return True
    if mail.get("X-Failed-Recipients"):
        return True
    nobody = _DAEMON.match(sender) or _header(mail, "Return-Path").strip() == "<>"
    if not nobody or _ANSWERING.search(subject):
        return False
    # Some say nothing in their subject; then their words must say both that it failed and how.
    words = _content(mail) if not mail.is_multipart() else _words(mail)
    return bool(
        _RETURNED.search(subject) or (_RETURNED.search(words) and (_STATUS.search(words) or _CODE.search(words)))
    )


def _is_automatic(mail: Message, subject: str) -> bool:
    auto = _header(mail, "Auto-Submitted").strip().lower()
    if auto and not auto.startswith("no"):
        return True
    if _header(mail, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    if any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "List-Id", "X-Loop", "Feedback-ID")):
        return True
    return bool(_ANSWERING.search(subject))


def read(raw: bytes) -> Incoming:
    """What a mail is. Never raises for what somebody wrote: a broken mail is a person's, with what could be read."""
    mail: Message = message_from_bytes(raw, policy=policy.compat32)
    name, sender = parseaddr(_header(mail, "From"))
    sender, subject = sender.strip().lower()[:254], _header(mail, "Subject")
    own = _ID.search(_header(mail, "Message-ID"))
    near = [*_ID.findall(_header(mail, "In-Reply-To")), *reversed(_ID.findall(_header(mail, "References")))]
    message_id = own.group() if own else ""
    sent_to = _addresses(mail, *_SENT_TO)
    if _is_complaint(mail):
        inside = [found for found in _OWN_ID.findall(_everything(mail)) if found != message_id]
        return Incoming(Sort.COMPLAINT, message_id, sender, name, tuple(dict.fromkeys([*inside, *near])), "")
    if _is_report(mail, sender, subject):
        text = _everything(mail)
        # The letter that came back stands at the end; the report's own number is not among its words.
        inside = [found for found in _OWN_ID.findall(text) if found != message_id]
        answers = tuple(dict.fromkeys([*inside, *near]))
        failed = re.search(r"^\s*action:\s*failed", text, re.IGNORECASE | re.MULTILINE)
        delayed = re.search(r"^\s*action:\s*(delayed|relayed|delivered|expanded)", text, re.I | re.M)
        said = _STATUS.search(text) or _CODE.search(text)
        # Some tell of every try: one that failed for good outweighs those that failed for now.
        classes = set(_STATUS.findall(text)) or set(_CODE.findall(text))
        for_now = "4" in classes and "5" not in classes
        put_off = not failed and bool(delayed or _DELAYED.search(subject) or for_now)
        sort = Sort.PUT_OFF if put_off else Sort.CAME_BACK
        reason = _reason(text)
        code = _CODES.search(f"{reason} ") or _CODES.search(text)
        # The reason first: a report may name a status that its server made up, and quote a surer one.
        status = "" if _STATUS.search(reason) or said is None or "." not in said.group() else f"{said.group()} "
        failed_at = tuple(dict.fromkeys(found.lower() for found in _RECIPIENT.findall(text + _headers_of(mail))))
        return Incoming(
            sort, message_id, sender, name, answers, "", f"{status}{reason}",
            int(code[1]) if code else 0, sent_to, failed_at,
        )  # fmt: skip
    words = _new_words(_words(mail))
    sort = Sort.AUTOMATIC if _is_automatic(mail, subject) else Sort.PERSON
    answers = tuple(dict.fromkeys(near))
    return Incoming(sort, message_id, sender, name[:120], answers, words or subject[:200], sent_to=sent_to)
