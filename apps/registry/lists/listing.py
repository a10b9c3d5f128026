"""The lists of pipelines, datasets and models.

CSV and JSON hold what an import reads, so that what goes out can come back; the page shows what
tells one row from the next. Each reads its own rows: the page needs no fact sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.safestring import SafeString

from apps.ui.components.facts import sensitivity
from apps.ui.components.objects import status_badge
from apps.ui.components.scores import score_band
from apps.ui.components.tables import row_link
from apps.ui.components.words import figure, person, relative
from apps.ui.listing import Column, Listing

from .. import hooks
from ..imports.columns import columns_of
from ..models import Dataset, Pipeline, RegisteredObject, TrainedModel
from ..sensitivity import together
from .filters import DatasetFilter, ModelFilter, PipelineFilter
from .selectors import dataset_rows, marks_of_datasets, model_rows, pipeline_rows, whole_rows


def _scored_pipelines(pks: Sequence[int]) -> Sequence[Any]:
    """Pipelines of a page with their score and what their datasets hold."""
    scores, marks = hooks.scores_of(pks), marks_of_datasets(pks)
    rows: list[Any] = pipeline_rows(pks)
    for row in rows:
        row.score, row.dataset_count = scores.get(row.pk), len(marks[row.pk])
        row.marks = together(marks[row.pk])
    return rows


def _by_key(read: Callable[[Sequence[int]], Sequence[Any]]) -> Callable[..., Sequence[Any]]:
    """The list filters and cuts keys alone; these are the rows of a page or a chunk of them."""
    return lambda keys: read([row.pk for row in keys])


def _in_files(model: type[RegisteredObject]) -> Callable[..., Sequence[Any]]:
    return _by_key(lambda pks: whole_rows(model, pks))


def _name(row: RegisteredObject) -> SafeString:
    return row_link(row.get_absolute_url(), row.name, small=row.team)


def _score(row: Any) -> SafeString:
    known = row.score
    if known is None:
        return score_band(None, None, None)
    return score_band(known.low, known.high, known.coverage, known.target_points)


def _count(label: str, name: str) -> Column:
    return Column(label=label, cell=lambda row: figure(getattr(row, name)), numeric=True)


_STATE = Column(label="State", cell=lambda row: status_badge(row.status))
_LATEST = Column(label="Latest version", cell=lambda row: row.latest_label or "–")
_OWNER_AND_CHANGE = (
    Column(label="Owner", cell=lambda row: person(row.owner)),
    Column(label="Changed", cell=lambda row: relative(row.updated_at)),
)


def _named(label: str) -> Column:
    return Column(label=label, cell=_name, names_row=True)


def _marks(label: str) -> Column:
    return Column(label=label, cell=lambda row: sensitivity(row.marks))


PIPELINES = Listing(
    name="pipelines",
    noun="pipelines",
    template="registry/pipeline_list.html",
    filterset=PipelineFilter,
    page_rows=_by_key(_scored_pipelines),
    file_rows=_in_files(Pipeline),
    columns=(
        _STATE,
        _named("Pipeline"),
        _marks("Data"),
        Column(label="Score", cell=_score),
        _count("Datasets", "dataset_count"),
        _count("Models", "model_count"),
        *_OWNER_AND_CHANGE,
        *columns_of("pipeline"),
    ),
)
DATASETS = Listing(
    name="datasets",
    noun="datasets",
    template="registry/dataset_list.html",
    filterset=DatasetFilter,
    page_rows=_by_key(dataset_rows),
    file_rows=_in_files(Dataset),
    columns=(
        _STATE,
        _named("Dataset"),
        _marks("Data"),
        _LATEST,
        _count("Rows", "latest_rows"),
        *_OWNER_AND_CHANGE,
        *columns_of("dataset"),
    ),
)
MODELS = Listing(
    name="models",
    noun="models",
    template="registry/model_list.html",
    filterset=ModelFilter,
    page_rows=_by_key(model_rows),
    file_rows=_in_files(TrainedModel),
    columns=(
        _STATE,
        _named("Model"),
        _marks("Training data"),
        _LATEST,
        *_OWNER_AND_CHANGE,
        *columns_of("model"),
    ),
)
