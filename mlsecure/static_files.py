"""Static files under names that change with their content, compressed once."""

from __future__ import annotations

from typing import Any

import structlog
from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage

_log = structlog.get_logger(__name__)


_NEVER_ASKED_FOR = [
    *("*.map", "*.scss", "*.ts", "*.md", "*.json", "LICENSE"),
    *("*.rtl.*", "*.esm.*", "tabler-*", "opsz*", "standard*", "*-opsz-*", "*-standard-*"),
    *("ext", "guardian", "htmax-*"),
]


class StaticFiles(StaticFilesConfig):
    """What `collectstatic` gathers, whoever calls it, without what no page asks for: sources and
    notes that travel in the packages, and style sheets that name pictures not shipped here."""

    ignore_patterns = StaticFilesConfig.ignore_patterns + _NEVER_ASKED_FOR


def _without_source_maps(patterns: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in patterns
    )


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, with two differences.

    A style sheet may name a source map that is not served: the maps of the packages are ten times
    their size, and only a debugger asks for them. And a page that names a file that was never
    gathered is drawn without it: the name stays in `missed`, for the health page to tell. Neither
    `patterns` nor `stored_name` is documented: docs/adr/0016.
    """

    patterns = _without_source_maps(CompressedManifestStaticFilesStorage.patterns)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missed: set[str] = set()

    def stored_name(self, name: str) -> str:
        try:
            stored: str = super().stored_name(name)
        except ValueError:  # not in the manifest
            if name not in self.missed:
                self.missed.add(name)
                _log.error("static file was not gathered; run collectstatic, restart", file=name)
            return name
        return stored
