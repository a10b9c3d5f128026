"""Static files under names that change with their content, compressed once."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


def _without_source_maps(patterns: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in patterns
    )


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, except that a style sheet may name a source map that is not served:
    the maps of the packages are ten times their size, and only a debugger asks for them.

    `patterns` is not documented: docs/adr/0016."""

    patterns = _without_source_maps(CompressedManifestStaticFilesStorage.patterns)
