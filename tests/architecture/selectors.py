"""Every function that reads on behalf of somebody, walked and not listed."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.core.paginator import Page
from django.db.models import Model, QuerySet

from tests.architecture.kinds import kind_of, modules

Selector = Callable[..., Any]


def selectors() -> Iterator[tuple[str, Selector]]:
    """Every public function of a module that reads, if it says who reads; as `registry.search`."""
    for name in modules():
        if kind_of(name) == "selectors":
            module = importlib.import_module(f"apps.{name}")
            for key, found in vars(module).items():
                own = inspect.isfunction(found) and found.__module__ == module.__name__
                if (
                    own
                    and not key.startswith("_")
                    and "actor" in inspect.signature(found).parameters
                ):
                    yield f"{name.split('.')[0]}.{key}", found


WALKED = dict(selectors())


def others(selector: Selector) -> list[str]:
    """The names of the arguments beside the actor."""
    parameters = inspect.signature(selector).parameters.values()
    return [p.name for p in parameters if p.name != "actor" and p.kind is not p.VAR_POSITIONAL]


def ids_of(selector: Selector) -> set[str]:
    """The names of the arguments that are ids."""
    parameters = inspect.signature(selector).parameters.values()
    return {p.name for p in parameters if "UUID" in str(p.annotation)}


def told(value: Any) -> Any:
    """A result as plain data that can be compared."""
    if isinstance(value, QuerySet):
        return sorted(told(row) for row in value)
    if isinstance(value, Model):
        return f"{value._meta.label} {value.pk} {value}"
    if isinstance(value, dict):
        return sorted((str(key), told(item)) for key, item in value.items())
    if isinstance(value, list | tuple | set | Page):
        return [told(item) for item in value]
    return repr(value)
