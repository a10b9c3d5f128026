"""The checks of an unknown person's file in a process of its own, with limits on memory and time.

`python -m apps.packs.verifying.sandbox` reads a PDF from standard input and writes the proof as
JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from apps.core.errors import DomainError

from .report import Proof

SECONDS = 120
_MEMORY = 2 * 1024**3
_ROOT = Path(__file__).resolve().parents[3]


def verify_in_sandbox(pdf: bytes) -> Proof:
    """As `verify`, in a child process. Raises `DomainError` when it ran out of its limits."""
    command = [sys.executable, "-m", "apps.packs.verifying.sandbox"]
    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the file goes in as data
            command,
            input=pdf,
            capture_output=True,
            timeout=SECONDS,
            cwd=_ROOT,
            env=keep,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise DomainError(
            "This file could not be examined within the limits of memory and time, so nothing is "
            "shown to hold. A pack of this installation never does that.",
            code="too_heavy",
            field="file",
        ) from None
    return Proof.from_json(json.loads(done.stdout))


def main() -> None:
    from .checks import verify  # the parsers: only this process loads them

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    json.dump(verify(sys.stdin.buffer.read()).as_json(), sys.stdout)


if __name__ == "__main__":
    main()
