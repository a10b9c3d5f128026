"""The page that shows what the newest catalogue would change, and moves there."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.core.access import require
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service
from apps.ui.versioned_form import VersionedForm

from ..engine.workbook import Workbook
from ..opening import frame
from ..permissions import MOVE
from ..workbooks import get_assessment, open_workbook
from .context import preview
from .selectors import newer_version, under_newest
from .services import move_to_newest


@page(MOVE)
def newest(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    assessment = get_assessment(request.actor, assessment_id)
    require(request.actor, MOVE, assessment)
    initial = {"version": assessment.lock_version}
    form = VersionedForm(request.POST or None, initial=initial)
    if form.is_valid():
        moved = try_service(
            form,
            lambda: move_to_newest(
                actor=request.actor,
                assessment=assessment,
                expected_version=form.cleaned_data["version"],
            ),
        )
        if moved:
            messages.success(request, f"This assessment uses {moved.catalogue_version} now.")
            return redirect("assessments:assessment", assessment_id)
    if form.is_stale:
        form.catch_up(assessment.lock_version)
    return _show(request, open_workbook(assessment), form)


def _show(request: PageRequest, workbook: Workbook, form: VersionedForm) -> HttpResponse:
    version = newer_version(workbook.assessment)
    after = under_newest(workbook.assessment, version) if version else workbook
    context = frame(workbook, request.actor) | {
        "form": form,
        "newer": version,
        "preview": preview(workbook, after),
        "assessment": workbook.assessment,
    }
    status = form_status(form)
    return render(request, "assessments/newest_catalogue.html", context, status=status)
