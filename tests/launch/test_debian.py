from __future__ import annotations

import os
from pathlib import Path

import pytest

from launch import debian
from launch.debian import Need
from launch.errors import LaunchError


def absent(package: str) -> Need:
    return Need(f"the {package} library", package, lambda: False)


@pytest.fixture
def no_apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose search path holds neither apt-get nor sudo."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def apt_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A search path on which apt-get writes down how it was called, and installs nothing."""
    log = tmp_path / "calls"
    log.write_text("")
    for name in ("apt-get", "sudo"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> {log}\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return log


def test_what_is_there_is_not_missing() -> None:
    there = Need("the C library", "libc6", debian._library("libc.so.6"))
    assert debian.missing([there, absent("libnowhere1")])[0].package == "libnowhere1"
    assert len(debian.missing([there])) == 0


def test_without_apt_one_sentence_says_what_to_install(no_apt: None) -> None:
    with pytest.raises(LaunchError) as trouble:
        debian.ensure([absent("libone1"), absent("libtwo2")])
    assert "apt install libone1 libtwo2" in str(trouble.value)
    assert "\n" not in str(trouble.value)


def test_apt_is_asked_for_the_missing_packages_only(apt_log: Path) -> None:
    there = Need("the C library", "libc6", lambda: True)
    with pytest.raises(LaunchError, match="still lacks the libone1 library"):
        debian.ensure([there, absent("libone1")])
    calls = apt_log.read_text()
    assert "libone1" in calls
    assert "libc6" not in calls


def test_nothing_is_called_where_nothing_is_missing(apt_log: Path) -> None:
    debian.ensure([Need("the C library", "libc6", lambda: True)])
    assert apt_log.read_text() == ""
