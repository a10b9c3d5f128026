"""Locks, checks and versions are written once, in core/writing.py: nobody makes their own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.kinds import kind_of, modules
from tests.architecture.test_limits import ROOT

SERVICES = [name for name in modules() if kind_of(name) == "services"]


def tree_of(module: str) -> ast.Module:
    path = ROOT / "apps" / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


def own_makes(tree: ast.Module) -> Iterator[str]:
    """Bare checks, which end as an error page, and versions that are counted by hand."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="full_clean" | "clean_fields" as name)):
                yield f"line {node.lineno} calls {name}"
            case ast.AugAssign(target=ast.Attribute(attr="lock_version")):
                yield f"line {node.lineno} counts lock_version"


def test_services_check_and_count_by_the_one_craft() -> None:
    made = {name: list(own_makes(tree_of(name))) for name in SERVICES}

    assert {name: faults for name, faults in made.items() if faults} == {}


def test_a_service_of_its_own_make_is_seen() -> None:
    tree = ast.parse("row.full_clean()\nrow.lock_version += 1\nvalidated(row).save()")

    assert sorted(own_makes(tree)) == ["line 1 calls full_clean", "line 2 counts lock_version"]
