"""A state has one word, icon and colour, and every state that a page shows is registered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from apps.ui.components.objects import status_badge
from apps.ui.statuses import OBJECT_ICONS, STATUSES, Status, icon_of, word_of, words_of

STATES = [
    field
    for model in apps.get_models()
    if model.__module__.startswith("apps.")
    for field in model._meta.get_fields()
    if isinstance(field, models.CharField)
    and field.name in {"state", "status", "decision"}
    and field.choices
]


@pytest.mark.parametrize("field", STATES, ids=str)
def test_every_state_of_a_model_has_its_one_word(field: models.CharField[str, str]) -> None:
    choices = [(str(key), str(word)) for key, word in field.flatchoices]

    assert words_of(*(key for key, _ in choices)) == choices


def test_every_state_that_a_template_names_is_registered() -> None:
    named = {
        key
        for path in Path("templates").rglob("*.html")
        for key, rest in re.findall(r'{% status_badge "(\w+)"([^%]*)%}', path.read_text())
        if not rest.strip()
    }

    assert named - set(STATUSES) == set()
    assert len(named) > 5


def test_a_chip_shows_what_was_registered() -> None:
    with STATUSES.registered(Status("lost", "Not found again", "map-off", "bad")):
        assert word_of("lost") == "Not found again"
        assert "ms-tone-bad" in status_badge("lost")
        assert "Not found again" in status_badge("lost")
    assert "ms-tone-none" in status_badge("lost")
    assert ">Lost<" in status_badge("lost")


def test_two_apps_may_not_word_a_state_differently() -> None:
    with pytest.raises(ValueError, match="approved is registered twice as one of statuses"):
        STATUSES.register(Status("approved", "Waved through", "check", "good"))


def test_a_kind_of_object_has_an_icon() -> None:
    assert set(OBJECT_ICONS) >= {"pipeline", "dataset", "model", "assessment", "pack"}
    assert icon_of("dataset") == "database"
    assert icon_of("something else") == "point"
