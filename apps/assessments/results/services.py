"""What would raise a figure, turned into an action."""

from __future__ import annotations

import datetime as dt
import uuid

from apps.accounts.models import User
from apps.core.access import Actor
from apps.remediation.models import RemediationItem, Severity
from apps.remediation.services import plan_action
from apps.trail.refs import TrailRef

from ..engine.questionnaire import Asked
from ..engine.workbook import Workbook
from ..planned import PLANNED_BY, planning_key


def plan_question(
    *,
    actor: Actor,
    workbook: Workbook,
    item: Asked,
    title: str,
    why: str,
    severity: Severity,
    owner: User | None,
    due: dt.date | None,
    public_id: uuid.UUID,
) -> RemediationItem:
    """Plan an action about a question of this assessment, for the team of what it is about.

    It closes by itself once the question has nothing left to gain.
    """
    about = workbook.objects[item.subject.key]
    assessment = workbook.assessment.trail_ref()
    return plan_action(
        actor=actor,
        target=TrailRef(about.kind.value, about.public_id, about.name, about.team_id),
        source=TrailRef(PLANNED_BY, assessment.id, assessment.label, assessment.team_id),
        key=planning_key(item.id),
        title=title,
        why=why,
        severity=severity,
        owner=owner,
        due=due,
        public_id=public_id,
    )
