"""The page for what nobody foresaw: one sentence and the number that finds it in the log."""

from __future__ import annotations

import structlog
from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.html import format_html

_log = structlog.get_logger(__name__)
# For when even the page about failures fails: an installation that is half set up.
_BARE = """<!doctype html><html lang="en"><title>Something broke on our side</title>
<h1>Something broke on our side</h1><p>Try again in a moment. If it happens again, tell your
administrator this number: <code>{}</code></p></html>"""


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Reads nothing but the request: the database may be what failed."""
    context = {"reference": getattr(request, "reference", "")}
    try:
        text = render_to_string("500.html", context)
    # Whatever keeps the page from being drawn, the reader needs the number.
    except Exception:
        _log.exception("the error page cannot be drawn")
        text = format_html(_BARE, context["reference"])
    return HttpResponseServerError(text)
