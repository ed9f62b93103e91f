"""Where letters go when no mail server is named: into files in the data folder, for people to look at."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FileBackend(BaseEmailBackend):
    """One file a letter under ``<data>/letters``, named by its Message-ID: posted twice it is still one file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.DATA_DIR) / "letters"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            mail = message.message()
            name = re.sub(r"[^A-Za-z0-9-]", "", str(mail["Message-ID"]).partition("@")[0])
            made = folder / f".{name}.{os.getpid()}"
            made.write_bytes(mail.as_bytes())
            made.replace(folder / f"{name}.eml")
        return len(email_messages)
