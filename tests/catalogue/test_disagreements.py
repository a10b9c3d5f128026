"""A point on which laws differ is told once, and every control that turns on it shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apps.catalogue.authoring.lint import lint
from apps.catalogue.authoring.loader import load_content
from apps.catalogue.authoring.markdown import catalogue_markdown
from apps.catalogue.differences import differences
from apps.catalogue.reading.arrangement import Place, between, points
from apps.core.facts import fact_specs
from tests.catalogue.test_loader import DISAGREEMENTS, OTHER, TOPIC, known_facts, problems, write
from tests.factories.catalogue import catalogue, control, question

REFERRING = TOPIC.replace("    questions:", "    disagreements: [purpose]\n    questions:")
FILES = {"topics__one": REFERRING, "regimes__other": OTHER, "disagreements": DISAGREEMENTS}
SALE: dict[str, Any] = {
    "id": "sale",
    "title": "What counts as selling",
    "says": [
        {"regime": "gdpr", "says": "It is no term of the law.", "citations": ["GDPR 1"]},
        {"regime": "hipaa", "says": "Payment of any kind."},
        {"regime": "ccpa", "says": "Anything of value."},
    ],
}
SAID = [{"regime": "gdpr", "says": "Before."}, {"regime": "ccpa", "says": "Never."}]


def test_a_control_refers_and_the_sentences_stand_in_one_place(tmp_path: Path) -> None:
    content = load_content(write(tmp_path, **FILES))

    (entry,) = content.document["controls"]
    assert (entry["disagreements"], "differences" in entry) == (["purpose"], False)
    made = content.catalogue()
    assert made.controls["purposes-are-written"].disagreements == (made.disagreements["purpose"],)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("topics__one", "[purpose]", "[use]", "one.yaml:10: there is no disagreement “use”"),
        (
            "topics__one",
            "disagreements: [purpose]",
            "differences: [{regime: gdpr, says: First.}]",
            "'differences' was unexpected",
        ),
        (
            "disagreements",
            "regime: other",
            "regime: third",
            "disagreements.yaml:6: there is no regime “third”",
        ),
        (
            "disagreements",
            "regime: other",
            "regime: gdpr",
            "disagreements.yaml:6: purpose lets gdpr speak twice",
        ),
    ],
)
def test_what_does_not_hold_together_is_refused(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    write(tmp_path, **{**FILES, file: FILES[file].replace(old, new)})

    assert any(expected in problem for problem in problems(tmp_path)), problems(tmp_path)


def test_a_point_that_no_control_refers_to_fails_the_lint(tmp_path: Path) -> None:
    with known_facts():
        content = load_content(write(tmp_path, **{**FILES, "topics__one": TOPIC}))
        errors = [str(error) for error in lint(content, fact_specs()).errors]

    assert errors == ["disagreements.yaml:2: purpose: no control refers to it"]


def test_the_same_sentence_at_two_points_fails_the_lint(tmp_path: Path) -> None:
    again = DISAGREEMENTS.partition("\n")[2].replace("id: purpose", "id: again")
    told = DISAGREEMENTS + again.replace("is never named", "may be named")
    topic = REFERRING.replace("[purpose]", "[purpose, again]")
    with known_facts():
        write(tmp_path, **{**FILES, "disagreements": told, "topics__one": topic})
        errors = [str(error) for error in lint(load_content(tmp_path), fact_specs()).errors]

    assert errors == ["disagreements.yaml:7: again: purpose says the same of gdpr"]


def test_an_earlier_version_told_it_in_the_control_and_still_shows_it() -> None:
    older = control("c", question("q"), differences=SAID)
    del older["disagreements"]

    (point,) = catalogue(older).controls["c"].disagreements

    assert (point.key, point.title) == ("", "")
    assert [(said.regime, said.says, said.citations) for said in point.says] == [
        ("gdpr", "Before.", ()),
        ("ccpa", "Never.", ()),
    ]


def test_only_the_chosen_laws_speak_and_one_alone_disagrees_with_nobody() -> None:
    told = catalogue(disagreements=[SALE]).disagreements.values()

    (point,) = between(told, ("gdpr", "ccpa"))
    assert [said.regime for said in point.says] == ["gdpr", "ccpa"]
    assert between(told, ("gdpr",)) == []


def test_a_place_that_the_catalogue_holds_can_be_opened() -> None:
    made = catalogue(disagreements=[SALE])
    citation = made.provisions["gdpr-1"].citation
    sale = {**SALE, "says": [{**SALE["says"][0], "citations": [citation, "Recital 1"]}]}

    made = catalogue(disagreements=[sale])
    (point,) = points(made, made.disagreements.values())

    assert point.says[0].places == (Place(citation, "gdpr-1"), Place("Recital 1", ""))


def test_a_point_that_came_or_was_reworded_is_a_difference_between_versions() -> None:
    first = catalogue(disagreements=[SALE])
    reworded = {**SALE, "title": "What selling is"}
    second = catalogue(disagreements=[reworded, {**SALE, "id": "more"}])

    kinds = {kind.kind: kind for kind in differences(first, second).kinds}

    assert kinds["disagreements"].added == ("more",)
    assert [(c.key, c.fields) for c in kinds["disagreements"].changed] == [("sale", ("title",))]


def test_the_exported_page_tells_it_once_and_the_control_names_it(tmp_path: Path) -> None:
    with known_facts():
        made = load_content(write(tmp_path, **FILES)).catalogue()
        page = catalogue_markdown(made, fact_specs())

    assert page.count("The purpose is named first.") == 1
    assert "- GDPR: The purpose is named first. (GDPR Art. 5; Recital 39)" in page
    assert "[Where the laws disagree](#where-the-laws-disagree): When the purpose is named" in page
