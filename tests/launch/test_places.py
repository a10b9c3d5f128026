from __future__ import annotations

from pathlib import Path

import pytest

from launch import trouble_with_python
from launch.errors import LaunchError
from launch.places import var_folder


def test_the_data_folder_is_made_for_this_user_alone(tmp_path: Path) -> None:
    folder = var_folder(str(tmp_path / "data"))
    assert folder == tmp_path / "data"
    assert folder.stat().st_mode & 0o077 == 0


def test_an_unwritable_data_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    with pytest.raises(LaunchError) as trouble:
        var_folder(str(tmp_path / "var" / "data"))
    assert str(tmp_path / "var" / "data") in str(trouble.value)
    assert "MLSECURE_VAR" in str(trouble.value)
    assert "\n" not in str(trouble.value)


def test_an_old_python_is_refused_with_its_number() -> None:
    assert "3.11 or newer and this is 3.9.2" in trouble_with_python((3, 9, 2))
    assert trouble_with_python((3, 12, 0)) == ""
