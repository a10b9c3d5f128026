"""Reading the catalogue. Everybody signed in may read all of it, so nothing is scoped here."""

from __future__ import annotations

import datetime as dt
import functools
import json
import uuid
from collections.abc import Mapping

from apps.core.errors import DomainError, NotVisible
from apps.core.facts import Unlock

from .build import build_catalogue
from .content_types import Catalogue, TimeLimit
from .differences import Differences, differences
from .models import CatalogueDocument, CatalogueVersion


def list_versions() -> list[CatalogueVersion]:
    """All published versions, newest first."""
    return list(CatalogueVersion.objects.all())


def get_version(public_id: uuid.UUID) -> CatalogueVersion:
    version = CatalogueVersion.objects.filter(public_id=public_id).first()
    if version is None:
        raise NotVisible
    return version


def find_version(text: str) -> CatalogueVersion:
    """The version whose public id somebody wrote; anything else is not found."""
    try:
        return get_version(uuid.UUID(text))
    except ValueError:
        raise NotVisible from None


def current_version() -> CatalogueVersion:
    """The newest version. Raises `DomainError` while none is published."""
    version = CatalogueVersion.objects.first()
    if version is None:
        raise DomainError(
            "No catalogue is loaded yet. Ask an administrator to run “manage.py load_catalogue”.",
            code="no_catalogue",
        )
    return version


def current_catalogue() -> Catalogue:
    return catalogue_of(current_version())


def catalogue_version(version_id: int) -> Catalogue:
    """The catalogue of a version by primary key; one light query."""
    return catalogue_of(CatalogueVersion.objects.get(pk=version_id))


def catalogue_of(version: CatalogueVersion) -> Catalogue:
    """The catalogue of a version; no query when this process has read it before."""
    return _catalogue(version.digest)


@functools.lru_cache(maxsize=8)
def _catalogue(digest: str) -> Catalogue:
    body = CatalogueDocument.objects.get(version__digest=digest).body
    return build_catalogue(json.loads(body), digest=digest)


def version_before(version: CatalogueVersion) -> Catalogue | None:
    """The catalogue that a version took the place of; None for the first."""
    before = CatalogueVersion.objects.filter(number__lt=version.number).first()
    return catalogue_of(before) if before else None


def version_differences(version: CatalogueVersion) -> Differences | None:
    """What a version changed against the one before it; None for the first."""
    before = version_before(version)
    return differences(before, catalogue_of(version)) if before else None


def time_limits() -> dict[str, TimeLimit]:
    """The statutory clocks of the current version, by key."""
    return dict(current_catalogue().time_limits)


def regime_choices(today: dt.date) -> list[tuple[str, str]]:
    """Regimes to choose from, as (key, title), that have a provision in force on that day."""
    catalogue = current_catalogue()
    return [
        (regime.key, regime.title)
        for regime in catalogue.regimes.values()
        if any(p.in_force(today) for p in catalogue.provisions_of[regime.key])
    ]


def fact_unlocks() -> Mapping[str, Unlock]:
    """What knowing each fact is good for: the questions that read it and the laws they serve."""
    version = CatalogueVersion.objects.first()
    return _unlocks(version.digest) if version else {}


@functools.lru_cache(maxsize=2)
def _unlocks(digest: str) -> dict[str, Unlock]:
    catalogue = _catalogue(digest)
    unlocks: dict[str, Unlock] = {}
    for key, questions in catalogue.readers.items():
        citations = (c for question in questions for c in catalogue.citations(question))
        unlocks[key] = Unlock(len(questions), tuple(dict.fromkeys(citations)))
    return unlocks
