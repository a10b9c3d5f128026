"""Every kind of way in that MLSecure holds, given to Mallory through the services."""

from __future__ import annotations

from apps.core.access import GrantLevel, TeamRole
from apps.organizations.entitlements import OWN_SOURCES, OwnEntitlement
from apps.organizations.services.people import give_role
from apps.organizations.services.teams import set_member
from apps.registry.models import RegisteredObject
from apps.registry.sharing.services import share_object
from tests.cast import Cast

KEYS = ("role", "membership", "share")


def give(cast: Cast, obj: RegisteredObject, key: str) -> None:
    """Let Mallory reach the object this way."""
    olga, mallory, why = cast.actor(cast.olga), cast.mallory, "Joint audit"
    if key == "role":
        give_role(actor=olga, person=mallory, role="compliance_officer", reason=why)
    elif key == "membership":
        role = TeamRole.CONTRIBUTOR
        set_member(actor=olga, team=obj.team, person=mallory, role=role, reason=why)
    else:
        share_object(actor=olga, obj=obj, person=mallory, level=GrantLevel.CONTRIBUTE, reason=why)


def ways(cast: Cast, obj: RegisteredObject) -> dict[str, OwnEntitlement]:
    """Mallory's present ways to the object, by the key of their source."""
    people, scopes = [cast.mallory.pk], [obj.access_scope()]
    rows = [row for source in OWN_SOURCES.values() for row in source.rows(people, scopes)]
    return {row.source: row for row in rows}
