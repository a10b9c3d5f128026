"""The content we ship: it loads, its lint is clean, and every page of it can be read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.catalogue.authoring.content import Content
from apps.catalogue.authoring.coverage import coverage
from apps.catalogue.authoring.lint import lint
from apps.catalogue.authoring.loader import load_content
from apps.catalogue.authoring.services import load_catalogue
from apps.catalogue.durations import limit_words
from apps.catalogue.models import CatalogueVersion
from apps.catalogue.reading.arrangement import disagreements
from apps.core.access import Actor
from apps.core.facts import fact_specs
from tests.cast import Cast


@pytest.fixture(scope="module")
def shipped() -> Content:
    return load_content()


def test_the_lint_is_clean(shipped: Content) -> None:
    assert [str(problem) for problem in lint(shipped, fact_specs()).errors] == []


def test_every_provision_that_needs_a_question_has_one(shipped: Content) -> None:
    found = coverage(shipped.catalogue())

    assert {covered.regime: [p.key for p in covered.unserved] for covered in found.regimes} == {
        regime: [] for regime in ("ai-act", "ccpa", "gdpr", "hipaa", "mls")
    }


def test_every_provision_cites_its_law_and_its_source(shipped: Content) -> None:
    starts = {
        "gdpr": ("GDPR Art. ", "GDPR Recital "),
        "hipaa": ("45 CFR ",),
        "ccpa": ("Cal. Civ. Code ", "11 CCR ", "Cal. Health & Safety Code "),
        "mls": ("MLS ",),
        "ai-act": ("AI Act Art. ",),
    }
    for provision in shipped.catalogue().provisions.values():
        assert provision.citation.startswith(starts[provision.regime]), provision.key
        assert provision.source.startswith("https://"), provision.key


def test_time_limits_cite_their_own_provision(shipped: Content) -> None:
    catalogue = shipped.catalogue()

    for limit in catalogue.time_limits.values():
        assert limit.citation == catalogue.provisions[limit.provision].citation, limit.key
        assert limit.regime == catalogue.provisions[limit.provision].regime, limit.key
        assert limit_words(limit)


def test_publishing_it_twice_changes_nothing_and_every_page_opens(cast: Cast) -> None:
    actor = Actor.command("test")
    version = load_catalogue(actor=actor).version

    assert not load_catalogue(actor=actor).published
    assert CatalogueVersion.objects.get() == version
    browser, catalogue = cast.client(cast.sam), load_content().catalogue()
    pages = [reverse("catalogue:regime", args=[key]) for key in catalogue.regimes]
    pages += [reverse("catalogue:control", args=[key]) for key in catalogue.controls]
    for address in pages:
        assert browser.get(address).status_code == 200, address


def test_a_control_of_one_law_says_what_the_others_say(shipped: Content) -> None:
    catalogue = shipped.catalogue()
    control = catalogue.controls["minimum-necessary"]
    assert control.regimes == ("hipaa",)

    told = [regime.key for regime, _ in disagreements(catalogue, control)]

    assert told == ["hipaa", "gdpr", "ccpa"]


def test_every_disagreement_is_told_once_and_by_each_law(shipped: Content) -> None:
    points = shipped.catalogue().disagreements.values()

    assert len({point.title for point in points}) == len(points) >= 15
    for point in points:
        assert [said.regime for said in point.says] == ["gdpr", "hipaa", "ccpa"], point.key


def test_the_page_of_disagreements_shows_each(cast: Cast, shipped: Content) -> None:
    load_catalogue(actor=Actor.command("test"))
    page = cast.client(cast.sam).get(reverse("catalogue:disagreements")).content.decode()

    for point in shipped.catalogue().disagreements.values():
        assert point.title in page
    assert "treatment itself is not" in page
