"""The catalogue as pages: read by everybody signed in, written by nobody here."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core import clock
from apps.core.errors import NotVisible
from apps.core.facts import fact_specs
from apps.ui.guard import PageRequest, page

from .. import selectors
from ..content_types import Catalogue
from ..durations import duration_words, limit_words
from ..permissions import VIEW
from . import arrangement, text_read
from .comparison import by_section, counts, question_lines, without_verdict
from .filters import ControlFilter, ProvisionFilter


def _shown(request: PageRequest) -> tuple[Catalogue, dict[str, Any]]:
    """The version the address names, else the current one, and what every page says about it."""
    current = selectors.current_version()
    named = request.GET.get("version", "")
    version = selectors.find_version(named) if named else current
    older = version.pk != current.pk
    context = {
        "version": version,
        "current": current,
        "is_older": older,
        "keep": f"?version={version.public_id}" if older else "",
    }
    return selectors.catalogue_of(version), context


@page(VIEW)
@require_safe
def regimes(request: PageRequest) -> HttpResponse:
    catalogue, context = _shown(request)
    context |= {
        "rows": arrangement.regime_rows(catalogue, clock.today()),
        "controls": len(catalogue.controls),
        "questions": len(catalogue.questions),
    }
    return render(request, "catalogue/regime_list.html", context)


@page(VIEW)
@require_safe
def regime(request: PageRequest, regime_key: str) -> HttpResponse:
    catalogue, context = _shown(request)
    if regime_key not in catalogue.regimes:
        raise NotVisible
    form = ProvisionFilter(request.GET)
    shown = arrangement.articles(catalogue, regime_key, **form.chosen())
    context |= {
        "regime": catalogue.regimes[regime_key],
        "text_read": text_read.of_regime(catalogue, catalogue.regimes[regime_key]),
        "applies": arrangement.scope_in_words(catalogue.regimes[regime_key], fact_specs()),
        "form": form,
        "articles": shown,
        "total": sum(len(article.rows) for article in shown),
    }
    return render(request, "catalogue/regime_detail.html", context)


@page(VIEW)
@require_safe
def controls(request: PageRequest) -> HttpResponse:
    catalogue, context = _shown(request)
    choices = [(regime.key, regime.short) for regime in catalogue.regimes.values()]
    form = ControlFilter(request.GET, regimes=choices)
    groups = arrangement.control_groups(catalogue, **form.chosen())
    context |= {
        "form": form,
        "groups": groups,
        "regimes": catalogue.regimes,
        "total": sum(len(group.controls) for group in groups),
    }
    return render(request, "catalogue/control_list.html", context)


@page(VIEW)
@require_safe
def control(request: PageRequest, control_key: str) -> HttpResponse:
    catalogue, context = _shown(request)
    shown = catalogue.controls.get(control_key)
    if shown is None:
        raise NotVisible
    context |= {
        "control": shown,
        "section": catalogue.sections[shown.section],
        "laws": arrangement.laws(catalogue, shown),
        "points": arrangement.points(catalogue, shown.disagreements),
        "frameworks": arrangement.frameworks(shown),
        "questions": arrangement.question_views(catalogue, shown, fact_specs()),
    }
    return render(request, "catalogue/control_detail.html", context)


@page(VIEW)
@require_safe
def time_limits(request: PageRequest) -> HttpResponse:
    catalogue, context = _shown(request)
    context["limits"] = [
        {
            "limit": limit,
            "regime": catalogue.regimes[limit.regime],
            "length": limit_words(limit),
            "extension": duration_words(limit.extension, limit.counts),
        }
        for limit in catalogue.time_limits.values()
    ]
    return render(request, "catalogue/time_limit_list.html", context)


@page(VIEW)
@require_safe
def disagreements(request: PageRequest) -> HttpResponse:
    """Every point on which the laws differ, each told once."""
    catalogue, context = _shown(request)
    context["points"] = arrangement.points(catalogue, catalogue.disagreements.values())
    return render(request, "catalogue/disagreement_list.html", context)


@page(VIEW)
@require_safe
def versions(request: PageRequest) -> HttpResponse:
    _, context = _shown(request)
    context["versions"] = selectors.list_versions()
    return render(request, "catalogue/version_list.html", context)


@page(VIEW)
@require_safe
def version(request: PageRequest, version_id: uuid.UUID) -> HttpResponse:
    version = selectors.get_version(version_id)
    catalogue = selectors.catalogue_of(version)
    differences = selectors.version_differences(version)
    before = selectors.version_before(version)
    shown = request.GET.get("show", "")
    lines = question_lines(before, catalogue, fact_specs()) if before else []
    context = {
        "version": version,
        "is_current": version.pk == selectors.current_version().pk,
        "catalogue": catalogue,
        "differences": differences,
        "reopened": differences.reopened if differences else (),
        "views": counts(lines),
        "shown": shown,
        "sections": by_section(lines, shown),
        "without_verdict": without_verdict(before, catalogue) if before and not shown else [],
    }
    return render(request, "catalogue/version_detail.html", context)
