from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.ui.guard import PageRequest, page

from ..objects.frame import object_page
from ..permissions import VIEW
from .selectors import history


@page(VIEW)
@require_safe
def history_page(request: PageRequest, /, kind: str, **ids: uuid.UUID) -> HttpResponse:
    framed = object_page(request.actor, kind, ids, "history")
    cut, lines = history(request.actor, framed.obj, request.GET.get("page"))
    context = {"page": framed, "object": framed.obj, "cut": cut, "lines": lines}
    return render(request, "registry/object_history.html", context)
