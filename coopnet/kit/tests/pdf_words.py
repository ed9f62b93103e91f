"""Reads a paper of ours back as any reader of PDF would: its pages, its tags, and its words by their fonts' own maps.

It knows as much of PDF as Typst writes, and no more.
"""

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj(.*?)\nendobj", re.S)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\nendstream", re.S)
_TEXT = re.compile(rb"\bBT\b(.*?)\nET\b", re.S)
_SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\((?:\\.|[^\\)])*\)", re.S)
_SIGN = re.compile(rb"\\([0-7]{1,3}|.)|([^\\])", re.S)
_PLAIN = {b"n": 10, b"r": 13, b"t": 9, b"b": 8, b"f": 12}


def _objects(data: bytes) -> dict[int, tuple[bytes, bytes]]:
    """Each object: what stands before its stream, and the stream itself."""
    found = {}
    for one in _OBJECT.finditer(data):
        parts = _STREAM.fullmatch(one[2].strip(b"\n"))
        if parts is None:
            found[int(one[1])] = (one[2], b"")
        else:
            body = zlib.decompress(parts[2]) if b"/FlateDecode" in parts[1] else parts[2]
            found[int(one[1])] = (parts[1], body)
    return found


def _bytes(shown: bytes) -> bytes:
    made = bytearray()
    for sign in _SIGN.finditer(shown[1:-1]):
        if sign[1] is None:
            made += sign[2]
        elif sign[1].isdigit():
            made.append(int(sign[1], 8))
        else:
            made.append(_PLAIN.get(sign[1], sign[1][0]))
    return bytes(made)


def pages(data: bytes) -> int:
    """How many pages it has."""
    return len(re.findall(rb"/Type/Page/", data))


def tags(data: bytes) -> list[str]:
    """The kinds of its tags, in the order in which they stand in the file."""
    return [kind.decode() for kind in re.findall(rb"/Type/StructElem/S/(\w+)", data)]


def words(data: bytes) -> str:
    """All words of all pages, as one line."""
    objects = _objects(data)
    maps: dict[int, dict[int, str]] = {}
    for number, (head, _) in objects.items():
        to = re.search(rb"/ToUnicode (\d+) 0 R", head)
        if to:
            pairs = re.findall(rb"\n<([0-9A-F]{4})> <([0-9A-F]+)>", objects[int(to[1])][1])
            maps[number] = {int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for code, sign in pairs}
    said = []
    for head, _ in objects.values():
        page = re.search(rb"/Type/Page/Resources (\d+) 0 R.*/Contents (\d+) 0 R", head, re.S)
        if page is None:
            continue
        fonts = {name: int(at) for name, at in re.findall(rb"/(f\d+) (\d+) 0 R", objects[int(page[1])][0])}
        for text in _TEXT.finditer(objects[int(page[2])][1]):
            held: dict[int, str] = {}
            for part in _SHOWN.finditer(text[1]):
                if part[1]:
                    held = maps[fonts[part[1]]]
                    continue
                codes = _bytes(part[0])
                said += [held[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2)]
            said.append(" ")
    return " ".join("".join(said).split())
