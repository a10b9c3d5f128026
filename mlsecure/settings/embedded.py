"""One machine, nothing to administer: SQLite, a broker and a cache made of files under var/."""

from __future__ import annotations

from apps.core import keys
from mlsecure._env import SettingError
from mlsecure.settings.base import *  # noqa: F403 - a profile is base plus what differs
from mlsecure.settings.base import KEYS_DIR, VAR_DIR, env
from mlsecure.settings.parts import filesystem_broker, sqlite_database

try:
    SECRET_KEY = keys.secret_key(KEYS_DIR)
except OSError as error:
    raise SettingError(
        f"The secret key in {KEYS_DIR} can be neither read nor made: {error.strerror}."
    ) from None
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.names("MLSECURE_HOSTS")]

DATABASES = {"default": sqlite_database(VAR_DIR / "mlsecure.sqlite3")}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}
CELERY_BROKER_URL = "filesystem://localhost//"
CELERY_BROKER_TRANSPORT_OPTIONS = filesystem_broker(VAR_DIR / "broker")
# Nobody commands these workers from outside, and the file transport would poll for it.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
SEED_DEMO = env.flag("MLSECURE_DEMO", True)
MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
