"""The task list of an assessment, giving sections to people, checking and handing in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.access import require
from apps.core.errors import NotVisible
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..answering.rights import OFFICER
from ..attachments.selectors import attached_to
from ..carrying.selectors import compared
from ..engine.workbook import Workbook
from ..opening import frame
from ..permissions import ASSIGN, SUBMIT, VIEW
from ..reviewing.services import submit_assessment
from ..reviewing.submission import gaps, submit_problems
from ..selectors import officer_names, possible_assignees
from ..snapshots.approved import assessment_workbook
from ..upgrading.selectors import newer_version
from .checklist import checklist, unknown_words
from .context import shown_sections, task_list, views_of
from .forms import AssignForm, SubmitForm
from .services import assign_section, unassign_section


@page(VIEW)
@require_safe
def assessment(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    workbook = assessment_workbook(request.actor, assessment_id)
    context = frame(workbook, request.actor)
    own = context["own"]
    beside = compared(workbook)
    sections = task_list(workbook, own, reader=request.actor.user_id, beside=beside)
    chosen = request.GET.get("show", "")
    waits_for_officer = any(who == OFFICER for who, _ in context["left"].waiting)
    context |= {
        "may_answer": bool(own.mine),
        "officer": OFFICER,
        "officers": officer_names() if waits_for_officer else [],
        "sections": shown_sections(sections, chosen),
        "views": views_of(sections, chosen, beside.label if beside else ""),
        "beside": beside,
        "shown": chosen,
        "newer": newer_version(workbook.assessment),
    }
    return render(request, "assessments/assessment_home.html", context)


@page(ASSIGN)
def assign(request: PageRequest, assessment_id: uuid.UUID, section_key: str) -> HttpResponse:
    """Give one section to a person, or take it back."""
    workbook = assessment_workbook(request.actor, assessment_id)
    require(request.actor, ASSIGN, workbook.assessment)
    section = next((s for s in workbook.sections if s.section.key == section_key), None)
    if section is None:
        raise NotVisible
    form = AssignForm(request.POST or None, people=possible_assignees(workbook.assessment))
    if request.method == "POST" and "take_back" in request.POST:
        unassign_section(
            actor=request.actor, assessment=workbook.assessment, section_key=section_key
        )
        messages.success(request, f"“{section.section.title}” is nobody's now.")
        return redirect("assessments:assessment", assessment_id)
    if form.is_valid() and _assign(request, workbook, section_key, form):
        messages.success(
            request, f"“{section.section.title}” is for {form.cleaned_data['person']} now."
        )
        return redirect("assessments:assessment", assessment_id)
    context = frame(workbook, request.actor) | {"form": form, "section": section}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/section_assign.html", context, status=status)


def _assign(request: PageRequest, workbook: Workbook, section_key: str, form: AssignForm) -> bool:
    given = try_service(
        form,
        lambda: assign_section(
            actor=request.actor,
            assessment=workbook.assessment,
            section_key=section_key,
            **form.cleaned_data,
        ),
    )
    return bool(given)


@page(VIEW)
@require_safe
def check(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Everything that was answered, by section, before it is handed in."""
    workbook = assessment_workbook(request.actor, assessment_id)
    return _show_check(request, workbook, SubmitForm.of(workbook.assessment))


@page(SUBMIT)
@require_POST
def submit(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    workbook = assessment_workbook(request.actor, assessment_id)
    form = SubmitForm(request.POST)
    if form.is_valid():
        submitted = try_service(
            form,
            lambda: submit_assessment(
                actor=request.actor,
                assessment=workbook.assessment,
                expected_version=form.cleaned_data["version"],
                gap_reason=form.cleaned_data["gap_reason"],
            ),
        )
        if submitted:
            messages.success(request, "Submitted. Somebody else reviews it now.")
            return redirect("assessments:assessment", assessment_id)
    if form.is_stale:
        form.catch_up(workbook.assessment.lock_version)
    return _show_check(request, workbook, form)


def _show_check(request: PageRequest, workbook: Workbook, form: SubmitForm) -> HttpResponse:
    attached = attached_to([answer.answer_id for answer in workbook.answers.values()])
    chosen = request.GET.get("show", "")
    beside = compared(workbook)
    context = frame(workbook, request.actor) | {
        "form": form,
        "beside": beside,
        "checklist": checklist(workbook, attached, chosen, beside),
        "unknown": unknown_words(workbook),
        "problems": submit_problems(workbook),
        "gaps": gaps(workbook),
    }
    return render(request, "assessments/check.html", context, status=form_status(form))
