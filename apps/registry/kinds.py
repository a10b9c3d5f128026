"""The three kinds of registered objects: what each has under a name of its own, in one place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from apps.accounts.models import User
from apps.core.facts import About
from apps.organizations.models import ObjectGrant, Team

from .models import (
    Dataset,
    DatasetGrant,
    DatasetRevision,
    DatasetVersion,
    ModelVersion,
    Pipeline,
    PipelineGrant,
    PipelineRevision,
    RegisteredObject,
    Revision,
    TrainedModel,
    TrainedModelGrant,
    TrainedModelRevision,
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What people type about an object besides its facts; the last two for pipelines only.

    Forms, CSV, revisions and history go by the fields of this class.
    """

    name: str
    team: Team
    purpose: str
    description: str = ""
    owner: User | None = None
    repository: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of registered object.

    `purpose_hint` helps to write its purpose; `glance` are the facts that readers look for first;
    `in_pipeline` is the field by which a pipeline links it, and `use` says so in words;
    `versions` is None where there are stages instead.
    """

    model: type[RegisteredObject]
    plural: str
    grants: type[ObjectGrant]
    revisions: type[Revision]
    purpose_hint: str
    glance: tuple[str, ...]
    versions: type[Model] | None = None
    in_pipeline: str = ""
    use: str = ""

    @property
    def word(self) -> str:
        """Its name in addresses, in the trail and in texts: pipeline, dataset or model."""
        return self.model.kind

    @property
    def about(self) -> About:
        return About(self.word)

    @property
    def list_url(self) -> str:
        return reverse(f"registry:{self.word}s")

    @property
    def particulars(self) -> tuple[str, ...]:
        """Names of the particulars that this kind has."""
        has = {field.name for field in self.model._meta.get_fields()}
        return tuple(field.name for field in dataclasses.fields(Particulars) if field.name in has)

    def particulars_of(self, obj: RegisteredObject) -> dict[str, Any]:
        """The particulars of an object as they are now."""
        return {name: getattr(obj, name) for name in self.particulars}


_PIPELINE = Kind(
    model=Pipeline,
    plural="Pipelines",
    grants=PipelineGrant,
    revisions=PipelineRevision,
    purpose_hint="What the system decides or predicts, and for whom.",
    glance=(
        "pipeline_sector",
        "pipeline_gdpr_role",
        "pipeline_regions_differ",
        "pipeline_encrypted_at_rest",
        "models_significant",
    ),
)
_DATASET = Kind(
    model=Dataset,
    plural="Datasets",
    grants=DatasetGrant,
    revisions=DatasetRevision,
    purpose_hint="What this data is used for.",
    glance=(
        "dataset_origins",
        "dataset_deidentification",
        "dataset_region",
        "dataset_encrypted_at_rest",
        "dataset_retention_set",
    ),
    versions=DatasetVersion,
    in_pipeline="datasets",
    use="used in",
)
_MODEL = Kind(
    model=TrainedModel,
    plural="Models",
    grants=TrainedModelGrant,
    revisions=TrainedModelRevision,
    purpose_hint="What the model predicts, and for what use.",
    glance=(
        "model_exposure",
        "model_decision_effect",
        "model_significant",
        "model_human_review",
        "model_card",
    ),
    versions=ModelVersion,
    in_pipeline="trained_models",
    use="runs in",
)

KINDS: Mapping[str, Kind] = {kind.word: kind for kind in (_PIPELINE, _DATASET, _MODEL)}
# What a pipeline is put together from.
PARTS: Mapping[str, Kind] = {word: kind for word, kind in KINDS.items() if kind.in_pipeline}
