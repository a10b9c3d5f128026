"""What packs tell the result page of an assessment, which may not know them."""

from __future__ import annotations

from django.urls import reverse

from apps.assessments.hooks import PackLine
from apps.assessments.models import Assessment
from apps.core.access import Actor

from .selectors import packs_of


def pack_lines(actor: Actor, assessment: Assessment) -> list[PackLine]:
    """The packs of an assessment, newest first."""
    return [
        PackLine(
            name=str(pack),
            url=reverse("packs:pack", args=[pack.public_id]),
            state=pack.status,
            at=pack.created_at,
            is_draft=pack.is_draft,
        )
        for pack in packs_of(actor, assessment)
    ]
