"""Pieces that more than one profile uses: database, broker and mail from an address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from mlsecure._env import SettingError

# WAL lets readers go on while one writes; NORMAL is safe with WAL; the rest keeps hot pages near.
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-16000;"
    "PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=67108864;"
)
BUSY_SECONDS = 20


def sqlite_database(path: Path | str, *, pragmas: str = _SQLITE_PRAGMAS) -> dict[str, Any]:
    """A SQLite database for several processes: writers queue for up to 20 seconds.

    IMMEDIATE takes the write lock at the start of a transaction, so that two writers wait for
    each other instead of one failing half-way.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": pragmas,
        },
    }


def postgres_database(url: str, *, pool: bool = True) -> dict[str, Any]:
    """A PostgreSQL database from `postgresql://user:password@host:port/name?sslmode=require`."""
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise SettingError(
            "DATABASE_URL must end in the name of a database, for example "
            "postgresql://mlsecure@db.example/mlsecure."
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if pool:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def filesystem_broker(folder: Path) -> dict[str, Any]:
    """Options of the broker that keeps each message as a file. The folders are made here, since
    the transport expects to find them."""
    messages = folder / "messages"
    control = folder / "control"
    try:
        for path in (messages, control):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"The folder {folder} cannot be made: {error.strerror}.") from None
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "store_processed": False,
        "polling_interval": 0.5,
    }


def mail_settings(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings from `smtp://user:password@host:587` or `smtps://…:465`."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise SettingError("MLSECURE_MAIL_URL names no host.")
    implicit = parts.scheme == "smtps"
    options = dict(parse_qsl(parts.query))
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and options.get("tls", "yes") != "no",
    }
