"""Lists of assessments and the people who can be asked, as far as the actor may see."""

from __future__ import annotations

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.access import Actor, OrgRole, rows
from apps.organizations.selectors import people_who_may, people_with_role
from apps.registry.models import Pipeline

from .models import Assessment
from .permissions import ANSWER, START


def list_assessments(actor: Actor) -> QuerySet[Assessment]:
    """Every assessment the actor sees, newest first."""
    seen: QuerySet[Assessment] = Assessment.objects.all().visible_to(actor)
    return seen.select_related("pipeline__team", "catalogue_version", "submitted_by").order_by(
        "-pk"
    )


def startable_pipelines(actor: Actor) -> QuerySet[Pipeline]:
    """Active pipelines this actor may start an assessment of, by name."""
    may_start = rows(actor, START, team="team_id", grant={"pipeline": "pk"})
    pipelines: QuerySet[Pipeline] = Pipeline.objects.all().active().filter(may_start)
    return pipelines.select_related("team").order_by("name", "pk")


def possible_assignees(assessment: Assessment) -> QuerySet[User]:
    """People who may answer this assessment, by name."""
    return people_who_may(ANSWER, assessment.access_scope())


def officer_names(limit: int = 3) -> list[str]:
    """People who answer about the organisation, by name; the first few."""
    officers = people_with_role(OrgRole.COMPLIANCE_OFFICER)
    return list(officers.values_list("name", flat=True)[:limit])
