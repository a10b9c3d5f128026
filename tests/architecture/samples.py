"""One object of every kind in Risk Models: each app says in tests/<app>/samples.py what it has."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from apps.core import clock
from tests.cast import Cast

Values = dict[str, Any]

NOBODY = "00000000-0000-0000-0000-000000000000"


def _nothing(cast: Cast, made: Values) -> Values:
    return {}


def _none(cast: Cast, number: int) -> None:
    """An app without lists has nothing to lengthen."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What the architecture tests need of an app.

    `make` returns a value of Risk Models for every kwarg of the app's addresses; `made` holds
    those of the apps below. `arguments` does so for the names that its selectors ask for beside
    the actor. `of_a_team` are the kwargs that name an object of one team, `resolved` the selectors
    that take what another has resolved for the actor. `lists` ask the database the same for ten and
    for twenty rows; `lengthen` adds the row of that number.
    """

    make: Callable[[Cast, Values], Values] = _nothing
    arguments: Callable[[Cast, Values], Values] = _nothing
    of_a_team: frozenset[str] = frozenset()
    resolved: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    lengthen: Callable[[Cast, int], None] = _none


def by_app() -> dict[str, Samples]:
    """The samples of every app that has some, from the bottom of the stack up."""
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith("apps.")]
    having = [label for label in labels if find_spec(f"tests.{label}")]
    names = {label: f"tests.{label}.samples" for label in having}
    return {
        label: importlib.import_module(name).SAMPLES
        for label, name in names.items()
        if find_spec(name)
    }


def make_samples(cast: Cast) -> Values:
    """Values for every kwarg of the URLconf; each names something of the team Risk Models."""
    made: Values = {"number": 1}
    for samples in by_app().values():
        made |= samples.make(cast, made)
    return made


def arguments(app: str, cast: Cast, made: Values) -> Values:
    """A value of Risk Models for every name that a selector of this app may ask for."""
    given: Values = {"number": 1, "limit": 20, "page": None, "moment": clock.now()}
    every = by_app()
    # Its own last: a name may mean something else elsewhere.
    for samples in [*every.values(), every.get(app, Samples())]:
        given |= samples.arguments(cast, made)
    return given
