from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import DomainError
from apps.ui.guard import PageRequest, page

from ..forms import JobFilter
from ..jobs import get_job, list_jobs
from ..listings import JOBS
from ..permissions import QUEUE_JOB_AGAIN, VIEW_JOBS
from ..services import jobs as services


@page(VIEW_JOBS)
@require_safe
def jobs(request: PageRequest) -> HttpResponseBase:
    form = JobFilter(request.GET)
    return JOBS.respond(request, list_jobs(request.actor, **form.chosen()), form)


@page(QUEUE_JOB_AGAIN)
@require_POST
def queue_job_again(request: PageRequest, job_kind: str, job_id: uuid.UUID) -> HttpResponse:
    job = get_job(request.actor, job_kind, job_id)
    try:
        services.queue_job_again(actor=request.actor, job=job)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, f"{job} is queued again.")
    return redirect("organizations:jobs")
