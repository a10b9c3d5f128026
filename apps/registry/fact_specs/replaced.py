"""Facts that were replaced: how what is kept or sent under an old key reads today.

Rows hold new keys only (a migration saw to it); revisions are never rewritten, and people keep
old files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.core.facts import Stored

# Old key -> the fact that took its place. A choice of one became a list of one.
REPLACED: Mapping[str, str] = {"dataset_source": "dataset_origins"}


def present_key(key: str) -> str:
    """The fact that a key means today."""
    return REPLACED.get(key, key)


def present_value(key: str, value: Any) -> Any:
    """A value kept under this key, as the fact takes it today."""
    return [value] if key in REPLACED and isinstance(value, str) else value


def present_facts(stored: Stored) -> dict[str, Mapping[str, Any]]:
    """Stored facts under the keys of today; a value under a new key goes before an old one."""
    found: dict[str, Mapping[str, Any]] = {}
    for key, entry in sorted(stored.items(), key=lambda item: item[0] not in REPLACED):
        found[present_key(key)] = {**entry, "v": present_value(key, entry["v"])}
    return found
