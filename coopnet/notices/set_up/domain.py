"""What a domain must say of itself so that letters from it are believed, and what to paste where it does not.

SPF (RFC 7208): which machines may send for it. DKIM (RFC 6376): with which key its letters are signed. DMARC
(RFC 7489): what to do with letters that are neither. Each is one tick for people who know none of these words.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Protocol

from coopnet.notices.set_up.resolver import NoAnswer

Address = IPv4Address | IPv6Address
# RFC 7208, 4.6.4: more look-ups than this, and receivers stop reading.
MOST_LOOK_UPS = 10
# Words before ._domainkey that mail firms use most.
USUAL_SELECTORS = ("s1", "s2", "k1", "k2", "selector1", "selector2", "google", "default", "mail", "dkim", "smtp", "pm")
# Names that are kept for examples; nobody can be asked about them (RFC 2606, RFC 6761).
INVENTED = (".example", ".test", ".invalid", ".localhost", "example.org", "example.com", "example.net", "localhost")
# A public key of 1024 bits is 162 bytes long, one of 2048 bits 294.
SHORT_KEY, GOOD_KEY = 160, 290


Verdict = tuple[str, str, tuple[str, str] | None]
"""State, words, what to paste."""


class Names(Protocol):
    """Whoever can be asked about names: a resolver, or a table in a test. Raises NoAnswer."""

    def texts(self, name: str) -> list[str]:
        """The texts of a name."""

    def mail_servers(self, name: str) -> list[str]:
        """The hosts that take mail for a name."""

    def addresses(self, name: str) -> list[Address]:
        """The addresses of a host."""


@dataclass(frozen=True, slots=True)
class Tick:
    """``state``: yes, look (it works, or nobody can tell, but somebody should look) or no. ``paste``: a record to put
    into the domain, as (name, value)."""

    what: str
    state: str
    words: str
    paste: tuple[str, str] | None = None


def is_invented(domain: str) -> bool:
    """Whether the domain is kept for examples, so that nobody needs to be asked."""
    return any(domain == name.lstrip(".") or domain.endswith("." + name.lstrip(".")) for name in INVENTED)


def check(domain: str, *, returns: str, selector: str, server: str, reports_to: str, names: Names) -> list[Tick]:
    """Every tick for a sender's domain. ``returns``: the domain to which its letters return."""
    asked: tuple[tuple[str, Callable[[], Verdict]], ...] = (
        ("Machines that may send (SPF)", lambda: spf(returns, server, names)),
        ("Signature (DKIM)", lambda: dkim(domain, selector, names)),
        ("What receivers do with forgeries (DMARC)", lambda: dmarc(domain, returns, reports_to, names)),
        ("Answers can come in (MX)", lambda: mx(domain, names)),
    )
    found = []
    for what, ask in asked:
        try:
            state, words, paste = ask()
        except NoAnswer:
            state, words, paste = "look", "No name server answered, so nobody can tell now. Try again later.", None
        found.append(Tick(what, state, words, paste))
    return found


def _records(texts: Iterable[str], begin: str) -> list[str]:
    return [text for text in texts if re.match(rf"{re.escape(begin)}(?:[\s;]|$)", text.strip(), re.IGNORECASE)]


# SPF


@dataclass(slots=True)
class _Spf:
    """What following a record has found: the networks that may send, and how many look-ups it took."""

    networks: list[str]
    look_ups: int = 0
    broken: str = ""


def _follow(domain: str, record: str, names: Names, found: _Spf, depth: int = 0) -> None:
    """Collect what a record and those that it includes allow; stops where receivers stop."""
    for term in record.split()[1:]:
        bare = term.lstrip("+")
        word, _, rest = bare.partition(":")
        word = word.partition("/")[0].lower()
        target = rest.partition("/")[0] or domain
        if bare[:1] in "-~?" or "%" in term:
            continue
        if bare.lower().startswith("redirect="):
            word, target = "include", bare.partition("=")[2]
        if word in ("include", "a", "mx", "ptr", "exists"):
            found.look_ups += 1
        if found.look_ups > MOST_LOOK_UPS or depth > MOST_LOOK_UPS:
            return
        if word in ("ip4", "ip6"):
            found.networks.append(rest)
        elif word == "a":
            found.networks += map(str, names.addresses(target))
        elif word == "mx":
            found.networks += [str(one) for host in names.mail_servers(target)[:10] for one in names.addresses(host)]
        elif word == "include":
            inner = _records(names.texts(target), "v=spf1")
            if len(inner) != 1:
                found.broken = target
            else:
                _follow(target, inner[0], names, found, depth + 1)


def _within(address: Address, networks: Iterable[str]) -> bool:
    for network in networks:
        try:
            if address in ip_network(network, strict=False):
                return True
        except ValueError:
            continue
    return False


