"""More mails that come back, in the words of systems that tell less: for these the address of return must speak.

Written here by hand like those of ``old_post``. ``RETURN`` stands for the address that names the letter.
"""

from coopnet.notices.tests.old_post import POSTFIX, TO, _mail

NO_NUMBER = _mail("""
    Return-Path: <>
    Delivered-To: RETURN
    From: postmaster@school.example.org
    To: RETURN
    Subject: Message status - undeliverable
    Message-ID: <0001@gateway.school.example.org>
    Content-Type: text/plain; charset=us-ascii

    The message could not be delivered to the user below.

    ADDRESS
    The e-mail system was unable to deliver the message: 550 5.1.1 mailbox unavailable
""")

WITHOUT_SUBJECT = _mail("""
    Return-Path: <>
    X-Original-To: RETURN
    From: Mail System <robot@school.example.org>
    To: RETURN
    Message-ID: <0002@school.example.org>
    Content-Type: text/plain; charset=us-ascii

    Your message couldn't be delivered.
    452 4.2.2 Mailbox full
    552 5.2.2 The mailbox is over its quota.
""")

HTML_ALONE = _mail("""
    Return-Path: <>
    Delivered-To: RETURN
    From: MAILER-DAEMON@filter.example
    To: RETURN
    Subject: Delivery Status Notification (Failure)
    Message-ID: <0003@filter.example>
    Content-Type: text/html; charset=utf-8

    <html><body><p>Your letter to ADDRESS was refused.</p><pre>
    554 5.7.1 Message rejected as spam by Content Filtering.
    </pre></body></html>
""")

# What each of them means, and a word that its sentence for people holds.
SILENT = {
    "a school's gateway": (NO_NUMBER, "gone", "knows no such address"),
    "a robot without a subject": (WITHOUT_SUBJECT, "full", "mailbox is full"),
    "a filter that writes HTML": (HTML_ALONE, "refused", "refused the letter"),
}

VACATION = _mail("""
    Return-Path: <>
    Delivered-To: RETURN
    From: Bea Bursar <ADDRESS>
    To: RETURN
    Subject: Automatic reply: A letter could not be delivered to me in person
    Auto-Submitted: auto-replied
    Message-ID: <0004@school.example.org>

    I am away. 550 pupils miss me.
""")

COMPLAINT = _mail("""
    From: feedback@mail-firm.example
    To: office@coopnet.example.org
    Subject: FW: A letter
    Message-ID: <0005@mail-firm.example>
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=feedback-report; boundary="FF"

    --FF
    Content-Type: text/plain

    Somebody called this letter spam.

    --FF
    Content-Type: message/feedback-report

    Feedback-Type: abuse
    User-Agent: MailFirm/1.0
    Version: 1

    --FF
    Content-Type: message/rfc822

    From: news@coopnet.example.org
    To: redacted@mail-firm.example
    Subject: A letter
    Message-ID: LETTER

    Words.
    --FF--
""")

FULL = POSTFIX.replace(b"Status: 5.1.1", b"Status: 5.2.2").replace(
    b"550 5.1.1 <" + TO.encode() + b">: Recipient address rejected:\r\n    User unknown", b"552 5.2.2 over quota"
)


def returned_to(mail: bytes, address: str) -> bytes:
    """The mail, sent to the address of return."""
    return mail.replace(b"RETURN", address.encode())
