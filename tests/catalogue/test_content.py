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
    control = shipped.catalogue().controls["minimum-necessary"]
    assert control.regimes == ("hipaa",)

    (point,) = control.disagreements

    assert [said.regime for said in point.says] == ["gdpr", "hipaa", "ccpa"]


def test_every_disagreement_is_told_once_and_by_each_law(shipped: Content) -> None:
    points = shipped.catalogue().disagreements.values()

    assert len({point.title for point in points}) == len(points) >= 35
    for point in points:
        speak = [said.regime for said in point.says]
        assert speak[:3] == ["gdpr", "hipaa", "ccpa"], point.key


def test_what_a_law_says_of_a_point_names_the_place(shipped: Content) -> None:
    """Silence has no place: those are the only two sayings without a citation."""
    points = shipped.catalogue().disagreements.values()
    bare = [(p.key, said.regime) for p in points for said in p.says if not said.citations]

    assert bare == [("automated-decisions", "hipaa"), ("transfers", "ccpa")]


def test_a_place_that_a_law_is_said_to_say_it_is_of_that_law(shipped: Content) -> None:
    catalogue = shipped.catalogue()
    regimes = {p.citation: p.regime for p in catalogue.provisions.values()}
    points = catalogue.disagreements.values()
    cited = [(place, said.regime) for p in points for said in p.says for place in said.citations]

    assert {place for place, law in cited if regimes.get(place, law) != law} == set()
    # What the catalogue does not hold: recitals, courts, boards, and law beside the laws.
    assert {place for place, _ in cited if place not in regimes} == {
        "GDPR Recital 27",
        "GDPR Art. 82(1)",
        "GDPR Art. 83(5)",
        "EDPB Opinion 28/2024",
        "CJEU C-184/20",
        "CJEU C-634/21",
        "CJEU C-203/22",
        "45 CFR 92.210",
        "45 CFR 164.502(g)",
        "42 USC 1320d-5",
        "Cal. Civ. Code 1798.140(h)",
        "Cal. Civ. Code 1798.199.55",
        "Cal. Civ. Code 1798.199.90",
        "AI Act Art. 27(4)",
    }


def test_the_page_of_disagreements_shows_each(cast: Cast, shipped: Content) -> None:
    load_catalogue(actor=Actor.command("test"))
    page = cast.client(cast.sam).get(reverse("catalogue:disagreements")).content.decode()

    for point in shipped.catalogue().disagreements.values():
        assert point.title in page
    assert "treatment itself is not" in page
