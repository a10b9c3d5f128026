"""Keeps one process alive: `python -m launch.supervisor PROGRAM …` starts it again when it dies.

The Procfile puts the worker behind it: a worker that the system killed for its memory must not
take the pages down with it, and the jobs it left are picked up by its successor.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from launch.steps import complain

# A process that lived this long was well; one that dies sooner each time is given up.
WELL_AFTER_SECONDS = 20.0
TRIES = 5
# honcho waits five seconds in all before it kills the supervisor itself.
PATIENCE_SECONDS = 3.0


class Supervisor:
    """Runs a command until it ends well, is given up, or the supervisor is told to stop."""

    def __init__(self, command: Sequence[str], *, tries: int = TRIES) -> None:
        self.command = list(command)
        self.tries = tries
        self.stopping = threading.Event()

    def run(self) -> int:
        failures = 0
        status = 0
        while failures < self.tries:
            started = time.monotonic()
            status = self._run_once()
            if self.stopping.is_set():
                return 0
            if status == 0:
                break
            failures = 0 if time.monotonic() - started > WELL_AFTER_SECONDS else failures + 1
            complain(f"{self.command[0]} ended unexpectedly ({status}); starting it again.")
            self.stopping.wait(min(failures, 3) * 0.5)
        return status

    def _run_once(self) -> int:
        # A group of its own: a worker told to stop decides itself when its children do.
        child = subprocess.Popen(self.command, start_new_session=True)
        try:
            while not self.stopping.is_set():
                try:
                    return child.wait(timeout=0.2)
                except subprocess.TimeoutExpired:
                    continue
            return _stop(child)
        finally:
            _kill_group(child)


def _stop(child: subprocess.Popen[bytes]) -> int:
    """Ask the process to finish; one that is in the middle of something long is cut short, and
    the sweep queues its job again."""
    child.terminate()
    try:
        return child.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        _kill_group(child)
        return child.wait()


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    """End whatever is left of the process and its children."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def main(command: Sequence[str]) -> int:
    supervisor = Supervisor(command)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: supervisor.stopping.set())
    return supervisor.run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
