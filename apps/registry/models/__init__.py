from .base import Marked, RegisteredObject, Revision, Status
from .datasets import SHA256, Dataset, DatasetGrant, DatasetRevision, DatasetVersion
from .lineage import LineageEdge, LineageKind
from .pipelines import Pipeline, PipelineGrant, PipelineRevision, Stage, StageKind
from .trained_models import (
    ModelVersion,
    TrainedModel,
    TrainedModelGrant,
    TrainedModelRevision,
)

KINDS: dict[str, type[RegisteredObject]] = {
    model.kind: model for model in (Pipeline, Dataset, TrainedModel)
}

__all__ = [
    "KINDS",
    "SHA256",
    "Dataset",
    "DatasetGrant",
    "DatasetRevision",
    "DatasetVersion",
    "LineageEdge",
    "LineageKind",
    "Marked",
    "ModelVersion",
    "Pipeline",
    "PipelineGrant",
    "PipelineRevision",
    "RegisteredObject",
    "Revision",
    "Stage",
    "StageKind",
    "Status",
    "TrainedModel",
    "TrainedModelGrant",
    "TrainedModelRevision",
]
