"""What every profile shares. Values that differ live in embedded, production and test."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF

from mlsecure._env import REPOSITORY, Environment
from mlsecure.request_log import logging_config

env = Environment()

BASE_DIR = REPOSITORY
VAR_DIR = env.directory("MLSECURE_VAR", BASE_DIR / "var")
# The installation's own keys are files here, made at the first start, unless the environment
# gives them (production).
KEYS_DIR = env.directory("MLSECURE_KEYS", VAR_DIR / "keys")
CHECKPOINT_KEY = env.text("MLSECURE_CHECKPOINT_KEY")
VAULT_KEY = env.text("MLSECURE_VAULT_KEY")
# A PKCS#12 file that signs packs instead of the key made at the first start.
SIGNER_PKCS12 = env.text("MLSECURE_SIGNER_PKCS12")
SIGNER_PASSWORD = env.text("MLSECURE_SIGNER_PASSWORD")
NODE_MODULES = env.directory("MLSECURE_NODE_MODULES", BASE_DIR / "node_modules")
ICONS_DIR = NODE_MODULES / "@tabler" / "icons" / "icons"

DEBUG = False
SITE_NAME = "MLSecure"
BASE_URL = env.url(
    "MLSECURE_BASE_URL",
    f"http://127.0.0.1:{env.integer('PORT', 8000, low=1, high=65535)}",
    schemes=["http", "https"],
).rstrip("/")
HTTPS = BASE_URL.startswith("https://")

ROOT_URLCONF = "mlsecure.urls"
WSGI_APPLICATION = "mlsecure.wsgi.application"
ASGI_APPLICATION = "mlsecure.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "mlsecure.static_files.StaticFiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "guardian",
    "storages",
    "apps.core",
    "apps.ui",
    "apps.trail",
    "apps.accounts",
    "apps.organizations",
    "apps.notifications",
    "apps.remediation",
    "apps.registry",
    "apps.catalogue",
    "apps.evidence",
    "apps.assessments",
    "apps.access_reviews",
    "apps.packs",
    "apps.home",
    "apps.demo",
]

MIDDLEWARE = [
    "mlsecure.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
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
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "apps.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Nobody signs up uninvited: the link of an invitation has proved the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
# The owner of an account is told when a password or second factor changes, whoever changed it.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("MLSECURE_TRUSTED_PROXIES", 0, low=0, high=10)

MFA_ADAPTER = "apps.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = False
# Browsers treat http://localhost as a secure origin; elsewhere a security key needs https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Recording the last page of every session would add a write to every read.
USERSESSIONS_TRACK_ACTIVITY = False

# Grants have direct foreign-key tables; guardian's generic tables and its anonymous user, and
# the methods it would put on User and Group, are not used.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # its backend is not used: the access engine reads the grants itself
    "auth.W004",  # e-mail addresses are unique without regard to case, by a constraint
]
# Views of packages that ask for sign-in themselves, so @page and @public are not expected on them.
SELF_GUARDED_MODULES = ["allauth."]

# ---- Sessions, cookies, headers -----------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# ---- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

# ---- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    ("", BASE_DIR / "static"),
    ("vendor/tabler/css", NODE_MODULES / "@tabler" / "core" / "dist" / "css"),
    ("vendor/tabler/js", NODE_MODULES / "@tabler" / "core" / "dist" / "js"),
    ("vendor/inter", NODE_MODULES / "@fontsource-variable" / "inter"),
]
MEDIA_ROOT = VAR_DIR / "files"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Evidence and packs: encrypted before they arrive here, and never served by address.
    "vault": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "vault",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "mlsecure.static_files.StaticFilesStorage"},
}
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "apps.core.uploads.QuotaUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
EVIDENCE_MAX_BYTES = env.integer("MLSECURE_EVIDENCE_MAX_MB", 25, low=1, high=500) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Whether an empty database is filled with the demo organisation at the first start.
SEED_DEMO = False

# ---- Mail ---------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("MLSECURE_MAIL_FROM", f"{SITE_NAME} <mlsecure@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
# Every mail becomes a job; the worker sends it by MAIL_TRANSPORT, which a profile names.
EMAIL_BACKEND = "apps.notifications.mail.QueueBackend"

# ---- Background work ----------------------------------------------------------------------------
# A job is a row first and a message second, so a message may be lost or run twice without harm:
# acknowledge late, hand back what a dying worker held, take one at a time.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "mlsecure"
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

LOGGING = logging_config(level=env.text("MLSECURE_LOG_LEVEL", "INFO").upper())
LOGGING_CONFIG = "logging.config.dictConfig"

# What a filter shows while it filters nothing.
FILTERS_EMPTY_CHOICE_LABEL = "Any"
