"""`make test`: the whole suite on SQLite and files, and again on PostgreSQL and Redis."""

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

# Those that start processes of their own run one at a time, so that they do not starve each other.
_ALONE = "journey or worker"
# The set-up's own programs behave the same whatever the database is.
_ONCE = "setup"


@dataclass(frozen=True, slots=True)
class Backend:
    name: str
    environment: dict[str, str]
    alone: str


def embedded() -> Backend:
    return Backend("SQLite and files", {}, f"{_ALONE} or {_ONCE}")


def servers(environment: Mapping[str, str]) -> tuple[Backend | None, str]:
    """PostgreSQL and Redis where both answer, else None and the sentence that says which do not.

    An address that the environment names itself must answer: it is used as it stands.
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
    return Backend("PostgreSQL and Redis", addresses, _ALONE), ""


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
    results = {chosen.name: _run_on(chosen, environment, extra) for chosen in backends}
    say("")
    for name, passed in results.items():
        say(f"{name}: {'passed' if passed else 'FAILED'}")
    if not backend:
        say(f"PostgreSQL and Redis: {reason}")
    return 0 if all(results.values()) else 1


def _run_on(backend: Backend, environment: Mapping[str, str], extra: Sequence[str]) -> bool:
    say(f"\n=== {backend.name} ===")
    env = {k: v for k, v in environment.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    env |= backend.environment
    pytest = [venv_program("python"), "-m", "pytest", "-q", *extra]
    passes = [
        [*pytest, "-n", "2", "-m", f"not ({_ALONE} or {_ONCE})"],
        [*pytest, "-m", backend.alone],
    ]
    # Both, even when the first failed: a person wants to see everything that is broken.
    passed = [_pytest(command, env) for command in passes]
    return all(passed)


def _pytest(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    # 5: the chosen tests are none, as when one file is named that holds no journey.
    return os.spawnve(os.P_WAIT, command[0], list(command), dict(environment)) in (0, 5)


def change_to_repository() -> None:
    os.chdir(REPOSITORY)
