"""Pictures: read, turned the right way up, made smaller and written anew, so that nothing hidden comes along.

A phone writes where a picture was taken into the file. None of that is left: what is kept are the coloured points.
"""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from coopnet.kit.uploads.refusals import Refused, safe_name, whole

MOST_BYTES = 15 * 1024 * 1024
# A phone of today takes 50 million points; a file that claims more is no photo of a school.
MOST_POINTS = 64_000_000
# The longest side of what is kept, in points.
SIDE = 1600
KINDS = ("JPEG", "PNG", "WEBP")
_WRONG = "This is not a picture that we can use. Send a JPEG, PNG or WebP file."

# Pillow's decoders raise all of these on broken files.
_BROKEN = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, RuntimeError,
    struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture written by us. ``data`` is a JPEG, or a PNG where it is see-through."""

    name: str
    data: bytes
    width: int
    height: int


def _read(data: bytes) -> Image.Image:
    """Open and decode. The size is looked at before a single point is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(data), formats=KINDS)
            if picture.width * picture.height > MOST_POINTS:
                raise Refused("The picture is too large in width and height. Make it smaller and send it again.")
            if picture.format == "JPEG":
                picture.draft("RGB", (SIDE, SIDE))  # the decoder leaves out what would be thrown away
            picture.load()
        except Refused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Refused("The picture is too large in width and height. Make it smaller and send it again.") from error
        except _BROKEN as error:
            raise Refused(_WRONG) from error
    return picture


def clean(file: BinaryIO, name: str) -> Picture:
    """The picture as we keep it: at most ``SIDE`` points long, without any of what cameras write beside the points.

    Raises Refused for what is no picture, too large, cut off or of another kind.
    """
    picture = ImageOps.exif_transpose(_read(whole(file, MOST_BYTES)))
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    picture = picture.convert("RGBA" if see_through else "RGB")
    picture.thumbnail((SIDE, SIDE))
    # A new picture from the points alone: whatever else the file held stays behind.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    if see_through:
        bare.save(written, "PNG", optimize=True)
    else:
        bare.save(written, "JPEG", quality=82, optimize=True, progressive=True)
    return Picture(safe_name(name, ".png" if see_through else ".jpg"), written.getvalue(), bare.width, bare.height)
