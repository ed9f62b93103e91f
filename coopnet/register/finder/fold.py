"""How words are made alike before they are compared: case, accents, apostrophes, "&", Saint, and co-operative."""

import re
import unicodedata

# co-operative, cooperative, co operative, Co=operative, Co_Operative, co-op, co-ops; never Cooper or Coopersale.
_COOP = re.compile(r"\bco[\s=_‐-―−-]?op(?:erative|eratives|eration|s)?\b")
# The same while it is still being typed: only the end of a search may be unfinished.
_COOP_UNFINISHED = re.compile(
    r"\bco(?:[\s=_‐-―−-]op(?:e(?:r(?:a(?:t(?:i(?:ve?|on?)?)?)?)?)?)?|oper(?:a(?:t(?:i(?:ve?|on?)?)?)?)?|ope)$"
)
_SAINT = re.compile(r"\bsaint\b")
_APOSTROPHES = re.compile("['‘’ʼ`´\x92′]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST = 120


def fold(text: str) -> str:
    """Words of small letters and digits, one space between them."""
    if text.isascii():
        text = text.casefold().replace("'", "").replace("`", "").replace("&", " and ")
    else:
        text = unicodedata.normalize("NFKD", text).casefold()
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        text = _APOSTROPHES.sub("", text).replace("&", " and ").replace("ø", "o").replace("æ", "ae")
    if "co" in text:
        text = _COOP.sub(" coop ", text)
    if "saint" in text:
        text = _SAINT.sub("st", text)
    return _NOT_WORD.sub(" ", text).strip()


def fold_search(text: str) -> str:
    """As ``fold``, for what somebody is still typing. Anything may be handed in; only its first letters count."""
    text = unicodedata.normalize("NFKD", text[:_LONGEST]).casefold().strip()
    return fold(_COOP_UNFINISHED.sub("coop", text))
