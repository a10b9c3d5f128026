"""`make test`: the whole suite on SQLite, and what reaches the database again on PostgreSQL.

`make quick` is the first pass alone: what one runs after every change.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from launch.places import REPOSITORY, venv_program
from launch.steps import say, succeeds

POSTGRES = "postgresql://postgres@127.0.0.1:5432/mlsecure"
REDIS = "redis://127.0.0.1:6379/0"

# Browsers and workers take a machine of two cores for themselves: they come after the rest, and
# those of one file stay in one process, which then starts the application once.
_SLOW = "journey or worker or setup"
_TOGETHER = ("-n", "2", "-m")
_BY_FILE = ("-n", "2", "--dist", "loadfile", "-m")


@dataclass(frozen=True, slots=True)
class Backend:
    name: str
    environment: dict[str, str]
    passes: tuple[tuple[str, ...], ...]


def embedded() -> Backend:
    """Everything runs here."""
    passes = ((*_TOGETHER, f"not ({_SLOW})"), (*_BY_FILE, _SLOW))
    return Backend("SQLite and files", {}, passes)


def on_servers(addresses: dict[str, str]) -> Backend:
    """What reaches the database runs once more: pure functions, and how pages look, are the same.

    Of the journeys those that go through the queue, which carry the mark `worker` too.
    """
    passes = ((*_TOGETHER, f"database and not ({_SLOW})"), (*_BY_FILE, "worker"))
    return Backend("PostgreSQL and Redis", addresses, passes)


def servers(environment: Mapping[str, str]) -> tuple[Backend | None, str]:
    """PostgreSQL and Redis where both answer, else None and the sentence that says which do not.

    An address that the environment names itself must answer: it is used as it is.
    """
    database = environment.get("DATABASE_URL") or POSTGRES
    redis = environment.get("REDIS_URL") or REDIS
    addresses = {"DATABASE_URL": database, "REDIS_URL": redis}
    silent = []
    if not (environment.get("DATABASE_URL") or postgres_answers(database)):
        silent.append("PostgreSQL on 127.0.0.1:5432")
    if not (environment.get("REDIS_URL") or redis_answers(redis)):
        silent.append("Redis on 127.0.0.1:6379")
    if silent:
        return None, f"not run: {' and '.join(silent)} did not answer"
    return on_servers(addresses), ""


def postgres_answers(url: str) -> bool:
    """Whether the server lets us in; the database itself is made by the test run."""
    parts = urlsplit(url)._replace(path="/postgres").geturl()
    question = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()"
    return succeeds([venv_program("python"), "-c", question, parts])


def redis_answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 6379), 3) as wire:
            wire.sendall(b"PING\r\n")
            return wire.recv(64).startswith((b"+PONG", b"-NOAUTH"))
    except OSError:
        return False


def run_suite(environment: Mapping[str, str], extra: Sequence[str]) -> int:
    """Every pass of the suite; prints a summary last. The exit status: 0 when all passed."""
    backend, reason = servers(environment)
    backends = [embedded(), backend] if backend else [embedded()]
    results = {
        backend.name: _run_on(backend, backend.passes, environment, extra) for backend in backends
    }
    say("")
    for name, passed in results.items():
        say(f"{name}: {'passed' if passed else 'FAILED'}")
    if not backend:
        say(f"PostgreSQL and Redis: {reason}")
    return 0 if all(results.values()) else 1


def run_quick(environment: Mapping[str, str], extra: Sequence[str]) -> int:
    """The inner loop: what needs no browser, worker or set-up, on SQLite."""
    backend = embedded()
    return 0 if _run_on(backend, backend.passes[:1], environment, extra) else 1


def _run_on(
    backend: Backend,
    passes: Sequence[Sequence[str]],
    environment: Mapping[str, str],
    extra: Sequence[str],
) -> bool:
    say(f"\n=== {backend.name} ===")
    env = {k: v for k, v in environment.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    env |= backend.environment
    pytest = [venv_program("python"), "-m", "pytest", "-q", *extra]
    # All, even when the first failed: a person wants to see everything that is broken.
    passed = [_pytest([*pytest, *options], env) for options in passes]
    return all(passed)


def _pytest(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    # 5: the chosen tests are none, as when one file is named that holds no journey.
    return os.spawnve(os.P_WAIT, command[0], list(command), dict(environment)) in (0, 5)


def change_to_repository() -> None:
    os.chdir(REPOSITORY)
