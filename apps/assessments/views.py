"""The list of assessments, and starting one."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from apps.ui.guard import PageRequest, page

from .listing import ASSESSMENTS
from .permissions import VIEW
from .selectors import list_assessments


@page(VIEW)
@require_safe
def assessments(request: PageRequest) -> HttpResponseBase:
    rows = list_assessments(request.actor).select_related("decided_by")
    return ASSESSMENTS.respond(request, rows)
