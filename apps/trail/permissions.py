from apps.core.access import OrgRole, TeamRole, permission

VIEW = permission(
    "trail.view",
    "read the trail",
    org={OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER, OrgRole.AUDITOR},
    team={TeamRole.LEAD},
)
VERIFY = permission(
    "trail.verify",
    "verify the trail",
    org={OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER, OrgRole.AUDITOR},
)
