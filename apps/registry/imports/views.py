from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.errors import DomainError
from apps.ui.guard import PageRequest, page
from apps.ui.submit import form_status, try_service

from ..kinds import KINDS
from ..permissions import IMPORT
from . import services
from .columns import fact_columns, particulars_of
from .forms import ConfirmForm, UploadForm, signed_text
from .table import Table

_SHOWN = 200


@page(IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PageRequest, /, kind: str) -> HttpResponse:
    """Choose a file; its preview says what would happen."""
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        text = form.cleaned_data["file"]
        table = try_service(form, lambda: services.table_of(kind, text))
        if table is not None:
            return _preview(request, kind, text, table)
    context = {
        "form": form,
        "kind": kind,
        "plural": KINDS[kind].plural,
        "list_url": KINDS[kind].list_url,
        "particulars": particulars_of(kind),
        "facts": fact_columns(kind),
        "column_count": len(particulars_of(kind)) + len(fact_columns(kind)),
    }
    return render(request, "registry/import_upload.html", context, status=form_status(form))


def _preview(
    request: PageRequest, kind: str, text: str, table: Table, error: str = ""
) -> HttpResponse:
    plan = services.try_import(actor=request.actor, kind=kind, table=table)
    changed = [*plan.of(services.CREATED), *plan.of(services.CHANGED)]
    context: dict[str, Any] = {
        "kind": kind,
        "plural": KINDS[kind].plural,
        "list_url": KINDS[kind].list_url,
        "plan": plan,
        "bad": plan.of(services.BAD),
        "created": plan.of(services.CREATED),
        "changed": plan.of(services.CHANGED),
        "same": plan.of(services.SAME),
        "rows": changed[:_SHOWN],
        "count": len(changed),
        "rest": max(0, len(changed) - _SHOWN),
        "error": error,
        "confirm_url": reverse(f"registry:{kind}s_import_confirm"),
        "upload_url": reverse(f"registry:{kind}s_import"),
        "confirm": {
            "text": signed_text(request.actor, kind, text),
            "fingerprint": plan.fingerprint,
        },
    }
    status = 409 if error else 200 if plan.is_good else 422
    return render(request, "registry/import_preview.html", context, status=status)


@page(IMPORT)
@require_POST
def confirm(request: PageRequest, /, kind: str) -> HttpResponse:
    """Import exactly what the preview showed; otherwise show the new preview."""
    form = ConfirmForm(request.POST, actor=request.actor, kind=kind)
    if not form.is_valid():
        messages.error(request, "This preview is too old or not yours. Choose the file again.")
        return redirect(f"registry:{kind}s_import")
    text = form.cleaned_data["text"]
    table = services.table_of(kind, text)
    try:
        plan = services.run_import(
            actor=request.actor,
            kind=kind,
            table=table,
            fingerprint=form.cleaned_data["fingerprint"],
        )
    except DomainError as error:
        if error.code != "changed_meanwhile":
            raise
        return _preview(request, kind, text, table, error.message)
    made, changed = len(plan.of(services.CREATED)), len(plan.of(services.CHANGED))
    messages.success(request, f"Imported: {made:,} registered, {changed:,} changed.")
    return redirect(f"registry:{kind}s")
