"""The terms: one text for the page and for the file."""

from __future__ import annotations

from collections import Counter

from django.urls import reverse

from apps.ui.terms import chapters
from tests.cast import Cast


def words() -> list[str]:
    return [term.word for chapter in chapters() for term in chapter.terms]


def test_a_word_has_one_meaning() -> None:
    repeated = [word for word, count in Counter(words()).items() if count > 1]

    assert len(words()) > 40
    assert repeated == []


def test_every_line_of_the_file_is_a_term() -> None:
    assert all(chapter.terms for chapter in chapters())
    assert {"Fact", "Coverage", "Pack"} <= set(words())
    assert not any("**" in term.meaning for chapter in chapters() for term in chapter.terms)


def test_anybody_signed_in_reads_them_without_the_builders_part(cast: Cast) -> None:
    html = cast.client(cast.aya).get(reverse("ui:terms")).content.decode()

    assert "unknown never turns into no" in html
    assert "Selector" not in html


def test_the_search_keeps_what_holds_the_words(cast: Cast) -> None:
    client = cast.client(cast.sam)
    found = client.get(reverse("ui:terms"), {"q": "digest"}).content.decode()
    nothing = client.get(reverse("ui:terms"), {"q": "<script>"}).content.decode()

    assert 'id="digest"' in found
    assert 'id="team"' not in found
    assert "No term holds these words" in nothing
    assert "<script>&quot;" not in nothing and 'value="&lt;script&gt;"' in nothing
