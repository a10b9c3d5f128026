"""What each right weighs, the weakest first: for ranks, and for what is less than another. Pure."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, int] = {
    "read": 1,
    "export": 2,
    "write": 2,
    "train": 2,
    "decrypt": 3,
    "deploy": 3,
    "administer": 4,
}
"""The product's own figures: reading is the least, what passes on or changes data is more, what
opens or releases it more still, and whoever administers can give themselves everything."""


def weaker_than(privilege: str) -> tuple[str, ...]:
    """The rights that a privilege can be reduced to, the strongest first."""
    weight = WEIGHTS[privilege]
    weaker = [name for name, own in WEIGHTS.items() if own < weight]
    return tuple(sorted(weaker, key=lambda name: (-WEIGHTS[name], name)))
