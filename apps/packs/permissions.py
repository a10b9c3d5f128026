"""Who may see, download and ask for packs."""

from __future__ import annotations

from apps.core.access import OrgRole, TeamRole, permission

VIEW = permission("packs.view", "see packs", everyone=True)
CREATE = permission(
    "packs.create",
    "ask for a pack of this assessment",
    org={OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER},
    team={TeamRole.LEAD, TeamRole.CONTRIBUTOR},
)
