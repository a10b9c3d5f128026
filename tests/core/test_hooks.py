"""Hooks tell all, providers ask one, registries hold many; a test registers for its duration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apps.core import hooks
from apps.core.hooks import Hook, Provider, Registry


@pytest.fixture(autouse=True)
def _declared_for_a_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(hooks, "DECLARED", [])
    yield


def shout(words: str) -> str:
    return words.upper()


def whisper(words: str) -> str:
    return words.lower()


def test_a_hook_tells_everybody_in_order() -> None:
    heard: list[str] = []

    @Hook
    def happened(words: str) -> None:
        """Something happened."""

    happened.register(lambda words: heard.append(f"first {words}"))
    with happened.registered(lambda words: heard.append(f"second {words}")):
        happened("one")
    happened(words="two")

    assert heard == ["first one", "second one", "first two"]


def test_a_failing_listener_fails_what_it_was_told_of() -> None:
    @Hook
    def happened() -> None:
        """Something happened."""

    def fail() -> None:
        raise LookupError

    happened.register(fail)
    with pytest.raises(LookupError):
        happened()


def test_a_provider_answers_itself_until_somebody_registers() -> None:
    @Provider
    def said(words: str) -> str:
        """How it is said."""
        return words

    assert said("Hello") == "Hello"
    said.register(shout)
    with said.registered(whisper):
        assert said("Hello") == "hello"
    assert said("Hello") == "HELLO"


def test_a_provider_has_one_answer() -> None:
    @Provider
    def said(words: str) -> str:
        """How it is said."""
        return words

    said.register(shout)
    said.register(shout)
    with pytest.raises(ValueError, match=r"said is answered by .*shout .* and .*whisper .*"):
        said.register(whisper)
    assert said("Hello") == "HELLO"


def test_a_registry_keeps_one_value_of_a_key() -> None:
    numbers = Registry[int]("numbers", "Numbers.", key=lambda number: str(number % 10))
    numbers.register(1, 2)
    numbers.register(1)
    with pytest.raises(ValueError, match="1 is registered twice as one of numbers"):
        numbers.register(11)
    with numbers.registered(3):
        assert list(numbers.values()) == [1, 2, 3]

    assert dict(numbers) == {"1": 1, "2": 2}


def test_each_knows_where_it_was_declared_and_who_registered() -> None:
    @Provider
    def said(words: str) -> str:
        """How it is said.

        More of it.
        """
        return words

    numbers = Registry[int]("numbers", "Numbers.", key=str)
    said.register(shout)
    numbers.register(1)

    assert [(one.name, one.about) for one in hooks.DECLARED] == [
        ("said", "How it is said."),
        ("numbers", "Numbers."),
    ]
    assert {one.module for one in hooks.DECLARED} == {__name__}
    assert [one.registrants for one in hooks.DECLARED] == [[__name__], [__name__]]
