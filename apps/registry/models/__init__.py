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

__all__ = [
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
