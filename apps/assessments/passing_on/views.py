"""The page that passes one question on to somebody who knows."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.core.access import require
from apps.core.errors import Refused
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..addresses import question_url
from ..opening import frame, open_question
from ..permissions import ANSWER
from ..selectors import possible_assignees
from .forms import PassOnForm
from .services import pass_on


@page(ANSWER)
def hand_over(
    request: PageRequest, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> HttpResponse:
    opened = open_question(request.actor, assessment_id, question_key, subject_key)
    assessment, item = opened.workbook.assessment, opened.item
    require(request.actor, ANSWER, assessment)
    if opened.refusal:
        raise Refused(opened.refusal)
    form = PassOnForm(request.POST or None, people=possible_assignees(assessment))
    if form.is_valid():
        handed = try_service(
            form,
            lambda: pass_on(
                actor=request.actor,
                assessment=assessment,
                question_key=question_key,
                subject_key=subject_key,
                **form.cleaned_data,
            ),
        )
        if handed:
            messages.success(request, f"Passed on to {handed.person}, who is told.")
            return redirect(question_url(assessment, item))
    context = frame(opened.workbook, request.actor) | {"form": form, "item": item}
    status = form_status(form) if form.is_bound else 200
    return render(request, "assessments/question_pass_on.html", context, status=status)
