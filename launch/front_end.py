"""The front-end files of package-lock.json, installed into node_modules and served from there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from launch import python_packages
from launch.places import REPOSITORY, VENV, venv_program
from launch.stamps import Stamp, content_key
from launch.steps import run, say

NODE_MODULES = REPOSITORY / "node_modules"


def ensure() -> None:
    """Make node_modules hold exactly what the lock names. No package runs a script of its own."""
    stamp = Stamp(NODE_MODULES / ".installed-lock", content_key([REPOSITORY / "package-lock.json"]))
    if stamp.holds():
        return
    npm = _npm()
    say("Installing the front-end files (node_modules) …")
    run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        failed="The front-end files could not be installed: the lines above say why.",
        env={
            **os.environ,
            "PATH": os.pathsep.join([str(Path(npm).parent), os.environ["PATH"]]),
            "npm_config_update_notifier": "false",
        },
    )
    stamp.set()


def _npm() -> str:
    """The system's npm, else the one that PyPI carries, in the virtual environment."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return found
    if not (VENV / "bin" / "npm").exists():
        python_packages.ensure("node")
    return venv_program("npm")
