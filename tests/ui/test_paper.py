"""Paper takes its files from the installation and from nowhere else."""

from __future__ import annotations

import re

import pytest

from apps.ui import paper


def test_every_file_of_the_style_sheet_exists() -> None:
    sheet = paper.style_sheet()
    files = re.findall(r'url\("([^"]+)"\)', sheet)
    assert files
    assert all(paper.asset_path(name).is_file() for name in files)


def test_paper_fetches_nothing_else() -> None:
    for address in ("https://example.org/x.css", "file:///etc/passwd", "static:../manage.py"):
        with pytest.raises(LookupError):
            paper.asset_path(address)


def test_every_token_paper_uses_is_defined() -> None:
    sheet = paper.style_sheet()
    assert set(re.findall(r"var\((--ms-[a-z0-9-]+)\)", sheet)) <= set(
        re.findall(r"(--ms-[a-z0-9-]+):", sheet)
    )
