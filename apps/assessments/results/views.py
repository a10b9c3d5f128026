"""How an assessment came out: figures, articles, history."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.core import clock
from apps.core.access import check, require
from apps.core.errors import NotVisible
from apps.remediation.forms import PlanForm
from apps.remediation.permissions import PLAN
from apps.remediation.selectors import open_by_key
from apps.ui.guard import PageRequest, page
from apps.ui.listing import ROWS_A_PAGE
from apps.ui.submit import form_status, try_service

from ..engine.workbook import Workbook
from ..hooks import packs_of
from ..opening import frame, open_question
from ..permissions import VIEW
from ..planned import PLANNED_BY, planning_key
from ..reviewing.reading import Reading, newest_round
from ..scores.past import score_as_of
from ..scores.selectors import TARGET, history
from ..snapshots.approved import assessment_workbook
from ..task_list.context import law_names
from .arithmetic import agreed_claims, arithmetic, blockers
from .context import (
    Plans,
    asking_nothing,
    law_results,
    plan_values,
    raise_lines,
    read_values,
    result_of,
    stages,
    verdict_counts,
)
from .forms import AsOfForm
from .history import chart_of, compared, moves
from .provisions import articles
from .services import plan_question
from .simulation import Simulation, best_option, simulate


@page(VIEW)
@require_safe
def result(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    workbook = assessment_workbook(request.actor, assessment_id)
    law = _law(workbook, request.GET.get("law", ""))
    opened = request.GET.get("stage", "")
    if request.htmx and opened:
        return _stage(request, workbook, law, opened)
    verdict = request.GET.get("verdict", "")
    simulation = _simulation(request, workbook)
    tried = set(simulation.changes) if simulation else set()
    context = frame(workbook, request.actor) | {
        "law": law,
        "law_names": law_names(workbook),
        "results": law_results(workbook, simulation.after if simulation else None, TARGET),
        "tried": len(tried),
        "target": TARGET,
        "raises": raise_lines(workbook, law, tried, _plans(request, workbook)),
    }
    if request.htmx:
        return render(request, "assessments/_result_bands.html", context)
    context |= {
        "blockers": blockers(workbook, law),
        "stages": stages(workbook, law, verdict, opened),
        "opened": opened,
        "counts": verdict_counts(result_of(workbook, law)),
        "unasked": asking_nothing(result_of(workbook, law)),
        "verdict": verdict,
        "chosen": result_of(workbook, law),
        "packs": packs_of(request.actor, workbook.assessment),
        "reading": Reading(workbook, newest_round(workbook.assessment)),
        "agreed": agreed_claims(workbook),
        "pack_id": uuid.uuid4(),  # so that a double click asks once
    }
    return render(request, "assessments/result.html", context)


def _plans(request: PageRequest, workbook: Workbook) -> Plans:
    keys = [planning_key(item.id) for item in workbook.items]
    may = {
        subject
        for subject, about in workbook.objects.items()
        if check(request.actor, PLAN, about).allowed
    }
    return Plans(open_by_key(request.actor, PLANNED_BY, keys), may)


@page(PLAN)
def plan(
    request: PageRequest, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> HttpResponse:
    """An action about one question; what is planned already is shown instead."""
    opened = open_question(request.actor, assessment_id, question_key, subject_key)
    require(request.actor, PLAN, opened.about)
    key = planning_key(opened.item.id)
    earlier = open_by_key(request.actor, PLANNED_BY, [key]).get(key)
    if earlier is not None:
        return redirect("remediation:item", earlier.public_id)
    form = PlanForm(
        request.POST or None,
        initial=plan_values(opened.workbook, opened.item),
        team_id=opened.about.team_id,
        suggested=opened.item.subject.owner,
    )
    if form.is_valid():
        planned = try_service(
            form,
            lambda: plan_question(
                actor=request.actor,
                workbook=opened.workbook,
                item=opened.item,
                **form.cleaned_data,
            ),
        )
        if planned:
            messages.success(request, f"“{planned.title}” is planned.")
            return redirect(f"{_result_of(opened.workbook)}#raise")
    context = {"opened": opened, "form": form, "back": f"{_result_of(opened.workbook)}#raise"}
    return render(request, "assessments/plan.html", context, status=form_status(form))


def _result_of(workbook: Workbook) -> str:
    return reverse("assessments:result", args=[workbook.assessment.public_id])


def _stage(request: PageRequest, workbook: Workbook, law: str, opened: str) -> HttpResponse:
    """The controls of the stage that was opened."""
    shown = [stage for stage in stages(workbook, law, "", opened) if stage.is_open]
    if not shown:
        raise NotVisible("No control of this stage is part of this assessment.")
    context = {"assessment": workbook.assessment, "law": law, "stage": shown[0]}
    return render(request, "assessments/_stage_rows.html", context)


@page(VIEW)
@require_safe
def control(request: PageRequest, assessment_id: uuid.UUID, control_key: str) -> HttpResponse:
    """How one control came out: a page of its own, or the inside of its row on the result."""
    workbook = assessment_workbook(request.actor, assessment_id)
    law = _law(workbook, request.GET.get("law", ""))
    line = arithmetic(workbook, law, control_key)
    if line is None:
        raise NotVisible("Nothing of this control is asked in this assessment.")
    if request.htmx:
        return render(request, "assessments/_arithmetic.html", {"line": line})
    context = frame(workbook, request.actor) | {
        "law": law,
        "law_names": {
            key: name
            for key, name in law_names(workbook).items()
            if key in line.row.result.control.regimes
        },
        "line": line,
        "law_title": workbook.catalogue.regimes[law].short if law else "all laws together",
    }
    return render(request, "assessments/control_result.html", context)


def _law(workbook: Workbook, key: str) -> str:
    """A chosen law's key, or "" for the whole pipeline."""
    return key if key in workbook.card.regimes else ""


