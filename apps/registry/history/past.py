"""Facts as they were at a moment, read from revisions; past scores rest on them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, QuerySet

from apps.core.facts import About, Stored, plain
from apps.organizations.models import Organization, OrganizationRevision
from apps.organizations.selectors import organization as the_organization
from apps.organizations.selectors import organization_facts

from ..fact_specs.replaced import present_facts
from ..facts import derive
from ..facts.strength import levels
from ..models import DatasetRevision, Pipeline, PipelineRevision, Revision, TrainedModelRevision
from ..subjects import Part, PipelineFacts, Subject, assemble


@dataclass(frozen=True, slots=True)
class _PastStage:
    kind: str
    facts: Stored


@dataclass(frozen=True, slots=True)
class _PastPipeline:
    """A pipeline as a revision remembers it; answers like the row does."""

    pk: int
    public_id: uuid.UUID
    name: str
    owner_id: str | None
    facts: Stored

    def known(self) -> dict[str, Any]:
        return plain(self.facts)


def subject_facts_at(
    pipeline: Pipeline, moment: dt.datetime, organization: Organization | None = None
) -> PipelineFacts | None:
    """Facts of a pipeline and its parts at a moment; None when it was not registered yet."""
    revision = _last_before(PipelineRevision.objects.filter(pipeline=pipeline), moment)
    if revision is None:
        return None
    state = revision.state
    past = _PastPipeline(
        pipeline.pk, pipeline.public_id, state["name"], state["owner"], state["facts"]
    )
    return assemble(
        _organization_at(organization or the_organization(), moment),
        past,
        [_PastStage(stage["kind"], stage["facts"]) for stage in state["stages"]],
        _datasets_at(state["datasets"], moment),
        _models_at(state["models"], moment),
    )


def _last_before(revisions: QuerySet[Any], moment: dt.datetime) -> Any:
    return revisions.filter(at__lte=moment).order_by("-number").first()


def _organization_at(organization: Organization, moment: dt.datetime) -> Subject:
    """The organisation's facts; the installation's own settings keep no history, today's count."""
    revisions = OrganizationRevision.objects.filter(organization=organization)
    revision = _last_before(revisions, moment)
    stored = revision.facts if revision else {}
    facts = organization_facts(Organization(facts=stored, mfa_roles=organization.mfa_roles))
    return Subject(
        About.ORGANIZATION,
        organization.pk,
        organization.public_id,
        organization.name,
        facts,
        facts,
        stored,
        levels(facts, stored),
    )


def _latest_states(
    model: type[Revision], owner: str, pks: Collection[int], moment: dt.datetime
) -> list[Any]:
    """The newest revision of each object up to a moment; one query."""
    upto = model._default_manager.filter(**{f"{owner}__in": pks}, at__lte=moment)
    newest = upto.values(owner).annotate(newest=Max("pk")).values("newest")
    rows = model._default_manager.filter(pk__in=newest).select_related(owner)
    return sorted(rows.annotate(of=F(f"{owner}_id")), key=lambda row: (row.state["name"], row.of))


def _part(about: About, row: Any, obj: Any, own: Mapping[str, Any]) -> Part:
    stored = present_facts(row.state["facts"])
    return Part(about, obj.pk, obj.public_id, row.state["name"], own, stored)


def _datasets_at(pks: Collection[int], moment: dt.datetime) -> list[Part]:
    rows = _latest_states(DatasetRevision, "dataset", pks, moment)
    parts = []
    for row in rows:
        if row.state["status"] != "active":
            continue
        version = row.state["version"] or {}
        record = derive.DatasetRecord(
            owner_named=row.state["owner"] is not None,
            versioned=bool(version),
            digest=bool(version.get("digest")),
            schema=bool(version.get("schema")),
            rows=version.get("rows"),
        )
        own = derive.dataset_facts(
            plain(present_facts(row.state["facts"])), record, row.state.get("inherited", ())
        )
        parts.append(_part(About.DATASET, row, row.dataset, own))
    return parts


def _models_at(pks: Collection[int], moment: dt.datetime) -> list[Part]:
    rows = _latest_states(TrainedModelRevision, "model", pks, moment)
    parts = []
    for row in rows:
        if row.state["status"] != "active":
            continue
        version = row.state["version"] or {}
        record = derive.ModelRecord(
            owner_named=row.state["owner"] is not None,
            versioned=bool(version),
            digest=bool(version.get("digest")),
            trained_on=bool(version.get("trained_on")),
        )
        own = derive.model_facts(plain(row.state["facts"]), record, row.state.get("inherited", ()))
        parts.append(_part(About.MODEL, row, row.model, own))
    return parts
