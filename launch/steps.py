"""Running another program as one step, with its trouble turned into a sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.errors import LaunchError
from launch.places import REPOSITORY


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path], *, failed: str, env: Mapping[str, str] | None = None
) -> None:
    """Run a step to its end; its own words go to the terminal. `failed` is said when it fails."""
    _finished(command, failed=failed, env=env, stdout=None)


def answer(
    command: Sequence[str | Path], *, failed: str, env: Mapping[str, str] | None = None
) -> str:
    """Like `run`, and what the step wrote to its standard output."""
    return _finished(command, failed=failed, env=env, stdout=subprocess.PIPE).stdout


def _finished(
    command: Sequence[str | Path],
    *,
    failed: str,
    env: Mapping[str, str] | None,
    stdout: int | None,
) -> subprocess.CompletedProcess[str]:
    try:
        done = subprocess.run(
            list(map(str, command)), cwd=REPOSITORY, env=env, stdout=stdout, text=True, check=False
        )
    except FileNotFoundError:
        raise LaunchError(f"{failed} ({command[0]} is not there.)") from None
    if done.returncode:
        raise LaunchError(failed)
    return done


def succeeds(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> bool:
    """Whether a quiet question to another program is answered with yes."""
    try:
        done = subprocess.run(
            list(map(str, command)), cwd=REPOSITORY, env=env, check=False, capture_output=True
        )
    except FileNotFoundError:
        return False
    return done.returncode == 0
