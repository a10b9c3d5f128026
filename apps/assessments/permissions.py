"""Who may start, answer, review and discuss assessments."""

from __future__ import annotations

from apps.core.access import Actor, GrantLevel, OrgRole, TeamRole, permission
from apps.registry.models import Pipeline

from .models import Assessment, AssessmentState


def _active(actor: Actor, pipeline: Pipeline) -> str | None:
    if pipeline.is_retired:
        return "This pipeline is retired. Assessments of it can be read, not started."
    return None


def _editable(actor: Actor, assessment: Assessment) -> str | None:
    if assessment.state == AssessmentState.APPROVED:
        return "This assessment is approved and closed. Start a new one to answer again."
    if not assessment.is_editable:
        return "This assessment is in review. It opens again when the reviewer asks for changes."
    return None


def _open(actor: Actor, assessment: Assessment) -> str | None:
    if assessment.state == AssessmentState.APPROVED:
        return "This assessment is approved and closed."
    return None


def _reviewable(actor: Actor, assessment: Assessment) -> str | None:
    if assessment.state != AssessmentState.SUBMITTED:
        return "There is nothing to review until the assessment is submitted."
    if actor.user_id is not None and actor.user_id == assessment.submitted_by_id:
        return "You submitted this assessment, so somebody else must review it."
    return None


_OFFICER = {OrgRole.COMPLIANCE_OFFICER}
_WORKERS = {TeamRole.LEAD, TeamRole.CONTRIBUTOR}
_ANYBODY = set(TeamRole)

VIEW = permission("assessments.view", "see assessments", everyone=True)
START = permission(
    "assessments.start",
    "start an assessment of this pipeline",
    org=_OFFICER,
    team=_WORKERS,
    rule=_active,
)
ANSWER = permission(
    "assessments.answer",
    "answer questions of this assessment",
    org=_OFFICER,
    team=_WORKERS,
    grant={GrantLevel.CONTRIBUTE},
    rule=_editable,
)
ANSWER_ABOUT = permission(
    "assessments.answer_about",
    "answer questions about this object; its own team does",
    org=_OFFICER,
    team=_WORKERS,
    grant={GrantLevel.CONTRIBUTE},
)
ANSWER_ORGANIZATION = permission(
    "assessments.answer_organization",
    "answer questions about the organisation; a compliance officer or administrator does",
    org={OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER},
    rule=_editable,
)
ASSIGN = permission(
    "assessments.assign",
    "assign sections of this assessment",
    org=_OFFICER,
    team={TeamRole.LEAD},
    rule=_open,
)
COMMENT = permission(
    "assessments.comment",
    "comment on this assessment",
    org={OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER},
    team=_ANYBODY,
    grant=set(GrantLevel),
    rule=_open,
)
SUBMIT = permission(
    "assessments.submit",
    "submit this assessment",
    org=_OFFICER,
    team=_WORKERS,
    rule=_editable,
)
MOVE = permission(
    "assessments.move",
    "move this assessment to the newest catalogue",
    org=_OFFICER,
    team=_WORKERS,
    rule=_editable,
)
REVIEW = permission(
    "assessments.review",
    "review this assessment",
    org=_OFFICER,
    team={TeamRole.LEAD},
    rule=_reviewable,
)
# Whom home asks: more people may do it, but a team's work is asked of the team.
WORK_ON = permission("assessments.work_on", "work on assessments of this team", team=_WORKERS)
OVERSEE = permission(
    "assessments.oversee", "see to the assessments of this team", team={TeamRole.LEAD}
)
