from __future__ import annotations

import uuid
from itertools import islice

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import DomainError
from apps.ui.guard import PageRequest, page
from apps.ui.lists import ROWS_A_PAGE, Column, csv_response

from ..forms import JobFilter
from ..jobs import get_job, list_jobs, rows_of
from ..permissions import QUEUE_JOB_AGAIN, VIEW_JOBS
from ..services import jobs as services

JOBS_CSV = (
    Column("state", lambda row: row.job.get_state_display()),
    Column("kind", lambda row: row.noun),
    Column("what", lambda row: row.what),
    Column("asked by", lambda row: row.job.asked_by),
    Column("asked at", lambda row: row.job.created_at.isoformat()),
    Column("ended at", lambda row: row.job.finished_at.isoformat() if row.job.finished_at else ""),
    Column("attempts", lambda row: row.job.attempts),
    Column("progress", lambda row: row.job.progress),
    Column("error", lambda row: row.job.error),
    Column("id", lambda row: row.job.public_id),
)


@page(VIEW_JOBS)
@require_safe
def jobs(request: PageRequest) -> HttpResponseBase:
    form = JobFilter(request.GET)
    chosen = form.chosen()
    keys = list_jobs(request.actor, **chosen)
    if request.GET.get("format") == "csv":
        found = keys.iterator(chunk_size=2000)
        batches = iter(lambda: list(islice(found, 500)), [])
        return csv_response("jobs", JOBS_CSV, (row for some in batches for row in rows_of(some)))
    shown = Paginator(keys, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": shown,
        "rows": list(rows_of(shown.object_list)),
        "is_filtered": any(chosen.values()),
    }
    return render(request, "organizations/job_list.html", context)


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
