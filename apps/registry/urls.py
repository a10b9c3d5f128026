"""Addresses of the registry. The three kinds share views; `kind` says which one is meant."""

from __future__ import annotations

from django.urls import URLPattern, path

from .facts import views as facts
from .history import views as history
from .imports import views as imports
from .lineage import views as lineage
from .lists import views as lists
from .objects import views as objects
from .sharing import views as sharing
from .stages import views as stages
from .versions import views as versions

app_name = "registry"


def _object_pages(kind: str) -> list[URLPattern]:
    """Addresses that every kind has."""
    base, about = f"registry/{kind}s/", {"kind": kind}
    one = f"{base}<uuid:{kind}_id>/"
    return [
        path(f"registry/{kind}s.csv", lists.earlier_csv, about, name=f"{kind}s_csv"),
        path(f"{base}new/", objects.register, about, name=f"{kind}_new"),
        path(f"{base}import/", imports.upload, about, name=f"{kind}s_import"),
        path(f"{base}import/confirm/", imports.confirm, about, name=f"{kind}s_import_confirm"),
        path(one, objects.overview, about, name=kind),
        path(f"{one}edit/", objects.edit, about, name=f"{kind}_edit"),
        path(f"{one}facts/", facts.facts, about, name=f"{kind}_facts"),
        path(f"{one}lineage/", lineage.graph, about, name=f"{kind}_lineage"),
        path(f"{one}sharing/", sharing.sharing, about, name=f"{kind}_sharing"),
        path(
            f"{one}sharing/<uuid:user_id>/withdraw/",
            sharing.withdraw,
            about,
            name=f"{kind}_share_withdraw",
        ),
        path(f"{one}history/", history.history_page, about, name=f"{kind}_history"),
        path(f"{one}retire/", objects.retire, about, name=f"{kind}_retire"),
        path(f"{one}reinstate/", objects.reinstate, about, name=f"{kind}_reinstate"),
    ]


_PIPELINE = "registry/pipelines/<uuid:pipeline_id>/"
_DATASET = "registry/datasets/<uuid:dataset_id>/"
_MODEL = "registry/models/<uuid:model_id>/"

urlpatterns = [
    path("registry/pipelines/", lists.pipelines, name="pipelines"),
    path("registry/datasets/", lists.datasets, name="datasets"),
    path("registry/models/", lists.models, name="models"),
    *_object_pages("pipeline"),
    *_object_pages("dataset"),
    *_object_pages("model"),
    path(f"{_PIPELINE}stages/", stages.stages, name="pipeline_stages"),
    path(f"{_PIPELINE}stages/<slug:stage>/", stages.stage, name="pipeline_stage"),
    path(f"{_PIPELINE}stages/<slug:stage>/remove/", stages.remove, name="pipeline_stage_remove"),
    path(f"{_PIPELINE}parts/", stages.parts, name="pipeline_parts"),
    path(
        f"{_PIPELINE}parts/<uuid:dataset_id>/remove-dataset/",
        stages.unlink_dataset,
        name="pipeline_dataset_unlink",
    ),
    path(
        f"{_PIPELINE}parts/<uuid:model_id>/remove-model/",
        stages.unlink_model,
        name="pipeline_model_unlink",
    ),
    path(f"{_DATASET}derived/", lineage.derived, {"kind": "dataset"}, name="dataset_derived"),
    path(f"{_MODEL}derived/", lineage.derived, {"kind": "model"}, name="model_derived"),
    path(f"{_DATASET}versions/", versions.dataset_versions, name="dataset_versions"),
    path(f"{_MODEL}versions/", versions.model_versions, name="model_versions"),
    path(
        f"{_DATASET}lineage/<uuid:edge_id>/remove/",
        lineage.remove,
        {"kind": "dataset"},
        name="dataset_lineage_remove",
    ),
    path(
        f"{_MODEL}lineage/<uuid:edge_id>/remove/",
        lineage.remove,
        {"kind": "model"},
        name="model_lineage_remove",
    ),
]
