"""Who looks at home, and at which team's work."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.core.access import Actor, OrgRole, TeamRole
from apps.organizations.models import Team
from apps.registry.models import Pipeline
from apps.ui.home_sources import in_team


class Lens(enum.StrEnum):
    """What home puts first. Somebody with several roles gets the widest."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    AUDITOR = "auditor"
    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Reader:
    """An actor, and the team they chose in the switch (None: all of theirs)."""

    actor: Actor
    team_id: uuid.UUID | None = None

    @property
    def lens(self) -> Lens:
        roles, team_roles = self.actor.org_roles, set(self.actor.team_roles.values())
        order = (
            (OrgRole.COMPLIANCE_OFFICER in roles, Lens.OFFICER),
            (OrgRole.ADMINISTRATOR in roles, Lens.ADMINISTRATOR),
            (OrgRole.AUDITOR in roles, Lens.AUDITOR),
            (TeamRole.LEAD in team_roles, Lens.LEAD),
            (TeamRole.CONTRIBUTOR in team_roles, Lens.CONTRIBUTOR),
        )
        return next((lens for holds, lens in order if holds), Lens.GUEST)

    @property
    def working_teams(self) -> list[int]:
        """Keys of the teams in which the reader does the work."""
        roles = {TeamRole.LEAD, TeamRole.CONTRIBUTOR}
        return [pk for pk, role in self.actor.team_roles.items() if role in roles]

    def in_team(self, path: str) -> Q:
        """The condition that rows belong to the chosen team; `path` leads to the team."""
        return in_team(path, self.team_id)

    def chosen_team(self) -> QuerySet[Team]:
        return Team.objects.filter(Q(public_id=self.team_id))

    def pipelines(self) -> QuerySet[Pipeline]:
        """Active pipelines that the reader sees, of the chosen team."""
        rows: QuerySet[Pipeline] = Pipeline.objects.visible_to(self.actor).active()
        return rows.filter(self.in_team("team"))


def reader_of(actor: Actor, team: str) -> Reader:
    """`team` is the public id from the address; anything else means all teams."""
    try:
        return Reader(actor, uuid.UUID(team))
    except ValueError:
        return Reader(actor)
