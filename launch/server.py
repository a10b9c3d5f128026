"""Starting web, worker and schedule together, and telling when they are ready."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping

from launch.errors import LaunchError
from launch.places import REPOSITORY, venv_program
from launch.steps import say

ADDRESS = "127.0.0.1"
START_SECONDS = 60.0


def chosen_port(value: str | None) -> int:
    """The port from the environment, 8000 when none is named."""
    if not value:
        return 8000
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise LaunchError(f"PORT must be a whole number between 1 and 65535, not “{value}”.")
    return int(value)


def require_free(port: int) -> None:
    """Raises LaunchError where the port cannot be listened on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise LaunchError(_port_trouble(port, error)) from None


def _port_trouble(port: int, error: OSError) -> str:
    other = port + 1 if port < 65535 else 8000
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program: stop it, "
            f"or choose another port with: make run PORT={other}"
        )
    if error.errno == errno.EACCES:
        return (
            f"This user may not listen on port {port}: "
            "choose one above 1023, for example with: make run PORT=8000"
        )
    return f"Port {port} cannot be listened on ({error.strerror})."


def serve(port: int, environment: Mapping[str, str], welcome: str) -> int:
    """Run the Procfile until it ends or is interrupted; the exit status for the shell."""
    # honcho counts ports up from process to process; links must name the one the web listens on.
    child_environment = {
        **environment,
        "MLSECURE_BASE_URL": environment.get("MLSECURE_BASE_URL") or f"http://{ADDRESS}:{port}",
        "PATH": os.pathsep.join([str(REPOSITORY / ".venv" / "bin"), environment.get("PATH", "")]),
    }
    # A group of its own: Ctrl-C reaches this process alone, which then stops the others in order.
    child = subprocess.Popen(
        [venv_program("honcho"), "start", "--env", os.devnull, "--port", str(port)],
        cwd=REPOSITORY,
        env=child_environment,
        start_new_session=True,
    )
    with _Interrupts(child):
        if _wait_until_ready(port, child):
            say(welcome)
        return _exit_status(child)


class _Interrupts:
    """Passes Ctrl-C and a request to terminate on to the processes, while they run."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self.child = child
        self.asked = False

    def __enter__(self) -> _Interrupts:
        signal.signal(signal.SIGINT, self._stop)
        signal.signal(signal.SIGTERM, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def _stop(self, *_: object) -> None:
        if not self.asked and self.child.poll() is None:
            self.asked = True
            say("\nStopping …")
            self.child.send_signal(signal.SIGINT)


def _exit_status(child: subprocess.Popen[bytes]) -> int:
    status = child.wait()
    # Interrupted by a person is not a failure.
    return 0 if status in (130, -signal.SIGINT, -signal.SIGTERM) else status


def _wait_until_ready(port: int, child: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if web_listens(port):
            return True
        time.sleep(0.1)
    return False


def web_listens(port: int) -> bool:
    """Whether a page would be answered; a worker that is still starting does not matter."""
    try:
        with socket.create_connection((ADDRESS, port), timeout=2):
            return True
    except OSError:
        return False
