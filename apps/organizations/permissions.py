from apps.core.access import OrgRole, TeamRole, permission

_ALL = {OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER, OrgRole.AUDITOR}

VIEW_PEOPLE = permission(
    "people.view", "see the people of the organisation", org=_ALL, team={TeamRole.LEAD}
)
MANAGE_PEOPLE = permission("people.manage", "manage people and roles", org={OrgRole.ADMINISTRATOR})
VIEW_TEAMS = permission("teams.view", "see teams", org=_ALL, team=set(TeamRole))
MANAGE_TEAM = permission(
    "teams.manage",
    "change who is in this team",
    org={OrgRole.ADMINISTRATOR},
    team={TeamRole.LEAD},
)
VIEW_ORGANIZATION = permission(
    "organization.view", "see the organisation's settings", org=_ALL, team=set(TeamRole)
)
EDIT_FACTS = permission(
    "organization.edit_facts",
    "change facts about the organisation",
    org={OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER},
)
EDIT_SIGN_IN = permission(
    "organization.edit_sign_in", "change sign-in rules", org={OrgRole.ADMINISTRATOR}
)
VIEW_JOBS = permission(
    "jobs.view", "see the jobs of this installation", org={OrgRole.ADMINISTRATOR}
)
QUEUE_JOB_AGAIN = permission(
    "jobs.queue_again", "queue a failed job again", org={OrgRole.ADMINISTRATOR}
)
VIEW_HEALTH = permission(
    "organization.view_health", "see how the installation runs", org={OrgRole.ADMINISTRATOR}
)