def spf(domain: str, server: str, names: Names) -> Verdict:
    """Whether the domain names the machines that may send for it. ``server`` is the one that we hand letters to."""
    records = _records(names.texts(domain), "v=spf1")
    ours = f"a:{server} " if server else ""
    if not records:
        value = f"v=spf1 {ours}~all"
        return (
            "no",
            "The domain does not say which machines may send for it. Ask your mail firm for its line.",
            (domain, value),
        )
    if len(records) > 1:
        terms = list(dict.fromkeys(term for one in records for term in one.split()[1:] if not term.endswith("all")))
        value = f"v=spf1 {' '.join(terms)} ~all"
        return "no", "There are two such records, so receivers read neither. Make them one.", (domain, value)
    record = records[0]
    found = _Spf([])
    _follow(domain, record, names, found)
    end = record.split()[-1].lower()
    without = " ".join(record.split()[:-1]) if end.endswith("all") else record
    if found.look_ups > MOST_LOOK_UPS:
        return (
            "no",
            f"Receivers stop after {MOST_LOOK_UPS} look-ups, and this record needs more. Take out what you do not use.",
            None,
        )
    if found.broken:
        return "no", f"It points to {found.broken}, which says nothing. Take that part out.", None
    if end in ("+all", "all"):
        return "no", "It lets any machine in the world send for you.", (domain, f"{without} ~all")
    if end == "?all" or not (end.endswith("all") or "redirect=" in record.lower()):
        return "no", "It does not say what to do with other machines.", (domain, f"{without} ~all")
    if not server:
        return (
            "look",
            "The record is sound. Letters stay in a folder here, so no mail server can be looked for in it.",
            None,
        )
    if not any(_within(address, found.networks) for address in names.addresses(server)):
        words = (
            f"The record is sound, and we do not find {server} in it. Many mail firms send from other machines than "
            "the one that takes your letters: send a test letter, or ask your firm for its line."
        )
        return "look", words, (domain, f"{without} {ours}{end}")
    return "yes", f"It names {server}, and tells receivers to doubt other machines.", None


# DKIM


def _tags(record: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): re.sub(r"\s", "", value) for name, _, value in pairs if name.strip()}


def _key(record: str) -> tuple[str, str]:
    """How good a key is: yes, look or no, and in words."""
    tags = _tags(record)
    if not tags.get("p"):
        return "no", "The key was withdrawn: its record is empty."
    try:
        key = base64.b64decode(tags["p"], validate=True)
    except (binascii.Error, ValueError):
        return "no", "The key is damaged: something was lost when it was pasted."
    if tags.get("k", "rsa").lower() == "ed25519":
        return "look", "The key is of the new kind. Keep one of the old kind too: not every receiver knows it."
    if len(key) < SHORT_KEY:
        return "no", "The key is too short to be believed. Ask your mail firm for one of 2048 bits."
    if "y" in tags.get("t", "").lower().split(":"):
        return (
            "look",
            "The key is marked as a trial, so receivers may pass it over. Ask your mail firm to end the trial.",
        )
    if len(key) < GOOD_KEY:
        return "look", "The key is there. A longer one, of 2048 bits, would be believed by all."
    return "yes", "The key is there and long enough."


def dkim(domain: str, selector: str, names: Names) -> Verdict:
    """Whether the key with which the mail firm signs stands in the domain. Without a selector the usual are tried."""
    for word in (selector,) if selector else USUAL_SELECTORS:
        place = f"{word}._domainkey.{domain}"
        records = [text for text in names.texts(place) if "p" in _tags(text)]
        if len(records) > 1:
            return "no", f"There are two keys at {place}, so receivers read neither. Take the old one out.", None
        if records:
            state, words = _key(records[0])
            return state, f"{words} It stands at {place}.", None
    if not selector:
        words = (
            "No key stands at the usual places. Your mail firm shows its record, such as s1._domainkey; paste that "
            "into the domain, then look again with the word before ._domainkey."
        )
        return "look", words, None
    words = "No key stands there, so no letter can prove that it is yours. Your mail firm shows the record to paste."
    return "no", words, (f"{selector}._domainkey.{domain}", "as your mail firm shows it: v=DKIM1; k=rsa; p=…")


# DMARC


def _policy(domain: str, names: Names) -> tuple[str, list[str]]:
    """The records that hold for the domain, and where they stand: at it, or at one above it."""
    labels = domain.split(".")
    for cut in range(max(1, min(len(labels) - 1, 6))):
        place = ".".join(labels[cut:])
        records = _records(names.texts(f"_dmarc.{place}"), "v=DMARC1")
        if records:
            return place, records
    return domain, []


def dmarc(domain: str, returns: str, reports_to: str, names: Names) -> Verdict:
    """Whether the domain says what to do with letters that only pretend to come from it."""
    advised = (f"_dmarc.{domain}", f"v=DMARC1; p=none; rua=mailto:{reports_to}")
    place, records = _policy(domain, names)
    if not records:
        return "no", "The domain does not say what to do with forgeries, and large mail firms ask for that.", advised
    if len(records) > 1:
        return "no", "There are two such records, so receivers read neither. Keep one.", advised
    tags = _tags(records[0])
    policy = tags.get("p", "").lower() if place == domain else tags.get("sp", tags.get("p", "")).lower()
    if policy not in ("none", "quarantine", "reject"):
        return "no", "The record names no policy that receivers know.", advised
    if tags.get("aspf", "r").lower() == "s" and returns != domain:
        words = f"Letters return to {returns}, and the record asks for {domain} itself. Take out aspf=s."
        return "look", words, None
    if returns != domain and returns != place and not returns.endswith(f".{place}"):
        return "look", f"Letters return to {returns}, another domain: then only the signature proves them yours.", None
    if policy == "none":
        better = "; ".join(
            f"{name}={'quarantine' if name == 'p' else value}" for name, value in tags.items() if name != "sp"
        )
        words = "It is there and only watches. When test letters pass for a month, let receivers act on it."
        return "look", words, (f"_dmarc.{place}", better)
    return "yes", "Receivers put forgeries aside.", None


# MX


def mx(domain: str, names: Names) -> Verdict:
    """Whether mail to the domain goes anywhere: answers, and letters that come back."""
    hosts = [host for host in names.mail_servers(domain) if host]
    if hosts:
        return "yes", f"{hosts[0]} takes mail for it.", None
    if names.addresses(domain):
        return (
            "look",
            "The domain names no mail server. Some senders will try the web server; few web servers take mail.",
            None,
        )
    return "no", "Nobody takes mail for this domain, so answers and returned letters are lost.", None
