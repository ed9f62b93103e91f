"""All settings, read once from the environment. Without any variable set, this is an embedded network on SQLite."""

from pathlib import Path

from coopnet.config import environment

BASE_DIR = Path(__file__).resolve().parent.parent

_env = environment.read()

DATA_DIR = _env.data_dir
MODE = _env.mode
DEBUG = False
SECRET_KEY = _env.secret_key
ALLOWED_HOSTS = list(_env.allowed_hosts)
DATABASES = {"default": _env.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "coopnet.accounts",
    "coopnet.kit",
    "coopnet.audit",
    "coopnet.register",
    "coopnet.rulebook",
    "coopnet.notices",
    "coopnet.people",
    "coopnet.regions",
    "coopnet.ledger",
    "coopnet.sign_in",
    "coopnet.bodies",
    "coopnet.membership",
    "coopnet.subscriptions",
    "coopnet.decisions",
    "coopnet.enquiries",
    "coopnet.casework",
    "coopnet.welcome",
    "coopnet.volunteers",
    "coopnet.library",
    "coopnet.mailings",
    "coopnet.operations",
    "coopnet.site",
    "coopnet.desk",
    "coopnet.moving_in",
    "coopnet.story",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "coopnet.operations.middleware.HealthMiddleware",
    "coopnet.site.kept.KeptPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "coopnet.kit.languages.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coopnet.audit.middleware.MomentMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "coopnet.sign_in.middleware.SecondStepMiddleware",
    "coopnet.operations.rehearsal.ClosedDoorMiddleware",
    "coopnet.site.middleware.EditorRightsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "coopnet.moving_in.middleware.OldAddressMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "coopnet.site.middleware.PressedMiddleware",
]

ROOT_URLCONF = "coopnet.config.urls"
WSGI_APPLICATION = "coopnet.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coopnet.kit.frame.context",
            ],
            "libraries": {"i18n": "coopnet.kit.templatetags.quick_i18n"},
            "builtins": ["coopnet.kit.templatetags.kit", "coopnet.site.templatetags.pages"],
        },
    },
]

# Who somebody is, and what follows from it.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "coopnet.site.rights.TermsBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Words, days and numbers.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [DATA_DIR / "locale", BASE_DIR / "locale"]  # the network's own words come before ours
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Files.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": environment.static_storage(_env.mode)},
}
WHITENOISE_USE_FINDERS = _env.mode != "production"

# Browser safety: nothing from elsewhere, nothing inline.
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": _SELF,
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": ["'self'", "data:"],
        "frame-ancestors": _SELF,
        "form-action": _SELF,
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # the previews of the page editor say SAMEORIGIN for themselves
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coopnet.site.errors.form_expired"
if _env.https:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _env.allowed_hosts if "*" not in host]

# Rate limits must be shared by every process, so the cache stands in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Mail: the outbox hands letters to this backend (console in a demo, SMTP when EMAIL_URL is set).
EMAIL_BACKEND = _env.email["EMAIL_BACKEND"]
EMAIL_HOST = _env.email.get("EMAIL_HOST", "")
EMAIL_PORT = _env.email.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _env.email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _env.email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _env.email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _env.email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
MAILBOX_URL = _env.mailbox_url
DEFAULT_FROM_EMAIL = _env.from_email
NEWS_FROM_EMAIL = _env.news_from_email
RETURNS_EMAIL = _env.returns_email
DKIM_SELECTOR = _env.dkim_selector
NAME_SERVERS = _env.name_servers
SERVER_EMAIL = _env.from_email

# A web archive to which readers may be sent when a page that ours cite is gone. Empty: none.
ARCHIVE = _env.archive

# Jobs.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Wagtail keeps words and pictures only, and asks nobody outside.
WAGTAIL_SITE_NAME = "Coopnet"
WAGTAILADMIN_BASE_URL = _env.base_url
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "/sign-in/"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_I18N_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_IMAGE_FORM_BASE = "coopnet.site.media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "coopnet.site.media.forms.PaperForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # a document is kept, never opened inside the site

LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/to-do/"

# Signing in (coopnet.sign_in on allauth). Figures of codes, tries and sessions stand in sign_in/rules.py and limits.py.
ACCOUNT_ADAPTER = "coopnet.sign_in.adapters.AccountAdapter"
MFA_ADAPTER = "coopnet.sign_in.adapters.SecondStepAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 10 * 60  # how long a sign-in waits for its second step
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 8
MFA_TOTP_TOLERANCE = 1  # the step before and the step after, for clocks that are a little off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _env.mode != "production"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _env.https else 0  # production stands behind one reverse proxy
SESSION_COOKIE_AGE = 14 * 24 * 3600

# The quick tags of translation stand in for Django's library of the same name; it says so each time.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
LOGGING = environment.logging(_env)
LOGGING_CONFIG = "coopnet.config.logs.configure"
