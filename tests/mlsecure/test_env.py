from __future__ import annotations

from pathlib import Path

import pytest

from mlsecure._env import Environment, SettingError


def test_an_empty_variable_counts_as_not_set() -> None:
    env = Environment({"NAME": "  "})
    assert not env.has("NAME")
    assert env.text("NAME", "usual") == "usual"
    assert env.integer("NAME", 4, low=1, high=9) == 4
    assert env.flag("NAME", True) is True


def test_a_missing_value_is_named_with_its_meaning() -> None:
    with pytest.raises(SettingError) as trouble:
        Environment({}).required("DATABASE_URL", "the address of the PostgreSQL database")
    assert str(trouble.value) == (
        "DATABASE_URL is not set: it must hold the address of the PostgreSQL database."
    )


def test_a_short_secret_is_refused_without_showing_it() -> None:
    with pytest.raises(SettingError) as trouble:
        Environment({"SECRET_KEY": "hunter2"}).secret("SECRET_KEY", "a long random text")
    assert "too short" in str(trouble.value)
    assert "hunter2" not in str(trouble.value)


@pytest.mark.parametrize("value", ["ten", "0", "11", "-3", "1.5"])
def test_numbers_are_kept_in_their_range(value: str) -> None:
    with pytest.raises(SettingError, match="COUNT must be a whole number between 1 and 10"):
        Environment({"COUNT": value}).integer("COUNT", 5, low=1, high=10)


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("1", True), ("Off", False)])
def test_flags_are_read_in_plain_words(value: str, meant: bool) -> None:
    assert Environment({"FLAG": value}).flag("FLAG", not meant) is meant


def test_a_flag_that_is_neither_is_refused() -> None:
    with pytest.raises(SettingError, match="FLAG must be yes or no"):
        Environment({"FLAG": "maybe"}).flag("FLAG", False)


def test_an_address_of_the_wrong_kind_is_refused_without_its_password() -> None:
    env = Environment({"REDIS_URL": "http://user:hunter2@cache:6379"})
    with pytest.raises(SettingError) as trouble:
        env.url("REDIS_URL", "", schemes=["redis", "rediss"])
    assert "redis:// or rediss://" in str(trouble.value)
    assert "hunter2" not in str(trouble.value)


def test_an_address_with_a_port_that_is_none_is_refused() -> None:
    env = Environment({"REDIS_URL": "redis://cache:many"})
    with pytest.raises(SettingError, match="REDIS_URL is not an address"):
        env.url("REDIS_URL", "", schemes=["redis"])


def test_choices_are_listed() -> None:
    with pytest.raises(SettingError, match="LEVEL must be one of low, high"):
        Environment({"LEVEL": "middle"}).text("LEVEL", "low", choices=["low", "high"])


def test_names_are_split_at_commas() -> None:
    assert Environment({"HOSTS": "a.example, ,b.example"}).names("HOSTS") == [
        "a.example",
        "b.example",
    ]


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match="is a file"):
        Environment({"VAR": str(tmp_path / "file")}).directory("VAR", tmp_path)
    assert Environment({}).directory("VAR", tmp_path) == tmp_path
