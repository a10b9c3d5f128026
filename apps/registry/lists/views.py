from __future__ import annotations

from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.ui.guard import PageRequest, page
from apps.ui.listing import with_format

from ..models import Dataset, Pipeline, TrainedModel
from ..permissions import VIEW
from .listing import DATASETS, MODELS, PIPELINES
from .selectors import keys_in_order


@page(VIEW)
@require_safe
def pipelines(request: PageRequest) -> HttpResponseBase:
    return PIPELINES.respond(request, keys_in_order(request.actor, Pipeline))


@page(VIEW)
@require_safe
def datasets(request: PageRequest) -> HttpResponseBase:
    return DATASETS.respond(request, keys_in_order(request.actor, Dataset))


@page(VIEW)
@require_safe
def models(request: PageRequest) -> HttpResponseBase:
    return MODELS.respond(request, keys_in_order(request.actor, TrainedModel))


@page(VIEW)
@require_safe
def earlier_csv(request: PageRequest, kind: str) -> HttpResponseBase:
    """Where a CSV was before the lists had one address for all three forms: bookmarks work."""
    address = reverse(f"registry:{kind}s")
    return HttpResponsePermanentRedirect(f"{address}?{with_format(request.GET, 'csv')}")
