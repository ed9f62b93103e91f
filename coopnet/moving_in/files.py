"""Files of the old site, found in a copy of its folder of uploads, looked into and kept."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from coopnet.kit.uploads import papers, pictures
from coopnet.kit.uploads.refusals import Refused
from coopnet.moving_in.wordpress.reading import Item

# In the editor's folders: what came along and was not looked at yet.
COLLECTION = "From the old site"
_UPLOADS = "/uploads/"


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture or a document of ours."""

    picture: Image | None
    document: Document | None


def collection() -> Collection:
    """Where files of the old site are put."""
    found: Collection | None = Collection.objects.filter(name=COLLECTION).first()
    if found is not None:
        return found
    made: Collection = Collection.get_first_root_node().add_child(instance=Collection(name=COLLECTION))
    return made


def find(item: Item, folder: Path) -> Path | None:
    """The file in the copy of the folder of uploads; never one outside of it."""
    path = unquote(urlsplit(item.file_address).path)
    inside = path.partition(_UPLOADS)[2] or path.lstrip("/")
    root = folder.resolve()
    for candidate in (root / inside, root / Path(inside).name):
        place = candidate.resolve()
        if place.is_file() and place.is_relative_to(root):
            return place
    return None


def keep(item: Item, place: Path, into: Collection, at: datetime) -> Kept:
    """Look into it and keep it. Raises Refused, with the sentence that a person gets who sends such a file."""
    title = (item.title or place.stem)[:255]
    with place.open("rb") as file:
        try:
            made = pictures.clean(file, place.name)
        except Refused:
            paper = papers.clean(file, place.name)
            document = Document(
                title=title, file=ContentFile(paper.data, name=paper.name), collection=into, created_at=at,
                file_size=len(paper.data),
            )  # fmt: skip
            document.save()
            return Kept(None, document)
    image = Image(
        title=title, description="", file=ContentFile(made.data, name=made.name), collection=into, created_at=at,
        file_size=len(made.data),
    )  # fmt: skip
    image.save()
    return Kept(image, None)
