from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from launch import server
from launch.errors import LaunchError


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((server.ADDRESS, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_told_in_one_sentence(taken_port: int) -> None:
    with pytest.raises(LaunchError) as trouble:
        server.require_free(taken_port)
    assert f"Port {taken_port} is in use" in str(trouble.value)
    assert f"make run PORT={taken_port + 1}" in str(trouble.value)
    assert "\n" not in str(trouble.value)


def test_a_free_port_passes() -> None:
    with socket.socket() as passing:
        passing.bind((server.ADDRESS, 0))
        port = passing.getsockname()[1]
    server.require_free(port)
    assert not server.web_listens(port)


@pytest.mark.parametrize("value", ["eighty", "0", "65536", "-1", "8000.5"])
def test_a_port_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(LaunchError, match="between 1 and 65535"):
        server.chosen_port(value)


def test_the_usual_port_needs_no_naming() -> None:
    assert server.chosen_port(None) == 8000
    assert server.chosen_port("9001") == 9001
