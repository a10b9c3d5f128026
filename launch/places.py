"""Where things are: the repository, its virtual environment, the folder of everything it writes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from launch.errors import LaunchError

REPOSITORY = Path(__file__).resolve().parent.parent
VENV = REPOSITORY / ".venv"


def venv_program(name: str) -> str:
    """The path of a program of the virtual environment."""
    return str(VENV / "bin" / name)


def var_folder(given: str | None = None) -> Path:
    """The folder for database, keys and files, proved to be writable."""
    chosen = given if given is not None else os.environ.get("MLSECURE_VAR", "")
    folder = Path(chosen).expanduser().absolute() if chosen else REPOSITORY / "var"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise LaunchError(
            f"MLSecure keeps its data in {folder}, which cannot be written to ({reason}): give "
            "this user the right to write there, or name another folder in MLSECURE_VAR."
        ) from None
    return folder
