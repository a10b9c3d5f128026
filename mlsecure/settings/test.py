"""The suite's profile: a fresh var/ per run, SQLite unless DATABASE_URL and REDIS_URL say else.

Every process of a run (the xdist workers, a real Celery worker, a web server) shares the folder
through MLSECURE_VAR; each xdist worker has a part of its own in it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import Any

if not os.environ.get("MLSECURE_VAR"):
    _made = tempfile.mkdtemp(prefix="mlsecure-test-")
    os.environ["MLSECURE_VAR"] = _made
    atexit.register(shutil.rmtree, _made, ignore_errors=True)

from mlsecure.settings.base import *  # noqa: F403 - a profile is base plus what differs
from mlsecure.settings.base import INSTALLED_APPS, STORAGES, TEMPLATES, env
from mlsecure.settings.base import VAR_DIR as _RUN_DIR
from mlsecure.settings.parts import (
    filesystem_broker,
    postgres_database,
    sqlite_database,
)

_PROCESS = env.text("PYTEST_XDIST_WORKER", "main")
VAR_DIR = _RUN_DIR / _PROCESS
KEYS_DIR = VAR_DIR / "keys"
MEDIA_ROOT = VAR_DIR / "files"
STATIC_ROOT = VAR_DIR / "static"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
VAR_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [*INSTALLED_APPS, "tests.flushing"]
SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]

if env.has("DATABASE_URL"):
    _default = postgres_database(
        env.url("DATABASE_URL", "", schemes=["postgresql", "postgres"]), pool=False
    )
else:
    # A file, not memory: the real worker of the browser journeys opens it too. A test database
    # need not survive a power cut.
    _default = sqlite_database(
        VAR_DIR / "mlsecure.sqlite3",
        pragmas="PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA temp_store=MEMORY;",
    )
    _default["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
if env.has("MLSECURE_TEST_DATABASE"):
    # Given to the processes that a test starts: the name of the database the test itself uses.
    _default["NAME"] = env.text("MLSECURE_TEST_DATABASE")
DATABASES = {"default": _default}

CACHES: dict[str, dict[str, Any]]
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any]
if env.has("REDIS_URL"):
    CELERY_BROKER_URL = env.url("REDIS_URL", "", schemes=["redis", "rediss"])
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"mlsecure-test:{_PROCESS}:"}
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": CELERY_BROKER_URL,
            "KEY_PREFIX": f"mlsecure-test:{_PROCESS}",
        }
    }
else:
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = filesystem_broker(VAR_DIR / "broker")
    CELERY_BROKER_TRANSPORT_OPTIONS["polling_interval"] = 0.1
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
        }
    }

# The strong hasher is tested by its name; everywhere else it would only cost time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = {}  # every test signs in from the same address
STORAGES = {
    **STORAGES,
    "vault": {**STORAGES["vault"], "OPTIONS": {"location": VAR_DIR / "vault"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True  # a browser of the journeys asks for files that nobody gathered
TEMPLATES[0]["OPTIONS"]["debug"] = True
