"""`make run` as a person meets it: real processes on a port of their own, an empty data folder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from launch import server
from tests.processes import wait_until

pytestmark = pytest.mark.setup

START_SECONDS = 90


def free_port() -> int:
    with socket.socket() as passing:
        passing.bind((server.ADDRESS, 0))
        return int(passing.getsockname()[1])


def environment(var: Path, port: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PORT": str(port), "MLSECURE_VAR": str(var), "MLSECURE_DEMO": "no"}


def launch(var: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "launch", "run"],
            env=environment(var, port),
            stdout=stream,
            stderr=subprocess.STDOUT,
        )


def health(port: int) -> dict[str, object]:
    try:
        with urlopen(f"http://{server.ADDRESS}:{port}/healthz", timeout=5) as answer:
            body = answer.read()
    except HTTPError as error:
        with error:
            body = error.read()
    except (URLError, OSError):
        return {}
    told: dict[str, object] = json.loads(body)
    return told


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[bytes], Path]]:
    port, log = free_port(), tmp_path / "log"
    process = launch(tmp_path / "var", port, log)
    try:
        yield port, process, log
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def test_everything_starts_says_where_and_stops_when_asked(
    running: tuple[int, subprocess.Popen[bytes], Path],
) -> None:
    port, process, log = running
    wait_until(
        lambda: process.poll() is not None or health(port).get("status") == "ok",
        seconds=START_SECONDS,
        what="a healthy start",
    )
    assert process.poll() is None, log.read_text()
    assert f"MLSecure is running at http://127.0.0.1:{port}" in log.read_text()
    with urlopen(f"http://{server.ADDRESS}:{port}/account/login/", timeout=10) as page:
        assert page.status == 200
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert health(port) == {}


def test_a_port_in_use_costs_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind((server.ADDRESS, 0))
        listener.listen()
        port = listener.getsockname()[1]
        process = launch(tmp_path / "var", port, tmp_path / "log")
        assert process.wait(timeout=30) == 1
    words = (tmp_path / "log").read_text().strip()
    assert words.startswith(f"Port {port} is in use by another program")
    assert len(words.splitlines()) == 1


def test_an_unusable_data_folder_costs_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    process = launch(tmp_path / "var", free_port(), tmp_path / "log")
    assert process.wait(timeout=30) == 1
    words = (tmp_path / "log").read_text().strip()
    assert "cannot be written to" in words
    assert len(words.splitlines()) == 1
