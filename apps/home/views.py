from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.ui.guard import SIGNED_IN, PageRequest, page

from .context import home_for
from .reader import reader_of


@page(SIGNED_IN)
@require_safe
def home(request: PageRequest) -> HttpResponse:
    reader = reader_of(request.actor, request.GET.get("team", ""))
    return render(request, "home/home.html", {"home": home_for(reader)})
