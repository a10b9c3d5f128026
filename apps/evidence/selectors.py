"""Reading evidence, always as far as the actor may see."""

from __future__ import annotations

import uuid

from django.db.models import Case, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from apps.accounts.models import User
from apps.core import vault
from apps.core.access import Actor, visible_rows
from apps.core.errors import NotVisible
from apps.organizations.selectors import people_who_may
from apps.trail.refs import TrailRef

from . import hooks
from .models import Evidence, EvidenceRevision, counts_today
from .permissions import WATCH

_OFFERED = 200


def visible_evidence(actor: Actor) -> QuerySet[Evidence]:
    """Evidence of the actor's teams, of the organisation, and behind answers shared with them."""
    visible = visible_rows(actor, team="team_id", organization=Q(team=None))
    if actor.grants.get("pipeline"):
        visible |= Q(pk__in=hooks.shared_with(actor).values("pk"))
    return Evidence.objects.filter(visible)


def list_evidence(actor: Actor) -> QuerySet[Evidence]:
    """Everything the actor may see: overdue first, then what lapses next, withdrawn last."""
    latest = EvidenceRevision.objects.filter(evidence=OuterRef("pk")).order_by("-number")
    order = Case(
        When(withdrawn_at__isnull=False, then=2),
        When(counts_until__isnull=True, then=1),
        default=0,
        output_field=IntegerField(),
    )
    return (
        visible_evidence(actor)
        .select_related("team", "owner")
        .annotate(
            rank=order,
            file_name=Subquery(latest.values("file_name")[:1]),
            url=Subquery(latest.values("url")[:1]),
            digest=Subquery(latest.values("digest")[:1]),
        )
        .order_by("rank", "counts_until", "-pk")
    )


def get_evidence(actor: Actor, evidence_id: uuid.UUID) -> Evidence:
    """One piece of evidence with its revisions, newest first. Raises `NotVisible`."""
    newest_first = Prefetch("revisions", EvidenceRevision.objects.order_by("-number"))
    evidence = (
        visible_evidence(actor)
        .select_related("team", "owner")
        .prefetch_related(newest_first)
        .filter(public_id=evidence_id)
        .first()
    )
    if evidence is None:
        raise NotVisible
    return evidence


def evidence_to_close_with(actor: Actor, team_id: int | None) -> list[TrailRef]:
    """What counts today of a team and of the organisation, as far as the actor sees it, newest
    first: it can show that a finding or action of that team is done."""
    belongs = Q(team_id=team_id) | Q(team=None)
    own = visible_evidence(actor).filter(belongs, counts_today())
    return [evidence.trail_ref() for evidence in own.order_by("-pk")[:_OFFERED]]


def open_revision(actor: Actor, evidence_id: uuid.UUID, number: int) -> vault.Download:
    """A filed file for download. Raises `NotVisible`, or `DomainError` when it is damaged."""
    evidence = get_evidence(actor, evidence_id)
    revision = next((row for row in evidence.revisions.all() if row.number == number), None)
    if revision is None or not revision.stored_as:
        raise NotVisible
    return vault.open_download(
        revision.stored_as,
        revision.file_name,
        revision.size or 0,
        damaged="The stored file is damaged or missing, so it is not handed out. Tell an "
        "administrator: it can be restored from a backup.",
    )


def possible_owners(team_id: int | None) -> QuerySet[User]:
    """Who may answer for evidence of a team, or of the organisation when it is None: members of
    the team and people with an organisation role, those who hear when it lapses."""
    return people_who_may(WATCH, Evidence(team_id=team_id).access_scope())
