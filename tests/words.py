"""The script that gathers our words, as a module, and languages made for a test."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from coopnet.kit.catalogue import Catalogue, compiled, read, written
from tests.laws.source import ROOT

LOCALE = ROOT / "coopnet/locale"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("coopnet_messages", ROOT / "scripts/messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = _script()

# What stays as it is: a hole for a value, a mark of HTML, an entity, a doubled per cent sign.
_KEPT = re.compile(r"(%\(\w+\)s|<[^>]+>|&\w+;|%%)")
_ACCENTS = str.maketrans("aeiouwyAEIOUWY", "âêîôûŵŷÂÊÎÔÛŴŶ")
LONGER = 0.4


def pseudo(text: str) -> str:
    """The words with accents, and two fifths longer: long words stay single words, as Welsh has them."""
    parts = _KEPT.split(text)
    spoken = [part if at % 2 else part.translate(_ACCENTS) for at, part in enumerate(parts)]
    letters = sum(len(part) for part in parts[::2])
    # Sentences grow by words, single words by letters.
    more = (" wyddŵyn" * (letters // 8 + 1) if letters > 24 else "wyddŵynt" * 4)[: round(letters * LONGER)].rstrip()
    # Into the last part that has letters, so that it stands inside the marks.
    for at in range(len(spoken) - 1, -1, -1):
        if at % 2 == 0 and re.search(r"[^\W\d_]", spoken[at]):
            body = spoken[at].rstrip()
            end = re.search(r"[.:;?!,)”’]*$", body)
            cut = end.start() if end else len(body)
            spoken[at] = body[:cut] + more + body[cut:] + spoken[at][len(body) :]
            break
    return "".join(spoken)


def pseudo_catalogue(language: str = "cy") -> Catalogue:
    """Every message of a language's catalogue, said in the pseudo-language."""
    catalogue = read(LOCALE / language / "LC_MESSAGES" / "django.po")
    for message in catalogue.messages:
        message.unsure = False
        if message.plural:
            message.said = [pseudo(message.words)] + [pseudo(message.plural)] * (catalogue.plurals - 1)
            message.said[0] = pseudo(message.plural)
            message.said[1] = pseudo(message.words)
        else:
            message.said = [pseudo(message.words)]
    return catalogue


def put(folder: Path, catalogue: Catalogue, language: str = "cy") -> Path:
    """Write a catalogue and what Django reads of it into a folder of languages."""
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(catalogue))
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return path
