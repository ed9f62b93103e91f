"""What a file of a word processor or a spreadsheet may not hold: macros, other files, links that load, traps."""

import io
import re
import stat
import zipfile

from coopnet.kit.uploads.refusals import Refused

MOST_PARTS = 2_000
MOST_UNPACKED = 150 * 1024 * 1024
# A part is looked into as a whole, so none may be larger than this.
MOST_OF_A_PART = 64 * 1024 * 1024
_STEP = 256 * 1024
_NAMED_BY = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}
_OPEN_TYPES = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
}
_MACRO = re.compile(r"(vbaproject|vbadata|macrosheets|activex|/basic/|^basic/|^scripts/)", re.IGNORECASE)
_INSIDE = re.compile(r"(embeddings/|oleobject|^object \d)", re.IGNORECASE)
_PROGRAM = re.compile(r"\.(exe|dll|js|vbs|ps1|bat|cmd|com|scr|hta|jar|lnk|msi|sh|php|html?|svg|zip|docm|xlsm)$", re.I)
_OUTSIDE = re.compile(
    rb"(attachedTemplate|/oleObject|/frame|/subDocument|externalLinkPath)[^>]*TargetMode\s*=\s*[\"']External"
    rb"|TargetMode\s*=\s*[\"']External[\"'][^>]*(attachedTemplate|/oleObject|/frame|/subDocument|externalLinkPath)",
    re.IGNORECASE,
)
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_WRONG = "This file cannot be read. Save it anew and send that."


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of a part; counted as they come, since the size that is claimed may be a lie."""
    made, left = [], min(left, MOST_OF_A_PART)
    with archive.open(part) as stream:
        while block := stream.read(_STEP):
            left -= len(block)
            if left < 0:
                raise Refused("This file unpacks to far more than it seems to hold. Save it anew and send that.")
            made.append(block)
    return b"".join(made)


def _check_name(part: zipfile.ZipInfo) -> None:
    name = part.filename
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
        raise Refused(_WRONG)
    if stat.S_ISLNK(part.external_attr >> 16) or part.flag_bits & 0x1:
        raise Refused("This file is locked or holds a link to another. Save it anew without and send that.")
    if _MACRO.search(name):
        raise Refused("This file holds macros. Save it without them, or as PDF, and send that.")
    if _INSIDE.search(name) or _PROGRAM.search(name):
        raise Refused("This file holds another file inside. Take that out, or save it as PDF, and send that.")


def check(data: bytes, suffix: str) -> None:
    """Raises Refused for what is not the file that ``suffix`` (like ``.docx``) says, or does more than hold words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise Refused("This file holds too many parts. Save it anew and send that.")
            names = [part.filename for part in parts]
            if len(set(names)) != len(names):
                raise Refused(_WRONG)
            left = MOST_UNPACKED
            for part in parts:
                _check_name(part)
                body = _unpack(archive, part, left)
                left -= len(body)
                if part.filename == "[Content_Types].xml" and _MACRO_TYPE.search(body):
                    raise Refused("This file holds macros. Save it without them, or as PDF, and send that.")
                if part.filename.endswith(".rels") and _OUTSIDE.search(body):
                    raise Refused("This file loads something from elsewhere. Save it as PDF and send that.")
                if part.filename.endswith((".xml", ".rels")) and b"<!ENTITY" in body:
                    raise Refused(_WRONG)
            if suffix in _NAMED_BY and not {_NAMED_BY[suffix], "[Content_Types].xml"} <= set(names):
                raise Refused(f"This file is called {suffix} and is something else. Save it anew and send that.")
            if suffix in _OPEN_TYPES and (
                not names or names[0] != "mimetype" or archive.read("mimetype") != _OPEN_TYPES[suffix]
            ):
                raise Refused(f"This file is called {suffix} and is something else. Save it anew and send that.")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(_WRONG) from error
