"""`GET /healthz`: does each part that the application depends on work?

Open to everybody, so it says "ok" or "down" and nothing more; why a part is down is in the log.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import structlog
from celery import current_app
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from apps.core import heartbeat
from apps.core.hooks import Provider
from apps.ui.guard import public

_log = structlog.get_logger(__name__)


class PartIsDown(Exception):
    """A part answered, and what it answered is not good enough."""


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def check_broker() -> None:
    with current_app.connection_for_write() as wire:
        wire.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=3)
    folder = current_app.conf.broker_transport_options.get("data_folder_out")
    if folder:
        _require_writable(Path(folder))


def check_worker() -> None:
    if not heartbeat.worker_is_alive():
        raise PartIsDown("no worker has taken a message for a minute")


def check_storage() -> None:
    """A folder must be writable; an object store must answer a question about an object."""
    vault = storages["vault"]
    location = getattr(vault, "base_location", None)
    if location is None:
        vault.exists("healthz")
        return
    folder = Path(location)
    # Made by the first file that is stored; until then its parent must allow that.
    _require_writable(folder if folder.exists() else folder.parent)


def check_static_files() -> None:
    """Every page depends on them; the storage knows which of those it was asked for are missing."""
    staticfiles_storage.url("css/app.css")
    missed = getattr(staticfiles_storage, "missed", None)
    if missed:
        raise PartIsDown(f"not gathered: {', '.join(sorted(missed)[:3])}; run collectstatic")


def _require_writable(folder: Path) -> None:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PartIsDown(f"{folder} cannot be written to")


PARTS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "broker": check_broker,
    "worker": check_worker,
    "storage": check_storage,
    "static_files": check_static_files,
}


@Provider
def check_mail() -> None:
    """Raises `PartIsDown` while mails pile up; the pages go on meanwhile."""


def _is_well(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except PartIsDown as reason:
        _log.warning("health check failed", part=name, reason=str(reason))
        return False
    # Whatever a driver raises means the same to the reader of this page.
    except Exception:
        _log.warning("health check failed", part=name, exc_info=True)
        return False
    return True


@public("A load balancer and the set-up ask it, and it tells nothing but ok or down.")
@require_safe
def health(request: HttpRequest) -> HttpResponseBase:
    """200 when every part is well, else 503; the body names each part.

    Mail that does not leave is told and takes no web server out of service: "degraded", with 200.
    """
    parts = {name: _is_well(name, check) for name, check in PARTS.items()}
    well = all(parts.values())
    parts["mail"] = _is_well("mail", check_mail)
    body = {
        "status": "down" if not well else "ok" if parts["mail"] else "degraded",
        "parts": {name: "ok" if good else "down" for name, good in parts.items()},
    }
    response = JsonResponse(body, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response
