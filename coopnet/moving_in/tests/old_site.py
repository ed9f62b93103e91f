"""Writes an invented export as WordPress would, faults and all: no file of anybody's site is kept here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

BASE = "https://old.network.example.org"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n'
    f"<title>Old Network</title><link>{BASE}</link><wp:wxr_version>1.2</wp:wxr_version>"
    f"<wp:base_blog_url>{BASE}</wp:base_blog_url>\n"
    "<wp:author><wp:author_id>1</wp:author_id><wp:author_login>CANARYAUTHOR</wp:author_login>"
    "<wp:author_email>canary@old.example.org</wp:author_email></wp:author>\n"
)
FOOT = "</channel>\n</rss>\n"


@dataclass(frozen=True, slots=True)
class Old:
    """One item to write. ``body`` stands in CDATA as it is."""

    number: int
    title: str = "A post"
    kind: str = "post"
    status: str = "publish"
    slug: str = ""
    address: str = ""
    body: str = "<p>Words.</p>"
    when: str = ""
    file_address: str = ""
    password: str = ""

    def xml(self) -> str:
        """The item as WordPress writes it."""
        day = datetime(2019, 1, 7, 9, 30) + timedelta(days=self.number)  # noqa: DTZ001 - the export gives no zone
        when = self.when or f"{day:%Y-%m-%d %H:%M:%S}"
        slug = self.slug or f"item-{self.number}"
        path = f"/{day:%Y/%m/%d}/{slug}/" if self.kind == "post" else f"/{slug}/"
        address = self.address or (BASE + path if self.status == "publish" else f"{BASE}/?p={self.number}")
        file = f"<wp:attachment_url>{escape(self.file_address)}</wp:attachment_url>" if self.file_address else ""
        return (
            f"<item><title>{escape(self.title)}</title><link>{escape(address)}</link>"
            "<dc:creator><![CDATA[CANARYAUTHOR]]></dc:creator>"
            f"<content:encoded><![CDATA[{self.body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
            f"<wp:post_id>{self.number}</wp:post_id><wp:post_date>{when}</wp:post_date>"
            f"<wp:post_date_gmt>{when}</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>"
            f"<wp:status>{self.status}</wp:status><wp:post_type>{self.kind}</wp:post_type>"
            f"<wp:post_password>{self.password}</wp:post_password>{file}"
            '<category domain="category" nicename="news"><![CDATA[News]]></category>'
            "<wp:comment><wp:comment_author><![CDATA[CANARYREADER]]></wp:comment_author>"
            "<wp:comment_content><![CDATA[CANARYCOMMENT]]></wp:comment_content></wp:comment></item>\n"
        )


def write(path: Path, items: list[Old], *, encoding: str = "utf-8") -> Path:
    """Write the export and return where it is."""
    path.write_bytes((HEAD + "".join(item.xml() for item in items) + FOOT).encode(encoding))
    return path
