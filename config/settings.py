"""Settings come from the environment (or a `.env` file); a missing one stops the start and says what to type."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment
from config.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent

env.read_env(BASE_DIR / ".env")

DEBUG = environment.yes("DEBUG", default=False)

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Type:  export SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))')  "
        "and keep the value, or use `make run`, which writes one to .env."
    )

ALLOWED_HOSTS: list[str] = environment.names(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else []
)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Type the names this site answers to:  export ALLOWED_HOSTS=chronicle.example,other.example"
    )
CSRF_TRUSTED_ORIGINS: list[str] = environment.names("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config.web",
    "news",
    "routes",
    "news.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "config.web.headers.Headers",
    "config.web.headers.ContentPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.web.requests.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.web.limits.Limits",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "news.views.former_addresses.FormerAddresses",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                "config.web.compiled.Loader",
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.web.context.site",
            ],
        },
    },
]

FORM_RENDERER = "config.web.form_templates.FormTemplates"


def _postgresql(address: dict[str, Any]) -> dict[str, Any]:
    """A server that is gone is noticed within seconds, whatever its machine's network says of it."""
    options = {"connect_timeout": 2, "tcp_user_timeout": 3000, **address.get("OPTIONS", {})}
    return {"CONN_HEALTH_CHECKS": True, **address, "ENGINE": "config.web.postgresql", "OPTIONS": options}


# Database: SQLite by default, PostgreSQL in production, by address alone. ------------------------------------------
DATABASES = {"default": environment.database("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
# A standby that follows the database and answers searches, once they are too much for it (news/search/asking.py).
if _standby := environment.database("SEARCH_DATABASE_URL"):
    # Not asked first whether it still answers: where it does not, the database is asked instead.
    DATABASES["search"] = {**_standby, "CONN_HEALTH_CHECKS": False}
    if {each["ENGINE"] for each in DATABASES.values()} != {"django.db.backends.postgresql"}:
        raise ImproperlyConfigured(
            "SEARCH_DATABASE_URL names a standby of a PostgreSQL database: it and DATABASE_URL must be postgres://… addresses."
        )
# Or OpenSearch: https://user:password@host:9200/name (news/search/opensearch/).
OPENSEARCH_URL = environment.opensearch("OPENSEARCH_URL")
if OPENSEARCH_URL and "search" in DATABASES:
    raise ImproperlyConfigured(
        "SEARCH_DATABASE_URL and OPENSEARCH_URL both name who answers searches: keep one."
    )
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers read while one writes; IMMEDIATE takes the write lock at BEGIN, so writers queue and none fails half-way.
    # FULL: what an editor was told is kept survives a power cut as well; NORMAL would lose the last commits, at 1 ms less each.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4000",
    }
else:
    DATABASES = {name: _postgresql(address) for name, address in DATABASES.items()}
for _database in DATABASES.values():
    # To open a connection takes longer than to make a page: SQLite reads the whole schema and compiles each query anew.
    _database.setdefault("CONN_MAX_AGE", 60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "config.web.passwords.DisguisedPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["news.signing_in.backends.InTwoSteps"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Languages and time. The Union State keeps one clock all year: Minsk and Moscow are both UTC+3. ---------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("be", "Беларуская")]
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [BASE_DIR / "config" / "locale", BASE_DIR / "config" / "locale_of_django"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Minsk"
USE_THOUSAND_SEPARATOR = False

SITE_NAME = _("Union Chronicle")
SITE_TAGLINE = _(
    "News, agreements and trains of the Union State of Russia and Belarus, told from dated, sourced records."
)
# The address in canonical links, feeds and sitemaps; empty: the address of the request.
SITE_URL = environment.address("SITE_URL")

# Files -------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.web.stylesheets.StylesheetFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media")))
# Where `manage.py backup` puts its files: on another disk than the database, or they go down together.
BACKUP_ROOT = Path(env.str("BACKUP_ROOT", default=str(BASE_DIR / "var" / "backups")))
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
FIXTURE_MEDIA_ROOT = BASE_DIR / "fixtures" / "media"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "config.web.media.MediaStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.web.static_files.StaticFiles"
    },
}
# Many machines share their pictures in a bucket; its keys are read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
if bucket := env.str("MEDIA_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "config.web.media_bucket.BucketStorage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("MEDIA_ENDPOINT", default="") or None,
            "region_name": env.str("MEDIA_REGION", default="us-east-1"),
        },
    }
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# Security ----------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = "/admin/"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_PATH = "/admin/"
CSRF_FAILURE_VIEW = "news.signing_in.ended.token_refused"
# HTTPS_ONLY=0 is for one's own machine; behind a proxy that ends TLS, say which header it sets in PROXY_TLS_HEADER.
HTTPS_ONLY = environment.yes("HTTPS_ONLY", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
if proxy_header := env.str("PROXY_TLS_HEADER", default=""):
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{proxy_header.upper().replace('-', '_')}", "https")

# To whom holes are reported, as an address: mailto:security@chronicle.example. Empty: /.well-known/security.txt is not there.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
# How many proxies stand in front, each adding an address to X-Forwarded-For; 0: the header is not read.
TRUSTED_PROXIES = environment.whole("TRUSTED_PROXIES", default=0)

# Who may publish or keep accounts comes in by two steps wherever others can reach the site; whoever set one up, always.
SECOND_FACTOR = environment.yes("SECOND_FACTOR", default=HTTPS_ONLY)
SECOND_FACTOR_RIGHTS = (
    "news.publish_article",
    "routes.publish_timetable",
    "auth.change_user",
    "auth.change_group",
)
OTP_TOTP_ISSUER = env.str("SITE_NAME_IN_AUTHENTICATOR", default="Union Chronicle")
# A session ends when nobody used it for two weeks, for whoever finds it ended may lose what they typed without scripts;
# an act, which is what a thief would want, asks again after an hour without one.
SESSION_COOKIE_AGE = 14 * 24 * 3600
ACT_AFTER_SECONDS = 3600
# Ten wrong attempts at an account, or from an address, and a quarter of an hour's wait.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_CLIENT_IP_CALLABLE = "config.web.client_address.address_of"
AXES_LOCKOUT_CALLABLE = "news.signing_in.lock_out.locked_out"
# Attempts while one waits make nobody wait longer: else whoever knows a name could keep its owner out for good.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["password", "code", "again-password", "again-code"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "config.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Observed ----------------------------------------------------------------------------------------------------------
# `/metrics` is there for those who send this as a bearer token; for nobody while it is empty.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Where several workers serve: a folder in which each keeps what it counts, emptied when the service starts.
if metrics_folder := environment.folder("METRICS_FOLDER"):
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics_folder
SLOW_QUERY_MS = environment.number("SLOW_QUERY_MS", default=200)
# How long `/readyz` waits for a database that takes the question and does not answer.
READY_SECONDS = environment.number("READY_SECONDS", default=2)

# Logs: one JSON object a line, for machines; a plain line in development. Each names its request. -------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "config.web.logs.RequestContext"}},
    "formatters": {
        "json": {"()": "config.web.logs.JSONFormatter"},
        "plain": {"format": "{levelname:7} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if DEBUG else "json",
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["console"], "level": environment.level("LOG_LEVEL")},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