def _simulation(request: PageRequest, workbook: Workbook) -> Simulation | None:
    items = read_values(workbook, request.GET.getlist("try"))
    if not items:
        return None
    changes = {item: best_option(workbook, item) for item in items}
    return simulate(request.actor, workbook, changes)


@page(VIEW)
@require_safe
def provisions(request: PageRequest, assessment_id: uuid.UUID, regime_key: str) -> HttpResponse:
    """One law, article by article."""
    workbook = assessment_workbook(request.actor, assessment_id)
    if regime_key not in workbook.regimes:
        raise NotVisible("This law is not part of this assessment.")
    verdict = request.GET.get("verdict", "")
    context = frame(workbook, request.actor) | {
        "regime": workbook.catalogue.regimes[regime_key],
        "law_names": law_names(workbook),
        "found": articles(workbook, regime_key, verdict),
        "verdict": verdict,
    }
    return render(request, "assessments/provisions.html", context)


@page(VIEW)
@require_safe
def history_page(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """How the figures of the pipeline moved, and as they were on a day."""
    workbook = assessment_workbook(request.actor, assessment_id)
    law = _law(workbook, request.GET.get("law", ""))
    names = law_names(workbook)
    points = history(workbook.assessment.pipeline, law)
    title = names.get(law, "All laws together")
    context = frame(workbook, request.actor) | {
        "law": law,
        "law_names": names,
        "chart": chart_of(points, clock.now(), title),
        "moves": Paginator(moves(points), ROWS_A_PAGE).get_page(request.GET.get("page")),
        **_as_of(request, workbook, names),
    }
    return render(request, "assessments/history.html", context)


def _as_of(request: PageRequest, workbook: Workbook, names: dict[str, str]) -> dict[str, Any]:
    """The figures at the end of a chosen day against those of this page."""
    form = AsOfForm(request.GET if "on" in request.GET else None)
    context: dict[str, Any] = {"form": form, "then": None, "compared": []}
    if not form.is_valid():
        return context
    moment = form.moment()
    then = score_as_of(request.actor, workbook.assessment.pipeline, moment)
    context |= {"day": form.cleaned_data["on"], "then": then}
    if then is not None:
        context["compared"] = compared(names, then.card, workbook.card)
    return context
