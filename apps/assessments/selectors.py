"""Lists of assessments and the people who can be asked, as far as the actor may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.core import clock
from apps.core.access import Actor, OrgRole, TeamRole
from apps.registry.models import Pipeline, PipelineGrant

from .models import Assessment


def list_assessments(actor: Actor) -> QuerySet[Assessment]:
    """Every assessment the actor sees, newest first."""
    rows: QuerySet[Assessment] = Assessment.objects.all().visible_to(actor)
    return rows.select_related("pipeline__team", "catalogue_version", "submitted_by").order_by(
        "-pk"
    )


def startable_pipelines(actor: Actor) -> QuerySet[Pipeline]:
    """Active pipelines this actor may start an assessment of, by name."""
    rows: QuerySet[Pipeline] = Pipeline.objects.all().active().select_related("team")
    if not actor.has_org_role(OrgRole.COMPLIANCE_OFFICER):
        working = {TeamRole.LEAD, TeamRole.CONTRIBUTOR}
        teams = [pk for pk, role in actor.team_roles.items() if role in working]
        rows = rows.filter(team_id__in=teams)
    return rows.order_by("name", "pk")


def possible_assignees(assessment: Assessment) -> QuerySet[User]:
    """People who may answer this assessment, by name."""
    pipeline = assessment.pipeline
    team = Q(
        memberships__team_id=pipeline.team_id,
        memberships__role__in=[TeamRole.LEAD, TeamRole.CONTRIBUTOR],
    )
    unexpired = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    shared = PipelineGrant.objects.filter(
        unexpired, content_object=pipeline, permission__codename="contribute_pipeline"
    )
    people = _are_officers() | team | Q(pk__in=shared.values("user_id"))
    return User.objects.filter(people, is_active=True).distinct().order_by("name", "pk")


def _are_officers() -> Q:
    current = Q(organization_roles__until=None) | Q(organization_roles__until__gte=clock.today())
    return Q(organization_roles__role=OrgRole.COMPLIANCE_OFFICER) & current


def officer_names(limit: int = 3) -> list[str]:
    """People who answer about the organisation, by name; the first few."""
    people = User.objects.filter(_are_officers(), is_active=True).distinct().order_by("name", "pk")
    return list(people.values_list("name", flat=True)[:limit])
