"""A catalogue document, and where each of its entries was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from apps.core import canonical

from ..build import build_catalogue
from ..content_types import Catalogue
from .problems import Problem
from .source_files import KeyPath, SourceFile

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry of the document was written."""

    file: SourceFile
    path: KeyPath

    def problem(self, message: str, *below: str | int) -> Problem:
        return self.file.problem((*self.path, *below), message)

    def value(self) -> Any:
        """The entry as it was written."""
        entry: Any = self.file.data
        for step in self.path:
            entry = entry[step]
        return entry


@dataclass(slots=True)
class Content:
    """A document and where each of its entries came from, by (kind, id)."""

    document: Document
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    def problem(self, kind: str, key: str, message: str, *below: str | int) -> Problem:
        return self.places[kind, key].problem(message, *below)

    def elements(self, provision: str) -> set[str]:
        """The words of what a provision asks; empty where it asks one thing."""
        place = self.places["provisions", provision]
        entry = place.value()
        return set(entry.get("elements", ()))

    def catalogue(self) -> Catalogue:
        return build_catalogue(self.document, digest=canonical.digest(self.document))
