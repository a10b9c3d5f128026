"""Real processes for tests that need them: a Celery worker on the database of the test."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from celery import current_app
from django.core.cache import cache
from django.db import connection

from apps.core import heartbeat

START_SECONDS = 60.0


def wait_until(true: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Look again and again; fails, naming `what`, when the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen within {seconds:g} seconds")


@dataclass
class RealWorker:
    """A running `celery worker` that sees what the test committed."""

    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """What the system does when memory runs out: no clean-up, no farewell."""
        os.killpg(self.process.pid, 9)
        self.process.wait()


def environment() -> Mapping[str, str]:
    """What a process needs to work on this test's database, broker and files."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mlsecure.settings.test",
        "MLSECURE_TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "PYTHONWARNINGS": "default",
    }


@contextmanager
def real_worker(*, concurrency: int = 1) -> Iterator[RealWorker]:
    """A worker that has shown its first sign of life; ended, however the test ends."""
    current_app.control.purge()
    cache.clear()
    options = ["--concurrency", str(concurrency), "--without-gossip", "--without-mingle"]
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "mlsecure", "worker", *options]
    worker = RealWorker(
        subprocess.Popen(
            [*command, "--loglevel", "WARNING"], env=environment(), start_new_session=True
        )
    )
    try:
        wait_until(heartbeat.worker_is_alive, seconds=START_SECONDS, what="the worker's first sign")
        yield worker
    finally:
        if worker.process.poll() is None:
            worker.kill()
