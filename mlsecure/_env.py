"""The one place that reads the process environment.

Every value is checked where it is read. What is wrong is raised as a `SettingError` whose text
is one sentence for the person who runs the installation: which variable, what it must be, and
what it was.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

REPOSITORY = Path(__file__).resolve().parent.parent

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


class SettingError(ImproperlyConfigured):
    """A value that the installation cannot start with; the text is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Typed, checked reads. An empty variable counts as not set."""

    values: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def has(self, name: str) -> bool:
        return bool(self.values.get(name, "").strip())

    def text(self, name: str, default: str = "", *, choices: Sequence[str] = ()) -> str:
        value = self.values.get(name, "").strip() or default
        if choices and value not in choices:
            raise SettingError(f"{name} must be one of {', '.join(choices)}, not “{value}”.")
        return value

    def required(self, name: str, meaning: str) -> str:
        """A value without a default; `meaning` completes "NAME is not set: it must hold …"."""
        if not self.has(name):
            raise SettingError(f"{name} is not set: it must hold {meaning}.")
        return self.values[name].strip()

    def secret(self, name: str, meaning: str, *, at_least: int = 32) -> str:
        value = self.required(name, meaning)
        if len(value) < at_least:
            raise SettingError(
                f"{name} is too short: it must hold {meaning}, at least {at_least} characters long."
            )
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.values.get(name, "").strip().lower()
        if not value:
            return default
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        raise SettingError(f"{name} must be yes or no, not “{value}”.")

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        value = self.values.get(name, "").strip()
        if not value:
            return default
        if not value.isdecimal() or not low <= int(value) <= high:
            raise SettingError(
                f"{name} must be a whole number between {low} and {high}, not “{value}”."
            )
        return int(value)

    def names(self, name: str, default: Sequence[str] = ()) -> list[str]:
        """Comma-separated names, blanks dropped."""
        parts = [part.strip() for part in self.values.get(name, "").split(",")]
        return [part for part in parts if part] or list(default)

    def url(self, name: str, default: str, *, schemes: Sequence[str]) -> str:
        """An address with one of `schemes` and a host. Its text may hold a password, so an error
        names only the scheme that was found."""
        value = self.text(name, default)
        parts = _split(name, value)
        if parts.scheme not in schemes:
            raise SettingError(
                f"{name} must be an address that starts with "
                f"{' or '.join(f'{scheme}://' for scheme in schemes)}, not “{parts.scheme}:”."
            )
        return value

    def directory(self, name: str, default: Path) -> Path:
        value = self.values.get(name, "").strip()
        path = Path(value).expanduser() if value else default
        if path.exists() and not path.is_dir():
            raise SettingError(f"{name} must name a directory, and {path} is a file.")
        return path.absolute()


def _split(name: str, value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise SettingError(f"{name} is not an address that can be read: {error}.") from None
    return parts
