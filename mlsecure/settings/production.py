"""PostgreSQL, Redis, object storage or a mounted volume; every value from the environment."""

from __future__ import annotations

from mlsecure._env import SettingError
from mlsecure.settings.base import *  # noqa: F403 - a profile is base plus what differs
from mlsecure.settings.base import BASE_URL, HTTPS, STORAGES, env
from mlsecure.settings.parts import mail_settings, postgres_database

SECRET_KEY = env.secret("SECRET_KEY", "a long random text that only this installation knows")
VAULT_KEY = env.secret("MLSECURE_VAULT_KEY", "32 random bytes in base64 that encrypt stored files")
CHECKPOINT_KEY = env.secret(
    "MLSECURE_CHECKPOINT_KEY", "the Ed25519 private key, as PEM, that signs trail checkpoints"
)
env.required("MLSECURE_HOSTS", "the host names people type, comma-separated")
ALLOWED_HOSTS = env.names("MLSECURE_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise SettingError("MLSECURE_HOSTS must name the hosts: links in e-mails would go anywhere.")

env.required("MLSECURE_BASE_URL", "the address people open, for example https://mlsecure.example")
if not HTTPS and not env.flag("MLSECURE_ALLOW_HTTP", False):
    raise SettingError(
        f"MLSECURE_BASE_URL must start with https:// in production, not “{BASE_URL}”; "
        "set MLSECURE_ALLOW_HTTP=yes only for a trial on a closed network."
    )

env.required("DATABASE_URL", "the address of the PostgreSQL database")
DATABASES = {
    "default": postgres_database(
        env.url("DATABASE_URL", "", schemes=["postgresql", "postgres"]),
    )
}

env.required("REDIS_URL", "the address of the Redis server")
_REDIS_URL = env.url("REDIS_URL", "", schemes=["redis", "rediss"])
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _REDIS_URL,
        "KEY_PREFIX": "mlsecure",
    }
}
CELERY_BROKER_URL = _REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than any job, so that Redis does not hand the same message to a second worker.
    "visibility_timeout": 3600,
    "global_keyprefix": "mlsecure:",
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
}

if env.has("MLSECURE_S3_BUCKET"):
    STORAGES["vault"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.text("MLSECURE_S3_BUCKET"),
            "endpoint_url": env.text("MLSECURE_S3_ENDPOINT") or None,
            "region_name": env.text("MLSECURE_S3_REGION") or None,
            "access_key": env.required("MLSECURE_S3_ACCESS_KEY", "the key id of the bucket's user"),
            "secret_key": env.required("MLSECURE_S3_SECRET_KEY", "the secret of the bucket's user"),
            "location": env.text("MLSECURE_S3_PREFIX"),
            "default_acl": "private",
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }

env.required("MLSECURE_MAIL_URL", "the mail server, for example smtp://user:password@mail:587")
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
globals().update(
    mail_settings(env.url("MLSECURE_MAIL_URL", "", schemes=["smtp", "smtps"])),
)

# A load balancer asks for it over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_SSL_REDIRECT = HTTPS and env.flag("MLSECURE_SSL_REDIRECT", True)
if env.integer("MLSECURE_TRUSTED_PROXIES", 0, low=0, high=10):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
