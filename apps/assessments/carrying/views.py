"""One button of the review page."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.core.errors import DomainError, NotVisible, Refused
from apps.ui.guard import PageRequest, page

from ..permissions import REVIEW
from ..workbooks import get_assessment
from .services import carry_decisions


@page(REVIEW)
@require_POST
def carry(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Take over what was decided last time about answers that are the same."""
    assessment = get_assessment(request.actor, assessment_id)
    try:
        count = carry_decisions(actor=request.actor, assessment=assessment)
    except (NotVisible, Refused):
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        what = "1 decision is" if count == 1 else f"{count} decisions are"
        messages.success(request, f"{what} taken over.")
    return redirect("assessments:review", assessment_id)
