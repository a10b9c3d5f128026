"""What is declared below and registered above turns an arrow round; all else is a plain import."""

from __future__ import annotations

from typing import Any

import pytest

from apps.core.hooks import Declared, Registry
from apps.core.management.commands.wiring import declarations
from tests.architecture.test_arrows import RANK

OURS = declarations()


def rank(module: str) -> int:
    return RANK[module.split(".")[1]]


def name_of(declared: Declared[Any]) -> str:
    return f"{declared.module}.{declared.name}"


@pytest.mark.parametrize("declared", OURS, ids=name_of)
def test_somebody_registers_from_above(declared: Declared[Any]) -> None:
    """A registry may be empty, and may hold what its own app brings, too."""
    ranks = [rank(module) for module in declared.registrants]
    own = rank(declared.module)

    if isinstance(declared, Registry):
        assert all(other >= own for other in ranks)
    else:
        assert ranks
        assert all(other > own for other in ranks)
