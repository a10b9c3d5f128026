"""Whoever reaches into a library says why: the module names its decision in docs/adr.

Found are: names of a library that begin with an underscore, modules that call themselves
internal, values of a library that are replaced, and methods overridden that begin with an
underscore. What a library merely does not document looks like any other use; it is in the
decisions only.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = {"apps", "mlsecure", "launch", "bench", "client", "tests"}
SOURCES = [
    path
    for folder in ("apps", "mlsecure", "launch", "bench", "client")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
# Underscored and documented all the same, by Django and by Python (named tuples).
PUBLIC = {"_meta", "_base_manager", "_default_manager", "_replace", "_asdict", "_fields"}
# Changing these is what they are there for.
MEANT = {"os.environ", "settings.configure"}
DECISION = re.compile(r"docs/adr/(\d{4})\b")


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def imported(tree: ast.Module) -> dict[str, str]:
    """Local name -> full name, of everything that comes from a library."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name.split(".")[0]: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return {local: full for local, full in names.items() if full.split(".")[0] not in OWN}


def full_name(node: ast.expr, names: dict[str, str]) -> str:
    """The library's name of `pydyf.PDF.page_references`, or "" for what is ours."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Subscript):
        return full_name(node.value, names)
    if isinstance(node, ast.Attribute):
        owner = full_name(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def private_imports(names: dict[str, str]) -> Iterator[str]:
    for full in names.values():
        parts = full.split(".")
        if full.split(".")[0] != "__future__" and any(
            is_private(part) or part.startswith("internal") for part in parts
        ):
            yield full


def private_reads(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            owner = node.value
            mine = isinstance(owner, ast.Name) and owner.id in {"self", "cls"}
            if not mine:
                yield ast.unparse(node)


def replacements(tree: ast.Module, names: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else []
        for target in targets:
            full = "" if isinstance(target, ast.Name) else full_name(target, names)
            if full and full not in MEANT:
                yield full


def overrides(tree: ast.Module, names: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = [found for base in node.bases if (found := full_name(base, names))]
            own = {inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)}
            yield from (
                f"{base}.{name}"
                for base in bases
                for name in filter(is_private, own)
                if hasattr(resolved(base), name)
            )


def resolved(full: str) -> object:
    module, _, name = full.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except ModuleNotFoundError:
        return getattr(resolved(module), name)


def surgery(source: str) -> list[str]:
    tree = ast.parse(source)
    names = imported(tree)
    return [
        *private_imports(names),
        *private_reads(tree),
        *replacements(tree, names),
        *overrides(tree, names),
    ]


def decided(source: str) -> bool:
    numbers = DECISION.findall(source)
    return bool(numbers) and all(list((ROOT / "docs/adr").glob(f"{n}-*.md")) for n in numbers)


def test_every_reach_into_a_library_names_its_decision() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): reached
        for path in SOURCES
        if (reached := surgery(source := path.read_text(encoding="utf-8"))) and not decided(source)
    }

    assert found == {}


def test_every_decision_that_code_names_is_there() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    named = {number for text in texts for number in DECISION.findall(text)}

    assert {"0012", "0013", "0014", "0015", "0016", "0017", "0018"} <= named
    assert [n for n in named if not list((ROOT / "docs/adr").glob(f"{n}-*.md"))] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from allauth.account.internal import flows", ["allauth.account.internal.flows"]),
        ("from django.db import _x", ["django.db._x"]),
        ("job._private", ["job._private"]),
        ("self._mine; model._meta; cls._base", []),
        ("import sys\nsys.meta_path[:] = []", ["sys.meta_path"]),
        ("from weasyprint.pdf import pydyf\npydyf.PDF.x = 1", ["weasyprint.pdf.pydyf.PDF.x"]),
        ("import os\nos.environ['A'] = 'b'\nown.x = 1", []),
        (
            "from kombu.transport import filesystem\n"
            "class C(filesystem.Channel):\n    def _get(self): ...\n    def _mine(self): ...",
            ["kombu.transport.filesystem.Channel._get"],
        ),
    ],
)
def test_a_reach_is_seen(source: str, found: list[str]) -> None:
    assert surgery(source) == found
