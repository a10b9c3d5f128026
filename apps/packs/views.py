"""Pages of packs: list, one pack with its progress, download, check."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import DomainError
from apps.trail.selectors import history_of
from apps.ui.downloads import download_response
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from . import services
from .building.covers import cover_of
from .contents import contents_of
from .forms import RequestForm, VerifyForm
from .listing import PACKS
from .permissions import CREATE, VIEW
from .selectors import get_pack, list_packs, open_pack, packs_of, visible_assessment
from .verifying.known_here import find_pack, known_here
from .verifying.sandbox import verify_in_sandbox


@page(VIEW)
@require_safe
def pack_list(request: PageRequest) -> HttpResponseBase:
    return PACKS.respond(request, list_packs(request.actor))


@page(VIEW)
@require_safe
def pack(request: PageRequest, pack_id: uuid.UUID) -> HttpResponse:
    """One pack; while it is made, the part that shows the progress asks for itself again."""
    shown = get_pack(request.actor, pack_id)
    if request.htmx and shown.is_open:
        return render(request, "packs/_progress.html", {"pack": shown})
    if request.htmx:  # made or failed since: the whole page has more to say now
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    context = {
        "pack": shown,
        "contents": contents_of(shown),
        "others": packs_of(request.actor, shown.assessment).exclude(pk=shown.pk)[:10],
        "events": history_of(shown.trail_ref()),
        "form": RequestForm(initial={"public_id": uuid.uuid4()}),
    }
    return render(request, "packs/pack_detail.html", context)


@page(CREATE)
@require_POST
def request_pack(request: PageRequest, assessment_id: uuid.UUID) -> HttpResponse:
    assessment = visible_assessment(request.actor, assessment_id)
    form = RequestForm(request.POST)
    public_id = form.cleaned_data["public_id"] if form.is_valid() else None
    try:
        asked = services.request_pack(
            actor=request.actor, assessment=assessment, public_id=public_id
        )
    except DomainError as error:
        waiting = packs_of(request.actor, assessment).first()
        if error.code != "being_made" or waiting is None:
            raise
        messages.info(request, error.message)
        return redirect("packs:pack", waiting.public_id)
    return redirect("packs:pack", asked.public_id)


@page(VIEW)
@require_safe
def cover(request: PageRequest, pack_id: uuid.UUID) -> HttpResponse:
    response = HttpResponse(cover_of(request.actor, pack_id), content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@page(VIEW)
@require_safe
def download(request: PageRequest, pack_id: uuid.UUID) -> FileResponse:
    file = open_pack(request.actor, pack_id)
    return download_response(file, "application/pdf")


@page(VIEW)
def verify(request: PageRequest) -> HttpResponse:
    form = VerifyForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        proof = try_service(form, lambda: verify_in_sandbox(upload.read()))
        if proof is not None:
            here = known_here(request.actor, proof)
            context |= {"proof": proof, "here": here, "file_name": upload.name}
            context["pack"] = find_pack(request.actor, proof)
            context["holds"] = proof.holds and all(line.holds for line in here)
    return render(request, "packs/verify.html", context, status=form_status(form))
