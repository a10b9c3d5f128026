"""Arrows point down one printed list: foreign keys as well as imports."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from apps.core.management.commands.wiring import layers

LAYERS = layers()[::-1]
RANK = {label: rank for rank, labels in enumerate(LAYERS) for label in labels}
OURS = [model for model in apps.get_models() if model.__module__.startswith("apps.")]


def arrows() -> list[tuple[str, str, str]]:
    """Every foreign key between two of our apps: from, to, field."""
    found = []
    for model in OURS:
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            forward = isinstance(field, models.ForeignKey | models.ManyToManyField)
            if forward and target and target.__module__.startswith("apps."):
                pair = (model._meta.app_label, target._meta.app_label)
                if pair[0] != pair[1]:
                    found.append((*pair, f"{model.__name__}.{field.name}"))
    return found


def test_every_app_has_its_place_in_the_list() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("apps.")}

    assert ours == set(RANK)


@pytest.mark.parametrize(("source", "target", "field"), arrows())
def test_foreign_keys_point_down(source: str, target: str, field: str) -> None:
    assert RANK[target] < RANK[source], f"{field} points sideways or up"


def test_the_trail_knows_nobody() -> None:
    assert [field for source, _, field in arrows() if source == "trail"] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_uses_generic_foreign_keys(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.get_fields()}

    assert not {"content_type", "object_id"} & names


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_index_has_a_name_of_its_own(model: type[models.Model]) -> None:
    assert all(index.name and "idx" not in index.name for index in model._meta.indexes)
