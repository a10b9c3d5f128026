from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from mlsecure import prepare
from mlsecure.static_files import StaticFilesStorage


def test_the_key_of_files_changes_with_any_of_them(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text("a")
    first = prepare._key(tmp_path.rglob("*"), [])
    assert prepare._key(tmp_path.rglob("*"), []) == first
    other.write_text("b")
    second = prepare._key(tmp_path.rglob("*"), [])
    assert second != first
    assert prepare._key(tmp_path.rglob("*"), [], "a word") != second


def test_compiled_python_is_no_part_of_the_key(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text("")
    first = prepare._key(tmp_path.rglob("*"), [])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "rule.pyc").write_text("")
    assert prepare._key(tmp_path.rglob("*"), []) == first


def test_static_files_are_named_by_content_and_need_no_source_map(
    tmp_path: Path, settings: Any
) -> None:
    settings.STATIC_ROOT = tmp_path
    storage = StaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.save("dot.svg", ContentFile(b"<svg/>"))
    storage.save(
        "page.css",
        ContentFile(b'a{background:url("dot.svg")}\n/*# sourceMappingURL=page.css.map */\n'),
    )
    found = {name: (storage, name) for name in ("dot.svg", "page.css")}
    results = list(storage.post_process(found))
    assert not [name for name, _, processed in results if isinstance(processed, Exception)]
    page = (tmp_path / storage.stored_name("page.css")).read_bytes()
    assert storage.stored_name("dot.svg").encode() in page
    assert storage.stored_name("page.css") != "page.css"


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_only_looked_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepare.migrate()

    assert capsys.readouterr() == ("", "")
