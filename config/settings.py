"""Every setting; what differs from one installation to another comes from the environment.

`docs/settings.md` lists what can be set, with its default and meaning.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext

from config import RELEASE as RELEASE
from config.environment import read_environment
from config.schedule import SCHEDULE as SCHEDULE
from config.strong_identification import strong_identification

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = read_environment(BASE_DIR / ".env")

# Secrets, addresses, switches

SECRET_KEY = env.required("SECRET_KEY")
IDENTITY_CODE_KEYS = env.keys("IDENTITY_CODE_KEYS")  # the first encrypts, each decrypts
IDENTITY_CODE_TEMPORARY = env.switch("IDENTITY_CODE_TEMPORARY", default=False)
LOOKUP_KEY = env.key("LOOKUP_KEY")  # never changes: what was hashed could not be found again
DEBUG = env.switch("DEBUG", default=False)
HTTPS = env.switch("HTTPS", default=True)
SITE_URL = env.address("SITE_URL", default="http://localhost:8000")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", default=[str(urlsplit(SITE_URL).hostname)])
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0)

# Apps

OUR_APPS = ["register", "retention", "subjects", "privacy_notices"]
INSTALLED_APPS = [
    "unfold",  # before the admin, whose templates it replaces
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django_countries",
    "auditlog",
    "django_tasks_db",
    *OUR_APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.SameForEveryone",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.AuditMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
UNFOLD = {
    "SITE_TITLE": "Seloste",
    "SITE_HEADER": "Seloste",
    "SITE_SYMBOL": "shield_person",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": "register.admin.navigation.favicon"}
    ],
    "SITE_URL": None,
    "SHOW_LANGUAGES": True,
    "SHOW_VIEW_ON_SITE": False,
    "ENVIRONMENT": "register.admin.navigation.environment",
    "DASHBOARD_CALLBACK": "register.admin.dashboard.fill",
    "STYLES": ["register.admin.navigation.stylesheet"],
    "SIDEBAR": {"navigation": "register.admin.navigation.menu"},
    "COLORS": {
        "primary": {
            "50": "oklch(97% .014 254.6)",
            "100": "oklch(93.2% .032 255.6)",
            "200": "oklch(88.2% .059 254.1)",
            "300": "oklch(80.9% .105 251.8)",
            "400": "oklch(70.7% .165 254.6)",
            "500": "oklch(62.3% .214 259.8)",
            "600": "oklch(54.6% .245 262.9)",
            "700": "oklch(48.8% .243 264.4)",
            "800": "oklch(42.4% .199 265.6)",
            "900": "oklch(37.9% .146 265.5)",
            "950": "oklch(28.2% .091 267.9)",
        },
    },
}

# Database

DATABASES = {
    "default": env.database("DATABASE_URL", default="sqlite:///var/seloste.sqlite3", root=BASE_DIR)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Evidence

JOURNAL_KEPT_MONTHS = env.number("JOURNAL_KEPT_MONTHS", default=120)
AUDIT_LOG_KEPT_MONTHS = env.number("AUDIT_LOG_KEPT_MONTHS", default=120)
STAFF_KEPT_MONTHS = env.number("STAFF_KEPT_MONTHS", default=36)

# Retention

RETENTION_RUNS = env.switch("RETENTION_RUNS", default=True)
RETENTION_POLICY_SIZE = env.number("RETENTION_POLICY_SIZE", default=0)
BACKUP_LAG_DAYS = env.number("BACKUP_LAG_DAYS", default=35)
ERASED_KEPT_OUT_MONTHS = env.number("ERASED_KEPT_OUT_MONTHS", default=24)
LEDGER_FILE = env.text("LEDGER_FILE", default="")

# The public form of requests: how much is taken within an hour (0: without an end)

FORM_PER_ADDRESS = env.number("FORM_PER_ADDRESS", default=10)
FORM_PER_NETWORK = env.number("FORM_PER_NETWORK", default=50)
FORM_PER_REGISTER = env.number("FORM_PER_REGISTER", default=300)
FORM_MAILS_PER_MAILBOX = env.number("FORM_MAILS_PER_MAILBOX", default=5)

# Requests

REQUEST_KEPT_MONTHS = env.number("REQUEST_KEPT_MONTHS", default=36)
REQUEST_LAPSED_KEPT_DAYS = env.number("REQUEST_LAPSED_KEPT_DAYS", default=30)
PACKAGE_DAYS = env.number("PACKAGE_DAYS", default=14)

# Where the self-test of the form sends its confirmation mail; off while none is set

SELF_TEST_EMAIL = env.text("SELF_TEST_EMAIL", default="")
SELF_TEST_IMAP = env.mailbox(
    "SELF_TEST_IMAP", default=""
)  # where that mail is read, if it is to be

# Publishing

NOTICE_FOUR_EYES = env.switch("NOTICE_FOUR_EYES", default=False)

# Strong identification of people who ask: off while no issuer is set

STRONG_IDENTIFICATION = strong_identification(
    issuer=env.text("STRONG_ISSUER", default=""),
    client_id=env.text("STRONG_CLIENT_ID", default=""),
    client_secret=env.text("STRONG_CLIENT_SECRET", default=""),
    client_key=env.text("STRONG_CLIENT_KEY", default=""),
    decryption_key=env.text("STRONG_DECRYPTION_KEY", default=""),
    signed_requests=env.switch("STRONG_SIGNED_REQUESTS", default=True),
    scope=env.text("STRONG_SCOPE", default="openid profile"),
    levels=env.text(
        "STRONG_LEVELS",
        default="http://ftn.ficora.fi/2017/loa2 http://ftn.ficora.fi/2017/loa3",
    ),
    identity_code=env.text("STRONG_CLAIM_IDENTITY_CODE", default="urn:oid:1.2.246.21"),
    family_name=env.text("STRONG_CLAIM_FAMILY_NAME", default="family_name"),
    given_names=env.text("STRONG_CLAIM_GIVEN_NAMES", default="given_name"),
    birth_date=env.text("STRONG_CLAIM_BIRTH_DATE", default="birthdate"),
)

# People who sign in

MERGE_UNDO_DAYS = env.number("MERGE_UNDO_DAYS", default=30)
AUTH_USER_MODEL = "register.User"
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day

# Imports of people

IMPORT_UPLOAD_MB = env.number("IMPORT_UPLOAD_MB", default=20)
IMPORT_KEPT_DAYS = env.number("IMPORT_KEPT_DAYS", default=7)

# Transport

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # HSTS preload is a promise for the whole domain, so not ours to make
]

# Languages and time

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "third_party"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# Static files: collected, packed and named by their content, unless taken from the packages as is

STATIC_URL = "static/"
STATIC_COLLECTED = env.switch("STATIC_COLLECTED", default=True)
STATIC_ROOT = BASE_DIR / "var" / "static" if STATIC_COLLECTED else None
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {  # what nobody is served: no address leads there
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": BASE_DIR / env.text("PRIVATE_FILES", default="var/private"),
            "base_url": "",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Mail: EMAIL_BACKEND, EMAIL_HOST and the others

globals().update(env.mail("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", default="seloste@localhost")
EMAIL_TIMEOUT = 10  # seconds of silence; a mail that did not leave is tried again

# Background work: the queue is a table beside the data; `config/schedule.py` says what comes when

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
TASK_LIMIT = timedelta(minutes=env.number("TASK_LIMIT_MINUTES", default=60))

# Logs: keys, counts and paths; a query string may hold what a person typed, so none is written

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "without_queries": {"()": "config.logs.WithoutQueries"},
        "without_causes": {"()": "config.logs.WithoutCauses"},
    },
    "formatters": {
        "line": {
            "()": "logging.Formatter" if DEBUG else "config.logs.Line",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["without_queries"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},  # no mail about errors: it would carry data
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # Failures of tasks, by kind only: their messages may hold people's data.
        "django_tasks": {"filters": ["without_causes"]},
        "django_tasks_db": {"filters": ["without_causes"]},
        "weasyprint": {"level": "WARNING"},  # a line for every step of every page
        "weasyprint.progress": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        **{app: {"level": "INFO"} for app in OUR_APPS},
    },
}
