"""System libraries and programs, through apt where that is possible."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from launch.errors import LaunchError
from launch.steps import run, say, succeeds


@dataclass(frozen=True, slots=True)
class Need:
    """Something of the system: how to tell that it is there, and the package that brings it."""

    what: str
    package: str
    present: Callable[[], bool]


def _library(file_name: str) -> Callable[[], bool]:
    def present() -> bool:
        try:
            ctypes.CDLL(file_name)
        except OSError:
            return False
        return True

    return present


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


# What the PDF engine loads at run time.
FOR_RUNNING = (
    Need("Pango", "libpango-1.0-0", _library("libpango-1.0.so.0")),
    Need("Pango's FreeType part", "libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0")),
    Need("HarfBuzz", "libharfbuzz0b", _library("libharfbuzz.so.0")),
    Need("HarfBuzz's subsetter", "libharfbuzz-subset0", _library("libharfbuzz-subset.so.0")),
    Need("Fontconfig", "libfontconfig1", _library("libfontconfig.so.1")),
)
# What only the tests use: a tool that turns PDF pages into pictures and text, and a browser.
FOR_PAPER = (Need("pdftoppm", "poppler-utils", _program("pdftoppm")),)
FOR_JOURNEYS = (Need("Chromium", "chromium", _program("chromium")),)


def missing(needs: Iterable[Need]) -> list[Need]:
    return [need for need in needs if not need.present()]


def _administrator_prefix() -> list[str] | None:
    """How to call apt with the right to install, or None where nobody can be asked."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if succeeds(["sudo", "-n", "true"]) else None


def ensure(needs: Iterable[Need], *, environment: Mapping[str, str] | None = None) -> None:
    """Install what is missing. Raises LaunchError naming what to install where that fails."""
    absent = missing(needs)
    if not absent:
        return
    packages = [need.package for need in absent]
    names = ", ".join(need.what for need in absent)
    prefix = _administrator_prefix()
    remedy = (
        f"install {'it' if len(absent) == 1 else 'them'} with: apt install {' '.join(packages)}"
    )
    if prefix is None:
        raise LaunchError(f"The system lacks {names}: {remedy}")
    say(f"Installing {names} …")
    env = {**(environment or os.environ), "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    run(
        [*prefix, "apt-get", *quiet, "update"],
        failed=f"The list of Debian packages could not be read, and {names} is missing: {remedy}",
        env=env,
    )
    run(
        [*prefix, "apt-get", *quiet, "install", "-y", "--no-install-recommends", *packages],
        failed=f"{names} could not be installed: {remedy}",
        env=env,
    )
    still = missing(absent)
    if still:
        raise LaunchError(f"The system still lacks {', '.join(n.what for n in still)}: {remedy}")
