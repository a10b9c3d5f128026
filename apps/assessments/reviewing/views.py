"""The review by a second person: answer by answer, then the decision on the whole."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from apps.core import clock
from apps.core.errors import DomainError, NotVisible, Refused
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..addresses import question_url
from ..attachments.selectors import attached_to
from ..carrying.selectors import carriable, compared
from ..engine.questionnaire import Asked
from ..engine.workbook import Workbook
from ..models import Assessment, Snapshot
from ..opening import frame
from ..permissions import REVIEW, VIEW
from ..snapshots.approved import assessment_workbook
from ..workbooks import get_assessment
from .context import CLAIMS, next_undecided, review, review_line
from .forms import ClaimsForm, CloseForm, DecideForm, SampleForm
from .reading import Reading, newest_round
from .rounds import choose_sample, possible_acceptors
from .services import (
    agree_to_claims,
    approve_assessment,
    approve_questions,
    approve_rest,
    ask_back,
    request_changes,
)


@page(VIEW)
@require_safe
def review_page(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    workbook = assessment_workbook(request.actor, assessment_id)
    return _show(request, workbook)


def _show(request: PageRequest, workbook: Workbook, sent: CloseForm | None = None) -> HttpResponse:
    assessment = workbook.assessment
    reading = Reading(workbook, newest_round(assessment))
    beside = compared(workbook)
    initial = {"version": assessment.lock_version}
    form = sent or CloseForm(initial=initial, people=possible_acceptors(assessment))
    shown = review(
        workbook,
        attached_to([answer.answer_id for answer in workbook.answers.values()]),
        reader=request.actor.user_id,
        view=request.GET.get("show", ""),
        section=request.GET.get("section", ""),
        beside=beside,
    )
    context = frame(workbook, request.actor) | {
        "review": shown,
        "form": form,
        "reading": reading,
        "beside": beside,
        "carriable": carriable(workbook, beside, request.actor.user_id) if beside else {},
        "period_open": assessment.period_end > clock.today(),
        "sample_form": SampleForm(initial={"share": reading.round.share if reading.round else 100}),
    }
    return render(request, "assessments/review.html", context, status=form_status(form))


@page(REVIEW)
@require_POST
def decide(
    request: PageRequest, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> HttpResponse:
    """Approve one answer or ask about it; back to the list, or on to the next question."""
    workbook = assessment_workbook(request.actor, assessment_id)
    item = workbook.find(question_key, subject_key)
    if item is None:
        raise NotVisible("This question is not asked in this assessment.")
    form = DecideForm(request.POST)
    problem = "" if form.is_valid() else "Choose what to do with this answer."
    if not problem:
        problem = _decide(request, workbook.assessment, item, form)
    fresh = assessment_workbook(request.actor, assessment_id)
    if request.htmx:
        return _row(request, fresh, fresh.find(*item.id) or item, form, problem)
    if problem:
        messages.error(request, problem)
    return redirect(_after(request, fresh, item, is_done=not problem))


def _decide(request: PageRequest, assessment: Assessment, item: Asked, form: DecideForm) -> str:
    """Do it; the sentence that says why not, or nothing."""
    question_key, subject_key = item.id
    try:
        if form.cleaned_data["decision"] == "approve":
            approve_questions(
                actor=request.actor,
                assessment=assessment,
                items=[item.id],
                seen=form.cleaned_data["seen"],
            )
        else:
            ask_back(
                actor=request.actor,
                assessment=assessment,
                question_key=question_key,
                subject_key=subject_key,
                text=form.cleaned_data["text"],
            )
    except (NotVisible, Refused):
        raise
    except DomainError as error:
        return error.message
    return ""


def _row(
    request: PageRequest, workbook: Workbook, item: Asked, form: DecideForm, problem: str
) -> HttpResponse:
    answer = workbook.answers.get(item.id)
    attached = attached_to([answer.answer_id]) if answer else {}
    beside = compared(workbook)
    context = frame(workbook, request.actor) | {
        "row": review_line(workbook, item, attached, request.actor.user_id, beside),
        "beside": beside,
        "problem": problem,
        "typed": form.data.get("text", "") if problem else "",
        "review": review(workbook, {}, reader=request.actor.user_id, section=item.question.section),
    }
    status = 422 if problem else 200
    return render(request, "assessments/_review_saved.html", context, status=status)


def _after(request: PageRequest, workbook: Workbook, item: Asked, *, is_done: bool) -> str:
    """Where the reviewer goes on: where they came from."""
    assessment = workbook.assessment
    if request.POST.get("walk"):
        following = next_undecided(workbook, item) if is_done else item
        if following is not None:
            return question_url(assessment, following)
    query = f"?section={item.question.section}"
    return reverse("assessments:review", args=[assessment.public_id]) + query


@page(REVIEW)
@require_POST
def approve_section(
    request: PageRequest, assessment_id: uuid.UUID, section_key: str
) -> HttpResponse:
    """Approve what is left of a section in one step."""
    assessment = get_assessment(request.actor, assessment_id)
    seen = request.POST.get("seen", "")
    try:
        count = approve_rest(
            actor=request.actor, assessment=assessment, section_key=section_key, seen=seen
        )
    except (NotVisible, Refused):
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        what = "1 answer is" if count == 1 else f"{count} answers are"
        messages.success(request, f"{what} approved.")
    address = reverse("assessments:review", args=[assessment_id])
    return redirect(f"{address}?section={section_key}")


@page(REVIEW)
@require_POST
def agree_claims(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Agree to the ticked claims, and stay with the claims."""
    assessment = get_assessment(request.actor, assessment_id)
    form = ClaimsForm(request.POST)
    problem = "" if form.is_valid() else "Choose claims of this page."
    if not problem:
        try:
            count = agree_to_claims(
                actor=request.actor, assessment=assessment, claims=form.cleaned_data["claim"]
            )
        except (NotVisible, Refused):
            raise
        except DomainError as error:
            problem = error.message
    if problem:
        messages.error(request, problem)
    else:
        what = "1 claim" if count == 1 else f"{count} claims"
        messages.success(request, f"You agreed to {what}.")
    address = reverse("assessments:review", args=[assessment_id])
    return redirect(f"{address}?show={CLAIMS}")


