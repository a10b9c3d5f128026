"""Snapshots: complete, canonical, and recomputable from themselves."""

from __future__ import annotations

import copy
import json

import pytest

from apps.assessments.attachments.services import file_and_attach
from apps.assessments.engine.recompute import disagreements, recompute
from apps.assessments.models import Assessment, Snapshot
from apps.assessments.reviewing.services import submit_assessment
from apps.assessments.snapshots.services import document_of, snapshot_for_pack
from apps.assessments.workbooks import open_workbook
from apps.core import canonical
from apps.core.errors import NotVisible
from apps.trail.services import seal_pending
from tests.cast import Cast
from tests.factories.assessments import (
    FIRMNESS,
    answer,
    approve,
    make_pipeline,
    publish,
    set_facts,
    start,
    subject_of,
)
from tests.factories.catalogue import control, question
from tests.factories.evidence import upload


@pytest.fixture
def snapshot(cast: Cast, assessment: Assessment) -> Snapshot:
    """Answered, overridden, unknown and hidden questions, with evidence, approved by Lena."""
    sam = cast.actor(cast.sam)
    set_facts(assessment.pipeline, pipeline_monitored=True)
    set_facts(assessment.pipeline.datasets.get(), dataset_phi=False)
    answer(sam, assessment, "disk", "some", note="=HYPERLINK(1)")
    answer(sam, assessment, "watch", "none", about="pipeline", justification="Only a test")
    file_and_attach(
        actor=sam,
        assessment=assessment,
        question_key="disk",
        subject_key=subject_of(assessment, "dataset"),
        title="Policy",
        content=upload(),
    )
    submit_assessment(actor=sam, assessment=assessment, expected_version=1)
    seal_pending()
    return approve(cast.actor(cast.lena), assessment, "Fine")


def test_the_document_is_canonical_and_its_digest_holds(snapshot: Snapshot) -> None:
    document = json.loads(snapshot.document)

    assert canonical.canonical_json(document).decode() == snapshot.document
    assert canonical.digest(document) == snapshot.digest


def test_a_disagreement_of_the_chosen_laws_is_kept_once(
    cast: Cast, assessment: Assessment, snapshot: Snapshot
) -> None:
    document = document_of(snapshot)
    named = {control["key"]: control["disagreements"] for control in document["controls"]}

    (kept,) = document["catalogue"]["disagreements"]
    assert (kept["key"], kept["says"]) == ("firmness", FIRMNESS["says"])
    assert named == {"encryption": ["firmness"], "health": [], "plan": [], "model": []}
    assert all(control["differences"] == [] for control in document["controls"])
    alone = start(cast.actor(cast.sam), make_pipeline(cast.risk_models, "Churn"), ["gdpr"])
    other = document_of(snapshot_for_pack(actor=cast.actor(cast.sam), assessment=alone))
    assert other["catalogue"]["disagreements"] == []


def test_what_an_earlier_catalogue_told_in_the_control_is_kept_there(cast: Cast) -> None:
    said = [{"regime": "gdpr", "says": "Before."}, {"regime": "ccpa", "says": "Never."}]
    older = control("encryption", question("disk"), differences=said)
    publish({key: value for key, value in older.items() if key != "disagreements"})
    made = start(cast.actor(cast.sam), make_pipeline(cast.risk_models))

    document = document_of(snapshot_for_pack(actor=cast.actor(cast.sam), assessment=made))
    (kept,) = document["controls"]

    assert (kept["differences"], kept["disagreements"]) == (said, [])


def test_the_stored_figures_are_those_of_its_items(
    assessment: Assessment, snapshot: Snapshot
) -> None:
    document = document_of(snapshot)

    assert disagreements(document) == []
    assert recompute(document) == document["figures"]
    band = open_workbook(assessment).card.overall.band
    assert band is not None
    assert document["figures"]["overall"]["low"] == band.low


def test_a_changed_figure_or_item_is_named(snapshot: Snapshot) -> None:
    document = document_of(snapshot)
    figure = copy.deepcopy(document)
    figure["figures"]["regimes"]["gdpr"]["low"] += 0.01
    item = copy.deepcopy(document)
    item["items"][0]["points"] = 1.0

    assert disagreements(figure) == ["figures.regimes.gdpr.low"]
    assert "figures.overall.low" in disagreements(item)


def test_it_says_who_did_what(cast: Cast, snapshot: Snapshot) -> None:
    document = document_of(snapshot)

    assert document["assessment"]["submitted"]["by"] == "Sam"
    assert document["assessment"]["decided"]["by"] == "Lena"
    assert document["assessment"]["decided"]["note"] == "Fine"
    by_question = {item["question"]: item for item in document["items"]}
    assert by_question["disk"]["answer"]["note"] == "=HYPERLINK(1)"
    assert len(by_question["disk"]["evidence"][0]["digest"]) == 64
    assert by_question["watch"]["answer"]["override"] is True
    assert by_question["watch"]["machine"]["option"] == "all"


def test_it_carries_the_facts_with_their_source(snapshot: Snapshot) -> None:
    subjects = {subject["kind"]: subject for subject in document_of(snapshot)["subjects"]}
    facts = {fact["key"]: fact for fact in subjects["pipeline"]["facts"]}

    assert facts["pipeline_monitored"]["words"] == "Yes"
    assert facts["pipeline_monitored"]["source"] == "person"
    assert facts["pipeline_owner_named"]["source"] == "records"


def test_hidden_questions_are_only_named_as_left_out(snapshot: Snapshot) -> None:
    document = document_of(snapshot)

    assert "phi" not in document["questions"]
    assert "phi" not in {item["question"] for item in document["items"]}
    left = {question["key"]: question["when"] for question in document["left_out"]["questions"]}
    assert left == {"phi": "dataset_phi"}


def test_it_carries_the_trail_and_its_head(snapshot: Snapshot) -> None:
    trail = document_of(snapshot)["trail"]

    assert trail["position"] > 0
    assert len(trail["head"]) == 64
    actions = {event["action"] for event in trail["events"]}
    assert {"assessments.answer.saved", "assessments.assessment.submitted"} <= actions


def test_a_later_edit_leaves_the_snapshot_alone(assessment: Assessment, snapshot: Snapshot) -> None:
    before = snapshot.document
    set_facts(assessment.pipeline, pipeline_monitored=False)

    snapshot.refresh_from_db()
    assert snapshot.document == before


def test_an_open_assessment_gives_drafts(cast: Cast, assessment: Assessment) -> None:
    draft = snapshot_for_pack(actor=cast.actor(cast.aya), assessment=assessment)

    assert draft.kind == "draft"
    assert disagreements(document_of(draft)) == []
    with pytest.raises(NotVisible):
        snapshot_for_pack(actor=cast.actor(cast.mallory), assessment=assessment)


def test_an_approved_one_gives_its_final_snapshot(
    cast: Cast, assessment: Assessment, snapshot: Snapshot
) -> None:
    closed = Assessment.objects.get(pk=assessment.pk)

    assert snapshot_for_pack(actor=cast.actor(cast.aya), assessment=closed) == snapshot
