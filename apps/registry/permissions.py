"""Who may do what in the registry."""

from __future__ import annotations

from apps.core.access import Actor, GrantLevel, OrgRole, TeamRole, permission

from .models import RegisteredObject

_OFFICERS = {OrgRole.ADMINISTRATOR, OrgRole.COMPLIANCE_OFFICER}
_EVERY_ORG_ROLE = set(OrgRole)
_EVERY_TEAM_ROLE = set(TeamRole)


def not_retired(actor: Actor, obj: RegisteredObject) -> str | None:
    """A retired object is kept as it was."""
    if obj.is_retired:
        return f"This {obj.kind} is retired and kept as it was. Reinstate it to change it."
    return None


def retired(actor: Actor, obj: RegisteredObject) -> str | None:
    return None if obj.is_retired else f"This {obj.kind} is not retired."


VIEW = permission(
    "registry.view",
    "see the registry",
    org=_EVERY_ORG_ROLE,
    team=_EVERY_TEAM_ROLE,
    grant=set(GrantLevel),
)
CREATE = permission(
    "registry.create",
    "register pipelines, datasets and models for this team",
    org=_OFFICERS,
    team={TeamRole.LEAD, TeamRole.CONTRIBUTOR},
)
IMPORT = permission(
    "registry.import",
    "import into the registry",
    org=_OFFICERS,
    team={TeamRole.LEAD, TeamRole.CONTRIBUTOR},
)
EDIT = permission(
    "registry.edit",
    "change this",
    org=_OFFICERS,
    team={TeamRole.LEAD, TeamRole.CONTRIBUTOR},
    grant={GrantLevel.CONTRIBUTE},
    rule=not_retired,
)
MOVE = permission(
    "registry.move",
    "move this to another team",
    org=_OFFICERS,
    team={TeamRole.LEAD},
    rule=not_retired,
)
RETIRE = permission(
    "registry.retire", "retire this", org=_OFFICERS, team={TeamRole.LEAD}, rule=not_retired
)
REINSTATE = permission(
    "registry.reinstate", "reinstate this", org=_OFFICERS, team={TeamRole.LEAD}, rule=retired
)
SHARE = permission(
    "registry.share",
    "share this with people of other teams",
    org=_OFFICERS,
    team={TeamRole.LEAD},
    rule=not_retired,
)
# Taking access back must never be stopped by the state of the object.
WITHDRAW_SHARE = permission(
    "registry.withdraw_share",
    "take shared access back",
    org=_OFFICERS,
    team={TeamRole.LEAD},
)
