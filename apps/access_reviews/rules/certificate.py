"""The population certificate: what was to be reviewed, where it came from, and that it is whole.

Anybody can work the digest out again: SHA-256 of the canonical JSON (RFC 8785) of each
entitlement with its key; these, as hexadecimal lines in the order of the keys, under SHA-256 once
more. In what order sources answered does not show in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.core.canonical import digest, flat_digest

Facts = Mapping[str, str | int | bool | None]
"""What is frozen of one entitlement; dates as ISO 8601, names in ASCII, no fractions."""

Population = Mapping[str, str]
"""The digest of every entitlement, by its key."""


@dataclass(frozen=True, slots=True)
class SourceRun:
    """One source as it was read: what was asked, when, and what came. `failed` says why not."""

    key: str
    title: str
    query: str
    filters: str
    ran_at: dt.datetime
    rows: int
    digest: str
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two lists: keys, in order."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the campaign keeps of its population; `since_last` is None for the first list."""

    frozen_at: dt.datetime
    rows: int
    digest: str
    sources: tuple[SourceRun, ...]
    since_last: Difference | None = None

    @property
    def failed(self) -> tuple[SourceRun, ...]:
        return tuple(run for run in self.sources if run.failed)


def entitlement_digest(key: str, facts: Facts) -> str:
    """The digest of one entitlement. Raises `ValueError` for facts that hold a `key` of their own,
    which would make two entitlements look the same."""
    if "key" in facts:
        raise ValueError("the key of an entitlement is none of its facts")
    return flat_digest({**facts, "key": key})


def population(entitlements: Iterable[tuple[str, Facts]]) -> dict[str, str]:
    """Digests by key. Raises `ValueError` for a key that comes twice: it would be decided twice."""
    digests: dict[str, str] = {}
    for key, facts in entitlements:
        if key in digests:
            raise ValueError(f"{key} is twice in the population")
        digests[key] = entitlement_digest(key, facts)
    return digests


def population_digest(held: Population) -> str:
    """One digest of the whole list."""
    lines = "".join(f"{held[key]}\n" for key in sorted(held))
    return hashlib.sha256(lines.encode()).hexdigest()


def difference(before: Population, now: Population) -> Difference:
    """What came, went and changed. The other way round, what came and went change places."""
    added, removed = now.keys() - before.keys(), before.keys() - now.keys()
    changed = (key for key in now.keys() & before.keys() if now[key] != before[key])
    return Difference(*(tuple(sorted(keys)) for keys in (added, removed, changed)))


def certify(
    held: Population,
    sources: Iterable[SourceRun],
    frozen_at: dt.datetime,
    last: Population | None = None,
) -> Certificate:
    """The certificate of a list; `last` is the list of the campaign before, None for the first."""
    since_last = None if last is None else difference(last, held)
    runs = tuple(sorted(sources, key=lambda run: run.key))
    return Certificate(frozen_at, len(held), population_digest(held), runs, since_last)


def document(certificate: Certificate) -> dict[str, Any]:
    """The certificate as JSON, to keep, print and hand to an auditor. Of the difference it holds
    the figures: the keys can be worked out from the two lists."""
    since = certificate.since_last
    counts = since and {
        "added": len(since.added),
        "removed": len(since.removed),
        "changed": len(since.changed),
    }
    return {
        "frozen_at": certificate.frozen_at.isoformat(),
        "rows": certificate.rows,
        "digest": certificate.digest,
        "sources": [_run_document(run) for run in certificate.sources],
        "since_last": counts,
    }


def document_digest(kept: Mapping[str, Any]) -> str:
    """What a kept certificate is compared by."""
    return digest(dict(kept))


def blocking(certificate: Certificate, excepted: Collection[str]) -> tuple[SourceRun, ...]:
    """The failed sources that forbid the close; `excepted` are the keys of those for which a
    compliance officer recorded a reason."""
    return tuple(run for run in certificate.failed if run.key not in excepted)


def _run_document(run: SourceRun) -> dict[str, Any]:
    return {
        "key": run.key,
        "title": run.title,
        "query": run.query,
        "filters": run.filters,
        "ran_at": run.ran_at.isoformat(),
        "rows": run.rows,
        "digest": run.digest,
        "failed": run.failed,
    }