@page(REVIEW)
@require_POST
def close(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Give it back, or approve and freeze it."""
    workbook = assessment_workbook(request.actor, assessment_id)
    people = possible_acceptors(workbook.assessment)
    form = CloseForm(request.POST, people=people)
    closed = try_service(form, lambda: _close(request, workbook, form)) if form.is_valid() else None
    if closed is not None:
        if form.cleaned_data["decision"] == "approve":
            messages.success(request, "Approved. Everything it says is frozen for the pack.")
            return redirect("assessments:result", assessment_id)
        messages.success(request, "Given back to the team. They can change answers again.")
        return redirect("assessments:assessment", assessment_id)
    if form.is_stale:
        form.catch_up(workbook.assessment.lock_version)
    return _show(request, workbook, form)


def _close(request: PageRequest, workbook: Workbook, form: CloseForm) -> Assessment | Snapshot:
    entered = form.cleaned_data
    common = {
        "actor": request.actor,
        "assessment": workbook.assessment,
        "note": entered["note"],
        "expected_version": entered["version"],
    }
    if entered["decision"] != "approve":
        return request_changes(**common)
    return approve_assessment(
        **common,
        seen=entered["seen"],
        accepted_by=entered["accepted_by"],
        acceptance=entered["acceptance"],
        looked_at_gone=entered["looked_at_gone"],
    )


@page(REVIEW)
@require_POST
def choose(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Read everything, or a sample whose seed is drawn once and printed."""
    assessment = get_assessment(request.actor, assessment_id)
    form = SampleForm(request.POST)
    problem = "" if form.is_valid() else "Choose how much to read."
    if not problem:
        try:
            choose_sample(
                actor=request.actor, assessment=assessment, share=form.cleaned_data["share"]
            )
        except (NotVisible, Refused):
            raise
        except DomainError as error:
            problem = error.message
    if problem:
        messages.error(request, problem)
    return redirect("assessments:review", assessment_id)
