"""How a file from the vault leaves: as a download only, never to be shown in place."""

from __future__ import annotations

from django.http import FileResponse
from django.utils.http import content_disposition_header

from apps.core.vault import Download


def download_response(file: Download, media_type: str) -> FileResponse:
    """The answer that hands out a file: an attachment that no browser runs and nobody keeps."""
    response = FileResponse(file.chunks, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.file_name)
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
