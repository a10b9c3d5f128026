"""The rows behind the subjects of an assessment, with the version that a form carries."""

from __future__ import annotations

from dataclasses import dataclass

from apps.core.access import Actor
from apps.organizations.models import Organization
from apps.organizations.selectors import organization
from apps.registry.models import Dataset, RegisteredObject, TrainedModel
from apps.registry.objects.selectors import visible

from ..models import Assessment


@dataclass(frozen=True, slots=True)
class Version:
    """A row that facts are stated about: the organisation, or a registered object."""

    kind: str
    obj: Organization | RegisteredObject


def versions_of(actor: Actor, assessment: Assessment) -> dict[str, Version]:
    """By subject key, as far as the reader sees them; three queries."""
    pipeline = assessment.pipeline
    rows: list[RegisteredObject] = [
        pipeline,
        *visible(actor, Dataset).filter(pipelines=pipeline),
        *visible(actor, TrainedModel).filter(pipelines=pipeline),
    ]
    registered = {f"{row.kind}:{row.public_id}": Version(row.kind, row) for row in rows}
    return {"organization": Version("organization", organization()), **registered}
