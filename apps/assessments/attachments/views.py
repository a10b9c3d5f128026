"""What belongs to an answer: evidence and comments."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.errors import Refused
from apps.evidence.models import Evidence
from apps.evidence.selectors import list_evidence, possible_owners
from apps.ui.guard import PageRequest, page
from apps.ui.submit import try_service

from ..addresses import question_url
from ..answering.selectors import question_detail
from ..opening import Opened, frame, open_question
from ..permissions import ANSWER, VIEW
from .forms import EvidenceForm
from .selectors import attachable
from .services import attach_evidence, detach_evidence, file_and_attach

OFFERED = 20


@page(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(
    request: PageRequest, assessment_id: uuid.UUID, question_key: str, subject_key: str
) -> HttpResponse:
    """File something new for an answer, or choose what is filed already."""
    opened = open_question(request.actor, assessment_id, question_key, subject_key)
    if opened.refusal:
        raise Refused(opened.refusal)
    owners = possible_owners(opened.about.team_id)
    form = EvidenceForm(request.POST or None, request.FILES or None, owners=owners)
    if form.is_valid():
        filed = try_service(form, lambda: _file(request, opened, form))
        if filed:
            messages.success(request, f"“{filed.title}” backs this answer now.")
            return redirect(question_url(opened.workbook.assessment, opened.item))
    words = request.GET.get("q", "").strip()
    detail = question_detail(opened.workbook.assessment, opened.item.id)
    counting = Evidence.objects.all().current().filter(attachable(opened.about.team_id))
    offered = list_evidence(request.actor).filter(pk__in=counting, title__icontains=words)
    context = frame(opened.workbook, request.actor) | {
        "form": form,
        "item": opened.item,
        "words": words,
        "offered": offered[:OFFERED],
        "offered_total": offered.count(),
        "attached": {piece.evidence_id for piece in detail.evidence},
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/question_evidence.html", context, status=status)


def _file(request: PageRequest, opened: Opened, form: EvidenceForm) -> Evidence:
    question_key, subject_key = opened.item.id
    return file_and_attach(
        actor=request.actor,
        assessment=opened.workbook.assessment,
        question_key=question_key,
        subject_key=subject_key,
        title=form.cleaned_data["title"],
        content=form.content(),
        owner=form.cleaned_data["owner"],
        counts_until=form.cleaned_data["counts_until"],
        public_id=form.cleaned_data["public_id"],
    )


@page(ANSWER)
@require_POST
def attach(
    request: PageRequest,
    assessment_id: uuid.UUID,
    question_key: str,
    subject_key: str,
    evidence_id: uuid.UUID,
) -> HttpResponse:
    opened = open_question(request.actor, assessment_id, question_key, subject_key)
    evidence = attach_evidence(
        actor=request.actor,
        assessment=opened.workbook.assessment,
        question_key=question_key,
        subject_key=subject_key,
        evidence_id=evidence_id,
    )
    messages.success(request, f"“{evidence.title}” backs this answer now.")
    return redirect(question_url(opened.workbook.assessment, opened.item))


@page(ANSWER)
@require_POST
def detach(
    request: PageRequest,
    assessment_id: uuid.UUID,
    question_key: str,
    subject_key: str,
    evidence_id: uuid.UUID,
) -> HttpResponse:
    opened = open_question(request.actor, assessment_id, question_key, subject_key)
    detach_evidence(
        actor=request.actor,
        assessment=opened.workbook.assessment,
        question_key=question_key,
        subject_key=subject_key,
        evidence_id=evidence_id,
    )
    messages.success(request, "Taken off this answer. The evidence itself stays filed.")
    return redirect(question_url(opened.workbook.assessment, opened.item))
