"""
Settings, read from the environment; without any of it the demo and the tests run.

Names and defaults are listed in README.md. Production sets at least
``SECRET_KEY``, ``DATABASE_URL``, ``ALLOWED_HOSTS`` and ``SITE_URL``.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from environs import Env
from js_asset import static_lazy

from newsroom import embedded_postgres, private_state

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# Private to this checkout: key, demo log-ins, media, collected static files.
STATE_DIR = env.path("STATE_DIR", None) or private_state.folder(BASE_DIR)

# --- What the publication is called --------------------------------------------------------
SITE_NAME = env.str("SITE_NAME", "Amt & Netz")
SITE_CLAIM = env.str("SITE_CLAIM", "Nachrichten aus der digitalen Kommune")
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
# Files below static/ in place of the mark, and colours such as “signal=#0b5c8a/#6cc3ff”.
SITE_LOGO = env.str("SITE_LOGO", "")
SITE_ICON = env.str("SITE_ICON", "articles/mark.svg")
_colours = env.dict("SITE_COLOURS", {})
SITE_COLOURS = {name: tuple(colour.split("/")) for name, colour in _colours.items()}
SITE_CONTACT = env.str("SITE_CONTACT", "redaktion@amt-und-netz.example")
# Nobody else is there to read: switches off that two people read every wording, visibly.
DESK_OF_ONE = env.bool("DESK_OF_ONE", False)
SITE_IS_DEMO = env.bool("SITE_IS_DEMO", False)
# Whom to tell about a hole: “mailto:…” or an address (/.well-known/security.txt).
SECURITY_CONTACT = env.str("SECURITY_CONTACT", f"{SITE_URL}/impressum/")
REGISTERS_DIR = BASE_DIR / "newsroom" / "data" / "registers"
SAMPLES_DIR = BASE_DIR / "newsroom" / "data" / "samples"

# --- Django --------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or private_state.kept_secret(STATE_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "articles",
    "newsroom.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_prose_editor",
    "js_asset",
    "simple_history",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.PolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.second_factor.SecondFactorDutyMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "newsroom.middleware.FormerAddressMiddleware",
    "newsroom.middleware.ForgetAtLogOutMiddleware",
]

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
    }
]

# Labels, inputs and lists of choices, without a template for each.
FORM_RENDERER = "newsroom.form_renderer.QuickRenderer"

# --- Database ------------------------------------------------------------------------------
if not env.str("DATABASE_URL", ""):
    os.environ["DATABASE_URL"] = embedded_postgres.database_url(
        BASE_DIR, env.str("EMBEDDED_POSTGRES", "dev")
    )
DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
DATABASES["default"]["OPTIONS"] = {
    "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", 8), "timeout": 10}
}
DATABASES["default"]["TEST"] = {"TEMPLATE": "template0"}

CACHES = {
    # Shared by all processes: the limits on log-ins count there.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}

# --- Who comes in --------------------------------------------------------------------------
AUTH_USER_MODEL = "articles.User"
AUTHENTICATION_BACKENDS = [
    "newsroom.accounts.SignInBackend",
    "articles.roles.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "newsroom.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
# Without a second factor nobody who works here comes to the desk.
MFA_REQUIRED = env.bool("MFA_REQUIRED", SITE_URL.startswith("https://"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://localhost")

# --- Language and time ---------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- Pages kept for readers ------------------------------------------------------------------
# In the memory of each process; 0 keeps none.
READER_CACHE_MEGABYTES = env.float("READER_CACHE_MEGABYTES", 4.0)

# --- Files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = STATE_DIR / "static"
MEDIA_ROOT = STATE_DIR / "media"
MEDIA_URL = "/medien/"
# Where the web server finds MEDIA_ROOT for X-Accel-Redirect; empty: Django sends the bytes.
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", "")
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Side effects --------------------------------------------------------------------------
_MAIL = env.dj_email_url("EMAIL_URL", "console:")
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"], _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["EMAIL_USE_TLS"], _MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"redaktion@{urlsplit(SITE_URL).hostname}")
WEBSUB_HUB = env.str("WEBSUB_HUB", "")
INDEXNOW_KEY = env.str("INDEXNOW_KEY", "")
INDEXNOW_URL = env.str("INDEXNOW_URL", "https://api.indexnow.org/indexnow")
CACHE_PURGE_URL = env.str("CACHE_PURGE_URL", "")
# Hosts in the own network that may be called all the same, such as the cache in front.
OUTGOING_PRIVATE_HOSTS = env.list("OUTGOING_PRIVATE_HOSTS", [])

# --- Headers -------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
    "publickey-credentials-get": ["self"],
    "publickey-credentials-create": ["self"],
}
_BEHIND_TLS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if _BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _BEHIND_TLS
SECURE_HSTS_PRELOAD = _BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = _BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-sessionid" if _BEHIND_TLS else "sessionid"
CSRF_COOKIE_SECURE = _BEHIND_TLS
CSRF_COOKIE_NAME = "__Host-csrftoken" if _BEHIND_TLS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "articles.views.errors.forbidden"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Libraries -----------------------------------------------------------------------------
TAGGIT_CASE_INSENSITIVE = True
# Where the editor finds our modules. What may be stored is decided in articles/fields/body.py.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("articles/editor/structure.js")],
        "extensions": {
            name: html_tags([])
            for name in ("Heading", "OrderedList", "Link", "DeskWords", "NoInjectedStyles")
        },
    },
    {
        "js": [static_lazy("articles/editor/reference.js")],
        "extensions": {"Reference": html_tags([])},
    },
    {
        "js": [static_lazy("articles/editor/paste.js")],
        "extensions": {"CleanPaste": html_tags([])},
    },
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "WARNING")},
    # A wrong address is the reader's affair, and gunicorn drops the body of a HEAD by itself.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
