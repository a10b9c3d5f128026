from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launch import supervisor

pytestmark = pytest.mark.setup

# Notes its process id, then waits to be told to stop.
_WORKER = """
import os, pathlib, sys, time
with open(sys.argv[1], "a") as log:
    log.write(f"{os.getpid()}\\n")
time.sleep(60)
"""


def wait_for_lines(log: Path, count: int) -> list[int]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        lines = log.read_text().splitlines() if log.exists() else []
        if len(lines) >= count:
            return [int(line) for line in lines]
        time.sleep(0.05)
    raise AssertionError(f"{log} never held {count} lines")


def test_a_killed_process_is_started_again_and_stops_when_asked(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    command = [sys.executable, "-m", "launch.supervisor", sys.executable, "-c", _WORKER, str(log)]
    keeper = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        [first] = wait_for_lines(log, 1)
        os.kill(first, signal.SIGKILL)
        second = wait_for_lines(log, 2)[1]
        assert second != first
        keeper.terminate()
        _, words = keeper.communicate(timeout=20)
    finally:
        keeper.kill()
    assert keeper.returncode == 0
    assert b"starting it again" in words
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)


def test_a_program_that_never_lives_is_given_up(capfd: pytest.CaptureFixture[str]) -> None:
    assert supervisor.Supervisor([sys.executable, "-c", "raise SystemExit(3)"], tries=2).run() == 3
    assert capfd.readouterr().err.count("starting it again") == 2


def test_a_program_that_ends_well_is_not_started_again() -> None:
    assert supervisor.Supervisor([sys.executable, "-c", ""]).run() == 0
