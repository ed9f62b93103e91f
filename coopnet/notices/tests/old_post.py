"""Mails as five mail systems write them when a letter comes back, and a few that only look so.

Written here by hand from what their standards and manuals say; nobody's real mail is kept.
"""

from textwrap import dedent

LETTER = "<0a1b2c3d-0000-4000-8000-00000000cafe@coopnet.example.org>"
TO = "bursar@school.example.org"


def _mail(text: str) -> bytes:
    filled = dedent(text).strip().replace("LETTER", LETTER).replace("ADDRESS", TO)
    return filled.replace("\n", "\r\n").encode() + b"\r\n"


POSTFIX = _mail("""
    Return-Path: <>
    From: MAILER-DAEMON@mx.school.example.org (Mail Delivery System)
    To: office@coopnet.example.org
    Subject: Undelivered Mail Returned to Sender
    Message-ID: <20261005110000.ABCDEF@mx.school.example.org>
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="XX"

    --XX
    Content-Type: text/plain; charset=us-ascii

    I am sorry to tell you that your mail did not reach one or more people.

    --XX
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.school.example.org

    Final-Recipient: rfc822; ADDRESS
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 <ADDRESS>: Recipient address rejected:
        User unknown

    --XX
    Content-Type: message/rfc822

    From: office@coopnet.example.org
    To: ADDRESS
    Subject: A letter
    Message-ID: LETTER

    Words.
    --XX--
""")

EXCHANGE = _mail("""
    From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@school.example.org>
    To: office@coopnet.example.org
    Subject: Undeliverable: A letter
    Message-ID: <f00d@AM0PR01.prod.outlook.example>
    In-Reply-To: LETTER
    References: LETTER
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="YY"

    --YY
    Content-Type: text/html; charset="utf-8"

    <html><body><p>Your message to ADDRESS could not be delivered.</p></body></html>

    --YY
    Content-Type: message/delivery-status

    Reporting-MTA: dns;AM0PR01.prod.outlook.example

    Final-recipient: RFC822;ADDRESS
    Action: failed
    Status: 5.1.10
    Diagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found

    --YY--
""")

GOOGLE = _mail("""
    Return-Path: <>
    From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
    To: office@coopnet.example.org
    Auto-Submitted: auto-replied
    Subject: Delivery Status Notification (Failure)
    Message-ID: <6543.abc@mx.google.example>
    References: LETTER
    In-Reply-To: LETTER
    X-Failed-Recipients: ADDRESS
    MIME-Version: 1.0
    Content-Type: multipart/report; boundary="ZZ"; report-type=delivery-status

    --ZZ
    Content-Type: multipart/alternative; boundary="Z1"

    --Z1
    Content-Type: text/plain; charset="UTF-8"

    ** Address not found **

    Your message was not delivered, because the address could not be found.
    --Z1--
    --ZZ
    Content-Type: message/delivery-status

    Reporting-MTA: dns; googlemail.example

    Final-Recipient: rfc822; ADDRESS
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
    --ZZ--
""")

EXIM = _mail("""
    Return-path: <>
    X-Failed-Recipients: ADDRESS
    Auto-Submitted: auto-replied
    From: Mail Delivery System <Mailer-Daemon@host.example>
    To: office@coopnet.example.org
    Subject: Mail delivery failed: returning message to sender
    Message-Id: <E1abcd-0001@host.example>
    Content-Type: text/plain; charset=us-ascii

    This message was created automatically by mail delivery software.

    A message sent by you could not be delivered to all of its recipients.

      ADDRESS
        host mx.school.example.org [192.0.2.1]
        SMTP error from remote mail server after RCPT TO:<ADDRESS>:
        550 No such user here

    ------ This is a copy of your message, including all the headers. ------

    From: office@coopnet.example.org
    To: ADDRESS
    Message-ID: LETTER
    Subject: A letter
""")

QMAIL = _mail("""
    Return-Path: <>
    From: MAILER-DAEMON@host.example
    To: office@coopnet.example.org
    Subject: failure notice
    Date: 5 Oct 2026 11:00:00 -0000

    Hi. This is the qmail-send program at host.example.
    I could not deliver your message to the following addresses.

    <ADDRESS>:
    192.0.2.1 does not like recipient.
    Remote host said: 550 5.1.1 unknown user
    Giving up on 192.0.2.1.

    --- Below this line is a copy of the message.

    Return-Path: <office@coopnet.example.org>
    Message-ID: LETTER
    To: ADDRESS
    Subject: A letter
""")

FIVE = {"Postfix": POSTFIX, "Exchange": EXCHANGE, "Google": GOOGLE, "Exim": EXIM, "qmail": QMAIL}

DELAYED = POSTFIX.replace(b"Action: failed", b"Action: delayed").replace(b"5.1.1", b"4.4.1").replace(b"550", b"450")

ABSENT = _mail("""
    From: Bea Bursar <ADDRESS>
    To: office@coopnet.example.org
    Subject: Automatic reply: A letter
    Message-ID: <absent-1@school.example.org>
    In-Reply-To: LETTER
    Auto-Submitted: auto-replied
    Content-Type: text/plain; charset=utf-8

    I am back on Monday.
""")

LOOP = _mail("""
    From: list@robots.example
    To: office@coopnet.example.org
    Subject: Re: Re: Re: Re: hello
    Precedence: bulk
    Message-ID: <loop-1@robots.example>

    hello
""")

PERSON = _mail("""
    From: Frieda Asker <frieda@school.example.org>
    To: office@coopnet.example.org
    Subject: Re: we have your message
    Message-ID: <person-1@school.example.org>
    In-Reply-To: LETTER
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary="PP"

    --PP
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    Thank you. Could we meet on Tuesday? =E2=80=93 F.

    On Mon, 5 Oct 2026 at 11:00, Network <office@coopnet.example.org> wrote:
    > Thank you for writing
    > to us.

    --PP
    Content-Type: text/html; charset=utf-8

    <p>Thank you.</p><script>alert(1)</script>
    --PP--
""")

ODD = {
    "nothing": b"",
    "noise": bytes(range(256)) * 20,
    "no headers": b"\r\n\r\njust words",
    "a broken part": POSTFIX[: len(POSTFIX) // 2],
    "a letter without its encoding": PERSON.replace(b"charset=utf-8", b"charset=klingon"),
    "a header without an end": b"From: " + b"x" * 50_000,
    "parts in parts": b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" * 60,
    "an address of nobody": b"From: \"<script>\" <>\r\nSubject: =?utf-8?q?=00?=\r\n\r\nwords",
}  # fmt: skip
