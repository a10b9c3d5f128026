"""Imports inside an app point down: views know services, services never know views."""

from __future__ import annotations

import importlib

import grimp
import pytest

from tests.architecture.kinds import NAMED, RANK, kind_of, modules

# No cache: one that was written during a merge gave imports that were gone.
GRAPH = grimp.build_graph("apps", exclude_type_checking_imports=True, cache_dir=None)


def is_package(module: str) -> bool:
    return hasattr(importlib.import_module(f"apps.{module}"), "__path__")


def test_every_file_has_a_kind() -> None:
    unknown = [name for name in modules() if kind_of(name) is None and not is_package(name)]

    assert [name for name in unknown if ".migrations." not in name] == []


def test_nothing_is_listed_that_is_not_there() -> None:
    listed = {name for names in NAMED.values() for name in names}

    assert listed - set(modules()) == set()


def up_arrows(module: str) -> list[str]:
    """What a module imports of its own app that stands above it."""
    app, kind = module.split(".")[0], kind_of(module)
    found = []
    for target in GRAPH.find_modules_directly_imported_by(f"apps.{module}"):
        other = target.removeprefix("apps.")
        above = kind_of(other)
        if other.split(".")[0] == app and kind and above and RANK[above] > RANK[kind]:
            found.append(f"{module} ({kind}) imports {other} ({above})")
    return found


@pytest.mark.parametrize("app", sorted({name.split(".")[0] for name in modules()}))
def test_imports_inside_an_app_point_down(app: str) -> None:
    mine = [name for name in modules() if name.split(".")[0] == app and ".migrations." not in name]

    assert [line for name in mine for line in up_arrows(name)] == []


# What decides and keeps; how it looks is the business of whoever shows it.
WITHOUT_PRESENTATION = {"models", "services", "selectors", "permissions", "rules", "forms"}
PRESENTATION = ("apps.ui.components", "apps.ui.charts")


def drawn_by(module: str) -> list[str]:
    """Components and charts that a module imports; a section of the pack is a drawing itself."""
    if kind_of(module) not in WITHOUT_PRESENTATION or "sections" in module.split("."):
        return []
    imported = GRAPH.find_modules_directly_imported_by(f"apps.{module}")
    return [f"{module} imports {name}" for name in imported if name.startswith(PRESENTATION)]


def test_what_decides_and_keeps_draws_nothing() -> None:
    assert [line for name in modules() for line in drawn_by(name)] == []


@pytest.mark.parametrize("package", ["assessments.engine.", "access_reviews.rules."])
def test_what_is_pure_knows_no_django(package: str) -> None:
    """What figures and outcomes are worked out with can be run by anybody, without a database."""
    graph = grimp.build_graph(
        "apps",
        include_external_packages=True,
        exclude_type_checking_imports=True,
        cache_dir=None,
    )
    pure = {f"apps.{name}" for name in modules() if name.startswith(package)}

    assert pure
    for module in pure:
        chain = graph.find_shortest_chain(module, "django", as_packages=False)
        assert chain is None, " imports ".join(chain)
