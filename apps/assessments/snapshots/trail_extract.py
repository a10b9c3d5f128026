"""The part of the trail that a snapshot carries: what happened to the assessment, and the head."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from apps.trail.models import TrailEvent
from apps.trail.selectors import chain_head

from ..attachments.selectors import Attached
from ..engine.workbook import Workbook

MOST = 1_000


def trail_extract(workbook: Workbook, attached: dict[int, list[Attached]]) -> dict[str, Any]:
    """Chain head, and the linked events about the assessment, its subjects, answers and evidence.

    At most the newest 1,000 events; `more` counts those left out.
    """
    head = chain_head()
    events = TrailEvent.objects.filter(_concerned(workbook, attached), seal__isnull=False)
    newest = list(events.select_related("seal").order_by("-pk")[: MOST + 1])
    count = events.count() if len(newest) > MOST else len(newest)
    return {
        "position": head.position if head else 0,
        "head": head.seal if head else "",
        "more": max(0, count - MOST),
        "events": [event_values(event) for event in reversed(newest[:MOST])],
    }


def _concerned(workbook: Workbook, attached: dict[int, list[Attached]]) -> Q:
    answers = [str(answer.public_id) for answer in workbook.answers.values()]
    evidence = {str(piece.evidence_id) for pieces in attached.values() for piece in pieces}
    about = Q(target_type="assessment", target_id=str(workbook.assessment.public_id))
    about |= Q(target_type="answer", target_id__in=answers)
    about |= Q(target_type="evidence", target_id__in=sorted(evidence))
    for subject in workbook.objects.values():
        about |= Q(target_type=subject.kind.value, target_id=subject.public_id)
    return about


def event_values(event: TrailEvent) -> dict[str, Any]:
    """One event as a document holds it: where it stands in the chain, and what it says."""
    return {
        "position": event.seal.position,
        "seal": event.seal.seal,
        "digest": event.body_digest(),
        "at": event.at.isoformat(),
        "actor": event.actor_label,
        "action": event.action,
        "target": event.target_label,
    }
