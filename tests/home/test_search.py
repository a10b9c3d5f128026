"""One page finds what every app registered, as far as the reader may see it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.core.access import Actor
from apps.evidence.models import Evidence
from apps.evidence.search import find_evidence
from apps.ui.search import SEARCH_SOURCES, Hit, SearchSource
from tests.cast import Cast
from tests.factories.assessments import make_pipeline, start
from tests.factories.evidence import make_evidence

pytestmark = pytest.mark.django_db


def found(cast: Cast, person: str, words: str) -> str:
    client = cast.client(cast.people()[person])
    page = client.get(reverse("home:search"), {"q": words}).content.decode()
    return page.partition("<main")[2]


def test_it_finds_objects_evidence_and_assessments(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    start(sam, make_pipeline(cast.risk_models, "Loan policy"))
    make_evidence(sam, cast.risk_models, "Policy of deletion")

    page = found(cast, "sam", "polic")

    for heading in ("Pipelines", "Datasets", "Models", "Evidence", "Assessments"):
        assert heading in page
    assert "Loan policy" in page
    assert "Policy of deletion" in page


def test_nothing_of_another_team_is_found(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    start(sam, make_pipeline(cast.risk_models, "Loan policy"))
    make_evidence(sam, cast.risk_models, "Policy of deletion")

    page = found(cast, "mallory", "polic")

    assert "Nothing found" in page
    assert "Loan" not in page
    assert "deletion" not in page


def test_an_app_adds_a_source_of_its_own(cast: Cast) -> None:
    def find(actor: Actor, text: str, limit: int) -> list[Hit]:
        return [Hit(f"{text} number {number}", "/parrots/") for number in range(limit)]

    with SEARCH_SOURCES.registered(SearchSource("Parrots", find)):
        page = found(cast, "sam", "norwegian")

    assert "Parrots" in page
    assert page.count('href="/parrots/"') == 20
    assert "The first 20." in page


def test_what_counts_comes_before_what_was_withdrawn(cast: Cast) -> None:
    sam = cast.actor(cast.sam)
    for title in ("Policy A", "Policy B"):
        make_evidence(sam, cast.risk_models, title)
    Evidence.objects.filter(title="Policy A").update(withdrawn_at="2026-01-01T00:00Z")

    assert [hit.title for hit in find_evidence(sam, "policy", 20)] == ["Policy B", "Policy A"]
