"""The virtual environment and what is locked into it."""

from __future__ import annotations

import sys
from pathlib import Path

from launch.errors import LaunchError
from launch.places import REPOSITORY, VENV, venv_program
from launch.stamps import Stamp, content_key
from launch.steps import run, say, succeeds

REQUIREMENTS = REPOSITORY / "requirements"


def ensure(lock: str) -> None:
    """Make `.venv` hold every package of requirements/<lock>.txt, each checked by its digest."""
    file = REQUIREMENTS / f"{lock}.txt"
    stamp = _stamp(file)
    if stamp.holds() and succeeds([venv_program("python"), "-c", ""]):
        return
    _ensure_venv()
    say(f"Installing Python packages ({file.name}), once for each change of the lock …")
    command = [venv_program("python"), "-m", "pip", "install", "--quiet", "--no-input"]
    run(
        [*command, "--disable-pip-version-check", "--require-hashes", "--requirement", str(file)],
        failed="The Python packages could not be installed: the lines above say why.",
    )
    stamp.set()


def _stamp(file: Path) -> Stamp:
    version = ".".join(map(str, sys.version_info[:2]))
    return Stamp(VENV / f"installed-{file.stem}", content_key([file], version))


def _ensure_venv() -> None:
    if succeeds([venv_program("python"), "-m", "pip", "--version"]):
        return
    if not succeeds([sys.executable, "-c", "import ensurepip, venv"]):
        raise LaunchError(
            "This Python cannot make virtual environments: install its venv module, on Debian "
            "with: apt install python3-venv"
        )
    say("Making the virtual environment .venv …")
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        failed="The virtual environment .venv could not be made: the lines above say why.",
    )
