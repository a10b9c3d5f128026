"""Stamps: a step that was done for exactly these files need not be done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


def content_key(paths: Iterable[Path], *extra: str) -> str:
    """A digest over the names and bytes of `paths`, and any further words."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for word in extra:
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Remembers in `file` for which key a step was last finished."""

    file: Path
    key: str

    def holds(self) -> bool:
        return self.file.is_file() and self.file.read_text().strip() == self.key

    def set(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.key)
