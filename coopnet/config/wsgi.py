"""The entry for granian and any other WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopnet.config.settings")
application = get_wsgi_application()


def _settle() -> None:
    """Load every address now, then leave what will stay for as long as the process lives out of the search for
    rubbish: to look through it again and again took a fifth of the time of a page, and some readers waited for it."""
    get_resolver()._populate()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


_settle()
