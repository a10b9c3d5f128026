"""The whole application as it runs in an organisation: web server, worker and schedule."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.cache import cache

from apps.core import heartbeat
from tests.processes import START_SECONDS, environment, wait_until

_CELERY = [sys.executable, "-m", "celery", "--quiet", "--app", "mlsecure"]
_QUIET = ["--loglevel", "WARNING"]
_WORKER = [*_CELERY, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle"]


@dataclass
class Stack:
    """The running processes; `address` is where a browser finds them."""

    port: int
    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, name: str, command: Sequence[str]) -> None:
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )

    def start_worker(self) -> None:
        self.start("worker", [*_WORKER, *_QUIET])

    def kill(self, name: str) -> None:
        """No clean-up, no farewell: what the system does when memory runs out."""
        process = self.running.pop(name)
        # One that ended by itself is told by assert_running; the others must still be ended.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()

    def kill_all(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def answers(self) -> bool:
        """Whether the web server is up; the worker may still not be."""
        self.assert_running()
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
        except OSError:
            return False
        return True

    def has_a_worker(self) -> bool:
        self.assert_running()
        return heartbeat.worker_is_alive()

    def assert_running(self) -> None:
        """A process that has ended will not answer later: say so, with its last words."""
        for name, process in self.running.items():
            assert process.poll() is None, f"the {name} process ended:\n{self.log(name)[-3000:]}"

    def log(self, name: str) -> str:
        path = self.logs / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _environment(self) -> dict[str, str]:
        return {**environment(), "PORT": str(self.port), "MLSECURE_BASE_URL": self.address}


@contextmanager
def running_stack(folder: Path) -> Iterator[Stack]:
    """Web server, worker and schedule on the database of this run; ended whatever happens."""
    stack = Stack(_free_port(), folder)
    before = signal.signal(signal.SIGTERM, _interrupt)
    current_app.control.purge()
    cache.clear()
    try:
        stack.start("web", [sys.executable, "-m", "gunicorn", "--config", "mlsecure/web.py"])
        stack.start_worker()
        schedule: Any = settings.CELERY_BEAT_SCHEDULE_FILENAME
        stack.start("beat", [*_CELERY, "beat", "--schedule", str(schedule), *_QUIET])
        wait_until(stack.answers, seconds=START_SECONDS, what="the web server's first answer")
        wait_until(stack.has_a_worker, seconds=START_SECONDS, what="the worker's first sign")
        yield stack
    finally:
        stack.kill_all()
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> None:
    """A run that is told to end must not leave its processes behind: clear up as for Ctrl+C."""
    raise KeyboardInterrupt


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
