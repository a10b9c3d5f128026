"""Files and evidence for tests."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from apps.core.access import Actor
from apps.evidence.models import Evidence
from apps.evidence.services import FileContent, LinkContent, file_evidence
from apps.organizations.models import Team

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def upload(name: str = "policy.pdf", data: bytes = PDF) -> FileContent:
    return FileContent(name=name, file=io.BytesIO(data), size=len(data))


def link(url: str = "https://wiki.example.org/retention") -> LinkContent:
    return LinkContent(url=url)


def office(main_part: str = "word/document.xml", **more: bytes) -> bytes:
    """A minimal Office document; further parts by name, with `__` for a slash."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main_part, "<document/>")
        for name, data in more.items():
            archive.writestr(name.replace("__", "/"), data)
    return packed.getvalue()


def make_evidence(actor: Actor, team: Team | None, title: str = "Policy", **more: Any) -> Evidence:
    content = more.pop("content", None) or link()
    return file_evidence(actor=actor, team=team, title=title, content=content, **more)
