"""A pack says who agreed, who checked, what is not judged and why; and nothing that nobody saw."""

from __future__ import annotations

from typing import Any

import pytest

from apps.assessments.models import Assessment, SnapshotKind
from apps.assessments.reviewing.services import submit_assessment
from apps.assessments.snapshots.document import build_document
from apps.assessments.workbooks import open_workbook
from apps.packs.building.sections.book import Book, Signer
from apps.packs.building.sections.controls import controls
from apps.packs.building.sections.scope import left_out, origin
from apps.packs.building.sections.summary import executive_summary, to_do
from tests.cast import Cast
from tests.factories.assessments import (
    answer,
    check_answers,
    make_pipeline,
    publish,
    set_facts,
    start,
    subject_of,
)
from tests.factories.catalogue import control, question

CASES = [{"id": "no-text", "label": "The files hold no free text"}]
RULE = [{"when": "dataset_encrypted_at_rest == true", "choose": "all"}]
GATE = question("text", about="dataset", when="dataset_personal", not_applicable=CASES)
TOLD = question("told", about="dataset", rules=RULE)
ASIDE = question("aside", about="dataset", when="dataset_phi")


@pytest.fixture
def handed(cast: Cast) -> Assessment:
    """A claim, an answer that facts work out, and a control that facts set aside."""
    publish(
        control("text", GATE, criticality=5),
        control("told", TOLD),
        control("health", ASIDE, title="Health"),
    )
    pipeline = make_pipeline(cast.risk_models)
    set_facts(pipeline.datasets.get(), dataset_phi=False, dataset_encrypted_at_rest=True)
    draft = start(cast.actor(cast.sam), pipeline)
    sam = cast.actor(cast.sam)
    answer(sam, draft, "text", "not_applicable", case="no-text", justification="Only codes")
    fresh = Assessment.objects.get()
    version = fresh.lock_version
    return submit_assessment(actor=sam, assessment=fresh, expected_version=version)


def agree(cast: Cast, handed: Assessment, *keys: str) -> None:
    """Lena agrees to the answers about the dataset."""
    for key in keys:
        check_answers(cast.actor(cast.lena), handed, (key, subject_of(handed, "dataset")))


def book(cast: Cast) -> Book:
    workbook = open_workbook(Assessment.objects.get())
    document = build_document(cast.actor(cast.cora), workbook, SnapshotKind.DRAFT)
    return Book(document, "0" * 64, {"pack": {"draft": True}}, Signer(""))


def printed(book: Book, key: str) -> dict[str, Any]:
    members = [one for section in controls(book)["sections"] for one in section["controls"]]
    found: dict[str, Any] = next(one for one in members if one["key"] == key)
    return found


def test_a_claim_is_listed_with_reason_and_who_agreed(cast: Cast, handed: Assessment) -> None:
    agree(cast, handed, "text")

    made = book(cast)

    (claim,) = executive_summary(made)["agreed"]
    assert claim["why"] == "The files hold no free text: Only codes"
    assert claim["by"].startswith("Lena, ")
    assert left_out(made)["not_applicable"] == [claim]
    (item,) = printed(made, "text")["questions"][0]["items"]
    assert item["words"] == "Not applicable: The files hold no free text: Only codes"
    assert "; agreed by Lena, " in item["backing"]


def test_a_claim_nobody_agreed_to_blocks_and_says_so(cast: Cast, handed: Assessment) -> None:
    made = book(cast)

    (blocker,) = to_do(made)["blockers"]
    assert (
        "Claimed not to apply; nobody agreed yet. The files hold no free text"
        in (blocker["because"][0])
    )
    assert executive_summary(made)["agreed"] == []
    assert executive_summary(made)["laws"][0]["why_not"] == "1 blocker"
    (item,) = printed(made, "text")["questions"][0]["items"]
    assert (item["words"], item["justification"]) == ("", "")


def test_what_was_agreed_not_to_apply_fails_nothing(cast: Cast, handed: Assessment) -> None:
    agree(cast, handed, "text")

    assert to_do(book(cast))["blockers"] == []


def test_worked_out_and_reviewed_names_who_checked_it(cast: Cast, handed: Assessment) -> None:
    agree(cast, handed, "told")

    (item,) = printed(book(cast), "told")["questions"][0]["items"]

    assert "reviewed · worked out from facts; checked by Lena, " in item["backing"]


def test_a_control_that_asks_nothing_says_because_of_what(cast: Cast, handed: Assessment) -> None:
    made = book(cast)

    assert printed(made, "health")["aside"] == "“Holds PHI”"
    assert printed(made, "text")["aside"] == ""
    lines = executive_summary(made)["answers"]
    assert lines[0] == "2 of 3 controls are judged by 2 answers; 1 of these is unknown."
    assert lines[1] == "1 is not judged: nothing that binds now is asked of it."


def test_the_bars_of_assurance_stand_there_in_figures(cast: Cast, handed: Assessment) -> None:
    agree(cast, handed, "told")

    made = executive_summary(book(cast))

    assert made["backed"][0].endswith(
        ": 0.0 % declared, 0.0 % with evidence, 100.0 % reviewed, 0.0 % checked by machine"
    )


def test_own_records_say_when_they_were_looked_at(cast: Cast, handed: Assessment) -> None:
    made = book(cast)
    facts = [fact for subject in made.document["subjects"] for fact in subject["facts"]]
    seen = next(fact for fact in facts if fact["source"] == "records")

    assert origin(made, seen).startswith("checked by machine: this installation's own records, ")


def test_an_open_gate_is_named_where_nothing_else_is_in_the_way(
    cast: Cast, handed: Assessment
) -> None:
    made = book(cast)
    (figure, *_) = made.figures["regimes"].values()
    figure |= {"blockers": [], "low": 0.9, "ready": False}

    law = executive_summary(made)["laws"][0]

    assert law["why_not"] == "a gate of a critical control is unknown"
