"""Who may see, file and change evidence."""

from __future__ import annotations

from apps.core.access import Actor, OrgRole, TeamRole, permission

from .models import Evidence


def _still_counts(actor: Actor, evidence: Evidence) -> str | None:
    if evidence.withdrawn_at is not None:
        return "This evidence was withdrawn. File it again if it counts again."
    return None


_KEEPERS = {OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER}
_WORKERS = {TeamRole.LEAD, TeamRole.CONTRIBUTOR}

VIEW = permission("evidence.view", "see evidence", everyone=True)
# Auditors read it; its dates are the business of those who renew it.
WATCH = permission(
    "evidence.watch", "watch which evidence lapses", org=_KEEPERS, team=set(TeamRole)
)
FILE = permission("evidence.file", "file evidence here", org=_KEEPERS, team=_WORKERS)
EDIT = permission(
    "evidence.edit", "change this evidence", org=_KEEPERS, team=_WORKERS, rule=_still_counts
)
WITHDRAW = permission(
    "evidence.withdraw",
    "withdraw this evidence",
    org=_KEEPERS,
    team={TeamRole.LEAD},
    rule=_still_counts,
)
