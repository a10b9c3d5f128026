"""Every fact the registry can hold or work out, one module per kind of object."""

from .ai_act import AI_ACT_FACTS
from .datasets import DATASET_FACTS
from .derived import DERIVED_FACTS
from .pipelines import PIPELINE_FACTS
from .stages import STAGE_FACTS
from .trained_models import MODEL_FACTS

REGISTRY_FACTS = (
    *PIPELINE_FACTS,
    *AI_ACT_FACTS,
    *STAGE_FACTS,
    *DATASET_FACTS,
    *MODEL_FACTS,
    *DERIVED_FACTS,
)

__all__ = [
    "AI_ACT_FACTS",
    "DATASET_FACTS",
    "DERIVED_FACTS",
    "MODEL_FACTS",
    "PIPELINE_FACTS",
    "REGISTRY_FACTS",
    "STAGE_FACTS",
]
