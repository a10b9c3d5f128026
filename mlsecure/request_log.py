"""JSON lines on standard error, each with the reference number of the request it belongs to."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

_SECRET_WORDS = ("password", "secret", "token", "authorization", "cookie", "csrf", "session", "key")
_KEPT = frozenset({"key_id", "idempotency_key", "cache_key"})

# Asked all the time, and nobody's doing.
_NOT_LOGGED = ("/healthz", "/static/")

_log = structlog.get_logger("mlsecure.request")


def hide_secrets(
    _: object, __: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Blank every field whose name says that it holds a secret, whoever logged it."""
    for name in event:
        lowered = name.lower()
        if lowered not in _KEPT and any(word in lowered for word in _SECRET_WORDS):
            event[name] = "hidden"
    return event


# The last part of these addresses opens an account: an invitation, a new password, a new e-mail.
_KEY_IN_ADDRESS = re.compile(r"(/invitation/|/password/reset/key/|/confirm-email/)[^/\s\"']+")


def hide_keys_in_addresses(
    _: object, __: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Blank the key of a link that was sent by e-mail, wherever a line names its address."""
    for name in ("event", "path", "exception"):
        if isinstance(event.get(name), str):
            event[name] = _KEY_IN_ADDRESS.sub(r"\1hidden", event[name])
    return event


_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    hide_secrets,
    hide_keys_in_addresses,
]


def logging_config(*, level: str) -> dict[str, Any]:
    """Django's LOGGING: one JSON object a line, for our loggers and everybody else's alike."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    hide_keys_in_addresses,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "celery": {"level": "WARNING"},
            "kombu": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
            "pyhanko": {"level": "WARNING"},
        },
    }


class RequestLogMiddleware:
    """Gives each request a reference number, answers with it, and logs one line when it is done.

    The number is what an error page shows a person, so it is short enough to read aloud. A number
    sent by the caller is not taken over: it could forge a line of somebody else's request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = secrets.token_hex(5)
        request.reference = reference  # type: ignore[attr-defined]  # for the error page
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=reference)
        started = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = reference
        if not request.path.startswith(_NOT_LOGGED):
            _log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
            )
        return response
