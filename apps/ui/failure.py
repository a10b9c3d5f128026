"""The page for what nobody foresaw: one sentence and the number that finds it in the log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Reads nothing but the request: the database may be what failed."""
    context = {"reference": getattr(request, "reference", "")}
    return HttpResponseServerError(render_to_string("500.html", context))
