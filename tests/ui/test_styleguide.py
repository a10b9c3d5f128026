"""The style guide shows every component, and the frame around it holds to the policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.html import escape

from apps.ui.components import facts, scores
from apps.ui.statuses import STATUSES
from apps.ui.templatetags.ui import register
from tests.cast import Cast

# Frame, plain filters and internals: they show through the pages that use them.
NOT_SPECIMENS = {
    "page_title",
    "theme",
    "nav_links",
    "nav_teams",
    "nav_bell",
    "reader_name",
    "fact",
    "can",
}


@pytest.fixture
def html(cast: Cast) -> str:
    response = cast.client(cast.sam).get(reverse("ui:styleguide"))
    return response.content.decode()


def test_it_shows_every_component_tag() -> None:
    sources = (
        "".join(path.read_text() for path in Path("templates/ui").rglob("styleguide*/**/*.html"))
        + Path("templates/ui/styleguide.html").read_text()
    )
    missing = {
        tag
        for tag in register.tags
        if not re.search(rf"{{% {tag}\b", sources) and not tag.startswith("end")
    }
    assert missing <= NOT_SPECIMENS


def test_it_shows_every_state(html: str) -> None:
    for tone in [*scores.VERDICTS.values(), *facts.SENSITIVITY.values()]:
        assert escape(tone.label) in html
    for status in STATUSES.values():
        assert escape(status.word) in html


def test_nothing_is_inline(html: str) -> None:
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"<style|\son[a-z]+=", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_ids_are_unique(html: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_every_described_by_points_somewhere(html: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    for wanted in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html):
        assert set(wanted.split()) <= ids


def test_the_title_is_written_once_and_used_twice(html: str) -> None:
    assert "<title>Style guide · MLSecure</title>" in html
    assert "<h1>Style guide</h1>" in html
