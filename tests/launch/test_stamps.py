from __future__ import annotations

from pathlib import Path

from launch.stamps import Stamp, content_key


def test_a_stamp_holds_for_the_same_content_only(tmp_path: Path) -> None:
    lock = tmp_path / "base.txt"
    lock.write_text("django==5.2")
    stamp = Stamp(tmp_path / "made" / "stamp", content_key([lock]))
    assert not stamp.holds()
    stamp.set()
    assert Stamp(stamp.file, content_key([lock])).holds()
    lock.write_text("django==5.3")
    assert not Stamp(stamp.file, content_key([lock])).holds()


def test_further_words_are_part_of_the_key(tmp_path: Path) -> None:
    lock = tmp_path / "base.txt"
    lock.write_text("same")
    assert content_key([lock], "3.11") != content_key([lock], "3.12")
