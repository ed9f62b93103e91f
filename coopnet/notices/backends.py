"""Where letters go when no mail server is named: into files in the data folder, for people to look at."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend


class FileBackend(EmailBackend):
    """One file a letter under ``<data>/letters``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        folder = Path(settings.DATA_DIR) / "letters"
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(*args, file_path=str(folder), **kwargs)
