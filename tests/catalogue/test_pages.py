"""The catalogue's pages, read by everybody signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from apps.catalogue.authoring.services import load_catalogue
from apps.catalogue.models import CatalogueVersion
from apps.catalogue.reading.arrangement import short_citations
from apps.core.access import Actor
from tests.cast import Cast
from tests.catalogue.test_loader import DISAGREEMENTS, OTHER, REGIME, TOPIC, known_facts, write

LIMITS = """\
time_limits:
  - id: gdpr-breach
    duty: Tell the authority about a breach
    regime: gdpr
    length: PT72H
    starts: becoming aware of the breach
    citation: GDPR Art. 33(1)
    provision: gdpr-5
"""
DISAGREEING = TOPIC.replace(
    "    questions:",
    "    frameworks: {nist_ai_rmf: [MAP 1.6]}\n    disagreements: [purpose]\n    questions:",
)


@pytest.fixture
def content(tmp_path: Path) -> Iterator[Path]:
    with known_facts():
        yield write(
            tmp_path,
            topics__one=DISAGREEING,
            time_limits=LIMITS,
            regimes__other=OTHER,
            disagreements=DISAGREEMENTS,
        )


@pytest.fixture
def version(content: Path, db: None) -> CatalogueVersion:
    return load_catalogue(actor=Actor.command("test"), directory=content).version


@pytest.fixture
def browser(cast: Cast) -> Client:
    """Mallory's: the catalogue is no team's secret."""
    return cast.client(cast.mallory)


def read(browser: Client, name: str, *args: object, query: str = "", status: int = 200) -> str:
    response = browser.get(reverse(f"catalogue:{name}", args=args) + query)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_list_of_laws_counts_what_they_hold(browser: Client, version: CatalogueVersion) -> None:
    html = read(browser, "regimes")

    assert "General Data Protection Regulation" in html
    assert "1 controls with 1 questions" in html
    assert version.label in html


def test_a_law_reads_article_by_article(browser: Client, version: CatalogueVersion) -> None:
    html = read(browser, "regime", "gdpr")

    assert "must respect." in html
    assert "https://example.org/gdpr" in html
    assert "In force" in html
    assert "Purposes are written down" in html
    assert html.count("Not verified") == 1, "only the filter says it"


def test_unverified_and_coming_provisions_are_marked(
    browser: Client, content: Path, version: CatalogueVersion
) -> None:
    coming = REGIME.replace("verified: official", "verified: unverified").replace(
        "status: in_force", "status: applies_from\n    applies_from: 2027-01-01"
    )
    write(content, topics__one=DISAGREEING, regimes__gdpr=coming)
    load_catalogue(actor=Actor.command("test"), directory=content)
    html = read(browser, "regime", "gdpr")

    assert html.count("Not verified") == 2, "the filter and the provision"
    assert "1 Jan 2027" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=principles", True), ("?q=elsewhere", False), ("?status=proposed", False)],
)
def test_provisions_are_filtered(
    browser: Client, version: CatalogueVersion, query: str, found: bool
) -> None:
    html = read(browser, "regime", "gdpr", query=query)

    assert ("must respect." in html) is found
    assert ("No provision fits these filters" in html) is not found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?q=purpose", True),
        ("?q=xylophone", False),
        ("?regime=gdpr", True),
        ("?lifecycle=retirement", False),
        ("?regime=nonsense", True),
    ],
)
def test_controls_are_listed_by_section(
    browser: Client, version: CatalogueVersion, query: str, found: bool
) -> None:
    assert ("Purposes are written down" in read(browser, "controls", query=query)) is found


def test_a_control_shows_its_questions_whole(browser: Client, version: CatalogueVersion) -> None:
    html = read(browser, "control", "purposes-are-written")

    for text in (
        "Is the purpose written down?",
        "People have a right to know it.",
        "The page that says it.",
        "GDPR Art. 5",
        "data_personal || data_special",
        "Everything else follows from it.",
        "The purpose is named first.",
        "MAP 1.6",
    ):
        assert text in html


def test_a_control_shows_where_laws_disagree_and_leads_to_the_whole(
    browser: Client, version: CatalogueVersion
) -> None:
    control, whole = (
        read(browser, "control", "purposes-are-written"),
        read(browser, "disagreements"),
    )

    assert '<a href="/catalogue/disagreements/#purpose">When the purpose is named</a>' in control
    for html in (control, whole):
        assert "The purpose is named first." in html
        assert '<a href="/catalogue/regimes/gdpr/#gdpr-5">GDPR Art. 5</a>, Recital 39' in html
        assert "The purpose is never named." in html
    assert 'id="purpose"' in whole


def test_facts_are_named_by_their_labels(browser: Client, version: CatalogueVersion) -> None:
    html = read(browser, "control", "purposes-are-written")

    assert "opens again when one of these changes: “Some dataset holds personal data”" in html
    assert "Applies when" not in read(browser, "regime", "gdpr"), "it always does"


def test_a_law_says_in_words_when_it_applies(
    browser: Client, content: Path, version: CatalogueVersion
) -> None:
    scoped = REGIME.replace("  short: GDPR", "  short: GDPR\n  applies_when: data_personal")
    write(content, topics__one=DISAGREEING, regimes__gdpr=scoped)
    load_catalogue(actor=Actor.command("test"), directory=content)

    assert "<dd>“Some dataset holds personal data”</dd>" in read(browser, "regime", "gdpr")


def test_each_law_is_named_once_in_a_row() -> None:
    cited = ("GDPR Art. 17(1)(a)", "GDPR Art. 17(2)", "45 CFR 164.502(b)", "MLS GOV-12")

    assert short_citations(cited) == "GDPR Art. 17(1)(a), 17(2); 45 CFR 164.502(b); MLS GOV-12"


def test_a_place_of_several_words_stays_whole() -> None:
    cited = ("GDPR Art. 49(1)(a)", "GDPR Art. 49(1) second subparagraph", "GDPR Art. 49(6)")

    assert short_citations(cited) == "GDPR Art. 49(1)(a), 49(1) second subparagraph, 49(6)"


def test_a_question_about_the_organisation_spells_it_in_british(
    browser: Client, content: Path, version: CatalogueVersion
) -> None:
    asked = DISAGREEING.replace("about: pipeline", "about: organization")
    asked = re.sub(r" *when: \"?data_personal \|\| data_special\"?\n", "", asked)
    write(content, topics__one=asked.replace("pipeline_documented", "org_privacy_policy"))
    load_catalogue(actor=Actor.command("test"), directory=content)

    assert "Asked about the organisation" in read(browser, "control", "purposes-are-written")


def test_time_limits_are_in_words(browser: Client, version: CatalogueVersion) -> None:
    html = read(browser, "time_limits")

    assert "72 hours" in html
    assert "becoming aware of the breach" in html


def test_an_older_version_says_that_it_is_one(
    browser: Client, content: Path, version: CatalogueVersion
) -> None:
    reworded = DISAGREEING.replace("Is the purpose written", "Is each purpose written")
    write(content, topics__one=reworded)
    newer = load_catalogue(actor=Actor.command("test"), directory=content).version
    query = f"?version={version.public_id}"
    older = read(browser, "control", "purposes-are-written", query=query)

    assert "Is the purpose written down?" in older
    assert "An earlier version" in older
    assert newer.label in older
    changes = read(browser, "version", newer.public_id)
    assert "Answers to give again" in changes
    assert "Is each purpose written down?" in changes
    assert "The first version" in read(browser, "version", version.public_id)
    assert newer.label in read(browser, "versions")


@pytest.mark.parametrize(
    ("name", "args", "query"),
    [
        ("regime", ["nonsense"], ""),
        ("control", ["nonsense"], ""),
        ("version", ["00000000-0000-4000-8000-000000000000"], ""),
        ("regimes", [], "?version=nonsense"),
        ("regimes", [], "?version=00000000-0000-4000-8000-000000000000"),
    ],
)
def test_what_is_not_there_is_not_found(
    browser: Client, version: CatalogueVersion, name: str, args: list[str], query: str
) -> None:
    assert "could not find" in read(browser, name, *args, query=query, status=404)


def test_without_a_catalogue_the_page_says_what_to_do(browser: Client) -> None:
    assert "load_catalogue" in read(browser, "regimes", status=400)


def test_strangers_are_asked_to_sign_in(client: Client, version: CatalogueVersion) -> None:
    response = client.get(reverse("catalogue:regimes"))

    assert response.status_code == 302
    assert "next=" in response["Location"]
