"""Fetching a file from the official address, if an operator asks for it.

It is asked through the one door to the outside web (``kit.outside``), with encryption only.
"""

import http.client
import re
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from coopnet.kit.outside import MOST_REDIRECTS, REDIRECTS, Door, NotFetched, connect, following, path_of, resolve
from coopnet.register.enums import FileKind
from coopnet.register.files.opening import MOST_BYTES

HOME = "https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public/"
NAMES = {
    FileKind.ESTABLISHMENTS: "edubasealldata{day}.csv",
    FileKind.LINKS: "links_edubasealldata{day}.csv",
    FileKind.TRUST_LINKS: "grouplinks_edubaseallacademiesandfree{day}.csv",
    FileKind.GROUPS: "allgroupsdata{day}.csv",
}
BLOCK = 1 << 16
TYPES = ("text/csv", "application/csv", "application/octet-stream", "application/zip", "application/gzip")
TYPES_ALSO = ("application/x-zip-compressed", "application/x-gzip", "text/plain", "application/vnd.ms-excel")


def official_address(kind: FileKind, day: date) -> str:
    """Where the publisher puts the file of a day."""
    if kind not in NAMES:
        raise NotFetched(f"There is no official address for files of the kind {kind.value}.")
    return HOME + NAMES[kind].format(day=f"{day:%Y%m%d}")


def fetch(address: str, folder: Path, *, door: Door | None = None, most_bytes: int = MOST_BYTES) -> Path:
    """Fetch into a folder and return the path; whole or not at all. Raises NotFetched."""
    door = door or Door(resolve)
    for _ in range(MOST_REDIRECTS + 1):
        with closing(connect(address, door)) as connection:
            try:
                connection.request(
                    "GET", path_of(address), headers={"Accept": "text/csv, application/zip", "User-Agent": "Coopnet"}
                )
                answer = connection.getresponse()
                if answer.status in REDIRECTS:
                    address = following(address, answer.getheader("Location") or "")
                    continue
                return _keep(answer, address, folder, most_bytes)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise NotFetched(
                    f"{address}: the connection broke ({type(error).__name__}). Try again later."
                ) from None
    raise NotFetched(f"{address}: more than {MOST_REDIRECTS} redirects.")


def _keep(answer: http.client.HTTPResponse, address: str, folder: Path, most_bytes: int) -> Path:
    if answer.status != 200:
        raise NotFetched(f"{address}: the server answers {answer.status} {answer.reason}. Is there a file of that day?")
    kind = (answer.getheader("Content-Type") or "").split(";")[0].strip().lower()
    if kind and kind not in TYPES + TYPES_ALSO:
        raise NotFetched(f"{address}: the server sends {kind}, not a table.")
    announced = answer.length
    if announced is not None and announced > most_bytes:
        raise NotFetched(f"{address}: the file has {announced:,} bytes; at most {most_bytes:,} are fetched.")
    path = folder / (re.sub(r"[^\w.-]", "_", urlsplit(address).path.rsplit("/", 1)[-1])[-100:] or "download.csv")
    part = path.with_name(f"{path.name}.part")
    taken = 0
    try:
        with part.open("wb") as file:
            while block := answer.read(BLOCK):
                taken += len(block)
                if taken > most_bytes:
                    raise NotFetched(f"{address}: the file has more than {most_bytes:,} bytes.")
                file.write(block)
        if announced is not None and taken < announced:
            raise NotFetched(
                f"{address}: the connection broke after {taken:,} of {announced:,} bytes. Try again later."
            )
        if taken == 0:
            raise NotFetched(f"{address}: the file is empty.")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
