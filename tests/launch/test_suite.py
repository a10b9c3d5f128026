from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from _pytest.mark.expression import Expression

from launch import suite


@pytest.fixture
def pong() -> Iterator[str]:
    """A listener that answers one PING the way Redis does."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            wire, _ = listener.accept()
            with wire:
                wire.recv(64)
                wire.sendall(b"+PONG\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        thread.join()


def closed_port() -> int:
    with socket.socket() as passing:
        passing.bind(("127.0.0.1", 0))
        return int(passing.getsockname()[1])


def test_redis_is_known_by_its_answer(pong: str) -> None:
    assert suite.redis_answers(pong)


def test_a_silent_port_is_no_redis() -> None:
    assert not suite.redis_answers(f"redis://127.0.0.1:{closed_port()}/0")


def test_addresses_of_the_environment_are_used_as_they_stand() -> None:
    named = {"DATABASE_URL": "postgresql://db/one", "REDIS_URL": "redis://cache/2"}
    backend, reason = suite.servers(named)
    assert backend is not None
    assert backend.environment == named
    assert reason == ""


def test_servers_that_do_not_answer_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    port = closed_port()
    monkeypatch.setattr(suite, "POSTGRES", f"postgresql://postgres@127.0.0.1:{port}/mlsecure")
    monkeypatch.setattr(suite, "REDIS", f"redis://127.0.0.1:{port}/0")
    backend, reason = suite.servers({})
    assert backend is None
    assert "PostgreSQL" in reason
    assert "Redis" in reason


def chosen(expression: str, *marks: str) -> bool:
    """Whether pytest would take a test with these marks."""

    def has(name: str, /, **_: object) -> bool:
        return name in marks

    return Expression.compile(expression).evaluate(has)


@pytest.mark.parametrize("marks", [(), ("database",), ("journey", "database"), ("setup",)])
def test_every_test_is_in_one_pass_on_sqlite(marks: tuple[str, ...]) -> None:
    passes = [options[-1] for options in suite.embedded().passes]

    assert [chosen(expression, *marks) for expression in passes].count(True) == 1


def test_what_reaches_the_database_runs_on_postgresql_too() -> None:
    quick, slow = (options[-1] for options in suite.on_servers({}).passes)

    assert chosen(quick, "database")
    assert not chosen(quick)
    assert chosen(slow, "journey", "worker", "database")
    assert not chosen(slow, "journey", "database")
