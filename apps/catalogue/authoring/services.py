"""Publishing a catalogue version."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from apps.core import canonical, clock
from apps.core.access import Actor, require
from apps.core.facts import fact_specs
from apps.core.writing import validated
from apps.trail.services import record

from ..actions import PUBLISHED
from ..models import CatalogueDocument, CatalogueVersion
from ..permissions import PUBLISH
from ..selectors import version_differences
from .content import Content
from .lint import lint
from .loader import CONTENT_DIRECTORY, load_content
from .problems import ContentError


@dataclass(frozen=True, slots=True)
class Loaded:
    """The version that holds the content, and whether this call published it."""

    version: CatalogueVersion
    published: bool


EARLIER_VERSIONS = Path(__file__).parent.with_name("published")


def load_catalogue(*, actor: Actor, directory: Path = CONTENT_DIRECTORY, label: str = "") -> Loaded:
    """Publish the content of a directory as a new version, once.

    The same content finds its version again and changes nothing. Raises `ContentError`, naming
    files and lines, when the content cannot be loaded or its lint finds errors.
    """
    require(actor, PUBLISH)
    content = load_content(directory)
    body = canonical.canonical_json(content.document)
    digest = canonical.digest_bytes(body)
    with transaction.atomic():
        existing = CatalogueVersion.objects.filter(digest=digest).first()
        if existing is not None:
            return Loaded(existing, published=False)
        _refuse_errors(content)
        return Loaded(_publish(actor, body, digest, label), published=True)


def load_shipped(*, actor: Actor, label: str = "") -> Loaded:
    """Publish what this release ships: its content, and on an empty installation the versions of
    earlier releases before it, so that a number means the same questions everywhere.
    """
    require(actor, PUBLISH)
    with transaction.atomic():
        if not CatalogueVersion.objects.exists():
            for path in sorted(EARLIER_VERSIONS.glob("catalogue-*.json.gz")):
                body = gzip.decompress(path.read_bytes())
                _publish(actor, body, canonical.digest_bytes(body), "")
        return load_catalogue(actor=actor, label=label)


def _refuse_errors(content: Content) -> None:
    errors = lint(content, fact_specs()).errors
    if errors:
        raise ContentError(errors)


def _publish(actor: Actor, body: bytes, digest: str, label: str) -> CatalogueVersion:
    number = CatalogueVersion.objects.all().latest_number() + 1
    version = CatalogueVersion(
        number=number,
        label=label or f"Catalogue {number} ({clock.today():%Y-%m-%d})",
        digest=digest,
        published_by=actor.label[:200],
    )
    validated(version, whole="label").save(force_insert=True)
    CatalogueDocument(version=version, body=body.decode()).save(force_insert=True)
    changed = version_differences(version)
    detail = {
        "number": number,
        "digest": digest,
        "changes": {kind.kind: kind.count for kind in changed.kinds} if changed else {},
        "reopened_questions": list(changed.reopened) if changed else [],
    }
    record(actor, PUBLISHED, version, detail)
    return version
