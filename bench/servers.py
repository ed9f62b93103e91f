"""Starts the two servers that ``bench.pages`` and ``bench.start`` compare, and measures what they spend.

Both are granian, WSGI, one worker, four blocking threads, without debug. The bare Wagtail project is generated into a
temporary folder: a home page with 25 children, as the peer of our pages.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

PYTHON = sys.executable

BARE_SETTINGS = """
from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = "bench" * 12
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "home", "wagtail.contrib.redirects", "wagtail.embeds", "wagtail.sites", "wagtail.users", "wagtail.snippets",
    "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin", "wagtail", "modelcluster", "taggit",
    "django_tasks", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "bare_urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "bare.sqlite3",
    "CONN_MAX_AGE": 60, "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
USE_TZ = True
WAGTAIL_SITE_NAME = "bare"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
WAGTAIL_ENABLE_UPDATE_CHECK = False
"""

BARE_MODELS = """
from wagtail.fields import RichTextField
from wagtail.models import Page

class HomePage(Page):
    body = RichTextField(blank=True)
    content_panels = Page.content_panels + ["body"]
"""

BARE_TEMPLATE = """{% load wagtailcore_tags %}<!doctype html><html lang="en">
<head><title>{{ page.title }}</title></head>
<body><h1>{{ page.title }}</h1>{{ page.body|richtext }}
<ul>{% for child in page.get_children.live %}
<li><a href="{% pageurl child %}">{{ child.title }}</a></li>{% endfor %}</ul>
</body></html>"""

BARE_FILL = """
import django; django.setup()
from wagtail.models import Page, Site
from home.models import HomePage
root = Page.objects.get(depth=1)
for page in Page.objects.filter(depth=2): page.delete()
root = Page.objects.get(depth=1)
home = root.add_child(instance=HomePage(title="Home", slug="home", body="<p>" + "words " * 60 + "</p>"))
for n in range(25):
    home.add_child(instance=HomePage(title=f"Child {n}", slug=f"child-{n}", body="<p>" + "words " * 60 + "</p>"))
Site.objects.all().delete()
Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one measurement cost."""

    requests_per_second: float
    p99_ms: float
    cpu_ms_per_request: float
    errors: int


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**more: str) -> dict[str, str]:
    """The environment of a measured process: nothing of ours but what is named."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COOPNET_", "DJANGO_", "DATABASE_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | more


def make_bare(folder: Path) -> dict[str, str]:
    """Write and migrate the bare Wagtail project; returns its environment."""
    (folder / "home" / "templates" / "home").mkdir(parents=True)
    (folder / "bare_settings.py").write_text(BARE_SETTINGS)
    (folder / "bare_urls.py").write_text(
        "from django.http import HttpResponse\nfrom django.urls import include, path\nfrom wagtail import urls\n"
        "urlpatterns = [path('hello/', lambda request: HttpResponse('hello')), path('', include(urls))]\n"
    )
    (folder / "hello_wsgi.py").write_text(
        "from django.conf import settings\nfrom django.core.wsgi import get_wsgi_application\n"
        "import bare_settings\n"
        "names = {n: getattr(bare_settings, n) for n in dir(bare_settings) if n.isupper()}\n"
        "settings.configure(**{**names, 'MIDDLEWARE': []})\napplication = get_wsgi_application()\n"
    )
    (folder / "bare_wsgi.py").write_text(
        "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n"
    )
    (folder / "home" / "__init__.py").write_text("")
    (folder / "home" / "models.py").write_text(BARE_MODELS)
    (folder / "home" / "templates" / "home" / "home_page.html").write_text(BARE_TEMPLATE)
    env = clean_environment(DJANGO_SETTINGS_MODULE="bare_settings", PYTHONPATH=str(folder))
    subprocess.run([PYTHON, "-m", "django", "makemigrations", "home", "-v0"], cwd=folder, env=env, check=True)
    return env


def fill_bare(folder: Path, env: dict[str, str]) -> None:
    """Migrate and fill it with a home page and 25 children."""
    subprocess.run([PYTHON, "-m", "django", "migrate", "-v0"], cwd=folder, env=env, check=True)
    subprocess.run([PYTHON, "-c", BARE_FILL], cwd=folder, env=env, check=True)


@contextmanager
def granian(application: str, env: dict[str, str], cwd: Path, probe: str) -> Iterator[tuple[int, psutil.Process]]:
    """Serve until left; yields the port and the process. Raises RuntimeError when the probe gets no 200 in 60 s."""
    port = free_port()
    command = [
        str(Path(PYTHON).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "error", application,
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{probe}", timeout=5) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                time.sleep(0.1)
        else:
            raise RuntimeError(f"{application} did not answer {probe} within 60 s")
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def cpu(process: psutil.Process) -> float:
    """User and system seconds of the whole process tree."""
    members = [process, *process.children(recursive=True)]
    return float(sum(member.cpu_times().user + member.cpu_times().system for member in members))


def settle(process: psutil.Process) -> None:
    """Wait until what earlier readers left behind is worked off: half a second without work."""
    for _ in range(120):
        before = cpu(process)
        time.sleep(0.5)
        if cpu(process) - before < 0.05:
            return


def unique_memory(process: psutil.Process) -> float:
    """Unique set of the whole process tree, in MB."""
    return float(sum(m.memory_full_info().uss for m in [process, *process.children(recursive=True)])) / 1e6


def drive(
    port: int, path: str, process: psutil.Process, *, clients: int, seconds: int, cookie: str = ""
) -> Cost:  # fmt: skip
    """Load one address with wrk and say what it cost; ``cookie`` goes along, so that no kept page answers.

    Raises RuntimeError where wrk is missing.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError("wrk is not on this machine; Debian's package is called wrk.")
    header = ["-H", f"Cookie: {cookie}"] if cookie else []
    before = cpu(process)
    run = subprocess.run(
        [wrk, "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "30s", "--latency", *header, f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    spent = cpu(process) - before
    text = run.stdout
    requests = int(re.search(r"(\d+) requests in", text)[1])  # type: ignore[index]  # wrk always prints it
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]  # as above
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])  # type: ignore[index]  # as above
    return Cost(
        requests_per_second=rate,
        p99_ms=float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit],
        cpu_ms_per_request=1000 * spent / max(1, requests),
        errors=(int(bad[1]) if bad else 0) + (sum(map(int, broken.groups())) if broken else 0),
    )
